"""`doorstart reken`: check a sum of the law without any server. JSON in, JSON out; the same pure functions as the services."""

from pathlib import Path
from typing import Annotated

import typer

from shared.recht.reken.hulp import Groep, Opdracht

app = typer.Typer(
    cls=Groep,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="""Voorbeeld: echo '{"van": "2026-01-01", "tot": "2026-04-01", "conventie": "act_365"}' | doorstart reken dagen

    Reken een som van de wet na. Lees JSON uit een bestand of van de standaardinvoer; een lijst erin geeft een lijst eruit.
    Alle bedragen zijn hele centen, alle datums 2026-03-01, alle percentages tekst ("8" of "2.5").""",
)

Bestand = Annotated[
    Path | None,
    typer.Argument(
        help="JSON-bestand; zonder bestand of met - van de standaardinvoer.", allow_dash=True
    ),
]
Tekst = Annotated[
    bool, typer.Option("--tekst", help="Toon de uitkomst voor mensen in plaats van als JSON.")
]
JsonSchema = Annotated[
    bool, typer.Option("--json-schema", help="Toon het JSON Schema van invoer en uitvoer en stop.")
]


def run_sum(som: str, bestand: Path | None, *, tekst: bool, json_schema: bool) -> None:
    """Does the sum of a module, given by its full name, and ends the command."""
    from shared.recht.reken.uitvoeren import run  # noqa: PLC0415 -- keeps `--help` and every other verb fast

    raise typer.Exit(run(som, bestand, tekst=tekst, json_schema=json_schema))


@app.command(cls=Opdracht)
def schema(bestand: Bestand = None, tekst: Tekst = False, json_schema: JsonSchema = False) -> None:
    """Voorbeeld: echo '{"hoofdsom_cent": 3000000, "jaarrente_procent": "8", "termijnen": 60, "methode": "lineair", "start": "2026-03-01"}'
    | doorstart reken schema --tekst

    Het aflosschema van een lening: per termijn rente, aflossing en saldo (Bbz art. 15, Tozo art. 14).
    """
    run_sum(f"{__name__}.schema", bestand, tekst=tekst, json_schema=json_schema)


@app.command(cls=Opdracht)
def dagen(bestand: Bestand = None, tekst: Tekst = False, json_schema: JsonSchema = False) -> None:
    """Voorbeeld: echo '{"van": "2003-11-01", "tot": "2004-05-01", "conventie": "act_act_isda"}' | doorstart reken dagen

    Dagen en deel van een jaar volgens een dagtelling.
    """
    run_sum(f"{__name__}.dagen", bestand, tekst=tekst, json_schema=json_schema)


@app.command(cls=Opdracht)
def vaststelling(
    bestand: Bestand = None, tekst: Tekst = False, json_schema: JsonSchema = False
) -> None:
    """Voorbeeld: echo '{"boekjaar": 2024, "aanvraagdatum": "2023-12-01", "besluitdatum": "2025-06-01", "groep": "gevestigd",
    "maanden": [{"maand": "2024-01", "bedrag_cent": 100000}], "netto_inkomen_cent": 500000, "huishouden": "alleenstaande",
    "vermogenstoets": {"mag_om_niet": true, "bron": "besluit"}}' | doorstart reken vaststelling

    De definitieve vaststelling van levensonderhoud (Bbz art. 12 en 13).
    """
    run_sum(f"{__name__}.vaststelling", bestand, tekst=tekst, json_schema=json_schema)


@app.command(cls=Opdracht)
def termijn(bestand: Bestand = None, tekst: Tekst = False, json_schema: JsonSchema = False) -> None:
    """Voorbeeld: echo '{"soort": "bezwaar", "datum": "2026-11-13"}' | doorstart reken termijn

    De laatste dag van een wettelijke termijn, met elke stap (Bbz art. 35, Awb, Algemene termijnenwet).
    """
    run_sum(f"{__name__}.termijn", bestand, tekst=tekst, json_schema=json_schema)


@app.command(cls=Opdracht)
def rijk(bestand: Bestand = None, tekst: Tekst = False, json_schema: JsonSchema = False) -> None:
    """Voorbeeld: echo '{"jaren": [{"jaar": 2026, "cohort": "bbz_vanaf_2020", "lasten_cent": 10000000}]}' | doorstart reken rijk

    Wat het Rijk betaalt en terugneemt (Bbz art. 49, Tozo art. 19).
    """
    run_sum(f"{__name__}.rijk", bestand, tekst=tekst, json_schema=json_schema)


@app.command(cls=Opdracht)
def toets(bestand: Bestand = None, tekst: Tekst = False, json_schema: JsonSchema = False) -> None:
    """Voorbeeld: echo '{"groep": "gevestigd", "eigen_vermogen_cent": 6000000, "totaal_vermogen_cent": 20000000, "jaar": 2026}'
    | doorstart reken toets

    Mag bijstand om niet, gezien het vermogen (Bbz art. 3)?
    """
    run_sum(f"{__name__}.toets", bestand, tekst=tekst, json_schema=json_schema)
