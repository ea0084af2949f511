"""`doorstart ledger journaal`: the whole living ledger as text that another program can add up."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated
from uuid import UUID

import typer

from deploy.local.system.failures import CannotStart
from deploy.local.system.whereabouts import database_of
from services.ledger.adapters.log import FEITEN
from services.ledger.adapters.verantwoording.boekingen import journaalposten
from services.ledger.domain.verantwoording.journaal import Vorm
from services.ledger.domain.verantwoording.journaal import journaal as journal_lines
from shared.store import Store

DAY = ["%Y-%m-%d"]
ONLY_READ = "De boeken zijn alleen gelezen."


def journaal(
    vorm: Annotated[Vorm, typer.Option(help="Voor welk programma.")] = Vorm.HLEDGER,
    tot: Annotated[
        datetime | None, typer.Option(formats=DAY, help="Geboekt tot en met deze dag.")
    ] = None,
    lening: Annotated[UUID | None, typer.Option(help="Alleen deze lening.")] = None,
) -> None:
    """Voorbeeld: doorstart ledger journaal > grootboek.journal && hledger -f grootboek.journal balance

    Alle boekingen als journaal, in de volgorde waarin ze zijn geboekt. hledger en beancount tellen het na.
    """
    with ledger_store() as store:
        if lening is not None and not store.stream(lening):
            raise CannotStart(
                f"Er is geen lening met nummer {lening}.",
                kept=ONLY_READ,
                now=["Zoek het nummer op in /debiteuren."],
            )
        for line in journal_lines(journaalposten(store, tot.date() if tot else None, lening), vorm):
            typer.echo(line)


@contextmanager
def ledger_store() -> Iterator[Store]:
    """The ledger's log of the running system, to read."""
    store = Store(database_of("ledger"), FEITEN)
    try:
        yield store
    finally:
        store.close()
