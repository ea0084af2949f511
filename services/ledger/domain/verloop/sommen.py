"""Sums in words, as a posting holds them: written out when somebody reads them, not for every loan on every day."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from shared.dates import voluit
from shared.money import bedrag
from shared.recht.rente import rente_uitleg
from shared.recht.toerekening import verdeling_in_woorden


class Rentesom(NamedTuple):
    """Interest over one base from `van` up to (not including) `tot`; `deel` is the part of a year."""

    van: date
    tot: date
    grondslag_cent: int
    jaarrente_procent: Decimal
    deel: Fraction
    artikel: str

    def __str__(self) -> str:
        return rente_uitleg(
            self.van,
            self.tot,
            self.grondslag_cent,
            self.jaarrente_procent,
            self.deel,
            artikel=self.artikel,
        )


class Ontvangstsom(NamedTuple):
    """How a receipt was divided."""

    ontvangen_cent: int
    kosten_cent: int
    rente_cent: int
    aflossing_cent: int
    extra_cent: int
    tegoed_cent: int
    grondslag: str

    def __str__(self) -> str:
        delen = {
            "kosten": self.kosten_cent,
            "rente": self.rente_cent,
            "aflossing": self.aflossing_cent,
            "extra aflossing": self.extra_cent,
            "tegoed voor de volgende termijn": self.tegoed_cent,
        }
        genoemd = ", ".join(f"{bedrag(deel)} {naam}" for naam, deel in delen.items() if deel)
        return f"Ontvangen: {bedrag(self.ontvangen_cent)}, waarvan {genoemd} ({self.grondslag})"


class Tegoedsom(NamedTuple):
    """How tegoed paid what fell due."""

    kosten_cent: int
    rente_cent: int
    aflossing_cent: int
    grondslag: str

    def __str__(self) -> str:
        delen = {
            "kosten": self.kosten_cent,
            "rente": self.rente_cent,
            "aflossing": self.aflossing_cent,
        }
        return f"Tegoed verrekend: {verdeling_in_woorden(delen, self.grondslag)}"


class Termijnsom(NamedTuple):
    """What a term asks, and when."""

    nr: int
    rente_cent: int
    aflossing_cent: int
    vervaldag: date

    def __str__(self) -> str:
        wat = f"{bedrag(self.rente_cent)} rente en {bedrag(self.aflossing_cent)} aflossing"
        return f"Termijn {self.nr}: {wat}, te betalen op {voluit(self.vervaldag)}"


Formule = str | Rentesom | Ontvangstsom | Tegoedsom | Termijnsom
