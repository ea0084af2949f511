"""`doorstart inzage`: who opened a dossier or saw its name, in all services.

For the person whom it is about (AVG art. 15), and against misuse.
"""

import csv
import json
import sys
from collections.abc import Iterator
from typing import Annotated, Any
from uuid import UUID

import psycopg
import typer
from psycopg.rows import dict_row
from rich.table import Table

from deploy.local.commands.screen import out
from deploy.local.system.failures import CannotStart
from deploy.local.system.parts import SERVICES
from deploy.local.system.whereabouts import database_of

FIELDS = (
    "gezien_op",
    "werkdag",
    "medewerker_id",
    "rol",
    "onderdeel",
    "wat",
    "aantal",
    "dossier_id",
)
OPENED = "SELECT gezien_op, werkdag, medewerker_id, rol, wat, 1 AS aantal, dossier_id FROM inzage"
LISTED = (
    "SELECT gezien_op, werkdag, medewerker_id, rol, onderdeel, wat, aantal, dossier_id"
    " FROM inzage_lijsten"
)
# Of a list or a search the dossiers that it is asked about, each a row; of a medewerker also a search that found nobody.
OF_A_DOSSIER = (
    f"{OPENED} WHERE dossier_id = ANY(%s)",
    f"{LISTED}, unnest(dossiers) AS dossier_id WHERE dossiers && %s AND dossier_id = ANY(%s)",
)
OF_A_MEDEWERKER = (
    f"{OPENED} WHERE medewerker_id = %s",
    f"{LISTED} LEFT JOIN LATERAL unnest(dossiers) AS dossier_id ON true WHERE medewerker_id = %s",
)
SAME_PERSON = (
    "SELECT dossier_id FROM dossiers WHERE person_id ="
    " (SELECT person_id FROM dossiers WHERE dossier_id = %s)"
)


def inzage(
    dossier: Annotated[UUID | None, typer.Argument(help="Het nummer van een dossier.")] = None,
    medewerker: Annotated[
        str, typer.Option("--medewerker", help="In plaats daarvan: alles wat deze medewerker zag.")
    ] = "",
    alle_dossiers: Annotated[
        bool, typer.Option("--alle-dossiers", help="Ook de andere dossiers van deze persoon.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Als gegevens, voor programma's.")
    ] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Als bestand, om mee te geven.")] = False,
) -> None:
    """Voorbeeld: doorstart inzage 0b9e2c1e-7a54-4e0e-9d0f-6f6a2f1f9d11

    Toont wie dit dossier, een aanvraag, een lening of een brief daarvan opende, en wie de naam zag in een lijst of bij het zoeken:
    wanneer, in welke rol, en hoeveel namen dat waren. Wat iemand zocht, bewaren wij niet. Zonder persoonsgegevens.
    """
    if (dossier is None) == (not medewerker):
        raise CannotStart(
            "Noem een dossier, of een medewerker met --medewerker.",
            kept="Er is niets veranderd.",
            now=["doorstart inzage DOSSIER", "doorstart inzage --medewerker consulent-1"],
        )
    try:
        rows = seen(dossier, alle_dossiers=alle_dossiers) if dossier else seen_by(medewerker)
        found = sorted(rows, key=lambda row: row["gezien_op"])
    except psycopg.OperationalError as problem:
        raise CannotStart(
            "Een van de databases antwoordt niet. Een lijst die niet heel is, tonen wij niet.",
            kept="Er is niets veranderd.",
            now=["Kijk met doorstart status of PostgreSQL draait.", "Probeer het daarna opnieuw."],
        ) from problem
    if as_json:
        out.print_json(json.dumps(found, default=str))
    elif as_csv:
        writer = csv.DictWriter(sys.stdout, FIELDS, delimiter=";")
        writer.writeheader()
        writer.writerows(found)
    elif found:
        _as_table(found)
    else:
        out.print("Niemand opende dit dossier." if dossier else "Deze medewerker zag niemand.")


def seen(dossier: UUID, *, alle_dossiers: bool) -> Iterator[dict[str, Any]]:
    """Every time that somebody opened it or saw its name, or another dossier of the same person."""
    dossiers = [dossier]
    if alle_dossiers:
        dossiers = [row["dossier_id"] for row in _asked("intake", SAME_PERSON, dossier)] or dossiers
    opened, listed = OF_A_DOSSIER
    for service in SERVICES:
        for row in _asked(service, opened, dossiers):
            yield {**row, "onderdeel": service}
    yield from _asked("intake", listed, dossiers, dossiers)


def seen_by(medewerker_id: str) -> Iterator[dict[str, Any]]:
    """Everything that somebody opened, listed or looked for; a search that found nobody has no dossier."""
    opened, listed = OF_A_MEDEWERKER
    for service in SERVICES:
        for row in _asked(service, opened, medewerker_id):
            yield {**row, "onderdeel": service}
    yield from _asked("intake", listed, medewerker_id)


def _as_table(found: list[dict[str, Any]]) -> None:
    headings = ("gezien op", "werkdag", "medewerker", "rol", "onderdeel", "wat", "aantal")
    table = Table(*headings, box=None)
    for row in found:
        table.add_row(
            f"{row['gezien_op']:%Y-%m-%d %H:%M:%S}",
            *(str(row[field] or "geen") for field in FIELDS[1:-1]),
        )
    out.print(table)


def _asked(service: str, query: str, *values: object) -> list[dict[str, Any]]:
    with psycopg.connect(database_of(service).conninfo, row_factory=dict_row) as connection:
        return connection.execute(query.encode(), values).fetchall()
