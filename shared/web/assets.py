"""Own style sheet and pictures, addressed by content, plus a city's theme file when `DOORSTART_THEME` names one."""

import hashlib
import mimetypes
import os
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

STATIC = Path(__file__).parent / "static"
THEME = "thema.css"
_THEME_CLASS = re.compile(rb"\.([a-z0-9-]+-theme)\b")
_FOREVER = "public, max-age=31536000, immutable"
_ASK_AGAIN = "public, no-cache"


@dataclass(frozen=True)
class Asset:
    name: str
    content: bytes
    media_type: str

    @property
    def version(self) -> str:
        return hashlib.sha256(self.content).hexdigest()[:12]

    @property
    def url(self) -> str:
        return f"/static/{self.name}?v={self.version}"


@cache
def assets() -> dict[str, Asset]:
    """All files that pages may ask for, read once."""
    files = {path.name: path for path in STATIC.iterdir() if path.is_file()}
    theme = os.environ.get("DOORSTART_THEME")
    if theme:
        files[THEME] = Path(theme)
    return {name: Asset(name, path.read_bytes(), _media_type(name)) for name, path in files.items()}


def style_sheets() -> list[str]:
    """Addresses of the style sheets in order; the theme comes last, so that it wins."""
    return [assets()[name].url for name in ("doorstart.css", THEME) if name in assets()]


@cache
def theme_classes() -> str:
    """The classes under which the theme of a city puts its tokens, such as `doorstad-theme` (NL Design System)."""
    theme = assets().get(THEME)
    found = _THEME_CLASS.findall(theme.content) if theme else []
    return " ".join(dict.fromkeys(name.decode() for name in found))


async def serve(request: Request) -> Response:
    asset = assets().get(request.path_params["name"])
    if asset is None:
        raise HTTPException(404)
    caching = _FOREVER if request.query_params.get("v") == asset.version else _ASK_AGAIN
    return Response(asset.content, media_type=asset.media_type, headers={"Cache-Control": caching})


STATIC_ROUTE = Route("/static/{name}", serve)


def _media_type(name: str) -> str:
    return mimetypes.guess_type(name)[0] or "application/octet-stream"
