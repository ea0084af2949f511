"""Every form of every page: what is refused comes back as the form, with "Fout" in its title and what was typed still in it."""

import re
from pathlib import Path
from typing import Any

import pytest
from fastapi.routing import APIRoute

from shared.web.api import is_for_machines
from tests.web.house import SERVICES, routes_of, without_log

ROOT = Path(__file__).parents[2]
# These have no form of their own to come back to, or ask nothing that can be refused with something typed.
NO_FORM = {
    ("klok", "/klok"): "one button without a field",
    ("intake", "/zoeken"): "asks, and changes nothing",
    ("notify", "/brieven/opnieuw"): "picks rows; the look says of each why not",
}
# These answer a mistake with the same form (see test_formulieren), but have nothing that the one pattern could refuse.
OWN_WAY = {
    "/aanmeldingen/nieuw": "looks who is known, and records nothing",
    "/aanmeldingen/{dossier_id}/toevoegen": "shows the form of an addition, filled in",
    "/werkvoorraad/samen": "a row that is refused says so itself, beside those that went well",
    "/inleveren": "outside the house: leads to the papers of a code, and records nothing",
    "/inleveren/{code}": "outside the house: a refusal of the desk is told in other words",
}
# Pages of which one function tries and tells what is done.
ONE_FUNCTION = ("blad.doe(",)


def posts(service: str) -> list[APIRoute]:
    return [
        route
        for path, route in routes_of(without_log(service))
        if "POST" in route.methods and not is_for_machines(path) and "/v1/" not in path
    ]


def source_of(route: APIRoute) -> str:
    """The text of the file of a page: what it tries and what it tells may stand in a function beside it."""
    return Path(route.endpoint.__code__.co_filename).read_text()


ALL: list[tuple[str, APIRoute]] = [
    (service, route) for service in SERVICES for route in posts(service)
]


def name(value: Any) -> str:
    return value if isinstance(value, str) else str(value.path)


@pytest.mark.parametrize(("service", "route"), ALL, ids=name)
def test_a_form_tries_what_it_does_and_tells_what_is_done(service: str, route: APIRoute) -> None:
    """A route that lets a refusal go on to the page of problems, or ends without a confirmation, is found here."""
    if (service, route.path) in NO_FORM:
        return
    if route.path in OWN_WAY:
        return
    text = source_of(route)
    if any(name in text for name in ONE_FUNCTION):
        return
    assert "attempt()" in text, "a refusal comes back as the form"
    assert "done(" in text, "what was done is confirmed"


def test_every_page_with_a_form_shows_its_refusal() -> None:
    """The template of each form that changes something has the summary of mistakes, in which a refusal stands too."""
    without = []
    for path in sorted(ROOT.glob("services/*/templates/*.html")):
        text = path.read_text()
        has_form = re.search(r'<form method="post"(?! action="/zoeken")', text)
        is_part = path.name.startswith("_")
        if has_form and not is_part and "foutsamenvatting(" not in text and "weigering" not in text:
            without.append(path.name)
    # One button of `bank_besloten` leads to the page of the bank, which tells; a code of a link is typed outside the house.
    # The caseload has one button that picks the next.
    assert set(without) <= {"bank_besloten.html", "inleveren_code.html", "werkvoorraad.html"}


def test_no_template_writes_fout_in_its_title_by_hand() -> None:
    """The frame does, by the status of the answer."""
    by_hand = [
        path.name
        for path in sorted(ROOT.glob("*/*/templates/**/*.html"))
        if re.search(r"block titel %}[^\n]*Fout: ", path.read_text())
    ]
    assert by_hand == []
