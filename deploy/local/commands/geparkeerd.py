"""`doorstart geparkeerd`: what waits for a person in all services, and what to do with it; told first, done with `--doe-het`."""

import getpass
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
from eventsourcing.persistence import PersistenceError
from rich.table import Table

from deploy.local.commands.screen import err, out
from deploy.local.system.failures import CannotStart
from deploy.local.system.parts import OWNERS
from deploy.local.system.whereabouts import database_of
from services.notify.application import Notify
from services.notify.domain.events import FEITEN as VAN_NOTIFY
from services.notify.entrypoints import held as notify_held
from shared.aside import Act, CannotBeDropped, Desk, Held, choose
from shared.store import Store

WAIT_SECONDS = 20.0
STILL_WAITING = 3
app = typer.Typer(
    no_args_is_help=False,
    invoke_without_command=True,
    help="Voorbeeld: doorstart geparkeerd\n\nToon wat op een beheerder wacht, geef het vrij of laat het vervallen.",
)
Found = list[tuple[str, Held]]
Dienst = Annotated[str | None, typer.Option("--dienst", help="Alleen dit onderdeel, zoals ledger.")]
Id = Annotated[str | None, typer.Option("--id", help="Alleen dit ene, zoals feit:relay:12.")]
Sleutel = Annotated[
    str | None,
    typer.Option("--sleutel", help="Alles van deze sleutel, zoals een nummer van een lening."),
]
Oorzaak = Annotated[
    str | None, typer.Option("--oorzaak", help="Alles met deze oorzaak, zoals de lijst haar toont.")
]
Reden = Annotated[str, typer.Option("--reden", help="Waarom; blijft bewaard.")]
AsJson = Annotated[bool, typer.Option("--json", help="Als gegevens, voor programma's.")]
Door = Annotated[
    str, typer.Option("--door", help="Wie het doet; standaard de gebruiker van deze machine.")
]
DoeHet = Annotated[
    bool,
    typer.Option(
        "--doe-het", help="Doe het echt; zonder wordt alleen getoond wat er zou gebeuren."
    ),
]


@app.callback()
def geparkeerd(context: typer.Context, as_json: AsJson = False) -> None:
    """Voorbeeld: doorstart geparkeerd

    Toont van alle onderdelen wat op een beheerder wacht: waar, sleutel, reden, sinds wanneer en hoeveel erachter wacht.
    """
    if context.invoked_subcommand:
        return
    with _desks() as desks:
        found = _found(desks)
    if as_json:
        typer.echo(json.dumps([_as_data(service, one) for service, one in found]))
    elif found:
        out.print(_table(found))
    else:
        out.print("Er wacht niets op een beheerder.")


@app.command("vrijgeven")
def vrijgeven(
    dienst: Dienst = None,
    held_id: Id = None,
    sleutel: Sleutel = None,
    oorzaak: Oorzaak = None,
    reden: Reden = "opnieuw proberen",
    door: Door = "",
    doe_het: DoeHet = False,
) -> None:
    """Voorbeeld: doorstart geparkeerd vrijgeven --oorzaak "ValueError: …" --doe-het

    Probeert opnieuw wat wacht, in volgorde, met alles wat erachter wacht. Code 3 als er daarna nog iets van wacht.
    """
    _decide("vrijgeven", (dienst, held_id, sleutel, oorzaak), reden, door, really=doe_het)


@app.command("laten-vallen")
def laten_vallen(
    reden: Reden,
    dienst: Dienst = None,
    held_id: Id = None,
    sleutel: Sleutel = None,
    oorzaak: Oorzaak = None,
    door: Door = "",
    doe_het: DoeHet = False,
) -> None:
    """Voorbeeld: doorstart geparkeerd laten-vallen --id feit:relay:12 --reden "dubbel verstuurd door de vorige versie" --doe-het

    Laat vervallen wat vooraan wacht; wat erachter wacht, gaat door. Werk van een lening, een aanvraag of een brief kan niet vervallen.
    """
    _decide("laten_vallen", (dienst, held_id, sleutel, oorzaak), reden, door, really=doe_het)


@app.command("handelingen")
def handelingen(as_json: AsJson = False) -> None:
    """Voorbeeld: doorstart geparkeerd handelingen

    Toont wie wat heeft vrijgegeven of laten vervallen, wanneer en waarom.
    """
    with _desks() as desks:
        done = [
            {"dienst": service, **row, "at": row["at"].isoformat()}
            for service, desk in desks.items()
            for row in desk.acts()
        ]
    done.sort(key=lambda row: str(row["at"]), reverse=True)
    if as_json:
        typer.echo(json.dumps(done))
        return
    for row in done:
        out.print(
            f"{row['at']}  {row['dienst']}  {row['act'].replace('_', ' ')}  {row['held_id']}  {row['reason']}  ({row['actor']})"
        )
    if not done:
        out.print("Er is nog niets vrijgegeven of vervallen.")


def _decide(
    act: Act,
    which: tuple[str | None, str | None, str | None, str | None],
    reden: str,
    door: str,
    *,
    really: bool,
) -> None:
    dienst, *chosen_by = which
    if not any(chosen_by):
        err.print(
            "Er is niets gekozen en niets veranderd. Kies met --id, --sleutel of --oorzaak; `doorstart geparkeerd` toont ze."
        )
        raise typer.Exit(2)
    if dienst not in (None, *OWNERS):
        err.print(
            f"Het onderdeel {dienst} bestaat niet. Er is niets veranderd. Kies uit: {', '.join(OWNERS)}."
        )
        raise typer.Exit(2)
    if len(reden.strip()) < 3:
        err.print("Er is niets veranderd. Geef met --reden in een paar woorden waarom.")
        raise typer.Exit(2)
    with _desks() as desks:
        mine = {
            service: choose(desk.held(), *chosen_by)
            for service, desk in desks.items()
            if dienst in (None, service)
        }
        found = [(service, one) for service, own in mine.items() for one in own]
        if not found:
            err.print("Niets dat wacht past daarbij. Er is niets veranderd.")
            raise typer.Exit(2)
        out.print(_table(found))
        if not really:
            verb = "vrijgegeven" if act == "vrijgeven" else "vervallen"
            out.print(
                f"Nog niets is veranderd. Met --doe-het wordt dit {verb}, en gaat door wat erachter wacht."
            )
            return
        _act(desks, mine, act, door or getpass.getuser(), reden)
        _tell_outcome(desks, found)


def _act(
    desks: dict[str, Desk], mine: dict[str, list[Held]], act: Act, actor: str, reden: str
) -> None:
    try:
        for service, chosen in mine.items():
            desks[service].act(chosen, act, actor, reden)
    except CannotBeDropped as problem:
        what = (
            f"{problem} is werk van een lening, een aanvraag of een brief: dat kan niet vervallen."
        )
        now = ["Herstel de oorzaak en gebruik: doorstart geparkeerd vrijgeven"]
        raise CannotStart(what, kept="Dit onderdeel is niet veranderd.", now=now) from problem


def _tell_outcome(desks: dict[str, Desk], found: Found) -> None:
    """Waits until the processes did what was asked, and says what still waits."""
    give_up = time.monotonic() + WAIT_SECONDS
    while True:
        left = [
            (service, one)
            for service, one in _found(desks)
            if any((service, one.id) == (other, old.id) for other, old in found)
        ]
        asked = [one for one in left if one[1].asked]
        if not asked or time.monotonic() > give_up:
            break
        time.sleep(0.3)
    out.print(f"Klaar: {len(found) - len(left)} van {len(found)}.")
    for service, one in left:
        why = (
            "gevraagd; het proces heeft het nog niet gedaan"
            if one.asked
            else f"wacht weer: {one.reason}"
        )
        out.print(f"  {service}  {one.id}  {why}")
    if any(one.kind == "werk" for _, one in found):
        out.print(
            "Werk van een lening of een aanvraag gaat mee met de dag die open is, anders met de volgende."
        )
    if left:
        raise typer.Exit(STILL_WAITING)


@contextmanager
def _desks() -> Iterator[dict[str, Desk]]:
    """Where to decide, by service; raises CannotStart when a database does not answer."""
    stores = {
        service: Store(database_of(service), VAN_NOTIFY if service == "notify" else {})
        for service in OWNERS
    }
    try:
        yield {
            service: notify_held.desk(Notify(store)) if service == "notify" else Desk(store)
            for service, store in stores.items()
        }
    except PersistenceError as problem:
        raise CannotStart(
            f"PostgreSQL antwoordt niet of is van een oudere versie ({type(problem).__name__}).",
            kept="Wat al was gevraagd, staat in `doorstart geparkeerd handelingen`.",
            now=["Kijk met `doorstart status`."],
        ) from problem
    finally:
        for store in stores.values():
            store.close()


def _found(desks: dict[str, Desk]) -> Found:
    return sorted(
        ((service, one) for service, desk in desks.items() for one in desk.held()),
        key=lambda pair: pair[1].since,
    )


def _table(found: Found) -> Table:
    table = Table(box=None, pad_edge=False)
    for column in ("Onderdeel", "Id", "Waar", "Wat", "Sleutel", "Oorzaak", "Sinds", "Erachter"):
        table.add_column(column, overflow="fold")
    for service, one in found:
        since = one.since.isoformat(timespec="seconds")
        table.add_row(
            service, one.id, one.place, one.what, one.key or "-", one.cause, since, str(one.behind)
        )
    return table


def _as_data(service: str, one: Held) -> dict[str, object]:
    return {
        "dienst": service,
        "id": one.id,
        "soort": one.kind,
        "waar": one.place,
        "wat": one.what,
        "sleutel": one.key,
        "reden": one.reason,
        "oorzaak": one.cause,
        "sinds": one.since.isoformat(),
        "erachter": one.behind,
        "gevraagd": one.asked,
    }
