"""The organisation of the demo city is told before its first day, as an operator of any city would tell it."""

from pathlib import Path

from deploy.local.system.failures import CannotStart
from deploy.organisatie.application import richt_in
from deploy.organisatie.domain import FEITEN, Weigering
from deploy.organisatie.inrichting import DEMO, InrichtingKloptNiet, lees
from shared.settings import Database
from shared.store import Store


def tell_organisation(database: Database, actor: str, file: Path = DEMO) -> int:
    """Tells what a file says and was not told yet; the number of events. Raises CannotStart: then nothing of it was told."""
    try:
        inrichting = lees(file)
        store = Store(database, FEITEN)
        try:
            return store.attempt(
                lambda transaction: len(
                    richt_in(transaction, inrichting.gebeurtenissen, inrichting.ingericht_op, actor)
                )
            )
        finally:
            store.close()
    except (InrichtingKloptNiet, Weigering) as problem:
        raise CannotStart(
            f"De organisatie in {file.name} klopt niet. {problem}",
            kept="Er is niets van verteld; wat er al stond, is niet veranderd.",
            now=[
                "Verbeter het bestand.",
                f"Probeer het opnieuw: doorstart organisatie inrichten {file}",
            ],
        ) from problem
