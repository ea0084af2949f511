"""Files of requests for help, by API: offered, answered at once, followed, and told line by line."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import Query, Request, Response
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool

from services.intake.adapters.importregels import examine
from services.intake.adapters.imports import Import, ImportBestaatNiet, Imports, Uitkomst
from services.intake.adapters.importvorm import BestandOnleesbaar
from services.intake.application import Intake
from shared.handle import Command, handle
from shared.web.answers import Answer
from shared.web.commands import Asked
from shared.web.errors import Translation
from shared.web.given import given
from shared.web.problems import Probleem
from shared.web.requests import takes
from shared.web.subjects import Subject

MAX_IMPORT_BYTES = 32 * 2**20
BESTANDEN = Subject(
    "Bestanden", "Bestanden met aanmeldingen: aanbieden, volgen, en per regel zien."
)
Dienst = Annotated[Intake, given(Intake)]
Bewaard = Annotated[Imports, given(Imports)]


class Bestandsvorm(Answer):
    """How the file is read; `begin` is the line of its first request."""

    soort: Literal["csv", "json"]
    encoding: str
    delimiter: str
    columns: tuple[str, ...]
    begin: int


class Importweergave(Answer):
    """One file, without anything that stood in it. `gelezen_tot` and `laatste_regel` are numbers of lines."""

    import_id: UUID
    actor: str
    vorm: Bestandsvorm
    ontvangen_op: date
    status: Literal["bezig", "klaar", "onleesbaar"]
    laatste_regel: int
    gelezen_tot: int
    aangenomen: int
    dubbel: int
    geweigerd: int
    reden: str | None
    aangeboden_op: datetime
    klaar_op: datetime | None


class Veldfout(Answer):
    """A field as the sender named it, and what is wrong with it."""

    veld: str
    melding: str


class Regelweergave(Answer):
    """What became of one line. `eerste_regel` is where the same person stood before in this file."""

    regel: int
    uitkomst: Uitkomst
    dossier_id: UUID | None
    eerste_regel: int | None
    fouten: tuple[Veldfout, ...]


class Importlijst(BaseModel):
    """One page, newest first; `totaal` counts all pages."""

    imports: list[Importweergave]
    totaal: int
    pagina: int


class Importregels(BaseModel):
    """One page of lines, in their order; `totaal` counts all pages."""

    regels: list[Regelweergave]
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


@BESTANDEN.post(
    "/aanmeldingen-imports",
    status_code=202,
    summary="Bied een bestand met aanmeldingen aan (CSV of JSON)",
    description="Het bestand wordt op de achtergrond gelezen, en elke regel apart aangenomen of geweigerd. `Location` zegt hoe ver.",
    openapi_extra=takes(
        "text/csv",
        "application/json",
        max_bytes=MAX_IMPORT_BYTES,
        csv={"type": "string", "minLength": 1, "format": "aanmeldingen"},
        json={
            "type": "array",
            "minItems": 1,
            "description": "Aanmeldingen zoals bij POST /aanmeldingen. Wat geen aanmelding is, wordt per stuk geweigerd.",
        },
    ),
)
async def bied_bestand_aan(
    request: Request, response: Response, intake: Dienst, imports: Bewaard, command: Asked
) -> Importweergave:
    is_csv = request.headers.get("content-type", "").lower().startswith("text/csv")
    offered = await run_in_threadpool(offer, intake, imports, await request.body(), is_csv, command)
    response.headers["Location"] = f"/intake/v1/aanmeldingen-imports/{offered.import_id}"
    return Importweergave.of(offered)


@BESTANDEN.get(
    "/aanmeldingen-imports",
    summary="Aangeboden bestanden, nieuwste eerst",
    description="Hoe ver elk bestand is, zonder iets van wat erin stond. `totaal` telt alle bladzijden.",
)
def toon_bestanden(
    intake: Dienst,
    imports: Bewaard,
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    page_size: Annotated[int, Query(alias="pageSize", ge=1, le=100)] = 25,
) -> Importlijst:
    with intake.store.cursor() as cursor:
        rows, total = imports.page(cursor, page_size, (page - 1) * page_size)
    return Importlijst(imports=[Importweergave.of(row) for row in rows], totaal=total, pagina=page)


@BESTANDEN.get(
    "/aanmeldingen-imports/{import_id}",
    summary="Hoe ver een bestand is",
    description="`gelezen_tot` en `laatste_regel` zijn nummers van regels in het bestand.",
)
def toon_bestand(import_id: UUID, intake: Dienst, imports: Bewaard) -> Importweergave:
    with intake.store.cursor() as cursor:
        return Importweergave.of(imports.one(cursor, import_id))


@BESTANDEN.get(
    "/aanmeldingen-imports/{import_id}/regels",
    summary="Wat er van elke regel is geworden",
    description="In de volgorde van het bestand; `fouten` noemt bij een geweigerde regel elk veld, nooit de waarde.",
)
def toon_regels(
    import_id: UUID,
    intake: Dienst,
    imports: Bewaard,
    uitkomst: Uitkomst | None = None,
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    page_size: Annotated[int, Query(alias="pageSize", ge=1, le=500)] = 100,
) -> Importregels:
    with intake.store.cursor() as cursor:
        imports.one(cursor, import_id)
        rows, total = imports.regels(cursor, import_id, uitkomst, page_size, (page - 1) * page_size)
    return Importregels(regels=[Regelweergave.of(row) for row in rows], totaal=total, pagina=page)
