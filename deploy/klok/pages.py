"""The clock's one page: which day it is, and in the demo a button for the next."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from fastapi import Request
from starlette.responses import RedirectResponse, Response

from shared.store import Store
from shared.web.actors import current_actor, is_demo
from shared.web.pages import Pages

TEMPLATES = Path(__file__).parent / "templates"
SHOWN = 10


def make_pages(store: Store, werkdag: Callable[[], date | None], begin: Callable[[date, str], object]) -> Pages:
    """`begin` lets all days up to a day begin, in the name of an actor."""
    pages = Pages(TEMPLATES, werkdag=werkdag)

    @pages.router.get("/klok")
    def show(request: Request) -> Response:
        days = [stored.fact.dag for stored in store.page(store.end() - SHOWN, SHOWN)]
        return pages.render(request, "klok.html", dag=werkdag(), dagen=days[::-1], mag_vooruit=is_demo(request))

    @pages.router.post("/klok")
    def next_day(request: Request) -> Response:
        actor, today = current_actor(request), werkdag()
        if today is not None:
            begin(today + timedelta(days=1), actor)
        return RedirectResponse("/klok", status_code=303)

    return pages
