"""What a decision says, as it is asked for, stored and reckoned with: `soort` names it. Fields are only ever added, with a default."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from services.ledger.domain.verloop import mutaties as m
from shared.begrippen import Gekozen, JaNee
from shared.recht.aflosschema import Methode
from shared.recht.verjaring import Stuiting, Verlenging
from shared.velden import Aantal, Dag, GeheelCent, NatuurlijkCent, PositiefCent, Procent

Tekst = Annotated[str, Field(min_length=3, max_length=200)]


class Gegevens(Gekozen):
    """The content of a decision."""


class Kosten(Gegevens):
    """Costs charged to the debtor, with their article (aanmaning, dwangbevel, invordering)."""

    soort: Literal["kosten"] = "kosten"
    bedrag_cent: PositiefCent
    grondslag: Tekst


class Herroeping(Gegevens):
    """`van` is the id of a receipt (storno) or of any mutation that was a mistake (correctie); it never counted (A-22)."""

    soort: Literal["storno", "correctie"]
    van: UUID


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
    """Money paid too much goes back to the debtor."""

    soort: Literal["terugstorting"] = "terugstorting"
    bedrag_cent: PositiefCent


class Uitstel(Gegevens):
    """Uitstel of aflossing from `van` for so many months; `rente_mee` also postpones the interest (Bbz art. 41, Awb 4:94 for Tozo)."""

    soort: Literal["uitstel"] = "uitstel"
    van: Dag
    maanden: Aantal
    rente_mee: JaNee = False
    rente_vervaldag: Dag | None = None


class Uitstelintrekking(Gegevens):
    """The uitstel that runs, or the first that is to come, ends on the day from which this counts (Awb 4:96)."""

    soort: Literal["uitstelintrekking"] = "uitstelintrekking"


class Opeising(Gegevens):
    """The whole loan is claimed by a decision."""

    soort: Literal["opeising"] = "opeising"
    grond: m.Grond


class WettelijkeRente(Gegevens):
    """Wettelijke rente over the arrears of the valutadatum, fixed up to (not including) `tot` (Bbz art. 41 lid 5, Awb 4:98, 4:99)."""

    soort: Literal["wettelijke_rente"] = "wettelijke_rente"
    tot: Dag
    toerekenbaar: JaNee


class Rentekwijtschelding(Gegevens):
    """Waiver of the interest of one boekjaar (Bbz art. 21), ambtshalve; `bijstand_cent` is bijzondere bijstand over it (lid 3)."""

    soort: Literal["rentekwijtschelding"] = "rentekwijtschelding"
    boekjaar_begin: Dag
    netto_inkomen_cent: GeheelCent
    jaarnorm_cent: NatuurlijkCent
    bijstand_in_boekjaar: JaNee
    vermogen_binnen_grens: JaNee
    bijstand_cent: NatuurlijkCent = 0


class EindeBedrijf(Gegevens):
    """The business ended on the valutadatum (Bbz art. 43); `renteloos` is the decision of lid 2 (before 2020 it followed from the law)."""

    soort: Literal["einde_bedrijf"] = "einde_bedrijf"
    verwijtbaar: JaNee
    renteloos: JaNee


class Draagkracht(Gegevens):
    """Income over a month after the end of the business: half of what lies above the norm falls due (art. 43 lid 2)."""

    soort: Literal["draagkracht"] = "draagkracht"
    netto_inkomen_cent: GeheelCent
    norm_cent: NatuurlijkCent


class Kwijtschelding(Gegevens):
    """A decision to waive part of one loan; `grondslag` names its article and mandate."""

    soort: Literal["kwijtschelding"] = "kwijtschelding"
    bedrag_cent: PositiefCent
    deel: Literal["hoofdsom", "rente", "kosten"]
    grondslag: Tekst


class Schuldregeling(Gegevens):
    """`bedrag_cent` is waived, by all creditors in proportion; the secured part stays outside (Bbz art. 42).

    What the other creditors get was paid before, as dividend.
    """

    soort: Literal["schuldregeling"] = "schuldregeling"
    bedrag_cent: PositiefCent
    alle_schuldeisers_werken_mee: JaNee


class AchterstandKwijt(Gegevens):
    """Arrears on the valutadatum are waived: all (toeslagengedupeerden), or by verjaring only what is barred by then (Awb 4:104).

    `stuitingen` and `verlengingen` are acts that the loan itself does not know: an aanmaning, a dwangbevel, a surseance.
    """

    soort: Literal["achterstand_kwijt"] = "achterstand_kwijt"
    grondslag: Tekst
    verjaring: JaNee = False
    stuitingen: Annotated[tuple[Stuiting, ...], Field(max_length=200)] = ()
    verlengingen: Annotated[tuple[Verlenging, ...], Field(max_length=200)] = ()


class BuitenInvordering(Gegevens):
    """Collection stops (or, with `hervat`, starts again); the debt stays."""

    soort: Literal["buiten_invordering"] = "buiten_invordering"
    hervat: JaNee = False


class Omzetting(Gegevens):
    """A voorbereidingskrediet becomes a rentedragende lening from the valutadatum (Bbz art. 29)."""

    soort: Literal["omzetting"] = "omzetting"
    jaarrente_procent: Procent
    termijnen: Aantal
    methode: Methode
    eerste_vervaldag: Dag | None = None


class OmNiet(Gegevens):
    """Hoofdsom becomes bijstand om niet (art. 29 without a start, old art. 21 lid 1)."""

    soort: Literal["om_niet"] = "om_niet"
    bedrag_cent: PositiefCent
    grondslag: Tekst


class Borgtochtclaim(Gegevens):
    """What the bank calls in: only hoofdsom is covered, and only with consent of the college (Bbz art. 16)."""

    soort: Literal["borgtochtclaim"] = "borgtochtclaim"
    hoofdsom_cent: PositiefCent
    rente_cent: NatuurlijkCent = 0
    kosten_cent: NatuurlijkCent = 0
    toestemming: JaNee


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
