"""What was just done, told once on the page that comes after it.

It travels in a cookie that lives a minute, because the page after a deed is often another service's. A cookie is written by our own
pages only; whoever forged one would tell himself something: its text is escaped, and its link leads to a page of ours.
"""

import base64
import json
import re
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.requests import Request
from starlette.responses import Response

COOKIE = "doorstart_gedaan"
SECONDS, LONGEST = 60, 400
_OWN_PAGE = re.compile(r"/(?![/\\])[!-~]*")


class _Stored(BaseModel):
    model_config = ConfigDict(extra="forbid")

    op: str = Field(max_length=300)
    tekst: str = Field(max_length=LONGEST)
    adres: str = Field("", max_length=300)
    naar: str = Field("", max_length=80)


@dataclass(frozen=True)
class Bevestiging:
    """`tekst` holds no personal data; `naar` are the words of the link to the next step at `adres`."""

    tekst: str
    adres: str = ""
    naar: str = ""


def remember(response: Response, path: str, bevestiging: Bevestiging, *, secure: bool) -> None:
    """For the page at `path` and no other."""
    stored = _Stored(
        op=path, tekst=_cut(bevestiging.tekst), adres=bevestiging.adres, naar=bevestiging.naar
    )
    value = base64.urlsafe_b64encode(stored.model_dump_json().encode()).decode()
    response.set_cookie(
        COOKIE, value, max_age=SECONDS, httponly=True, samesite="lax", secure=secure
    )


def _cut(tekst: str) -> str:
    return tekst if len(tekst) <= LONGEST else tekst[: LONGEST - 1] + "…"


def told(request: Request) -> Bevestiging | None:
    """What this page must tell; nothing when the cookie is for another page or makes no sense."""
    if request.method != "GET" or not (value := request.cookies.get(COOKIE)):
        return None
    try:
        stored = _Stored.model_validate(json.loads(base64.urlsafe_b64decode(value)))
    except (ValueError, ValidationError):
        return None
    if stored.op != request.url.path or (stored.adres and not _OWN_PAGE.fullmatch(stored.adres)):
        return None
    return Bevestiging(stored.tekst, stored.adres, stored.naar)


def forget(response: Response) -> None:
    """Once is enough."""
    response.delete_cookie(COOKIE, httponly=True, samesite="lax")
