"""A small service with every kind of route, as a service writer would make it."""

from datetime import date
from typing import Annotated

from fastapi import FastAPI, Query, Request
from fastapi import Path as PathValue
from pydantic import BaseModel, ConfigDict, Field

from shared.web.api import Api, make_api
from shared.web.app import make_app
from shared.web.pages import Pages
from shared.web.problems import Probleem
from shared.web.requests import takes
from tests.steun.organisatie import demo_bron


class TeHoogError(Exception):
    """A refusal as a service's domain knows it."""


class Aanvraag(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    bedrag_cent: int = Field(gt=0)
    toelichting: str = Field(max_length=20)


def refused(_error: TeHoogError) -> Probleem:
    return Probleem(
        409,
        "bedrag-te-hoog",
        "Het bedrag is te hoog",
        "Dit mag niet.",
        "Vraag minder.",
        "De weigering is vastgelegd.",
    )


def sample_api() -> Api:
    api = make_api("proef", "Proef", "1.2.3", translation={TeHoogError: refused})

    @api.post("/aanvragen", status_code=201)
    def vraag_aan(aanvraag: Aanvraag) -> Aanvraag:
        if aanvraag.bedrag_cent > 100:
            raise TeHoogError
        return aanvraag

    @api.get("/aanvragen")
    def aanvragen(page_size: int = Query(25, alias="pageSize", ge=1)) -> list[str]:
        return ["een"] * page_size

    @api.post("/bestanden", openapi_extra=takes("text/csv", max_bytes=10))
    async def bestand(request: Request) -> dict[str, int]:
        return {"bytes": len(await request.body())}

    @api.get("/kapot/{aanvraagId}")
    def kapot(aanvraag_id: Annotated[str, PathValue(alias="aanvraagId")]) -> str:
        raise RuntimeError(f"geheim {aanvraag_id}")

    return api


def sample_pages() -> Pages:
    pages = Pages(werkdag=lambda: date(2026, 11, 2))

    @pages.router.get("/kapot")
    def kapot() -> str:
        raise RuntimeError("geheim")

    @pages.router.post("/aanvragen")
    def vraag_aan(request: Request) -> str:
        return "gedaan"

    return pages


def sample_app() -> FastAPI:
    def broken() -> None:
        raise ConnectionError("geheim adres")

    return make_app(
        "proef",
        sample_api(),
        sample_pages(),
        ready={"klok": lambda: None, "postgres": broken},
        progress=lambda: {"einde": 7},
        organisatie=demo_bron,
    )
