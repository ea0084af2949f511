"""What waits for a person in one service, for the page Stand: closed outside the demo, without personal data."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi.routing import APIRoute
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from shared.aside import Act, CannotBeDropped, Desk, Held, choose
from shared.web.actors import Acting
from shared.web.problems import Probleem
from shared.web.requests import StrictRoute


class Beschikking(BaseModel):
    """What somebody wants done with what: by id, by key or by cause. Without `doe_het` nothing is done and only told."""

    model_config = ConfigDict(extra="forbid")

    handeling: Act
    id: Annotated[str, Field(max_length=200)] | None = None
    sleutel: Annotated[str, Field(max_length=200)] | None = None
    oorzaak: Annotated[str, Field(max_length=200)] | None = None
    reden: Annotated[str, Field(min_length=3, max_length=200)]
    doe_het: bool = False


def held_routes(service: str, desk: Desk) -> list[APIRoute]:
    """`/<service>/beheer/geparkeerd`: GET what waits and who did what; POST what to do with it."""

    async def show(_actor: Acting) -> Response:
        return JSONResponse(await run_in_threadpool(_everything, desk))

    async def act(request: Request, actor: Acting) -> Response:
        try:
            wish = Beschikking.model_validate_json(await request.body())
        except ValidationError as error:
            raise _wrong() from error
        return JSONResponse(await run_in_threadpool(_act, desk, wish, actor.actor_id))

    path = f"/{service}/beheer/geparkeerd"
    return [
        StrictRoute(path, show, methods=["GET"], include_in_schema=False),
        StrictRoute(path, act, methods=["POST"], include_in_schema=False),
    ]


def _everything(desk: Desk) -> dict[str, Any]:
    return {
        "geparkeerd": [_told(one) for one in desk.held()],
        "handelingen": [{**row, "at": row["at"].isoformat()} for row in desk.acts(20)],
    }


def _act(desk: Desk, wish: Beschikking, actor: str) -> dict[str, Any]:
    chosen = choose(desk.held(), wish.id, wish.sleutel, wish.oorzaak)
    if wish.doe_het:
        try:
            desk.act(chosen, wish.handeling, actor, wish.reden)
        except CannotBeDropped as error:
            raise _cannot_drop() from error
    return {"gekozen": [_told(one) for one in chosen], "gedaan": wish.doe_het}


def _told(one: Held) -> dict[str, Any]:
    return {**asdict(one), "since": one.since.isoformat(), "cause": one.cause}


def _wrong() -> Probleem:
    return Probleem(
        400,
        "beschikking",
        "Dit verzoek klopt niet",
        "Er is niets veranderd.",
        "Noem een handeling (vrijgeven of laten_vallen), waarop (id, sleutel of oorzaak) en een reden van minstens drie tekens.",
    )


def _cannot_drop() -> Probleem:
    return Probleem(
        409,
        "kan-niet-vallen",
        "Dit kan niet vervallen",
        "Werk van een lening, een aanvraag of een brief kan alleen opnieuw worden geprobeerd. Er is niets veranderd.",
        "Herstel de oorzaak en kies vrijgeven.",
    )
