"""`doorstart organisatie`: tells who works here, for which municipalities, in which role and with which mandate."""

import getpass
from pathlib import Path
from typing import Annotated

import typer
from eventsourcing.persistence import PersistenceError

from deploy.local.city.organisation import tell_organisation
from deploy.local.commands.screen import out
from deploy.local.system.failures import CannotStart
from deploy.local.system.whereabouts import database_of

app = typer.Typer(
    no_args_is_help=True,
    help="Voorbeeld: doorstart organisatie inrichten stad.toml\n\nVertel wie hier werkt, voor wie, in welke rol en met welk mandaat.",
)


@app.callback()
def organisatie() -> None:
    """Voorbeeld: doorstart organisatie inrichten stad.toml"""


@app.command()
def inrichten(
    bestand: Annotated[
        Path, typer.Argument(help="Het bestand (TOML), zoals deploy/organisatie/demo.toml.")
    ],
    door: Annotated[
        str, typer.Option("--door", help="Wie het doet; standaard de gebruiker van deze machine.")
    ] = "",
) -> None:
    """Voorbeeld: doorstart organisatie inrichten stad.toml

    Vertelt alles uit het bestand dat nog niet was verteld, in één keer of helemaal niet. Wat er al stond en niet in het bestand
    staat, blijft staan: een rol of mandaat eindigt doordat iemand het intrekt.
    """
    try:
        told = tell_organisation(database_of("organisatie"), door or getpass.getuser(), bestand)
    except PersistenceError as problem:
        raise CannotStart(
            "De database van de organisatie antwoordt niet.",
            kept="Er is niets verteld.",
            now=["Kijk met doorstart status of PostgreSQL draait.", "Probeer het daarna opnieuw."],
        ) from problem
    out.print(f"{told} nieuwe gebeurtenissen verteld." if told else "Alles was al verteld.")
