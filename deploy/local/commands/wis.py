"""`doorstart wis`: erases a person (AVG art. 17). Told first, done with `--doe-het` and a second person, proved afterwards."""

import getpass
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

import psycopg
import typer
from eventsourcing.persistence import PersistenceError

from deploy.local.commands.screen import err, out
from deploy.local.commands.searching import places_of
from deploy.local.system.failures import CannotStart
from deploy.local.system.folders import state_folder
from deploy.local.system.parts import OWNERS
from deploy.local.system.whereabouts import database_of
from services.intake.adapters.register import Register
from services.intake.adapters.seals import MasterKey, read_master_key
from services.intake.adapters.wissen import BLIJFT, WEG, ErLooptEenImport, Spoor, Wisser, ruim_op
from services.intake.application import Intake
from services.intake.application.persoon import Personen
from services.intake.domain.events import FEITEN
from shared.seals import SealBroken
from shared.store import Store
from shared.transaction import GeenWerkdag

STILL_READABLE = 3


@dataclass(frozen=True)
class Around:
    """What other services hold on the numbers of this person's dossiers."""

    open_debts: int
    letters: int
    waiting_letters: int


def wis(
    dossier: Annotated[UUID | None, typer.Argument(help="Het nummer van een dossier.")] = None,
    tweede: Annotated[
        str, typer.Option("--tweede", help="Wie er nog meer achter staat: een ander dan u.")
    ] = "",
    reden: Annotated[str, typer.Option("--reden", help="Waarom; blijft bewaard.")] = "",
    door: Annotated[
        str, typer.Option("--door", help="Wie het doet; standaard de gebruiker van deze machine.")
    ] = "",
    ook_met_schuld: Annotated[
        bool, typer.Option("--ook-met-schuld", help="Ook als er nog een schuld openstaat.")
    ] = False,
    doe_het: Annotated[
        bool, typer.Option("--doe-het", help="Doe het echt; het kan niet terug.")
    ] = False,
    gedaan: Annotated[
        bool, typer.Option("--gedaan", help="Toon wie er al zijn gewist, door wie en waarom.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Als gegevens, voor programma's.")
    ] = False,
) -> None:
    """Voorbeeld: doorstart wis 0b9e2c1e-7a54-4e0e-9d0f-6f6a2f1f9d11 --tweede beheerder-2 --reden "verzoek van 3 maart" --doe-het

    Wist de persoon van een dossier, met al zijn dossiers: de sleutel gaat weg, en daarmee is alles onleesbaar. Toont eerst wat weggaat
    en wat de wet laat blijven. Bewijst daarna dat er niets meer te lezen is; code 3 als dat niet zo is.
    """
    with _intake() as (store, wisser):
        if gedaan:
            _tell_done(store, wisser, as_json)
            return
        if dossier is None:
            err.print(
                "Er is geen dossier genoemd en niets veranderd. Noem er een, of gebruik --gedaan."
            )
            raise typer.Exit(2)
        with store.cursor() as cursor:
            spoor = wisser.zoek(cursor, dossier)
        if spoor is None:
            err.print(f"Het dossier {dossier} bestaat niet. Er is niets veranderd.")
            raise typer.Exit(2)
        around = _around(spoor)
        if not doe_het:
            _tell_plan(spoor, around, as_json)
            return
        _must_be_allowed(door or getpass.getuser(), tweede, reden, around, ook_met_schuld)
        was_er = _erase(store, wisser, spoor, (door or getpass.getuser(), tweede, reden))
        left = _still_readable(store, wisser, spoor)
        _tell_proof(spoor, around, left, was_er=was_er, as_json=as_json)
    raise typer.Exit(STILL_READABLE if left else 0)


@contextmanager
def _intake() -> Iterator[tuple[Store, Wisser]]:
    store = Store(database_of("intake"), FEITEN)
    try:
        yield store, Wisser(Register(_master_key()))
    except (PersistenceError, psycopg.OperationalError) as problem:
        raise CannotStart(
            f"PostgreSQL antwoordt niet of is van een oudere versie ({type(problem).__name__}).",
            kept="Of er iets is gewist, zegt `doorstart wis --gedaan`.",
            now=["Kijk met `doorstart status`."],
        ) from problem
    except SealBroken as problem:
        raise CannotStart(
            "De hoofdsleutel past niet op deze gegevens.",
            kept="Er is niets gewist.",
            now=["Zet DOORSTART_MASTER_KEY_FILE of DOORSTART_MASTER_KEY op de sleutel van intake."],
        ) from problem
    finally:
        store.close()


def _master_key() -> MasterKey:
    """That of the environment, else of the state folder; raises CannotStart."""
    file, encoded = (os.environ.get(f"DOORSTART_MASTER_KEY{end}") for end in ("_FILE", ""))
    noted = state_folder() / "master.key"
    if not file and not encoded and noted.exists():
        file = str(noted)
    try:
        return read_master_key(file, encoded)
    except (ValueError, OSError) as problem:
        raise CannotStart(
            "De hoofdsleutel van intake is hier niet te lezen.",
            kept="Er is niets gewist.",
            now=["Zet DOORSTART_MASTER_KEY_FILE of DOORSTART_MASTER_KEY, zoals intake ze heeft."],
        ) from problem


def _around(spoor: Spoor) -> Around:
    dossiers = list(spoor.dossiers)
    with psycopg.connect(database_of("ledger").conninfo) as ledger:
        debts = ledger.execute(
            "SELECT count(*) FROM debiteuren WHERE NOT is_afgelost AND (dossier_id = ANY(%(wie)s) OR lening_id IN"
            " (SELECT lening_id FROM medeschuldenaren WHERE dossier_id = ANY(%(wie)s) AND ontslagen_per IS NULL))",
            {"wie": dossiers},
        ).fetchone()
    with psycopg.connect(database_of("notify").conninfo) as notify:
        letters = notify.execute(
            "SELECT count(brieven), count(*) FILTER (WHERE status = 'gereserveerd')"
            " FROM verzendingen LEFT JOIN brieven USING (bericht_id) WHERE dossier_id = ANY(%s)",
            (dossiers,),
        ).fetchone()
    return Around((debts or (0,))[0], *(letters or (0, 0)))


def _tell_plan(spoor: Spoor, around: Around, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(_as_data(spoor, around) | {"gewist": False, "blijft": list(BLIJFT)}))
        return
    if spoor.gewist_op:
        out.print(f"Deze persoon is gewist op {spoor.gewist_op.isoformat()}.")
    out.print(
        f"Dossiers: {len(spoor.dossiers)}, correcties: {spoor.correcties}, brieven: {around.letters},"
        f" wachtende brieven: {around.waiting_letters}, geweigerde importregels: {len(spoor.importregels)}."
    )
    _tell_list("Dit wordt onleesbaar:", WEG)
    _tell_list("Dit blijft:", BLIJFT)
    if around.open_debts:
        out.print(
            f"Let op: er {'staat nog 1 schuld' if around.open_debts == 1 else f'staan nog {around.open_debts} schulden'} open."
            " Zonder naam en adres kan daar niemand meer over worden geschreven: wissen kan alleen met --ook-met-schuld."
        )
    out.print(
        "Nog niets is veranderd. Met --tweede, --reden en --doe-het wordt gewist. Dat kan niet terug."
    )


def _tell_list(title: str, lines: tuple[str, ...]) -> None:
    out.print(title)
    for line in lines:
        out.print(f"  - {line}")


def _must_be_allowed(
    door: str,
    tweede: str,
    reden: str,
    around: Around,
    ook_met_schuld: bool,
) -> None:
    problem = ""
    if len(tweede.strip()) < 2 or tweede.strip().casefold() == door.strip().casefold():
        problem = "Noem met --tweede een ander dan uzelf die erachter staat."
    elif len(reden.strip()) < 3:
        problem = "Geef met --reden in een paar woorden waarom."
    elif around.open_debts and not ook_met_schuld:
        problem = (
            "Er staat nog een schuld open: de gemeente moet die kunnen innen, en hoeft niet te wissen"
            " (AVG art. 17 lid 3 onder b). Toch wissen kan met --ook-met-schuld."
        )
    if problem:
        err.print(f"Er is niets gewist. {problem}")
        raise typer.Exit(2)


def _erase(store: Store, wisser: Wisser, spoor: Spoor, who: tuple[str, str, str]) -> bool:
    try:
        with store.transaction() as transaction:
            found = wisser.zoek(transaction.cursor, spoor.dossier_id) or spoor
            personen = Personen(Intake(store, wisser.register))
            was_er = personen.wis(transaction, found, *who, transaction.workday())
    except (ErLooptEenImport, GeenWerkdag) as problem:
        why = ErLooptEenImport.__doc__ if isinstance(problem, ErLooptEenImport) else None
        raise CannotStart(
            why or "intake weet nog niet welke dag het is.",
            kept="Er is niets gewist.",
            now=["Probeer het opnieuw als de import klaar is, of na een nieuwe dag van de klok."],
        ) from problem
    ruim_op(database_of("intake"))
    return was_er


def _still_readable(store: Store, wisser: Wisser, spoor: Spoor) -> list[str]:
    """Everything of this person that can be read anywhere, looked for anew; empty is the proof."""
    with store.cursor() as cursor:
        left = wisser.leesbaar(cursor, spoor)
    for service in OWNERS:
        left += [
            f"{name} in de tabel {table} van {service}"
            for table, name in places_of(database_of(service), spoor.waarden)
        ]
    return left


def _tell_proof(
    spoor: Spoor, around: Around, left: list[str], *, was_er: bool, as_json: bool
) -> None:
    if as_json:
        done = {"gewist": True, "sleutel_vernietigd": was_er, "nog_leesbaar": left}
        typer.echo(json.dumps(_as_data(spoor, around) | done))
        return
    out.print("Gewist." if was_er else "Deze persoon was al gewist.")
    if left:
        _tell_list("Maar dit is nog te lezen; kijk er zelf naar:", tuple(left))
        return
    sought = sum(len(values) for values in spoor.waarden.values())
    out.print(
        f"Gecontroleerd: {len(spoor.dossiers)} dossiers, {spoor.correcties} correcties en {around.letters} brieven"
        f" zijn niet meer te openen, en {sought} herkenbare gegevens staan in geen enkele tabel van {len(OWNERS)} databases."
    )
    _tell_list("Dit bleef:", BLIJFT)
    out.print(
        "Back-ups van voor vandaag kunnen dit nog: na terugzetten opnieuw wissen (docs/runbooks/erase-a-person.md)."
    )


def _tell_done(store: Store, wisser: Wisser, as_json: bool) -> None:
    with store.cursor() as cursor:
        rows = wisser.gedaan(cursor)
    if as_json:
        typer.echo(json.dumps(rows))
        return
    for row in rows:
        out.print(
            f"{row['gewist_op']}  {row['dossier_id']}  {row['reden']}  ({row['door']}, met {row['tweede']})"
        )
    if not rows:
        out.print("Er is nog niemand gewist.")


def _as_data(spoor: Spoor, around: Around) -> dict[str, Any]:
    return {
        "dossier": str(spoor.dossier_id),
        "dossiers": [str(one) for one in spoor.dossiers],
        "correcties": spoor.correcties,
        "importregels": len(spoor.importregels),
        "brieven": around.letters,
        "wachtende_brieven": around.waiting_letters,
        "open_schulden": around.open_debts,
        "eerder_gewist_op": spoor.gewist_op.isoformat() if spoor.gewist_op else None,
    }
