"""Which decisions about a loan can be taken now, and of the others why not. The rules still judge what is filled in."""

from collections.abc import Callable, Mapping

from services.ledger.domain.lening.besluitsoorten import GROEPEN
from services.ledger.domain.lening.state import Lening
from services.ledger.entrypoints.woorden.besluiten import SOORTEN, Soort

Groepen = list[tuple[str, list[Soort]]]


def _status(lening: Lening) -> str:
    return lening.stand.status if lening.stand else lening.status


# Why a decision does not fit this loan as it is now; empty when it does.
_REDENEN: Mapping[str, Callable[[Lening], str]] = {
    "uitstelintrekking": lambda lening: (
        "" if _status(lening) == "uitstel" else "Er loopt nu geen uitstel."
    ),
    "betaalkeuze": lambda lening: "" if lening.ontvangsten else "Er is nog geen ontvangst.",
    "storno": lambda lening: "" if lening.ontvangsten else "Er is nog geen ontvangst.",
    "terugstorting": lambda lening: (
        "" if lening.saldi.tegoed_cent > 0 else "Er is geen tegoed om terug te storten."
    ),
    "opeising": lambda lening: "De lening is al opgeëist." if _status(lening) == "opgeeist" else "",
    "wettelijke_rente": lambda lening: (
        "" if lening.saldi.achterstand_cent > 0 else "Er is geen achterstand."
    ),
    "achterstand_kwijt": lambda lening: (
        "" if lening.saldi.achterstand_cent > 0 else "Er is geen achterstand."
    ),
    "buiten_invordering": lambda lening: (
        "De invordering is al gestopt." if _status(lening) == "buiten_invordering" else ""
    ),
    "invordering_hervat": lambda lening: (
        "" if _status(lening) == "buiten_invordering" else "De invordering is niet gestopt."
    ),
    "omzetting": lambda lening: (
        "" if lening.product == "voorbereidingskrediet" else "Dit is geen voorbereidingskrediet."
    ),
}


def waarom_niet(soort: Soort, lening: Lening) -> str:
    """Empty when the decision fits."""
    besluitsoort = _PER_CODE[soort.code]
    if lening.status == "afgelost" and not besluitsoort.na_aflossing:
        return "De lening is afgelost."
    product = besluitsoort.formulier.product
    if product and lening.product != product:
        return f"Deze lening is geen {product.replace('_', ' ')}."
    if lening.regeling == "tozo" and not besluitsoort.formulier.ook_tozo:
        return "Dit besluit kent de Tozo niet."
    reden = _REDENEN.get(soort.code)
    return reden(lening) if reden else ""


def passend(lening: Lening) -> tuple[Groepen, list[tuple[str, str]]]:
    """The decisions that fit, by group; and the titles of the others with why not."""
    niet = {soort.code: waarom_niet(soort, lening) for soort in SOORTEN.values()}
    groepen = [
        (groep, [SOORTEN[een.naam] for een in soorten if not niet[een.naam]])
        for groep, soorten in GROEPEN
    ]
    andere = [(SOORTEN[code].titel, waarom) for code, waarom in niet.items() if waarom]
    return [(groep, soorten) for groep, soorten in groepen if soorten], andere


_PER_CODE = {soort.naam: soort for _, soorten in GROEPEN for soort in soorten}
