"""`doorstart instroom`: what came in by hour and municipality, what is unusual, and whether the count agrees with the dossiers."""

import json
from typing import Annotated, Any

import psycopg
import typer
from psycopg.rows import dict_row
from rich.table import Table

from deploy.local.commands.screen import out
from deploy.local.system.failures import CannotStart
from deploy.local.system.whereabouts import database_of

UNUSUAL = 3


def instroom(
    uren: Annotated[
        int, typer.Option("--uren", min=1, max=192, help="Hoeveel uren terug; hoogstens 192.")
    ] = 24,
    as_json: Annotated[
        bool, typer.Option("--json", help="Als gegevens, voor programma's.")
    ] = False,
) -> None:
    """Voorbeeld: doorstart instroom --uren 8

    Toont hoeveel aanmeldingen er per uur en gemeente binnenkwamen. Code 3 als het laatste uur ongewoon is, of als de telling
    van de laatste dag niet klopt met de dossiers.
    """
    try:
        with psycopg.connect(database_of("routing").conninfo, row_factory=dict_row) as routing:
            found = {
                "uren": routing.execute(
                    "SELECT uur::text, gemeente, aantal FROM instroom WHERE uur > now() - make_interval(hours => %s)"
                    " ORDER BY uur DESC, gemeente",
                    (uren,),
                ).fetchall(),
                "nu": routing.execute(
                    "SELECT gemeente, aantal, verwacht, oordeel, sinds::text FROM instroom_nu ORDER BY gemeente"
                ).fetchall(),
                "controle": routing.execute(
                    "SELECT dag::text, geteld, dossiers, verschil FROM instroom_controle ORDER BY dag DESC LIMIT 7"
                ).fetchall(),
            }
    except psycopg.OperationalError as problem:
        raise CannotStart(
            "De database van routing antwoordt niet.", now=["Kijk met `doorstart status`."]
        ) from problem
    if as_json:
        typer.echo(json.dumps(found))
    else:
        _tell(found)
    differs = bool(found["controle"]) and found["controle"][0]["verschil"] != 0
    unusual = any(one["oordeel"] in ("hoog", "laag") for one in found["nu"])
    raise typer.Exit(UNUSUAL if unusual or differs else 0)


def _tell(found: dict[str, list[dict[str, Any]]]) -> None:
    if not found["uren"]:
        out.print("Er kwam in deze uren niets binnen.")
    table = Table(box=None, pad_edge=False)
    for column in ("Uur", "Gemeente", "Aanmeldingen"):
        table.add_column(column, justify="right" if column == "Aanmeldingen" else "left")
    for row in found["uren"]:
        table.add_row(row["uur"], row["gemeente"], str(row["aantal"]))
    if found["uren"]:
        out.print(table)
    for row in found["nu"]:
        usual = "" if row["verwacht"] is None else f", gewoonlijk {row['verwacht']:.1f}"
        out.print(f"Laatste uur {row['gemeente']}: {row['aantal']}{usual}: {row['oordeel']}")
    for row in found["controle"]:
        verdict = "klopt met de dossiers" if not row["verschil"] else f"verschilt {row['verschil']}"
        out.print(
            f"Dag {row['dag']}: {row['geteld']} geteld, {row['dossiers']} dossiers: {verdict}"
        )
