"""What the conditions look at, and what a condition says."""

from datetime import date
from typing import Literal

from services.bbz.domain.begrippen import Advies, Product
from shared.begrippen import Groep, Regeling, Waarde

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
