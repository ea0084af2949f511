"""intake's pages: the requests for help, newest first, and the form to take one in."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fastapi import Request
from psycopg.sql import SQL
from starlette.responses import Response

from services.intake.adapters.imports import Imports
from services.intake.adapters.inzage import gezien
from services.intake.application import Intake
from services.intake.entrypoints import (
    aanmeldformulier,
    aanvragen,
    correcties,
    dossiers,
    personen,
    web_imports,
    wissen,
    zoeken,
)
from shared.web.pages import Pages
from shared.web.tables import Column, Listing, ListQuery
from shared.zoeken import Zoekvraag, voorwaarde

TEMPLATES = Path(__file__).parent.parent / "templates"
COLUMNS = (
    Column("naam", "Ondernemer"),
    Column("bedrijf", "Bedrijf"),
    Column("ontvangen_op", "Ontvangen", sorts=True),
    Column("gemeente", "Gemeente", sorts=True),
    Column("status", "Status"),
    Column("herstel", "Herstellen"),
)
LEEG = "Er zijn nog geen aanmeldingen. Een nieuwe aanmelding komt hier te staan."
# The address names a column; only these names reach SQL.
CHOSEN = SQL("(%(gemeente)s::text IS NULL OR gemeente = %(gemeente)s) AND ") + SQL(
    voorwaarde(nummers=("dossier_id",))
)
ORDER = {"ontvangen_op": SQL("ontvangen_op"), "gemeente": SQL("gemeente")}


def make(intake: Intake) -> Pages:
    pages = Pages(TEMPLATES, werkdag=intake.store.last_workday)

    @pages.router.get("/aanmeldingen")
    def overview(request: Request) -> Response:
        query = ListQuery.of(request, COLUMNS, sort="-ontvangen_op", filters=("gemeente",))
        rows, total = _rows(intake, query)
        listing = Listing(
            "Aanmeldingen", COLUMNS, rows, total, query, LEEG, search_label="Zoek op dossiernummer"
        )
        return pages.render(
            request, "aanmeldingen.html", listing=listing, bijgewerkt_tot=datetime.now(UTC)
        )

    aanmeldformulier.add_pages(pages, intake)
    aanvragen.add_pages(pages, intake)
    correcties.add_pages(pages, intake)
    personen.add_pages(pages, intake)
    wissen.add_pages(pages, intake)
    zoeken.add_pages(pages, intake)
    web_imports.add(pages, intake, Imports(intake.register.master))
    # Last: what is no other page is the number of a dossier.
    dossiers.add_pages(pages, intake)
    return pages


def _rows(intake: Intake, query: ListQuery) -> tuple[list[dict[str, Any]], int]:
    order = SQL("{} {}, dossier_id").format(
        ORDER[query.sort], SQL("DESC" if query.descending else "ASC")
    )
    chosen = {
        "gemeente": query.chosen.get("gemeente"),
        **Zoekvraag.of(query.search).waarden,
        "limit": query.page_size,
        "offset": query.offset,
    }
    with intake.store.cursor() as cursor:
        cursor.execute(
            SQL("SELECT count(*) AS total FROM dossiers WHERE {}").format(CHOSEN), chosen
        )
        total = (cursor.fetchone() or {"total": 0})["total"]
        cursor.execute(
            SQL(
                "SELECT dossier_id, gemeente, ontvangen_op, is_open FROM dossiers WHERE {} ORDER BY {} LIMIT %(limit)s OFFSET %(offset)s"
            ).format(CHOSEN, order),
            chosen,
        )
        rows = cursor.fetchall()
        names = intake.register.names(cursor, [row["dossier_id"] for row in rows])
        gezien(cursor, "lijst /aanmeldingen", names.keys())
    return [{**row, "persoon": names.get(row["dossier_id"])} for row in rows], total
