"""Why a decision does not fit a loan as it is now; empty when it does. The rules still judge what is filled in."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from services.ledger.domain.lening.state import Lening


def geen_uitstel(lening: "Lening") -> str:
    return "" if _status(lening) == "uitstel" else "Er loopt nu geen uitstel."


def geen_ontvangst(lening: "Lening") -> str:
    return "" if lening.ontvangsten else "Er is nog geen ontvangst."


def geen_tegoed(lening: "Lening") -> str:
    return "" if lening.saldi.tegoed_cent > 0 else "Er is geen tegoed om terug te storten."


def geen_achterstand(lening: "Lening") -> str:
    return "" if lening.saldi.achterstand_cent > 0 else "Er is geen achterstand."


def al_opgeeist(lening: "Lening") -> str:
    return "De lening is al opgeëist." if _status(lening) == "opgeeist" else ""


def al_gestopt(lening: "Lening") -> str:
    return "De invordering is al gestopt." if _status(lening) == "buiten_invordering" else ""


def niet_gestopt(lening: "Lening") -> str:
    return "" if _status(lening) == "buiten_invordering" else "De invordering is niet gestopt."


def geen_voorbereidingskrediet(lening: "Lening") -> str:
    is_er = lening.product == "voorbereidingskrediet"
    return "" if is_er else "Dit is geen voorbereidingskrediet."


def _status(lening: "Lening") -> str:
    return lening.stand.status if lening.stand else lening.status
