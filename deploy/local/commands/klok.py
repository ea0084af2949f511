"""`doorstart klok`: moves the business day, waits until everything that follows has happened, and sums it up."""

import asyncio
from collections import Counter
from datetime import date, timedelta
from typing import Annotated

import typer
from rich.progress import BarColumn, Progress, TextColumn

from deploy.local.city import FIRST_DAY
from deploy.local.city.day import OnbekendeStap, target
from deploy.local.city.demo import make_life
from deploy.local.city.office import Office
from deploy.local.city.settle import SERVICES, Settling
from deploy.local.city.tally import Tally
from deploy.local.failures import CannotStart
from deploy.local.folders import state_folder
from deploy.local.screen import err, out
from deploy.local.state import State, read_living_state


def klok(
    stap: Annotated[list[str] | None, typer.Argument(help="+1d, +1w, +1m, of: naar 2027-03-01. Niets: toon de werkdag.")] = None,
) -> None:
    """Voorbeeld: doorstart klok +1m

    Zet de werkdag vooruit, wacht tot alles wat daarop volgt is gebeurd, en vat het samen.
    """
    state = read_living_state(state_folder())
    urls = addresses(state)
    office = Office(urls)
    today = office.today()
    if not stap:
        out.print(f"Werkdag: {today or 'er is nog geen dag begonnen'}")
        return
    start = today or FIRST_DAY - timedelta(days=1)
    try:
        tot = target(stap, start)
    except OnbekendeStap as problem:
        err.print(f"{problem.__doc__} De werkdag is {start} gebleven.")
        raise typer.Exit(2) from None
    counted = asyncio.run(_move(state, urls, office, start, tot))
    out.print(f"Werkdag: {tot}")
    for name, number in sorted(counted.items()):
        out.print(f"  {number:>6} × {name}")
    if not counted:
        out.print("  Er is niets gebeurd.")


async def _move(state: State, urls: dict[str, str], office: Office, start: date, tot: date) -> Counter[str]:
    kafka = state.kafka or ""
    settling = Settling(urls, kafka)
    try:
        async with Tally(kafka) as tally:
            columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}/{task.total} dagen"))
            with Progress(*columns, console=err) as bar:
                task = bar.add_task("De klok loopt", total=(tot - start).days)

                def tell(dag: date) -> None:
                    bar.update(task, completed=(dag - start).days)

                if state.city:
                    await make_life(state_folder(), office, settling).live_until(tot, tell)
                else:
                    await asyncio.to_thread(office.begin, tot)
                    await settling.wait(tot)
                tell(tot)
            return await tally.count()
    finally:
        await settling.close()


def addresses(state: State) -> dict[str, str]:
    """Where each service answers; raises CannotStart when nothing runs."""
    found = {part.name: f"http://{part.address}" for part in state.parts if part.name in SERVICES and part.address}
    web = {part.name.removesuffix("-web"): f"http://{part.address}" for part in state.parts if part.kind == "web" and part.address}
    if not state.is_supervised or set(SERVICES) - set(found | web):
        raise CannotStart("Er draait geen Doorstart in deze map.", now=["Start met: doorstart demo"])
    return found | web
