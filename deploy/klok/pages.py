"""The clock's one page: which day it is, and in the demo a button for the next."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from fastapi import Request
from starlette.responses import RedirectResponse, Response

from shared.handle import Done, once
from shared.store import Store
from shared.transaction import Transaction
from shared.web.actors import is_demo
from shared.web.commands import Submitted
from shared.web.pages import Pages

TEMPLATES = Path(__file__).parent / "templates"
SHOWN = 10


def make_pages(store: Store, begin: Callable[[Transaction, date, str], object]) -> Pages:
    """`begin` lets all days up to a day begin, in the name of an actor."""
    pages = Pages(TEMPLATES, werkdag=store.last_workday)

    @pages.router.get("/klok")
    def show(request: Request) -> Response:
        days = [stored.fact.dag for stored in store.page(store.end() - SHOWN, SHOWN)]
        return pages.render(
            request,
            "klok.html",
            dag=store.last_workday(),
            dagen=days[::-1],
            mag_vooruit=is_demo(request),
        )

    @pages.router.post("/klok")
    def next_day(command: Submitted) -> Response:
        def work(transaction: Transaction) -> Done:
            if today := transaction.last_workday():
                begin(transaction, today + timedelta(days=1), command.actor)
            return Done()

        once(store, command, work, Done)
        return RedirectResponse("/klok", status_code=303)

    return pages
