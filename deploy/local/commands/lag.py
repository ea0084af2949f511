"""`doorstart lag`: how far every consumer, follower and loop is, and what waits for a person; from the databases themselves."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Annotated

import typer
from eventsourcing.persistence import PersistenceError
from rich.table import Table

from deploy.local.commands.screen import out
from deploy.local.system.failures import CannotStart
from deploy.local.system.parts import OWNERS
from deploy.local.system.whereabouts import database_of
from shared.aside import Desk
from shared.progress import Standing, standings
from shared.store import Store

STANDS_STILL = 3
VERDICTS = {"pass": "in orde", "fail": "staat stil", "unknown": "onbekend"}


def lag(
    as_json: Annotated[
        bool, typer.Option("--json", help="Als gegevens, voor programma's.")
    ] = False,
) -> None:
    """Voorbeeld: doorstart lag

    Toont van elke luisteraar, relay en lus hoeveel er wacht en hoe oud het oudste is. Code 3 als er een stilstaat.
    """
    found = list(_standings())
    if as_json:
        typer.echo(json.dumps([{"dienst": service, **asdict(one)} for service, one, _ in found]))
    else:
        out.print(_table(found))
    raise typer.Exit(STANDS_STILL if any(one.verdict == "fail" for _, one, _ in found) else 0)


def _standings() -> Iterator[tuple[str, Standing, int]]:
    for service in OWNERS:
        store = Store(database_of(service), {})
        try:
            held = Desk(store).held()
            for one in standings(store):
                yield service, one, sum(waits.place == one.process for waits in held)
        except PersistenceError as problem:
            raise CannotStart(
                f"De database van {service} antwoordt niet ({type(problem).__name__}).",
                now=["Kijk met `doorstart status`."],
            ) from problem
        finally:
            store.close()


def _table(found: list[tuple[str, Standing, int]]) -> Table:
    table = Table(box=None, pad_edge=False)
    for column in ("Onderdeel", "Proces", "Wacht", "Oudste", "Oordeel", "Voor een beheerder"):
        table.add_column(column, justify="right" if column in ("Wacht", "Oudste") else "left")
    for service, one, held in found:
        waiting = "onbekend" if one.waiting is None else str(one.waiting)
        oldest = "onbekend" if one.seconds is None else f"{one.seconds:.0f} s"
        table.add_row(
            service, one.process, waiting, oldest, VERDICTS[one.verdict], str(held or "-")
        )
    return table
