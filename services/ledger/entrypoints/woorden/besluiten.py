"""The decisions about a loan in the words of who takes them: what it is called, on which article, and what each field asks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from services.ledger.domain.lening.besluitsoort import Besluitsoort
from services.ledger.domain.lening.besluitsoorten import SOORTEN as BESLUITSOORTEN
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
