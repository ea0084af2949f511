"""`doorstart ledger herbouw`: the debtor list and all that people see of the books made anew, beside the old ones, and switched."""

import json
import os
from dataclasses import asdict
from typing import Annotated

import typer

from deploy.local.commands.screen import counting_facts, out
from deploy.local.system.failures import CannotStart
from deploy.local.system.whereabouts import database_of
from services.ledger.adapters.log import FEITEN
from services.ledger.application.copies import ReplayRunsError
from services.ledger.application.rebuild import ChangedMeanwhileError, ReadersBusyError
from services.ledger.application.rebuild import rebuild as make_anew
from services.ledger.application.rebuilding import RebuildFailedError
from shared.store import Store

WHY: dict[type[Exception], str] = {
    ReplayRunsError: "Een andere replay of herbouw loopt al.",
    ReadersBusyError: "Iemand leest de oude lijsten een minuut lang in één keer.",
    ChangedMeanwhileError: "Er is intussen een feit vervallen of opnieuw begonnen.",
    RebuildFailedError: "Een van de processen is gestopt.",
}


def herbouw(
    delen: Annotated[
        int, typer.Option("--delen", min=1, max=32, help="Zoveel processen tegelijk.")
    ] = min(4, os.cpu_count() or 1),
    as_json: Annotated[
        bool, typer.Option("--json", help="Als gegevens, voor programma's.")
    ] = False,
) -> None:
    """Voorbeeld: doorstart ledger herbouw

    Bouwt de debiteurenlijst, de regels en de vaststellingen opnieuw op uit de feiten, naast de oude, en zet ze in één keer op hun
    plaats. Alles blijft intussen werken. Mislukt het, dan blijven de oude staan.
    """
    store = Store(database_of("ledger"), FEITEN)
    try:
        with counting_facts() as tell:
            result = make_anew(store, delen, tell)
    except tuple(WHY) as problem:
        raise CannotStart(
            " ".join(filter(None, (WHY[type(problem)], str(problem)))),
            kept="De lijsten staan er nog zoals zij waren.",
            now=["Probeer het opnieuw: doorstart ledger herbouw"],
        ) from problem
    finally:
        store.close()
    if as_json:
        typer.echo(json.dumps(asdict(result)))
        return
    speed = round(result.position / result.seconds) if result.seconds else 0
    out.print(
        f"De lijsten zijn opnieuw gemaakt tot en met feit {result.position}, in {result.seconds:.1f} s: {speed} per seconde."
    )
    if result.set_aside:
        out.print(f"{result.set_aside} feiten passen er niet in: `doorstart geparkeerd`.")
