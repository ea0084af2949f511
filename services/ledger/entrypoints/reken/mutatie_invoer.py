"""The mutations that `reken lening` takes; `soort` names one of them. A decision asks for its content, with the bounds of a sum."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args

from annotated_types import Ge, Gt
from pydantic import Field, create_model, model_validator
from pydantic.fields import FieldInfo

from services.ledger.domain.lening.besluitsoort import Besluitsoort
from services.ledger.domain.lening.besluitsoorten import SOORTEN, mutatie_van
from services.ledger.domain.verloop import gegevens as g
from services.ledger.domain.verloop import mutaties as m
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


class Herroeping(Basis):
    soort: Literal["storno", "correctie"]
    van: str = Field(description="Het id van de mutatie die niet telt.")


class AchterstandKwijt(Basis):
    """Asked by why it is waived: that names the article."""

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


# What a decision takes back, means or waives is asked above, in words of its own; a payment with a choice is an `ontvangst`.
ANDERS_GEVRAAGD = (g.Herroeping, g.Betaalkeuze, g.AchterstandKwijt)
# Names of before the decisions had theirs.
NAMEN = {"borgtochtclaim": "borgtocht"}
OMSCHRIJVINGEN = {
    "bijstand_cent": "Bijzondere bijstand over het boekjaar (art. 21 lid 3).",
    "renteloos": "Het besluit van art. 43 lid 2.",
}
LEESVORMEN: dict[Any, Any] = {date: Dag, Decimal: Jaarrente}


def _vraag(soort: Besluitsoort) -> type[Basis]:
    """The input of one kind of decision: a field for each of its content that the kind itself does not fill in."""
    naam = NAMEN.get(soort.naam, soort.naam)
    velden: dict[str, Any] = {"soort": (Literal[naam], ...)}
    for veld, gevraagd in soort.gegevens.model_fields.items():
        if veld != "soort" and veld not in soort.kenmerk:
            aard = _aard(veld, gevraagd)
            if omschrijving := OMSCHRIJVINGEN.get(veld):
                aard = Annotated[aard, Field(description=omschrijving)]
            velden[veld] = (aard, ... if gevraagd.is_required() else gevraagd.default)
    klasse, uitleg = "".join(deel.capitalize() for deel in naam.split("_")), soort.gegevens.__doc__
    return create_model(klasse, __base__=Basis, __module__=__name__, __doc__=uitleg, **velden)


def _aard(naam: str, veld: FieldInfo) -> Any:
    """The type of a field as sums read it: strict, and an amount as large as a sum can bear."""
    mag_leeg = type(None) in get_args(veld.annotation)
    aard = get_args(veld.annotation)[0] if mag_leeg else veld.annotation
    aard = get_args(aard)[0] if get_args(aard) and get_args(aard)[0] is date else aard
    if naam.endswith("_cent"):
        gelezen: Any = _bedrag(veld)
    elif aard is str:
        gelezen = Annotated[str, Field(min_length=1)]
    elif aard is int:
        gelezen = Annotated[int, *veld.metadata]
    else:
        gelezen = LEESVORMEN.get(aard, aard)
    return gelezen | None if mag_leeg else gelezen


def _bedrag(veld: FieldInfo) -> Any:
    if any(isinstance(grens, Gt) for grens in veld.metadata):
        return Positief
    natuurlijk = any(isinstance(grens, Ge) and grens.ge == 0 for grens in veld.metadata)
    return PositieveCent if natuurlijk else Cent


BESLUITEN = {
    _vraag(soort): soort
    for soort in SOORTEN.values()
    if not issubclass(soort.gegevens, ANDERS_GEVRAAGD)
}
MIDDELEN: dict[type[Basis], type[m.Mutatie]] = {
    Betaling: m.Betaling,
    ExtraAflossing: m.ExtraAflossing,
    AflossingIneens: m.AflossingIneens,
    Herroeping: m.Herroeping,
}


if TYPE_CHECKING:
    Mutatievraag = Basis
else:
    Mutatievraag = Annotated[
        reduce(or_, (Betaling, Ontvangst, *MIDDELEN, *BESLUITEN, AchterstandKwijt)),
        Field(discriminator="soort"),
    ]


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
            return _besluit(g.AchterstandKwijt, velden)
        case _:
            pass
    if besluit := BESLUITEN.get(type(vraag)):
        return _besluit(besluit.gegevens, {**velden, **besluit.kenmerk})
    return MIDDELEN[type(vraag)](**velden)


def _besluit(soort: type[g.Gegevens], velden: Mapping[str, Any]) -> m.Mutatie:
    """Its content was judged by `Invoer`, within bounds of its own."""
    inhoud = {naam: waarde for naam, waarde in velden.items() if naam in soort.model_fields}
    mutatie = mutatie_van(
        soort.model_construct(**inhoud),
        velden["mutatie_id"],
        velden["boekdatum"],
        velden["valutadatum"],
    )
    return replace(mutatie, lening_id=velden["lening_id"])


def _ontvangst(velden: dict[str, Any]) -> m.Mutatie:
    match velden.pop("keuze"):
        case None:
            return m.Ontvangst(**velden)
        case "aflossing_ineens":
            return m.AflossingIneens(**velden)
        case keuze:
            return m.ExtraAflossing(**velden, keuze=m.Keuze(keuze))
