"""What a route takes is checked before it runs: the form of the content, and its size."""

from collections.abc import Callable, Coroutine, Mapping
from typing import Annotated, Any

from fastapi import Depends, HTTPException, params
from fastapi.routing import APIRoute
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message

from shared.organisatie.nu import Lezer
from shared.web.commands import FIELD
from shared.web.forms import form_of
from shared.web.rechten import admit, as_seen, reading

JSON = "application/json"
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
MEBIBYTE = 2**20
_LIMIT = "x-max-bytes"

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


def takes(*media_types: str, max_bytes: int = MEBIBYTE, **shapes: dict[str, Any]) -> dict[str, Any]:
    """For `openapi_extra` of a route that reads the raw body: what it accepts is what the document says.

    A schema goes by the last word of its media type, such as `csv={"type": "string"}`; text is what it is by default.
    """
    content = {
        media_type: {
            "schema": shapes.get(media_type.partition("/")[2], {"type": "string", "minLength": 1})
        }
        for media_type in media_types
    }
    return {"requestBody": {"required": True, "content": content}, _LIMIT: max_bytes}


def up_to(max_bytes: int) -> dict[str, Any]:
    """For `openapi_extra` of a page that tells in its own words what is wrong with what it was sent, also when that is too large."""
    return {_LIMIT: max_bytes}


class StrictRoute(APIRoute):
    """Answers 415 to content it does not take and 413 to content that is too large (one mebibyte unless said)."""

    def get_route_handler(self) -> Handler:
        handle = super().get_route_handler()
        accepted = self._accepted()
        limit = int((self.openapi_extra or {}).get(_LIMIT, MEBIBYTE))

        async def strict(request: Request) -> Response:
            lezer = await admit(request, self)
            with reading(lezer):
                return await checked(request, lezer)

        async def checked(request: Request, lezer: Lezer | None) -> Response:
            if accepted and not _fits(request, accepted):
                raise HTTPException(415)
            return await handle(await as_seen(limited(request, limit), lezer))

        return strict

    def _accepted(self) -> tuple[str, ...]:
        documented = (self.openapi_extra or {}).get("requestBody", {}).get("content")
        if documented:
            return tuple(documented)
        if self.body_field is None:
            return ()
        return FORMS if isinstance(self.body_field.field_info, params.Form) else (JSON,)


# The name of the button that takes over the nearest value a rule allows: `bedrag=24000,00`.
NEEM_OVER = "neem_over"


async def form_values(request: Request) -> dict[str, str]:
    """What somebody typed in a page's form, for `parse_form` and for showing it again; files and the form's key are left out."""
    values = {
        name: value
        for name, value in (await form_of(request)).items()
        if isinstance(value, str) and name != FIELD
    }
    values.pop(NEEM_OVER, None)
    return values | taken_over(await form_of(request), values)


def taken_over(form: FormData, values: Mapping[str, Any]) -> dict[str, str]:
    """The nearest value that was offered and taken, by its field; only of a field that the form has."""
    veld, _, waarde = str(form.get(NEEM_OVER, "")).partition("=")
    return {veld: waarde} if veld in values else {}


FormValues = Annotated[dict[str, str], Depends(form_values)]


def _fits(request: Request, accepted: tuple[str, ...]) -> bool:
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type in accepted:
        return True
    return (
        media_type == ""
        and request.headers.get("content-length", "") in {"", "0"}
        and "transfer-encoding" not in request.headers
    )


def limited(request: Request, limit: int = MEBIBYTE) -> Request:
    """The same request, that ends in a 413 where more than `limit` bytes come."""
    announced = request.headers.get("content-length", "0")
    if announced.isdigit() and int(announced) > limit:
        raise HTTPException(413)
    received = 0

    async def receive() -> Message:
        nonlocal received
        message = await request.receive()
        received += len(message.get("body", b""))
        if received > limit:
            raise HTTPException(413)
        return message

    return Request(request.scope, receive)
