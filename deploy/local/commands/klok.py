"""`doorstart klok`: moves the business day, waits until everything that follows has happened, and sums it up."""

import asyncio
from collections import Counter
from datetime import date, timedelta
from typing import Annotated

import typer
from rich.progress import BarColumn, Progress, TextColumn

from deploy.local.city import FIRST_DAY
from deploy.local.city.day import OnbekendeStap, target
from deploy.local.city.demo import make_life, only_one_moves_the_day
from deploy.local.city.office import Office
from deploy.local.city.settle import Settling
from deploy.local.city.tally import Tally
from deploy.local.commands.screen import err, out
from deploy.local.system.folders import state_folder
from deploy.local.system.whereabouts import Whereabouts, find


def klok(
    stap: Annotated[
        list[str] | None,
        typer.Argument(help="+1d, +1w, +1m, of: naar 2027-03-01. Niets: toon de werkdag."),
    ] = None,
) -> None:
    """Voorbeeld: doorstart klok +1m

    Zet de werkdag vooruit, wacht tot alles wat daarop volgt is gebeurd, en vat het samen.
    """
    where = find()
    office = Office(where.urls)
    if not stap:
        out.print(f"Werkdag: {office.today() or 'er is nog geen dag begonnen'}")
        return
    with only_one_moves_the_day(state_folder(), err.print):
        _go(where, office, stap)


def _go(where: Whereabouts, office: Office, stap: list[str]) -> None:
    start = office.today() or FIRST_DAY - timedelta(days=1)
    try:
        tot = target(stap, start)
    except OnbekendeStap as problem:
        err.print(f"{problem.__doc__} De werkdag is {start} gebleven.")
        raise typer.Exit(2) from None
    counted = asyncio.run(_move(where, office, start, tot))
    out.print(f"Werkdag: {tot}")
    for name, number in sorted(counted.items()):
        out.print(f"  {number:>6} × {name}")
    if not counted:
        out.print("  Er is niets gebeurd.")


async def _move(where: Whereabouts, office: Office, start: date, tot: date) -> Counter[str]:
    settling = Settling(where.urls, where.kafka)
    try:
        async with Tally(where.kafka) as tally:
            columns = (
                TextColumn("{task.description}"),
                BarColumn(),
                TextColumn("{task.completed}/{task.total} dagen"),
            )
            with Progress(*columns, console=err) as bar:
                task = bar.add_task("De klok loopt", total=(tot - start).days)

                def tell(dag: date) -> None:
                    bar.update(task, completed=(dag - start).days)

                if where.has_city:
                    await make_life(state_folder(), office, settling).live_until(tot, tell)
                else:
                    await asyncio.to_thread(office.begin, tot)
                    await settling.wait(tot)
                tell(tot)
            return await tally.count()
    finally:
        await settling.close()
