"""How somebody likes a list: its order, columns and length, kept in the browser until another choice is made. No word about people."""

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.requests import Request
from starlette.responses import Response

if TYPE_CHECKING:
    from shared.web.tables import ListQuery

SECONDS = 366 * 24 * 3600
KOLOM, ORDE, LENGTE = "kolom", "sort", "pageSize"


class Weergave(BaseModel):
    """What an address can ask and a browser can keep; each empty when nothing was chosen."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sort: str = Field("", max_length=60)
    kolommen: tuple[str, ...] = Field((), max_length=40)
    lengte: str = Field("", max_length=4)


@dataclass(frozen=True)
class Gekozen:
    """What holds now, and whether it was chosen on this very list, so that it is kept."""

    weergave: Weergave = field(default_factory=Weergave)
    is_nieuw: bool = False


def asked_of(request: Request) -> Gekozen:
    """The address goes first, then what this browser kept for this list.

    A link of a colleague is followed without keeping it: only a choice made on the list itself is.
    """
    query = request.query_params
    asked = Weergave.model_construct(
        sort=query.get(ORDE, ""),
        kolommen=tuple(query.getlist(KOLOM)[:40]),
        lengte=query.get(LENGTE, ""),
    )
    kept = _kept(request.cookies, request.url.path)
    here = urlsplit(request.headers.get("referer", "")).path == request.url.path
    names = asked.sort or asked.kolommen or asked.lengte
    return Gekozen(
        Weergave.model_construct(
            sort=asked.sort or kept.sort,
            kolommen=asked.kolommen or kept.kolommen,
            lengte=asked.lengte or kept.lengte,
        ),
        is_nieuw=bool(names and here),
    )


def remember(response: Response, query: "ListQuery", *, secure: bool) -> None:
    """Keeps the choice that was made on the list of this page."""
    if not query.is_keuze:
        return
    stored = Weergave(
        sort=("-" if query.descending else "") + query.sort,
        kolommen=query.kolommen,
        lengte=str(query.page_size),
    )
    value = base64.urlsafe_b64encode(stored.model_dump_json().encode()).decode()
    response.set_cookie(
        _name(query.path),
        value,
        max_age=SECONDS,
        path=query.path,
        httponly=True,
        samesite="lax",
        secure=secure,
    )


def _name(path: str) -> str:
    return "weergave_" + re.sub(r"[^a-z]+", "_", path.lower()).strip("_")


def _kept(cookies: Mapping[str, str], path: str) -> Weergave:
    """Nonsense in a cookie is no choice."""
    try:
        raw = json.loads(base64.urlsafe_b64decode(cookies.get(_name(path), "")))
        return Weergave.model_validate(raw)
    except (ValueError, ValidationError):
        return Weergave()
