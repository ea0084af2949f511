"""What a decision would change, as lines for a page."""

from typing import Any

from services.ledger.domain.grootboek.boeking import Mutatie, Saldi
from services.ledger.domain.lening.saldi import schuld
from services.ledger.domain.lening.toelichting import uitleg_van
from services.ledger.domain.vooruitblik.gevolg import Gevolg
from services.ledger.domain.vooruitblik.toekomst import Toekomst
from services.ledger.entrypoints.pages.besluitvelden import MOTIVERINGEN
from services.ledger.entrypoints.woorden import algemeen as words
from shared.web.dutch import datum

SALDI = (
    ("hoofdsom_cent", "Hoofdsom"),
    ("rente_cent", "Rente die is verschenen"),
    ("kosten_cent", "Kosten"),
    ("achterstand_cent", "Achterstand"),
    ("tegoed_cent", "Tegoed van de debiteur"),
)


def context(gevolg: Gevolg) -> dict[str, Any]:
    """What the template `_gevolg.html` asks for."""
    return {
        "gevolg": gevolg,
        "words": words,
        "motiveringen": MOTIVERINGEN,
        "naam": naam,
        "uitleg": uitleg_van,
        "saldoregels": saldoregels(gevolg.saldi_oud, gevolg.saldi_nieuw),
        "planregels": planregels(gevolg.nu, gevolg.straks),
    }


def naam(feit: Mutatie) -> str:
    return words.FEITEN[type(feit).__name__]


def saldoregels(nu: Saldi, straks: Saldi) -> list[tuple[str, int, int]]:
    """Every balance now and then, and what is still to be paid in all."""
    regels = [(woord, getattr(nu, veld), getattr(straks, veld)) for veld, woord in SALDI]
    return [*regels, ("Open schuld in totaal", schuld(nu), schuld(straks))]


def planregels(nu: Toekomst, straks: Toekomst) -> list[tuple[str, str | int, str | int, bool]]:
    """What is still to come; the last says whether it is an amount."""
    return [
        ("Nu al te betalen", nu.ineens_cent, straks.ineens_cent, True),
        ("Volgende termijn", nu.volgende_cent, straks.volgende_cent, True),
        ("Hoogste termijn", nu.hoogste_cent, straks.hoogste_cent, True),
        ("Rente die nog komt", nu.rente_cent, straks.rente_cent, True),
        ("Laatste betaling", datum(nu.einde), datum(straks.einde), False),
        ("Maanden uitstel", str(nu.uitstelmaanden), str(straks.uitstelmaanden), False),
        ("Status", words.STATUSSEN[nu.stand.status], words.STATUSSEN[straks.stand.status], False),
    ]
