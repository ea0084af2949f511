"""intake's pages: the requests for help, newest first, and the form to take one in."""

from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fastapi import Request
from psycopg.sql import SQL
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from services.intake.adapters.imports import Imports
from services.intake.application import Intake
from services.intake.entrypoints import aanvragen, correcties, web_imports, zoeken
from services.intake.entrypoints.forms import NieuweAanmelding
from services.intake.entrypoints.http import neem_aan
from shared.begrippen import Urgentie
from shared.web.commands import FIELD, Submitted
from shared.web.forms import form_of
from shared.web.pages import Pages
from shared.web.problems import Fout
from shared.web.tables import Column, Listing, ListQuery
from shared.web.validation import parse_form
from shared.zoeken import Zoekvraag, voorwaarde

TEMPLATES = Path(__file__).parent.parent / "templates"
COLUMNS = (
    Column("ontvangen_op", "Ontvangen", sorts=True),
    Column("naam", "Ondernemer"),
    Column("gemeente", "Gemeente", sorts=True),
    Column("status", "Status"),
    Column("dossier", "Dossier"),
)
LEEG = "Er zijn nog geen aanmeldingen. Een nieuwe aanmelding komt hier te staan."
# The address names a column; only these names reach SQL.
CHOSEN = SQL("(%(gemeente)s::text IS NULL OR gemeente = %(gemeente)s) AND ") + SQL(
    voorwaarde(nummers=("dossier_id",))
)
ORDER = {"ontvangen_op": SQL("ontvangen_op"), "gemeente": SQL("gemeente")}
KEUZES = {
    "kanaal": [
        ("web", "Website"),
        ("telefoon", "Telefoon"),
        ("balie", "Balie"),
        ("netwerk", "Via het netwerk"),
        ("doorverwijzing", "Doorverwezen"),
    ],
    "groep": [
        ("gevestigd", "Gevestigde ondernemer"),
        ("starter", "Starter"),
        ("ouder", "Oudere ondernemer"),
        ("beeindigend", "Stopt met het bedrijf"),
        ("marginaal", "Klein bedrijf met blijvend laag inkomen"),
        ("binnenvaart", "Binnenvaart"),
    ],
    "hulpvraag": [
        ("levensonderhoud", "Geld om van te leven"),
        ("bedrijfskapitaal", "Geld voor het bedrijf"),
        ("schulden", "Hulp bij schulden"),
        ("bedrijf_versterken", "Het bedrijf versterken"),
        ("bedrijf_starten", "Een bedrijf starten"),
        ("bedrijf_beeindigen", "Stoppen met het bedrijf"),
        ("werk_in_loondienst", "Werk in loondienst"),
    ],
    "urgentie": [
        ("dreigende_ontruiming", "Ik moet binnenkort mijn woning of bedrijf uit"),
        ("dreigende_afsluiting", "Gas, water of stroom wordt afgesloten"),
        ("beslag_gelegd", "Er is beslag gelegd"),
        ("geen_inkomen", "Ik heb geen inkomen"),
    ],
}


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

    @pages.router.get("/aanmeldingen/nieuw")
    def empty_form(request: Request) -> Response:
        return pages.render(
            request,
            "nieuw.html",
            waarden=defaultdict(str),
            gekozen=frozenset(),
            fouten=(),
            keuzes=KEUZES,
        )

    @pages.router.post("/aanmeldingen")
    async def take_in(request: Request, command: Submitted) -> Response:
        form = await form_of(request)
        waarden = defaultdict(
            str,
            {
                name: str(value)
                for name, value in form.items()
                if name not in ("hulpvraag", "urgentie", FIELD)
            },
        )
        gekozen = frozenset(
            str(value) for value in [*form.getlist("hulpvraag"), *form.getlist("urgentie")]
        )
        hulpvraag = [str(value) for value in form.getlist("hulpvraag")]
        urgentie = {
            str(name): True
            for name in form.getlist("urgentie")
            if str(name) in Urgentie.model_fields
        }
        aanmelding, fouten = parse_form(
            NieuweAanmelding, {**waarden, "hulpvraag": hulpvraag, "urgentie": urgentie}
        )
        if aanmelding is None:
            return pages.render(
                request,
                "nieuw.html",
                status=400,
                waarden=waarden,
                gekozen=gekozen,
                fouten=_named(fouten),
                keuzes=KEUZES,
            )
        ontvangst = await run_in_threadpool(neem_aan, intake, aanmelding, command)
        return RedirectResponse(f"/aanmeldingen?nieuw={ontvangst.dossier_id}", status_code=303)

    aanvragen.add_pages(pages, intake)
    correcties.add_pages(pages, intake)
    zoeken.add_pages(pages, intake)
    web_imports.add(pages, intake, Imports(intake.register.master))
    return pages


def _named(fouten: tuple[Fout, ...]) -> tuple[Fout, ...]:
    """A mistake inside a list belongs to the question as a whole."""
    return tuple(
        Fout(fout.veld.partition("[")[0].partition(".")[0], fout.melding) for fout in fouten
    )


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
    return [{**row, "persoon": names.get(row["dossier_id"])} for row in rows], total
