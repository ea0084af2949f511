"""The decisions about a loan in the words of who takes them: what it is called, on which article, and what each field asks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from services.ledger.domain.lening.besluitsoort import Besluitsoort
from services.ledger.domain.lening.besluitsoorten import GROEPEN
from services.ledger.domain.lening.besluitsoorten import SOORTEN as BESLUITSOORTEN
from services.ledger.domain.lening.state import Lening
from services.ledger.domain.verloop.gegevens import Gegevens


@dataclass(frozen=True)
class Soort:
    """Something to choose; `vast` are the data that the choice itself fills in, `motivering` the usual reason."""

    code: str
    titel: str
    artikel: str
    wat: str
    gegevens: type[Gegevens]
    motivering: str
    vast: Mapping[str, Any] = field(default_factory=dict)
    vraagt_tweede: bool = False


def _keuze(soort: Besluitsoort) -> Soort:
    vorm = soort.formulier
    return Soort(
        soort.naam,
        vorm.titel,
        vorm.artikel,
        vorm.wat,
        vorm.vraag or soort.gegevens,
        vorm.motivering,
        {**soort.kenmerk, **vorm.vast},
        soort.vier_ogen,
    )


SOORTEN = {naam: _keuze(soort) for naam, soort in BESLUITSOORTEN.items()}


def keuzes(lening: Lening) -> list[tuple[str, list[Soort]]]:
    """The decisions that can be about this loan as it is now, by group; the rules still judge each of them."""
    alle = (
        (groep, [SOORTEN[soort.naam] for soort in soorten if _past(soort, lening)])
        for groep, soorten in GROEPEN
    )
    return [(groep, soorten) for groep, soorten in alle if soorten]


def _past(soort: Besluitsoort, lening: Lening) -> bool:
    if lening.status == "afgelost" and not soort.na_aflossing:
        return False
    if soort.formulier.product:
        return lening.product == soort.formulier.product
    return soort.formulier.ook_tozo or lening.regeling != "tozo"
