"""Every kind of decision about a loan, in the order in which a caseworker looks for it. What is not in this table cannot be decided."""

from datetime import date

from services.ledger.domain.lening.bedrijfsbesluiten import BEDRIJF, BORGTOCHT
from services.ledger.domain.lening.besluitsoort import Besluitsoort
from services.ledger.domain.lening.betaalbesluiten import BETALEN
from services.ledger.domain.lening.herstelbesluiten import HERSTELLEN
from services.ledger.domain.lening.invorderingsbesluiten import INVORDEREN
from services.ledger.domain.lening.kwijtscheldingsbesluiten import KWIJTSCHELDEN
from services.ledger.domain.verloop.gegevens import Gegevens
from services.ledger.domain.verloop.mutaties import Besluitmutatie

GROEPEN = (
    ("Betalen en uitstel", BETALEN),
    ("Herstellen", HERSTELLEN),
    ("Invorderen", INVORDEREN),
    ("Kwijtschelden", KWIJTSCHELDEN),
    ("Bedrijf", BEDRIJF),
    ("Borgtocht", BORGTOCHT),
)
SOORTEN = {soort.naam: soort for _, soorten in GROEPEN for soort in soorten}
_PER_INHOUD = {
    inhoud: [soort for soort in SOORTEN.values() if soort.gegevens is inhoud]
    for inhoud in {soort.gegevens for soort in SOORTEN.values()}
}


def soort_van(gegevens: Gegevens) -> Besluitsoort:
    """Which kind of decision says this; raises LookupError for what is none."""
    for klasse in type(gegevens).__mro__:
        for soort in _PER_INHOUD.get(klasse, ()):
            if all(getattr(gegevens, naam) == waarde for naam, waarde in soort.kenmerk.items()):
                return soort
    raise LookupError(f"{type(gegevens).__name__} is no decision")


def mutatie_van(
    gegevens: Gegevens, nummer: str, boekdatum: date, valutadatum: date, *, aanvaard: bool = False
) -> Besluitmutatie[Gegevens]:
    """What a decision does to a loan, for the rules."""
    return Besluitmutatie(
        mutatie_id=nummer,
        boekdatum=boekdatum,
        valutadatum=valutadatum,
        gegevens=gegevens,
        regel=soort_van(gegevens).regel,
        aanvaard=aanvaard,
    )
