"""The pages of files: offer one, see how far it is, and get the refused lines back to mend them."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.responses import Response, StreamingResponse

from services.intake.adapters.imports import Imports
from services.intake.adapters.importvorm import KOLOMMEN
from services.intake.application import Intake
from services.intake.entrypoints.imports_http import MAX_IMPORT_BYTES, offer
from shared.web.actors import Acting
from shared.web.commands import Submitted
from shared.web.export import HEADERS, csv_lines
from shared.web.forms import form_of
from shared.web.pages import Pages
from shared.web.problems import Fout
from shared.web.requests import takes
from shared.web.tables import Choice, Column, Filter, Listing, ListQuery

BESTANDEN = (
    Column("import", "Bestand"),
    Column("aangeboden_op", "Aangeboden"),
    Column("door", "Door"),
    Column("stand", "Stand"),
    Column("aangenomen", "Aangenomen", right=True),
    Column("dubbel", "Dubbel", right=True),
    Column("geweigerd", "Geweigerd", right=True),
)
REGELS = (
    Column("regel", "Regel", right=True),
    Column("uitkomst", "Uitkomst"),
    Column("waarom", "Waarom"),
    Column("dossier", "Dossier"),
)
UITKOMSTEN = {"geweigerd": "Geweigerd", "dubbel": "Dubbel", "aangenomen": "Aangenomen"}
TEKENS = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "utf-16": "UTF-16", "cp1252": "Windows-1252"}
SCHEIDING = {";": "puntkomma", ",": "komma", "\t": "tab", "|": "streep"}
LEEG = "Er is nog geen bestand aangeboden."
GEEN_REGELS = "Er zijn geen regels met deze uitkomst."


def add(pages: Pages, intake: Intake, imports: Imports) -> None:
    _offering(pages, intake, imports)
    _following(pages, intake, imports)


def _offering(pages: Pages, intake: Intake, imports: Imports) -> None:
    def show(request: Request, *, status: int = 200, **mis: Any) -> Response:
        query = ListQuery.of(request, BESTANDEN, sort="-aangeboden_op")
        with intake.store.cursor() as cursor:
            rows, total = imports.page(cursor, query.page_size, query.offset, query.search)
        listing = Listing(
            "Bestanden met aanmeldingen",
            BESTANDEN,
            rows,
            total,
            query,
            LEEG,
            search_label="Zoek op nummer van het bestand",
        )
        context: dict[str, Any] = {"fouten": (), "weigering": None} | mis
        return pages.render(
            request, "imports.html", status=status, listing=listing, kolommen=KOLOMMEN, **context
        )

    @pages.router.get("/aanmeldingen/imports")
    def overview(request: Request) -> Response:
        return show(request)

    @pages.router.post(
        "/aanmeldingen/imports",
        openapi_extra=takes("multipart/form-data", max_bytes=MAX_IMPORT_BYTES + 4096),
    )
    async def upload(request: Request, command: Submitted) -> Response:
        bestand = (await form_of(request)).get("bestand")
        if not isinstance(bestand, UploadFile) or not bestand.filename:
            fouten = (Fout("bestand", "Kies een bestand."),)
            return await run_in_threadpool(show, request, status=400, fouten=fouten)
        content = await bestand.read()
        is_csv = not content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"[")
        with pages.attempt() as poging:
            offered = await run_in_threadpool(offer, intake, imports, content, is_csv, command)
            place = f"/aanmeldingen/imports/{offered.import_id}"
            return pages.done(request, place, "Het bestand is aangeboden.")
        status = poging.weigering.status if poging.weigering else 409
        return await run_in_threadpool(show, request, status=status, weigering=poging.weigering)


def _following(pages: Pages, intake: Intake, imports: Imports) -> None:
    @pages.router.get("/aanmeldingen/imports/{import_id}")
    def one(request: Request, import_id: UUID) -> Response:
        query = ListQuery.of(request, REGELS, sort="regel", filters=("uitkomst",))
        uitkomst = found if (found := query.chosen.get("uitkomst")) in UITKOMSTEN else None
        with intake.store.cursor() as cursor:
            offered = imports.one(cursor, import_id)
            rows, total = imports.regels(
                cursor, import_id, uitkomst, query.page_size, query.offset, query.search
            )
        choices = [
            Choice(code, label, getattr(offered, code)) for code, label in UITKOMSTEN.items()
        ]
        filters = [Filter("uitkomst", "Uitkomst", choices)]
        listing = Listing(
            "Regels",
            REGELS,
            rows,
            total,
            query,
            GEEN_REGELS,
            filters,
            "Zoek op regel of dossiernummer",
        )
        answer = pages.render(
            request,
            "import.html",
            bestand=offered,
            listing=listing,
            uitkomsten=UITKOMSTEN,
            tekens=TEKENS,
            scheiding=SCHEIDING,
        )
        if offered.status == "bezig":
            answer.headers["Refresh"] = "2"
        return answer

    @pages.router.get("/aanmeldingen/imports/{import_id}/geweigerd.csv")
    def refused(import_id: UUID, _actor: Acting) -> Response:
        with intake.store.cursor() as cursor:
            imports.one(cursor, import_id)
        named = {
            "Content-Disposition": f'attachment; filename="geweigerd-{str(import_id)[:8]}.csv"',
            "Cache-Control": "no-store",
        }
        lines = csv_lines(("regel", "reden", *KOLOMMEN), _refused(intake, imports, import_id))
        return StreamingResponse(lines, headers=HEADERS | named)


def _refused(intake: Intake, imports: Imports, import_id: UUID) -> Iterator[list[Any]]:
    """A refused line as it came, with why in front."""
    for regel, fouten, inhoud in imports.refused(intake.store, import_id):
        waarom = " ".join(f"{fout['veld']}: {fout['melding']}" for fout in fouten)
        yield [regel, waarom, *(inhoud.get(name, "") for name in KOLOMMEN)]
