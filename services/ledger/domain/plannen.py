"""What if: the outcome of plans for one loan, with the rules that forbid parts of them; nothing is recorded."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from services.ledger.domain.doorrekening.mutaties import Mutatie as Planmutatie
from services.ledger.domain.doorrekening.vergelijking import Plan, Planuitkomst, vergelijk
from services.ledger.domain.events import Mutatie
from services.ledger.domain.geschiedenis import lees, mutatie_id
from services.ledger.domain.mutatiegegevens import Gegevens
from shared.parameters import Parameterset


def vergelijk_plannen(
    feiten: Sequence[Mutatie], plannen: Iterable[tuple[str, Sequence[Gegevens]]], op: date, parameters: Parameterset
) -> tuple[Planuitkomst, ...]:
    """Every plan as if decided today and paid on time from now on."""
    historie = lees(feiten)
    vanaf = len(historie.mutaties)
    uitgewerkt = [Plan(naam, tuple(_mutatie(plaats, een, op) for plaats, een in enumerate(gegevens, vanaf))) for naam, gegevens in plannen]
    return vergelijk((historie.lening,), tuple(historie.mutaties), uitgewerkt, op, parameters)


def _mutatie(plaats: int, gegevens: Gegevens, op: date) -> Planmutatie:
    return gegevens.mutatie(mutatie_id(plaats, UUID(int=plaats)), op, op)
