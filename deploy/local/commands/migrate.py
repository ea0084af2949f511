"""`doorstart migrate`: databases, roles and tables of a city's own PostgreSQL."""

import os

import psycopg
import typer

from deploy import migrate as migrations
from deploy.local.commands.screen import err
from deploy.local.system import secret
from deploy.local.system.failures import CannotStart
from deploy.local.system.folders import state_folder


def migrate() -> None:
    """Voorbeeld: DOORSTART_POSTGRES_ADMIN=postgresql://beheer@db/postgres doorstart migrate

    Maakt per dienst een database en een rol, en voert de migraties uit die er nog niet in zitten. Toont wat er is gedaan.
    """
    admin_url = os.environ.get("DOORSTART_POSTGRES_ADMIN")
    if not admin_url:
        raise CannotStart(
            "DOORSTART_POSTGRES_ADMIN ontbreekt.",
            kept="Er is niets veranderd.",
            now=[
                "Zet daarin de URL van een beheerder van PostgreSQL.",
                "Bij doorstart demo gaat dit vanzelf.",
            ],
        )
    passwords = secret.read_or_make(state_folder()).passwords
    wanted = [
        migrations.Target(
            name, os.environ.get(f"DOORSTART_DATABASE_{name.upper()}", name), passwords[name]
        )
        for name in migrations.SERVICES
    ]
    try:
        applied = migrations.migrate(admin_url, wanted)
    except (migrations.CannotMigrate, psycopg.OperationalError) as problem:
        kept = "Wat al was uitgevoerd, blijft staan; de laatste migratie is teruggedraaid."
        raise CannotStart(
            str(problem), kept=kept, now=["Herstel de oorzaak en start opnieuw."]
        ) from problem
    for line in applied:
        typer.echo(line)
    err.print(
        f"{len(applied)} migraties uitgevoerd; alles is bij." if applied else "Alles was al bij."
    )
