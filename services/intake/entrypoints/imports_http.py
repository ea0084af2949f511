"""Files of requests for help, by API: offered, answered at once, followed, and told line by line."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import Query, Request, Response
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool

from services.intake.adapters.importregels import examine
from services.intake.adapters.imports import Import, ImportBestaatNiet, Imports, Regeluitkomst
from services.intake.adapters.importvorm import BestandOnleesbaar
from services.intake.application import Intake
from shared.handle import Command, handle
from shared.web.api import Api
from shared.web.commands import Asked
from shared.web.errors import Translation
from shared.web.problems import Probleem
from shared.web.requests import takes

MAX_IMPORT_BYTES = 32 * 2**20


class Importlijst(BaseModel):
    """One page, newest first; `totaal` counts all pages."""

    imports: list[Import]
    totaal: int
    pagina: int


class Importregels(BaseModel):
    """One page of lines, in their order; `totaal` counts all pages."""

    regels: list[Regeluitkomst]
    totaal: int
    pagina: int


def unreadable(error: BestandOnleesbaar) -> Probleem:
    return Probleem(
        400,
        "bestand-onleesbaar",
        "Dit bestand kunnen wij niet lezen",
        str(error),
        "Herstel het bestand en stuur het opnieuw.",
        "Er is niets aangenomen.",
    )


TRANSLATION: Translation = {
    BestandOnleesbaar: unreadable,
    ImportBestaatNiet: lambda _: Probleem(
        404,
        "import-bestaat-niet",
        "Deze import is er niet",
        "Er is geen import met dit nummer.",
        "Kijk in de lijst (/aanmeldingen/imports).",
    ),
}


def offer(
    intake: Intake, imports: Imports, content: bytes, is_csv: bool, command: Command
) -> Import:
    """Keeps a file for the worker; raises BestandOnleesbaar before anything is kept."""
    vorm, last = examine(content, is_csv=is_csv)
    return handle(
        intake.store,
        command,
        lambda transaction, op: imports.offer(
            transaction.cursor, content, vorm, last, command.actor, op
        ),
        Import,
    )


def add(api: Api, intake: Intake, imports: Imports) -> None:
    @api.post(
        "/aanmeldingen-imports",
        status_code=202,
        summary="Bied een bestand met aanmeldingen aan (CSV of JSON)",
        openapi_extra=takes("text/csv", "application/json", max_bytes=MAX_IMPORT_BYTES),
    )
    async def post_import(request: Request, response: Response, command: Asked) -> Import:
        is_csv = request.headers.get("content-type", "").lower().startswith("text/csv")
        offered = await run_in_threadpool(
            offer, intake, imports, await request.body(), is_csv, command
        )
        response.headers["Location"] = f"/intake/v1/aanmeldingen-imports/{offered.import_id}"
        return offered

    @api.get("/aanmeldingen-imports", summary="Aangeboden bestanden, nieuwste eerst")
    def get_imports(
        page: Annotated[int, Query(ge=1, le=100_000)] = 1,
        page_size: Annotated[int, Query(alias="pageSize", ge=1, le=100)] = 25,
    ) -> Importlijst:
        with intake.store.cursor() as cursor:
            rows, total = imports.page(cursor, page_size, (page - 1) * page_size)
        return Importlijst(imports=rows, totaal=total, pagina=page)

    @api.get("/aanmeldingen-imports/{import_id}", summary="Hoe ver een bestand is")
    def get_import(import_id: UUID) -> Import:
        with intake.store.cursor() as cursor:
            return imports.one(cursor, import_id)

    @api.get(
        "/aanmeldingen-imports/{import_id}/regels", summary="Wat er van elke regel is geworden"
    )
    def get_lines(
        import_id: UUID,
        uitkomst: Literal["aangenomen", "dubbel", "geweigerd"] | None = None,
        page: Annotated[int, Query(ge=1, le=100_000)] = 1,
        page_size: Annotated[int, Query(alias="pageSize", ge=1, le=500)] = 100,
    ) -> Importregels:
        with intake.store.cursor() as cursor:
            imports.one(cursor, import_id)
            rows, total = imports.regels(
                cursor, import_id, uitkomst, page_size, (page - 1) * page_size
            )
        return Importregels(regels=rows, totaal=total, pagina=page)
