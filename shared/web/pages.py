"""Server-rendered pages: one layout, one set of components, a problem page in three parts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from fastapi import APIRouter
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from shared.observability import log, story_of
from shared.web import actors
from shared.web.assets import style_sheets
from shared.web.commands import new_key
from shared.web.dutch import FILTERS
from shared.web.lights import WORDS, Stand
from shared.web.problems import Probleem
from shared.web.requests import StrictRoute

TEMPLATES = Path(__file__).parent / "templates"
STALE_AFTER = timedelta(seconds=60)
NAVIGATION = (
    ("/werkvoorraad", "Werkvoorraad"),
    ("/aanmeldingen", "Aanmeldingen"),
    ("/aanvragen", "Aanvragen"),
    ("/vaststellingen", "Vaststellingen"),
    ("/debiteuren", "Debiteuren"),
    ("/bank", "Bank"),
    ("/brieven", "Brieven"),
    ("/parameters", "Parameters"),
)
DEMO_NAVIGATION = (*NAVIGATION, ("/klok", "Klok"))
_ALSO_UNDER = {
    "/dossiers": "/werkvoorraad",
    "/leningen": "/debiteuren",
    "/vorderingen": "/debiteuren",
}


@dataclass(frozen=True)
class Versheid:
    """How fresh a page is: everything that happened up to `tot` is on it."""

    tot: datetime
    nu: datetime

    @property
    def leeftijd(self) -> timedelta:
        return max(self.nu - self.tot, timedelta())

    @property
    def is_oud(self) -> bool:
        return self.leeftijd > STALE_AFTER


class Pages:
    """The pages of one service: put routes on `router`, answer with `render`.

    `werkdag` gives the business date for the bar on top; it is asked on every page, so it must be cheap.
    """

    def __init__(
        self, templates: Path | None = None, werkdag: Callable[[], date | None] = lambda: None
    ) -> None:
        self.router = APIRouter(route_class=StrictRoute, include_in_schema=False)
        self._werkdag = werkdag
        self._environment = _environment([*([templates] if templates else []), TEMPLATES])

    def render(
        self,
        request: Request,
        template: str,
        *,
        status: int = 200,
        bijgewerkt_tot: datetime | None = None,
        **context: Any,
    ) -> HTMLResponse:
        """A page. `bijgewerkt_tot` stamps it with the age of its data."""
        frame = {
            "request": request,
            "demo": actors.demo_is_on(),
            "werkdag": context.pop("werkdag") if "werkdag" in context else self._werkdag(),
            "versheid": Versheid(bijgewerkt_tot, datetime.now(UTC)) if bijgewerkt_tot else None,
            "hier": current_entry(request.url.path),
            "actors": actors.ACTORS if actors.is_demo(request) else (),
            "actor": actors.chosen(request),
        }
        return HTMLResponse(
            self._environment.get_template(template).render(**frame, **context), status
        )

    def problem(self, request: Request, probleem: Probleem) -> HTMLResponse:
        """Comes whatever else is broken: without a database the bar on top shows no day."""
        day = self._day_if_any()
        response = self.render(
            request,
            "doorstart/probleem.html",
            status=probleem.status,
            probleem=probleem,
            werkdag=day,
        )
        response.headers.update(probleem.headers)
        return response

    def _day_if_any(self) -> date | None:
        try:
            return self._werkdag()
        except Exception as error:
            log.warning("no business date for a page of problems", **story_of(error))
            return None


def navigation(demo: bool) -> tuple[tuple[str, str], ...]:
    """The entries of the main menu; only the demo lets people move the clock."""
    return DEMO_NAVIGATION if demo else NAVIGATION


def current_entry(path: str) -> str:
    """The entry of the navigation a page belongs to, such as `/debiteuren` for a loan."""
    first = "/" + path.lstrip("/").partition("/")[0]
    return _ALSO_UNDER.get(first, first)


def _environment(folders: list[Path]) -> Environment:
    environment = Environment(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(FILTERS)
    environment.globals.update(
        navigation=navigation, style_sheets=style_sheets, Stand=Stand, words=WORDS, new_key=new_key
    )
    environment.globals["ui"] = environment.get_template("doorstart/ui.html").module
    return environment
