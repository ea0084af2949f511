"""The command behind a request: who asks, what, and under which key. One way for every API and every form."""

import hashlib
import json
from typing import Annotated
from uuid import uuid4

from fastapi import Depends, Header
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from shared.handle import Command, canonical
from shared.web.actors import Acting
from shared.web.forms import form_of

# The hidden field of a form that makes it happen once.
FIELD = "sleutel"
MEANING = "Uw eigen sleutel voor dit verzoek: stuurt u het nog eens, dan krijgt u het eerste antwoord en gebeurt er niets."
Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=200,
        description=MEANING,
        json_schema_extra={"pattern": "^[!-~]([ -~]*[!-~])?$"},
    ),
]


async def asked(request: Request, actor: Acting, idempotency_key: Key = None) -> Command:
    """A request to the API; raises the Probleem for who may not act."""
    return Command(
        actor.actor_id,
        _content(request, _meaning(request, await request.body())),
        idempotency_key,
    )


async def submitted(request: Request, actor: Acting) -> Command:
    """A form of a page; its key is the hidden field that the page made."""
    return await submitted_by(request, await form_of(request), actor.actor_id)


async def submitted_by(request: Request, form: FormData, actor: str) -> Command:
    """The same of somebody who is no worker, such as who holds a link."""
    fields = [[name, await _typed(value)] for name, value in form.multi_items() if name != FIELD]
    key = form.get(FIELD)
    return Command(
        actor,
        _content(request, canonical(sorted(fields))),
        key if isinstance(key, str) and key else None,
    )


Asked = Annotated[Command, Depends(asked)]
Submitted = Annotated[Command, Depends(submitted)]


def new_key() -> str:
    """A key for one form on one page."""
    return str(uuid4())


def _content(request: Request, held: str) -> str:
    return f"{request.method} {request.url.path}\n{held}"


def _meaning(request: Request, body: bytes) -> str:
    """JSON by what it says; anything else by its bytes."""
    if "json" in request.headers.get("content-type", ""):
        try:
            return canonical(json.loads(body))
        except (ValueError, RecursionError):
            pass
    return hashlib.sha256(body).hexdigest()


async def _typed(value: UploadFile | str) -> str:
    if isinstance(value, str):
        return value
    content = await value.read()
    await value.seek(0)
    return hashlib.sha256(content).hexdigest()
