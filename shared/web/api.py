"""A JSON API that follows the NL API Design Rules without the routes thinking of it."""

import re
from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from shared.web import errors, headers
from shared.web.openapi import polish
from shared.web.problems import Probleem, as_response
from shared.web.requests import StrictRoute

CONTACT = {
    "name": "Doorstart",
    "url": "https://doorstart.example.nl",
    "email": "doorstart@example.nl",
}
_CAMEL_CASE = re.compile(r"[a-z][a-zA-Z0-9]*")
_FOR_MACHINES = re.compile(r"/[a-z]+/(v[0-9]+|health|metrics)(/.*)?")
_KEBAB_PATH = re.compile(r"(/([a-z0-9]+(-[a-z0-9]+)*|\{[a-zA-Z0-9_]+\}))+")


class ApiModel(BaseModel):
    """A resource of the API: camelCase outside, snake_case inside, unknown fields refused."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid", frozen=True)


class Api(FastAPI):
    """FastAPI whose document has problems instead of 422 answers."""

    def openapi(self) -> dict[str, Any]:
        return polish(super().openapi())


def make_api(service: str, title: str, version: str, description: str = "", translation: errors.Translation | None = None) -> Api:
    """The API of one service, to be mounted at `/<service>/v<major>` by `make_app`; routes start after that base.

    `version` is the full semantic version. `translation` maps the service's own refusals to problems.
    """
    api = Api(
        title=title,
        version=version,
        description=description,
        contact=CONTACT,
        license_info={"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        servers=[{"url": base_path(service, version)}],
        root_path_in_servers=False,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    api.router.route_class = StrictRoute
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


def broken_rules(document: dict[str, Any]) -> Iterator[str]:
    """What an OpenAPI document does against the API Design Rules that its author must mend by hand."""
    for path, operations in document.get("paths", {}).items():
        if not _KEBAB_PATH.fullmatch(path):
            yield f"path {path} is not kebab-case or ends with a slash"
        for method, operation in operations.items():
            for parameter in operation.get("parameters", []):
                if parameter["in"] == "query" and not _CAMEL_CASE.fullmatch(parameter["name"]):
                    yield f"{method.upper()} {path}: query parameter {parameter['name']} is not camelCase"


def _document(api: Api) -> Any:
    async def document(_request: Request) -> JSONResponse:
        return JSONResponse(api.openapi(), headers={"Access-Control-Allow-Origin": "*"})

    return document


def _problem(_request: Request, probleem: Probleem) -> Response:
    return as_response(probleem)
