"""What the conditions look at, and what a condition says."""

from datetime import date
from typing import Literal

from services.bbz.domain.begrippen import Advies, Bijstandsvorm, Normbron, Product, Verlengingsgrond
from shared.begrippen import Groep, Huishouden, Regeling, Waarde

Toetsuitkomst = Literal["voldaan", "niet_voldaan", "nog_open", "niet_te_bepalen"]


class Voorstel(Waarde):
    """An application with its assessment, and what somebody wants to grant. What is None is not known yet."""

    gemeente: str
    groep: Groep
    aanvraagdatum: date
    beoordelaar: str | None = None
    advies: Advies | None = None
    is_levensvatbaar: bool | None = None
    regeling: Regeling = "bbz"
    product: Product | None = None
    bedrag_cent: int | None = None
    termijnen: int | None = None
    uitbetaald_op: date | None = None
    eerste_vervaldag: date | None = None
    ondertekenaar: str
    besluitdatum: date


class Bijstandsvoorstel(Voorstel):
    """What somebody wants to grant for levensonderhoud; `bedrag_cent` is all months together, for the mandate."""

    van: date | None = None
    maanden: int | None = None
    maandbedrag_cent: int | None = None
    huishouden: Huishouden | None = None
    vorm: Bijstandsvorm = "renteloze_lening"
    verlengingsgrond: Verlengingsgrond | None = None
    norm_cent: int | None = None
    normbron: Normbron | None = None
    is_blijvend_onder_norm: bool = False
    is_vermogen_binnen_grens: bool = False
    verwacht_bruto_jaarinkomen_cent: int | None = None


class Toets(Waarde):
    """The outcome of one condition, with its article, its figures and the parameter it used."""

    regel: str
    grondslag: str
    uitkomst: Toetsuitkomst
    uitleg: str
    parameter: str | None = None
    gevraagd_cent: int | None = None
    toegestaan_cent: int | None = None
    gevraagd_maanden: int | None = None
    toegestaan_maanden: int | None = None

    @property
    def is_voldaan(self) -> bool:
        return self.uitkomst == "voldaan"
