"""`doorstart parameters`: the dated parameters of the law, on any day."""

from typing import Annotated

import typer

from shared.recht.reken.hulp import Groep, Opdracht

app = typer.Typer(
    cls=Groep,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Voorbeeld: doorstart parameters toon --op 2026-07-01\n\nDe bedragen, percentages en termijnen van de wet, met hun bron.",
)

Dag = Annotated[
    str, typer.Option("--op", help="De dag waarop de waarden gelden, zoals 2026-07-01.")
]
Bekend = Annotated[str, typer.Option("--bekend-op", help="Alleen wat op deze dag bekend was.")]
Naam = Annotated[str, typer.Option(help="Alleen parameters met dit woord in hun naam.")]
Json = Annotated[bool, typer.Option("--json", help="Toon JSON.")]


@app.callback()
def parameters() -> None:
    """Keeps `toon` a verb of its own."""


@app.command(cls=Opdracht)
def toon(op: Dag = "", bekend_op: Bekend = "", naam: Naam = "", as_json: Json = False) -> None:
    """Voorbeeld: doorstart parameters toon --op 2026-07-01 --naam rente

    Elke parameter met waarde, eenheid, geldigheid, bron en zekerheid (F wet, S bron, D afgeleid, G algemeen bekend, N onbekend).
    Bij een waarde waar niets mee berekend mag worden, staat waarom en wie haar kan geven.
    """
    from deploy.local.commands.parameters_tonen import tonen  # noqa: PLC0415 -- keeps every other verb fast

    typer.echo(tonen(op, bekend_op, naam, as_json=as_json))
