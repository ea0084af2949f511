"""A JSON API that follows the NL API Design Rules without the routes thinking of it."""

import re
from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from shared.web import errors, headers
from shared.web.given import give
from shared.web.openapi import polish, secure
from shared.web.problems import Probleem, as_response
from shared.web.requests import StrictRoute
from shared.web.subjects import Subject

CONTACT = {
    "name": "Doorstart",
    "url": "https://doorstart.example.nl",
    "email": "doorstart@example.nl",
}
_FOR_MACHINES = re.compile(r"/[a-z]+/(v[0-9]+|health|metrics)(/.*)?")


class Api(FastAPI):
    """FastAPI whose document has problems instead of 422 answers."""

    def openapi(self) -> dict[str, Any]:
        document = polish(super().openapi())
        return secure(document, self.servers[0]["url"])


def make_api(
    service: str,
    title: str,
    version: str,
    description: str = "",
    translation: errors.Translation | None = None,
    *,
    subjects: Sequence[Subject] = (),
    given: Sequence[object] = (),
) -> Api:
    """The API of one service, to be mounted at `/<service>/v<major>` by `make_app`; routes start after that base.

    `version` is the full semantic version. `translation` maps the service's own refusals to problems. `given` is what the
    routes of the `subjects` ask for by type.
    """
    api = Api(
        title=title,
        version=version,
        description=description,
        contact=CONTACT,
        license_info={"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        openapi_tags=[{"name": one.name, "description": one.description} for one in subjects],
        servers=[{"url": base_path(service, version)}],
        root_path_in_servers=False,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    api.router.route_class = StrictRoute
    give(api, *given)
    for subject in subjects:
        api.router.routes.extend(subject.routes)
    api.add_route("/openapi.json", _document(api), include_in_schema=False)
    errors.install(api, lambda _request, probleem: as_response(probleem), translation)
    api.add_middleware(headers.OwnPagesOnly, respond=_problem)
    api.add_middleware(headers.DefaultHeaders, headers=headers.API | {"API-Version": version})
    return api


def base_path(service: str, version: str) -> str:
    return f"/{service}/v{version.partition('.')[0]}"


def is_for_machines(path: str) -> bool:
    """Whether failures at this address are told in JSON instead of on a page."""
    return _FOR_MACHINES.fullmatch(path) is not None


def _document(api: Api) -> Any:
    async def document(_request: Request) -> JSONResponse:
        return JSONResponse(api.openapi(), headers={"Access-Control-Allow-Origin": "*"})

    return document


def _problem(_request: Request, probleem: Probleem) -> Response:
    return as_response(probleem)
