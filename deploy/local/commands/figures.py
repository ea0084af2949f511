"""`doorstart ledger sisa`, `rijk` and `bdfs`: what Rijk and CBS ask, added up from the lines of the living ledger."""

import json
import os
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from deploy.local.commands.books import DAY, ONLY_READ, ledger_store
from deploy.local.system.failures import CannotStart
from services.ledger.adapters.verantwoording import boekingen as grootboek
from services.ledger.domain.verantwoording.grootboektelling import (
    Telling,
    gemeenten,
    kapitaalcijfers,
    rijksafrekening,
)
from shared.money import bedrag
from shared.parameter_files import load_parameters
from shared.parameters import ParameterOnbekend, Parameterset

Year = Annotated[int, typer.Option("--jaar", min=1990, max=9000, help="Het kalenderjaar.")]
KnownOn = Annotated[
    datetime | None,
    typer.Option("--bekend-op", formats=DAY, help="Alleen wat op deze dag geboekt was."),
]
Municipality = Annotated[
    str, typer.Option("--gemeente", help="Alleen deze gemeente, zoals GM9901.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Als gegevens, voor programma's.")]
# The list of SiSa indicators is in no law: these are the sums that the decrees certainly need.
HEADINGS = {
    "lasten_cent": "Lasten: uitbetaald bedrijfskapitaal",
    "baten_cent": "Baten: aflossing en rente",
    "aflossing_cent": "  waarvan aflossing",
    "rente_cent": "  waarvan rente",
    "kosten_cent": "Ontvangen invorderingskosten",
    "terugvordering_cent": "Ontvangen op terugvorderingen",
    "om_niet_cent": "Om niet geworden",
    "kwijtgescholden_cent": "Kwijtgescholden",
}
COHORTS = {
    "bbz_voor_2020": "Bbz, toegekend voor 2020",
    "bbz_vanaf_2020": "Bbz, toegekend vanaf 2020",
    "tozo": "Tozo",
}


def sisa(
    jaar: Year, bekend_op: KnownOn = None, gemeente: Municipality = "", as_json: AsJson = False
) -> None:
    """Voorbeeld: doorstart ledger sisa --jaar 2026

    Lasten en baten van bedrijfskapitaal per gemeente en cohort, geteld uit de boekregels (Bbz art. 49, Tozo art. 19).
    """
    telling, codes = _count(bekend_op, gemeente)
    rows = [
        asdict(een) | {"baten_cent": een.baten_cent}
        for code in codes
        for een in kapitaalcijfers(telling, code, jaar)
    ]
    if as_json:
        typer.echo(json.dumps({"jaar": jaar, "bekend_op": _iso(bekend_op), "cijfers": rows}))
        return
    for row in rows:
        if any(row[name] for name in HEADINGS):
            lines = [f"{heading:<40}{bedrag(row[name]):>18}" for name, heading in HEADINGS.items()]
            typer.echo(
                "\n".join([f"{row['gemeente']} {jaar}, {COHORTS[row['cohort']]}", *lines, ""])
            )


def rijk(
    jaar: Year, bekend_op: KnownOn = None, gemeente: Municipality = "", as_json: AsJson = False
) -> None:
    """Voorbeeld: doorstart ledger rijk --jaar 2026

    Wat het Rijk in dit jaar vergoedt en terugneemt, ook over de lasten van eerdere jaren, met het artikel.
    """
    telling, codes = _count(bekend_op, gemeente)
    settled = {code: [asdict(regel) for regel in _settle(telling, code, jaar)] for code in codes}
    if as_json:
        typer.echo(json.dumps({"jaar": jaar, "bekend_op": _iso(bekend_op), "gemeenten": settled}))
        return
    for code, regels in settled.items():
        total = sum(regel["bedrag_cent"] for regel in regels)
        typer.echo(
            "\n".join(
                [
                    f"{code} {jaar}",
                    *(regel["uitleg"] for regel in regels),
                    f"Per saldo: {bedrag(total)}",
                    "",
                ]
            )
        )


def bdfs(
    maand: Annotated[datetime, typer.Option(formats=["%Y-%m"], help="De maand, zoals 2026-03.")],
    gemeente: Municipality = "",
    as_json: AsJson = False,
) -> None:
    """Voorbeeld: doorstart ledger bdfs --maand 2026-03 --json

    Per lening de velden 13 tot en met 18 van de debiteurenstatistiek van het CBS, zoals geboekt aan het einde van de maand.
    """
    with ledger_store() as store:
        found = grootboek.vorderingen(store, maand.date())
    rows = [
        {"registratienummer": str(lening_id)}
        | {name: value for name, value in asdict(een).items() if name != "uitstel"}
        for lening_id, een in sorted(found.items())
        if gemeente in ("", een.gemeente)
    ]
    if as_json:
        typer.echo(
            json.dumps({"maand": f"{maand:%Y-%m}", "vorderingen": rows}, default=date.isoformat)
        )
        return
    for code in sorted({row["gemeente"] for row in rows}):
        own = [row for row in rows if row["gemeente"] == code]
        typer.echo(
            f"{code} {maand:%Y-%m}: {len(own)} vorderingen, saldo {_sum(own, 'saldo_cent')}, ontvangen {_sum(own, 'ontvangen_cent')}"
        )


def _count(bekend_op: datetime | None, gemeente: str) -> tuple[Telling, Sequence[str]]:
    with ledger_store() as store:
        telling = grootboek.telling(store, bekend_op.date() if bekend_op else None)
    codes = gemeenten(telling)
    if gemeente and gemeente not in codes:
        raise CannotStart(
            f"In het grootboek staat niets van gemeente {gemeente}.",
            kept=ONLY_READ,
            now=[f"Kies uit: {', '.join(codes)}"],
        )
    return telling, [gemeente] if gemeente else codes


def _settle(telling: Telling, code: str, jaar: int) -> Sequence[Any]:
    try:
        return rijksafrekening(telling, code, jaar, _parameters())
    except ParameterOnbekend as unknown:
        raise CannotStart(
            str(unknown), kept=ONLY_READ, now=["Vul de parameter aan, of kies een ander jaar."]
        ) from unknown


def _parameters() -> Parameterset:
    overlay = os.environ.get("DOORSTART_PARAMETERS")
    return load_parameters(Path(overlay) if overlay else None)


def _sum(rows: Sequence[dict[str, Any]], name: str) -> str:
    return bedrag(sum(row[name] for row in rows))


def _iso(day: datetime | None) -> str | None:
    return day.date().isoformat() if day else None
