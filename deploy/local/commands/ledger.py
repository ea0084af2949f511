"""`doorstart ledger`: `replay`, the auditor's proof that every balance follows from the facts; `books.py` has the other verbs."""

import json
from dataclasses import asdict
from typing import Annotated

import typer
from rich.progress import BarColumn, Progress, TextColumn

from deploy.local.failures import CannotStart
from deploy.local.screen import err, out
from deploy.local.whereabouts import database_of
from services.ledger.domain.events import FEITEN
from services.ledger.replay import Comparison, Replayed, ReplayRunsError, SystemMovesError
from services.ledger.replay import replay as rebuild
from shared.store import Store

DIFFERENT = 3
app = typer.Typer(no_args_is_help=True, help="Voorbeeld: doorstart ledger replay\n\nControleer het grootboek.")


@app.command()
def replay(as_json: Annotated[bool, typer.Option("--json", help="Als gegevens, voor programma's.")] = False) -> None:
    """Voorbeeld: doorstart ledger replay

    Bouwt alle saldi en de debiteurenlijst opnieuw op uit de feiten en vergelijkt ze met de levende. Kijkt ook of
    elke mutatie er nog staat die niemand terugdraaide. Code 3 bij een verschil.
    """
    store = Store(database_of("ledger"), FEITEN)
    try:
        result = _with_progress(store)
    except (ReplayRunsError, SystemMovesError) as problem:
        raise CannotStart(
            "Een andere replay loopt al." if isinstance(problem, ReplayRunsError) else "Er kwamen steeds nieuwe feiten bij.",
            kept="De boeken zijn alleen gelezen.",
            now=["Probeer het opnieuw als het rustig is."],
        ) from problem
    finally:
        store.close()
    if as_json:
        typer.echo(json.dumps(asdict(result) | {"facts_per_second": _speed(result)}))
    else:
        _tell(result)
    raise typer.Exit(0 if result.is_equal else DIFFERENT)


def _with_progress(store: Store) -> Replayed:
    columns = (TextColumn("Feiten"), BarColumn(), TextColumn("{task.completed:.0f} van {task.total:.0f}"))
    with Progress(*columns, console=err, transient=True) as bar:
        task = bar.add_task("Feiten", total=1)
        return rebuild(store, lambda done, total: bar.update(task, completed=done, total=total))


def _tell(result: Replayed) -> None:
    out.print(
        f"{result.facts} feiten opnieuw gelezen in {result.seconds:.1f} s: {_speed(result)} per seconde, tot en met {result.position}."
    )
    compared = (
        ("Saldi", result.balances), ("Wat naast de leningen staat", result.others), ("Debiteuren en vaststellingen", result.debtors),
    )  # fmt: skip
    for name, comparison in compared:
        _tell_comparison(name, comparison)
    for one in result.lost:
        out.print(f"Op {one.schuld_id} is mutatie {one.mutatie_id} verdwenen of veranderd, zonder storno, correctie of herroeping.")
    out.print("Alles is gelijk." if result.is_equal else "Er is een verschil: de levende stand volgt niet uit de feiten.")


def _tell_comparison(name: str, comparison: Comparison) -> None:
    out.print(f"{name}: {comparison.rows} rijen", f"  levend   {comparison.live_hash}", f"  opnieuw  {comparison.replay_hash}", sep="\n")
    if comparison.first_difference:
        out.print(f"  eerste verschil bij {comparison.first_difference}")


def _speed(result: Replayed) -> int:
    return round(result.facts / result.seconds) if result.seconds else 0
