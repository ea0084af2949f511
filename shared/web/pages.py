"""Server-rendered pages: one layout, one set of components, a problem page in three parts."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from fastapi import APIRouter
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse
from starlette.routing import Match

from shared.observability import log, story_of
from shared.web import actors, beelden, bevestiging, leesbaar, weergave
from shared.web.assets import style_sheets, theme_classes
from shared.web.bevestiging import Bevestiging
from shared.web.commands import new_key
from shared.web.dutch import FILTERS
from shared.web.lights import WORDS, Stand
from shared.web.menu import hoort_bij, menu, onderaan
from shared.web.problems import Probleem
from shared.web.requests import StrictRoute
from shared.web.tables import Listing, cells

TEMPLATES = Path(__file__).parent / "templates"
STALE_AFTER = timedelta(seconds=60)
_OF_A_FORM = (400, 403, 409)


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


@dataclass
class Poging:
    """A deed that may be refused; `weigering` is what the form shows then."""

    weigering: Probleem | None = None


class Pages:
    """The pages of one service: put routes on `router`, answer with `render`, after a deed with `done`.

    `werkdag` gives the business date for the bar on top; it is asked on every page, so it must be cheap.
    """

    def __init__(
        self, templates: Path | None = None, werkdag: Callable[[], date | None] = lambda: None
    ) -> None:
        self.router = APIRouter(route_class=StrictRoute, include_in_schema=False)
        # The refusals of the service in three parts; the application gives them.
        self.translation: Mapping[type[Exception], Callable[[Any], Probleem]] = {}
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
        """A page. `bijgewerkt_tot` stamps it with the age of its data; a status of 400 or more puts "Fout" in its title."""
        actor, gedaan = actors.chosen(request), bevestiging.told(request)
        aangemeld = context.pop("aangemeld", actors.is_logged_in(request))
        listing, weigering = context.get("listing"), context.get("weigering")
        if weigering and not context.get("fouten"):
            # The field that a refusal is about is marked like a mistake in it.
            context["fouten"] = weigering.fouten
        frame = {
            "request": request,
            "demo": actors.demo_is_on(),
            "werkdag": context.pop("werkdag") if "werkdag" in context else self._werkdag(),
            "versheid": Versheid(bijgewerkt_tot, datetime.now(UTC)) if bijgewerkt_tot else None,
            "hier": hoort_bij(request.url.path),
            "actors": actors.choices(request),
            "actor": actor,
            "aangemeld": aangemeld,
            "aangemelde": actor.naam if actors.is_logged_in(request) else "",
            "menu": menu(actor.rollen),
            "bevestiging": gedaan,
            "is_fout": status >= 400,
            "terug": self._page_of(request),
            "heeft_lijst": isinstance(listing, Listing) and listing.has_bar,
        }
        response = HTMLResponse(
            self._environment.get_template(template).render(**frame, **context), status
        )
        if gedaan:
            bevestiging.forget(response)
        if isinstance(listing, Listing):
            weergave.remember(response, listing.query, secure=request.url.scheme == "https")
        return response

    def done(
        self, request: Request, address: str, tekst: str, naar: tuple[str, str] | None = None
    ) -> RedirectResponse:
        """After a deed: on to `address`, which tells it once. `naar` is the next step: its address and the words of its link.

        The text holds no personal data.
        """
        response = RedirectResponse(address, 303)
        adres, woorden = naar or ("", "")
        bevestiging.remember(
            response,
            urlsplit(address).path,
            Bevestiging(tekst, adres, woorden),
            secure=request.url.scheme == "https",
        )
        return response

    @contextmanager
    def attempt(self) -> Iterator[Poging]:
        """A deed of a form: a refusal does not end at a page of its own, the form is shown again with all that was typed."""
        poging = Poging()
        try:
            yield poging
        except Exception as error:
            poging.weigering = self._refusal(error)
            if poging.weigering is None:
                raise

    def _refusal(self, error: Exception) -> Probleem | None:
        """What somebody at a form can do something about; what is not there, or what is broken, has a page of its own."""
        if isinstance(error, Probleem):
            return error if error.status in _OF_A_FORM else None
        known = (self.translation[kind] for kind in type(error).__mro__ if kind in self.translation)
        probleem = next((to_problem(error) for to_problem in known), None)
        return probleem if probleem and probleem.status in _OF_A_FORM else None

    def _page_of(self, request: Request) -> str:
        """The address to come back to: this one, or of an answer to a form the page that has the form."""
        path = request.url.path
        if request.method in ("GET", "HEAD"):
            return path
        while path:
            scope = {"type": "http", "method": "GET", "path": path, "headers": []}
            if any(route.matches(scope)[0] == Match.FULL for route in self.router.routes):
                return path
            path = path.rpartition("/")[0]
        return "/"

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


def _environment(folders: list[Path]) -> Environment:
    environment = Environment(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(FILTERS | leesbaar.FILTERS)
    environment.filters["cells"] = cells
    environment.globals.update(
        onderaan=onderaan,
        style_sheets=style_sheets,
        theme_classes=theme_classes,
        Stand=Stand,
        words=WORDS,
        new_key=new_key,
    )
    environment.globals.update(
        vlakken=beelden.vlakken,
        procent=beelden.procent,
        samengevat=beelden.samengevat,
        tredestanden=beelden.TREDESTANDEN,
        betaalwoorden=beelden.BETAALWOORDEN,
    )
    environment.globals["ui"] = environment.get_template("doorstart/ui.html").module
    environment.globals["beeld"] = environment.get_template("doorstart/beeld.html").module
    return environment
