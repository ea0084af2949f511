"""The fixed list of mutations that `reken lening` takes; `soort` names one of them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from services.ledger.domain.lening.besluitsoorten import mutatie_van
from services.ledger.domain.verloop import gegevens as g
from services.ledger.domain.verloop import mutaties as m
from shared.recht.aflosschema import Methode
from shared.recht.reken.termijn import Stuitende, Verlengende, verlenging
from shared.recht.reken.velden import Cent, Dag, Invoer, Jaarrente, Positief, PositieveCent
from shared.recht.verjaring import Stuiting


class Basis(Invoer):
    """Every mutation: when it was booked, since when it counts (default the same day), of which loan."""

    id: str = Field("", description="Standaard m1, m2, ... in de volgorde van de lijst.")
    boekdatum: Dag
    valutadatum: Dag | None = Field(None, description="Standaard de boekdatum.")
    lening_id: str = Field(
        "",
        description="Mag weg bij één lening; een betaling zonder lening gaat over alle leningen.",
    )


class Betaling(Basis):
    soort: Literal["betaling"]
    bedrag_cent: Positief
    keuze: tuple[str, ...] = Field(
        (),
        strict=False,
        description="Leningen die de debiteur aanwijst, in volgorde (BW 6:43 lid 1).",
    )


class Ontvangst(Basis):
    """Money as the bank brings it and the ledger books it: what is due, the coming term, then the hoofdsom (rekenregels 1, B-3)."""

    soort: Literal["ontvangst"]
    bedrag_cent: Positief
    keuze: Literal["termijnbedrag_blijft", "einddatum_blijft", "aflossing_ineens"] | None = Field(
        None,
        description="Wat de debiteur met dit bedrag bedoelde, als hij dat heeft laten vastleggen (betaalkeuze).",
    )


class ExtraAflossing(Basis):
    soort: Literal["extra_aflossing"]
    bedrag_cent: Positief
    keuze: m.Keuze = m.Keuze.TERMIJNBEDRAG_BLIJFT


class AflossingIneens(Basis):
    soort: Literal["aflossing_ineens"]
    bedrag_cent: Positief | None = None


class Kosten(Basis):
    soort: Literal["kosten"]
    bedrag_cent: Positief
    grondslag: Annotated[str, Field(min_length=1)]


class Terugstorting(Basis):
    soort: Literal["terugstorting"]
    bedrag_cent: Positief


class Herroeping(Basis):
    soort: Literal["storno", "correctie"]
    van: str = Field(description="Het id van de mutatie die niet telt.")


class Uitstel(Basis):
    soort: Literal["uitstel"]
    van: Dag
    maanden: Annotated[int, Field(ge=0, le=1200)]
    rente_mee: bool = False
    rente_vervaldag: Dag | None = None


class Uitstelintrekking(Basis):
    """The uitstel that runs on the valutadatum, or the first that is to come, ends on that day (Awb 4:96)."""

    soort: Literal["uitstelintrekking"]


class Opeising(Basis):
    soort: Literal["opeising"]
    grond: m.Grond


class WettelijkeRente(Basis):
    soort: Literal["wettelijke_rente"]
    tot: Dag
    toerekenbaar: bool


class Rentekwijtschelding(Basis):
    soort: Literal["rentekwijtschelding"]
    boekjaar_begin: Dag
    netto_inkomen_cent: Cent
    jaarnorm_cent: PositieveCent
    bijstand_in_boekjaar: bool
    vermogen_binnen_grens: bool
    bijstand_cent: PositieveCent = Field(
        0, description="Bijzondere bijstand over het boekjaar (art. 21 lid 3)."
    )


class EindeBedrijf(Basis):
    soort: Literal["einde_bedrijf"]
    verwijtbaar: bool
    renteloos: bool = Field(description="Het besluit van art. 43 lid 2.")


class Draagkracht(Basis):
    soort: Literal["draagkracht"]
    netto_inkomen_cent: Cent
    norm_cent: PositieveCent


class Kwijtschelding(Basis):
    soort: Literal["kwijtschelding"]
    bedrag_cent: Positief
    deel: Literal["hoofdsom", "rente", "kosten"]
    grondslag: Annotated[str, Field(min_length=1)]


class Schuldregeling(Basis):
    soort: Literal["schuldregeling"]
    bedrag_cent: Positief
    alle_schuldeisers_werken_mee: bool


class AchterstandKwijt(Basis):
    soort: Literal["toeslagengedupeerde", "verjaring"]
    stuitingen: tuple[Stuitende, ...] = Field(
        (), strict=False, description="Alleen bij verjaring; betalingen tellen vanzelf mee."
    )
    verlengingen: tuple[Verlengende, ...] = Field(
        (), strict=False, description="Alleen bij verjaring; uitstel telt vanzelf mee."
    )

    @model_validator(mode="after")
    def _past_bij_verjaring(self) -> "AchterstandKwijt":
        if self.soort != "verjaring" and (self.stuitingen or self.verlengingen):
            raise ValueError("'stuitingen' en 'verlengingen' horen alleen bij 'verjaring'")
        return self


class BuitenInvordering(Basis):
    soort: Literal["buiten_invordering", "invordering_hervat"]


class Omzetting(Basis):
    soort: Literal["omzetting"]
    jaarrente_procent: Jaarrente
    termijnen: Annotated[int, Field(ge=1, le=1200)]
    methode: Methode
    eerste_vervaldag: Dag | None = None


class OmNiet(Basis):
    soort: Literal["om_niet"]
    bedrag_cent: Positief
    grondslag: Annotated[str, Field(min_length=1)]


class Borgtocht(Basis):
    soort: Literal["borgtocht"]
    hoofdsom_cent: Positief
    rente_cent: PositieveCent = 0
    kosten_cent: PositieveCent = 0
    toestemming: bool


Mutatievraag = Annotated[
    Betaling
    | Ontvangst
    | ExtraAflossing
    | AflossingIneens
    | Kosten
    | Terugstorting
    | Herroeping
    | Uitstel
    | Uitstelintrekking
    | Opeising
    | WettelijkeRente
    | Rentekwijtschelding
    | EindeBedrijf
    | Draagkracht
    | Kwijtschelding
    | Schuldregeling
    | AchterstandKwijt
    | BuitenInvordering
    | Omzetting
    | OmNiet
    | Borgtocht,
    Field(discriminator="soort"),
]


MIDDELEN: dict[type[Basis], type[m.Mutatie]] = {
    Betaling: m.Betaling,
    ExtraAflossing: m.ExtraAflossing,
    AflossingIneens: m.AflossingIneens,
    Herroeping: m.Herroeping,
}


BESLUITEN: dict[type[Basis], type[g.Gegevens]] = {
    Uitstelintrekking: g.Uitstelintrekking,
    Kosten: g.Kosten,
    Terugstorting: g.Terugstorting,
    Uitstel: g.Uitstel,
    Opeising: g.Opeising,
    WettelijkeRente: g.WettelijkeRente,
    Rentekwijtschelding: g.Rentekwijtschelding,
    EindeBedrijf: g.EindeBedrijf,
    Draagkracht: g.Draagkracht,
    Kwijtschelding: g.Kwijtschelding,
    Schuldregeling: g.Schuldregeling,
    AchterstandKwijt: g.AchterstandKwijt,
    BuitenInvordering: g.BuitenInvordering,
    Omzetting: g.Omzetting,
    OmNiet: g.OmNiet,
    Borgtocht: g.Borgtochtclaim,
}


GRONDSLAGEN = {"toeslagengedupeerde": "Wet hersteloperatie toeslagen", "verjaring": "Awb 4:104"}


def naam_van(vraag: Basis, nummer: int) -> str:
    return vraag.id or f"m{nummer}"


def mutaties(vragen: Sequence[Basis]) -> tuple[tuple[m.Mutatie, ...], dict[str, str]]:
    """The mutations as the rules know them, and the name that each has for who asked.

    The rules know a mutation by its place in the list: what counts from the same day is done in the order in which it was told.
    """
    plaatsen = {
        naam_van(vraag, nummer): f"{nummer:06}" for nummer, vraag in enumerate(vragen, start=1)
    }
    gemaakt = tuple(
        _mutatie(vraag, plaatsen[naam_van(vraag, nummer)], plaatsen)
        for nummer, vraag in enumerate(vragen, start=1)
    )
    return gemaakt, {plaats: naam for naam, plaats in plaatsen.items()}


def _mutatie(vraag: Basis, plaats: str, plaatsen: Mapping[str, str]) -> m.Mutatie:
    velden: dict[str, Any] = {
        naam: getattr(vraag, naam)
        for naam in type(vraag).model_fields
        if naam not in ("id", "soort")
    }
    velden["mutatie_id"] = plaats
    velden["valutadatum"] = vraag.valutadatum or vraag.boekdatum
    match vraag:
        case Ontvangst():
            return _ontvangst(velden)
        case Herroeping():
            velden |= {"soort": vraag.soort, "van": plaatsen.get(vraag.van, vraag.van)}
        case AchterstandKwijt():
            velden["grondslag"] = GRONDSLAGEN[vraag.soort]
            velden["verjaring"] = vraag.soort == "verjaring"
            velden["stuitingen"] = tuple(Stuiting(een.dag, een.soort) for een in vraag.stuitingen)
            velden["verlengingen"] = tuple(verlenging(een) for een in vraag.verlengingen)
        case BuitenInvordering():
            velden["hervat"] = vraag.soort == "invordering_hervat"
        case _:
            pass
    if soort := MIDDELEN.get(type(vraag)):
        return soort(**velden)
    inhoud = {naam: waarde for naam, waarde in velden.items() if naam not in m.Mutatie.__slots__}
    # Judged by `Invoer`, within bounds of its own.
    gegevens = BESLUITEN[type(vraag)].model_construct(**inhoud)
    mutatie = mutatie_van(gegevens, plaats, vraag.boekdatum, velden["valutadatum"])
    return replace(mutatie, lening_id=vraag.lening_id)


def _ontvangst(velden: dict[str, Any]) -> m.Mutatie:
    match velden.pop("keuze"):
        case None:
            return m.Ontvangst(**velden)
        case "aflossing_ineens":
            return m.AflossingIneens(**velden)
        case keuze:
            return m.ExtraAflossing(**velden, keuze=m.Keuze(keuze))
