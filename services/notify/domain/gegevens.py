"""What each kind of letter is about: figures and codes, never who it is for."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from shared.begrippen import Gekozen, Hulpvraag, Methode, Waarde

Berichtsoort = Literal[
    "ontvangstbevestiging",
    "toekenning",
    "afwijzing",
    "herinnering",
    "aanmaning",
    "stukkenverzoek",
    "buiten_behandeling",
]


class _Gegevens(Gekozen):
    @property
    def kenmerk(self) -> str | None:
        """The betalingskenmerk that the letter prints; None: it prints none."""
        return None


class Ontvangstgegevens(_Gegevens):
    """`ontvangen_op` is None where the event does not tell it."""

    soort: Literal["ontvangstbevestiging"] = "ontvangstbevestiging"
    team: str
    is_spoed: bool = False
    hulpvraag: tuple[Hulpvraag, ...] = ()
    ontvangen_op: date | None = None


class Krediet(Waarde):
    """What the decision says."""

    hoofdsom_cent: int
    jaarrente_procent: Decimal
    methode: Methode
    termijnen: int
    besluitdatum: date
    uitbetaald_op: date


class Rekening(Waarde):
    """What the ledger says: when to pay, and under which kenmerk."""

    eerste_vervaldag: date
    einddatum: date
    betalingskenmerk: str


class Toekenningsgegevens(_Gegevens):
    soort: Literal["toekenning"] = "toekenning"
    krediet: Krediet
    rekening: Rekening

    @property
    def kenmerk(self) -> str:
        return self.rekening.betalingskenmerk


class Afwijzingsgegevens(_Gegevens):
    """`gevraagd` and `tips` are empty where the event does not tell them."""

    soort: Literal["afwijzing"] = "afwijzing"
    grondslag: str
    reden: str
    afgewezen_op: date
    gevraagd: Literal["", "bedrijfskapitaal", "levensonderhoud"] = ""
    tips: tuple[str, ...] = ()


class Herinneringsgegevens(_Gegevens):
    """`openstaand_cent` is what is left of this term, `achterstand_cent` of all terms together."""

    soort: Literal["herinnering"] = "herinnering"
    termijn: int
    vervaldag: date
    termijnbedrag_cent: int
    openstaand_cent: int
    achterstand_cent: int
    gemiste_termijnen: int
    betalingskenmerk: str

    @property
    def kenmerk(self) -> str:
        return self.betalingskenmerk


class Aanmaningsgegevens(_Gegevens):
    """`is_na_beschikking`: everything was claimed at once; `is_vordering`: no loan; `vergoeding_cent` 0: there is none (Awb 4:113)."""

    soort: Literal["aanmaning"] = "aanmaning"
    is_tweede: bool = False
    is_na_beschikking: bool = False
    is_vordering: bool = False
    bedrag_cent: int
    vergoeding_cent: int = 0
    gemiste_termijnen: int
    betalingskenmerk: str

    @property
    def kenmerk(self) -> str:
        return self.betalingskenmerk


class Stukkenverzoekgegevens(_Gegevens):
    """`na_afwijzing`: why what came in was not good enough; `schort_op`: the term to decide stands still (Awb 4:15)."""

    soort: Literal["stukkenverzoek"] = "stukkenverzoek"
    soorten: tuple[str, ...]
    hersteltermijn_tot: date
    gevraagd_op: date
    is_aanvraag: bool = False
    schort_op: bool = False
    na_afwijzing: str | None = None


class Buitenbehandelinggegevens(_Gegevens):
    soort: Literal["buiten_behandeling"] = "buiten_behandeling"
    grondslag: str
    hersteltermijn_tot: date
    gesteld_op: date


Gegevens = Annotated[
    Ontvangstgegevens
    | Toekenningsgegevens
    | Afwijzingsgegevens
    | Herinneringsgegevens
    | Aanmaningsgegevens
    | Stukkenverzoekgegevens
    | Buitenbehandelinggegevens,
    Field(discriminator="soort"),
]
