"""Which decisions about a loan can be taken now, and of the others why not. The rules still judge what is filled in."""

from services.ledger.domain.lening.besluitsoorten import GROEPEN
from services.ledger.domain.lening.state import Lening
from services.ledger.entrypoints.woorden.besluiten import SOORTEN, Soort

Groepen = list[tuple[str, list[Soort]]]


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
    nu_niet = besluitsoort.formulier.nu_niet
    return nu_niet(lening) if nu_niet else ""


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
