"""Double entry: every mutation is a set of lines that sum to zero.

Accounts exist per cohort, so that the settlement of Bbz art. 49 and SiSa follow from the lines alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from shared.money import bedrag
from shared.recht.cohort import Cohort


class Soort(StrEnum):
    """The side of the books an account stands on."""

    ACTIVA = "activa"
    PASSIVA = "passiva"
    BATEN = "baten"
    LASTEN = "lasten"


class Grootboek(StrEnum):
    """What an account holds. Bank and unexplained receipts are shared, the others exist per cohort.

    Money that went out as bedrijfskapitaal has an account beside `bank`, so that the lasten of a year (Bbz art. 49, Tozo art. 19) are
    one total, and a receipt that bounced is not taken for a payout.
    """

    BANK = "bank"
    TE_DUIDEN = "te_duiden_ontvangsten"
    UITBETAALD = "uitbetaald_bedrijfskapitaal"
    HOOFDSOM = "hoofdsom"
    RENTE = "verschenen_rente"
    UITGESTELDE_RENTE = "uitgestelde_rente"
    WETTELIJKE_RENTE = "wettelijke_rente"
    KOSTEN = "kosten"
    BUITEN_INVORDERING = "buiten_invordering"
    TERUGVORDERING = "terugvordering_levensonderhoud"
    TEGOED = "tegoed_debiteur"
    RENTEBATEN = "baten_rente"
    WETTELIJKE_RENTEBATEN = "baten_wettelijke_rente"
    KOSTENBATEN = "baten_kosten"
    TERUGVORDERINGBATEN = "baten_terugvordering"
    OM_NIET = "lasten_om_niet"
    KWIJTSCHELDING_RENTE = "lasten_kwijtgescholden_rente"
    KWIJTSCHELDING_HOOFDSOM = "lasten_kwijtgescholden_hoofdsom"
    KWIJTSCHELDING_OVERIG = "lasten_kwijtgescholden_overig"
    BORGTOCHT = "lasten_borgtocht"


GEDEELD = frozenset({Grootboek.BANK, Grootboek.TE_DUIDEN})
SOORTEN = {Grootboek.TE_DUIDEN: Soort.PASSIVA, Grootboek.TEGOED: Soort.PASSIVA}


@dataclass(frozen=True, slots=True)
class Rekening:
    """One account of the chart; `code` is stored for ever."""

    code: str
    grootboek: Grootboek
    cohort: Cohort | None
    soort: Soort


class Boekregel(NamedTuple):
    """One line: debet is positive, credit negative. In the log it is a pair."""

    rekening: str
    bedrag_cent: int


class BoekingIsNietInBalans(Exception):
    """The lines of one mutation do not sum to zero: a broken invariant, never booked."""

    def __init__(self, verschil_cent: int) -> None:
        super().__init__(
            f"De boeking is niet in balans: debet en credit schelen {bedrag(verschil_cent)}. Er is niets geboekt."
        )


@cache
def rekening(grootboek: Grootboek, cohort: Cohort) -> Rekening:
    """The account of a kind for a cohort; shared accounts are the same for every cohort."""
    if grootboek in GEDEELD:
        return Rekening(grootboek.value, grootboek, None, _soort(grootboek))
    return Rekening(f"{cohort.value}:{grootboek.value}", grootboek, cohort, _soort(grootboek))


def rekeningschema() -> tuple[Rekening, ...]:
    """The whole chart of accounts, by code."""
    alle = {rekening(grootboek, cohort) for grootboek in Grootboek for cohort in Cohort}
    return tuple(sorted(alle, key=lambda een: een.code))


def debet(grootboek: Grootboek, cohort: Cohort, cent: int) -> Boekregel:
    """A debet line of this many cents."""
    return Boekregel(rekening(grootboek, cohort).code, cent)


def credit(grootboek: Grootboek, cohort: Cohort, cent: int) -> Boekregel:
    """A credit line of this many cents."""
    return Boekregel(rekening(grootboek, cohort).code, -cent)


def boeking(*regels: Boekregel) -> tuple[Boekregel, ...]:
    """The lines of one mutation, zero lines left out; raises BoekingIsNietInBalans unless they sum to zero."""
    verschil = sum(regel.bedrag_cent for regel in regels)
    if verschil:
        raise BoekingIsNietInBalans(verschil)
    return tuple(regel for regel in regels if regel.bedrag_cent)


def omgekeerd(regels: Iterable[Boekregel]) -> tuple[Boekregel, ...]:
    """The reversal of a booking: the same accounts, the other side (A-22)."""
    return tuple(Boekregel(regel.rekening, -regel.bedrag_cent) for regel in regels)


def met_uitbetaald(regels: tuple[Boekregel, ...]) -> tuple[Boekregel, ...]:
    """The lines of a payout with the account for payouts in the place of `bank`."""
    bank, cohorten = (
        Grootboek.BANK.value,
        {regel.rekening.partition(":")[0] for regel in regels} - {Grootboek.BANK.value},
    )
    uitbetaald = f"{min(cohorten, default='')}:{Grootboek.UITBETAALD.value}"
    return tuple(
        Boekregel(uitbetaald, regel.bedrag_cent) if regel.rekening == bank else regel
        for regel in regels
    )


def _soort(grootboek: Grootboek) -> Soort:
    if grootboek.value.startswith("baten_"):
        return Soort.BATEN
    if grootboek.value.startswith("lasten_"):
        return Soort.LASTEN
    return SOORTEN.get(grootboek, Soort.ACTIVA)
