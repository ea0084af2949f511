"""`doorstart ledger`: `replay` and `aansluiting`, the proof that balances follow from facts and every euro stands once."""

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from deploy.local.commands.screen import counting_facts, out
from deploy.local.system.failures import CannotStart
from deploy.local.system.whereabouts import database_of
from services.ledger.adapters.bank.aansluiting import Aansluiting
from services.ledger.adapters.bank.aansluiting import aansluiting as count
from services.ledger.adapters.kader import Kader
from services.ledger.adapters.log import FEITEN
from services.ledger.application.copies import ReplayRunsError
from services.ledger.application.replay import Comparison, Replayed, SystemMovesError
from services.ledger.application.replay import replay as rebuild
from shared.money import bedrag
from shared.parameter_files import load_parameters
from shared.store import Store

DIFFERENT, SHOWN = 3, 20
app = typer.Typer(
    no_args_is_help=True, help="Voorbeeld: doorstart ledger replay\n\nControleer het grootboek."
)


@app.command()
def replay(
    as_json: Annotated[
        bool, typer.Option("--json", help="Als gegevens, voor programma's.")
    ] = False,
) -> None:
    """Voorbeeld: doorstart ledger replay

    Bouwt alle saldi en de debiteurenlijst opnieuw op uit de feiten en vergelijkt ze met de levende. Kijkt ook of
    elke mutatie er nog staat die niemand terugdraaide. Code 3 bij een verschil.
    """
    store = Store(database_of("ledger"), FEITEN)
    try:
        with counting_facts() as tell:
            result = rebuild(store, tell, _kader())
    except (ReplayRunsError, SystemMovesError) as problem:
        raise CannotStart(
            "Een andere replay of herbouw loopt al."
            if isinstance(problem, ReplayRunsError)
            else "Er kwamen steeds nieuwe feiten bij.",
            kept="De boeken zijn alleen gelezen.",
            now=["Probeer het opnieuw als het rustig is."],
        ) from problem
    finally:
        store.close()
    if as_json:
        typer.echo(json.dumps(asdict(result) | {"facts_per_second": _speed(result)}))
    else:
        _tell(result)
    raise typer.Exit(0 if result.is_equal else DIFFERENT)


@app.command()
def aansluiting(
    as_json: Annotated[
        bool, typer.Option("--json", help="Als gegevens, voor programma's.")
    ] = False,
) -> None:
    """Voorbeeld: doorstart ledger aansluiting

    Telt elke regel van de bank: wat op schulden staat, wacht, teruggaat en bij geen lening hoort. Code 3 als het niet aansluit.
    """
    store = Store(database_of("ledger"), FEITEN)
    try:
        result = count(store)
    finally:
        store.close()
    if as_json:
        typer.echo(
            json.dumps(
                {
                    **asdict(result),
                    "verschillen": [[str(deel) for deel in een] for een in result.verschillen],
                }
            )
        )
    else:
        _tell_reconciled(result)
    raise typer.Exit(0 if result.is_gelijk else DIFFERENT)


def _tell_reconciled(result: Aansluiting) -> None:
    rijen = (
        ("Volgens de saldi van de afschriften", result.afschriften_cent),
        ("Volgens de regels", result.regels_cent),
        ("  op leningen en vorderingen", result.schulden_cent),
        ("  in de wachtrij", result.wachtrij_cent),
        ("  terug te storten", result.terugstorten_cent),
        ("  bij geen lening", result.geen_lening_cent),
    )
    for naam, cent in rijen:
        out.print(f"{naam}: {bedrag(cent)}")
    for betaling_id, schuld_id, cent in result.verschillen[:SHOWN]:
        out.print(f"  verschil: ontvangst {betaling_id} op {schuld_id}, {bedrag(cent)}")
    out.print(
        "Alles sluit aan." if result.is_gelijk else "Het sluit niet aan: meld dit aan de beheerder."
    )


def _kader() -> Kader:
    """The parameters that the ledger computes with."""
    overlay = os.environ.get("DOORSTART_PARAMETERS")
    return Kader(load_parameters(Path(overlay) if overlay else None))


def _tell(result: Replayed) -> None:
    out.print(
        f"{result.facts} feiten opnieuw gelezen in {result.seconds:.1f} s: {_speed(result)} per seconde, tot en met {result.position}."
    )
    compared = (
        ("Saldi", result.balances),
        ("Leningen, nagerekend vanaf hun eerste dag", result.computed),
        ("Wat naast de leningen staat", result.others),
        ("Debiteuren en vaststellingen", result.debtors),
        ("Ontvangsten van de bank", result.receipts),
    )
    for name, comparison in compared:
        if comparison:
            _tell_comparison(name, comparison)
    for one in result.lost:
        out.print(
            f"Op {one.schuld_id} is mutatie {one.mutatie_id} verdwenen of veranderd, zonder storno, correctie of herroeping."
        )
    if result.set_aside:
        out.print(
            f"{result.set_aside} feiten staan niet in de lijst, omdat zij er niet in passen of daarachter wachten: `doorstart geparkeerd`."
        )
    out.print(
        "Alles is gelijk."
        if result.is_equal
        else "Er is een verschil: de levende stand volgt niet uit de feiten."
    )


def _tell_comparison(name: str, comparison: Comparison) -> None:
    out.print(
        f"{name}: {comparison.rows} rijen",
        f"  levend   {comparison.live_hash}",
        f"  opnieuw  {comparison.replay_hash}",
        sep="\n",
    )
    if comparison.first_difference:
        out.print(f"  eerste verschil bij {comparison.first_difference}")


def _speed(result: Replayed) -> int:
    return round(result.facts / result.seconds) if result.seconds else 0
