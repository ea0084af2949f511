"""What a mutation says, as it is asked for and as it is stored: `soort` names it. Fields are only ever added, with a default."""

from datetime import date
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from pydantic import Field

from services.ledger.domain.verloop import mutaties as m
from shared.begrippen import Waarde
from shared.recht.aflosschema import Methode
from shared.recht.verjaring import Stuiting, Verlenging
from shared.velden import Aantal, Dag, GeheelCent, NatuurlijkCent, PositiefCent, Procent

Tekst = Annotated[str, Field(min_length=3, max_length=200)]


class Gegevens(Waarde):
    """`maakt` is the mutation of the rules that these data make."""

    maakt: ClassVar[type[m.Mutatie]]
    soort: str

    def mutatie(self, mutatie_id: str, boekdatum: date, valutadatum: date) -> m.Mutatie:
        velden: dict[str, Any] = {
            naam: getattr(self, naam) for naam in type(self).model_fields if naam != "soort"
        }
        return self.maakt(
            mutatie_id=mutatie_id, boekdatum=boekdatum, valutadatum=valutadatum, **velden
        )


class Kosten(Gegevens):
    maakt = m.Kosten
    soort: Literal["kosten"] = "kosten"
    bedrag_cent: PositiefCent
    grondslag: Tekst


class Herroeping(Gegevens):
    """`van` is the id of a receipt (storno) or of any mutation that was a mistake (correctie); it never counted (A-22)."""

    maakt = m.Herroeping
    soort: Literal["storno", "correctie"]
    van: UUID

    def mutatie(self, mutatie_id: str, boekdatum: date, valutadatum: date) -> m.Mutatie:
        return m.Herroeping(
            mutatie_id=mutatie_id,
            boekdatum=boekdatum,
            valutadatum=valutadatum,
            van=str(self.van),
            soort=self.soort,
        )


class Betaalkeuze(Gegevens):
    """What the debtor chose for a receipt: fewer terms, lower terms, or payoff of everything on that day (rekenregels 1, A-2)."""

    soort: Literal["betaalkeuze"] = "betaalkeuze"
    betaling_id: UUID
    keuze: Literal["termijnbedrag_blijft", "einddatum_blijft", "aflossing_ineens"]

    def betaling(self, ontvangst: m.Ontvangst) -> m.Mutatie:
        """The receipt as the debtor meant it."""
        velden: dict[str, Any] = {
            naam: getattr(ontvangst, naam)
            for naam in ("mutatie_id", "boekdatum", "valutadatum", "bedrag_cent")
        }
        if self.keuze == "aflossing_ineens":
            return m.AflossingIneens(**velden)
        return m.ExtraAflossing(**velden, keuze=m.Keuze(self.keuze))


class Terugstorting(Gegevens):
    maakt = m.Terugstorting
    soort: Literal["terugstorting"] = "terugstorting"
    bedrag_cent: PositiefCent


class Uitstel(Gegevens):
    maakt = m.Uitstel
    soort: Literal["uitstel"] = "uitstel"
    van: Dag
    maanden: Aantal
    rente_mee: bool = False
    rente_vervaldag: Dag | None = None


class Uitstelintrekking(Gegevens):
    """The uitstel that runs, or the first that is to come, ends on the day from which this counts (Awb 4:96)."""

    maakt = m.Uitstelintrekking
    soort: Literal["uitstelintrekking"] = "uitstelintrekking"


class Opeising(Gegevens):
    maakt = m.Opeising
    soort: Literal["opeising"] = "opeising"
    grond: m.Grond


class WettelijkeRente(Gegevens):
    maakt = m.BeschikkingWettelijkeRente
    soort: Literal["wettelijke_rente"] = "wettelijke_rente"
    tot: Dag
    toerekenbaar: bool


class Rentekwijtschelding(Gegevens):
    maakt = m.Rentekwijtschelding
    soort: Literal["rentekwijtschelding"] = "rentekwijtschelding"
    boekjaar_begin: Dag
    netto_inkomen_cent: GeheelCent
    jaarnorm_cent: NatuurlijkCent
    bijstand_in_boekjaar: bool
    vermogen_binnen_grens: bool
    bijstand_cent: NatuurlijkCent = 0


class EindeBedrijf(Gegevens):
    maakt = m.EindeBedrijf
    soort: Literal["einde_bedrijf"] = "einde_bedrijf"
    verwijtbaar: bool
    renteloos: bool


class Draagkracht(Gegevens):
    maakt = m.Draagkracht
    soort: Literal["draagkracht"] = "draagkracht"
    netto_inkomen_cent: GeheelCent
    norm_cent: NatuurlijkCent


class Kwijtschelding(Gegevens):
    maakt = m.Kwijtschelding
    soort: Literal["kwijtschelding"] = "kwijtschelding"
    bedrag_cent: PositiefCent
    deel: Literal["hoofdsom", "rente", "kosten"]
    grondslag: Tekst


class Schuldregeling(Gegevens):
    """`bedrag_cent` is waived; what the other creditors get in proportion was paid before as dividend (Bbz art. 42)."""

    maakt = m.Schuldregeling
    soort: Literal["schuldregeling"] = "schuldregeling"
    bedrag_cent: PositiefCent
    alle_schuldeisers_werken_mee: bool


class AchterstandKwijt(Gegevens):
    """By verjaring only what is barred; acts that stop or lengthen it and that the books do not know are given (Awb 4:105, 4:111)."""

    maakt = m.AchterstandKwijt
    soort: Literal["achterstand_kwijt"] = "achterstand_kwijt"
    grondslag: Tekst
    verjaring: bool = False
    stuitingen: Annotated[tuple[Stuiting, ...], Field(max_length=200)] = ()
    verlengingen: Annotated[tuple[Verlenging, ...], Field(max_length=200)] = ()


class BuitenInvordering(Gegevens):
    maakt = m.BuitenInvordering
    soort: Literal["buiten_invordering"] = "buiten_invordering"
    hervat: bool = False


class Omzetting(Gegevens):
    maakt = m.Omzetting
    soort: Literal["omzetting"] = "omzetting"
    jaarrente_procent: Procent
    termijnen: Aantal
    methode: Methode
    eerste_vervaldag: Dag | None = None


class OmNiet(Gegevens):
    maakt = m.OmNiet
    soort: Literal["om_niet"] = "om_niet"
    bedrag_cent: PositiefCent
    grondslag: Tekst


class Borgtochtclaim(Gegevens):
    """What the bank calls in: only hoofdsom is covered, and only with consent of the college (Bbz art. 16)."""

    maakt = m.Borgtochtclaim
    soort: Literal["borgtochtclaim"] = "borgtochtclaim"
    hoofdsom_cent: PositiefCent
    rente_cent: NatuurlijkCent = 0
    kosten_cent: NatuurlijkCent = 0
    toestemming: bool


Mutatiegegevens = Annotated[
    Kosten
    | Herroeping
    | Betaalkeuze
    | Terugstorting
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
    | Borgtochtclaim,
    Field(discriminator="soort"),
]


# Money is forgiven, claimed or leaves: a second person with a mandate decides (four eyes).
VIER_OGEN = frozenset(
    {
        "terugstorting",
        "opeising",
        "wettelijke_rente",
        "rentekwijtschelding",
        "einde_bedrijf",
        "kwijtschelding",
        "schuldregeling",
        "achterstand_kwijt",
        "buiten_invordering",
        "omzetting",
        "om_niet",
        "borgtochtclaim",
    }
)


# What still can be done when nothing is owed any more.
NA_AFLOSSING = frozenset({"storno", "correctie", "terugstorting", "rentekwijtschelding"})
