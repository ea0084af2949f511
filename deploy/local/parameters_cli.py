"""`doorstart parameters`: the dated parameters of the law, on any day."""

import json
from datetime import date, datetime
from os import environ
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Voorbeeld: doorstart parameters toon --op 2026-07-01\n\nDe bedragen, percentages en termijnen van de wet, met hun bron.",
)

Dag = Annotated[datetime, typer.Option("--op", formats=["%Y-%m-%d"], help="De dag waarop de waarden gelden, zoals 2026-07-01.")]
Bekend = Annotated[datetime | None, typer.Option("--bekend-op", formats=["%Y-%m-%d"], help="Alleen wat op deze dag bekend was.")]
Json = Annotated[bool, typer.Option("--json", help="Toon JSON.")]


@app.callback()
def parameters() -> None:
    """Keeps `toon` a verb of its own."""


@app.command()
def toon(
    op: Dag,
    bekend_op: Bekend = None,
    naam: Annotated[str, typer.Option(help="Alleen parameters met dit woord in hun naam.")] = "",
    as_json: Json = False,
) -> None:
    """Voorbeeld: doorstart parameters toon --op 2026-07-01 --naam rente

    Elke parameter met waarde, eenheid, geldigheid, bron en zekerheid (F wet, S bron, D afgeleid, G algemeen bekend, N onbekend).
    """
    from shared.parameter_files import load_parameters  # noqa: PLC0415 -- keeps every other verb fast

    overlay = Path(environ["DOORSTART_PARAMETERS"]) if environ.get("DOORSTART_PARAMETERS") else None
    gevonden = load_parameters(overlay)
    rijen = [rij for rij in gevonden.op(op.date(), bekend_op.date() if bekend_op else None) if naam in rij.naam]
    if as_json:
        tabel = [{**vars(rij), "is_bruikbaar": not rij.is_onbekend} for rij in rijen]
        print(
            json.dumps(
                {"op": op.date().isoformat(), "parameterset": gevonden.versie, "parameters": tabel}, default=date.isoformat, indent=2
            )
        )
        return
    for rij in rijen:
        tot = rij.geldig_tot or "nu"
        let_op = "  (niet te gebruiken)" if rij.is_onbekend else ""
        print(f"{rij.naam:44} {rij.waarde:>14} {rij.eenheid:28} {rij.geldig_van} t/m {tot!s:10}  {rij.zekerheid:3} {rij.bron}{let_op}")
    print(f"\nParameterset {gevonden.versie}, {len(rijen)} parameters op {op.date()}.")
