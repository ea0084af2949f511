"""Every list has a total and pages: a new one that has not, or that no test fills, is found here."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest
from fastapi.routing import APIRoute
from pydantic import BaseModel

from tests.web.house import SERVICES, routes_of, without_log
from tests.web.lijsten import CAPTIONS

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted(
    path for folder in ("services", "deploy") for path in (ROOT / folder).rglob("templates/*.html")
)
# Lists of which no test has more than a page; each goes through the same `Listing` as the others.
NOT_FILLED = {
    "Later bekend geworden": "what became known after a day, on the page with two clocks",
    "Termijnen die anders zijn": "terms that are another now, on the page with two clocks",
    "Gevonden": "who answers to what was typed: at most fifty, on a page that nobody can link to",
    "Wacht op een besluit": "what waits for an operator, on the page Stand",
    "Medewerkers": "who works here, on the page Organisatie: some tens",
    "Mandaten": "who may decide, on the page Organisatie: some tens",
    "Afgeschermde dossiers": "of colleagues, on a page of Organisatie: a few",
    "words.BLADEN[blad]": "the caseload, whose caption is its tab; the tab Alles is filled",
}
# Tables that are no list of records: as many rows as the code or the form of the page has.
FIXED = {
    "Voor en na het besluit": "balances before and after a decision",
    "Voor en na het boeken": "balances before and after a booking",
    "Stand op {{ peiling.geldig_op | datum }}": "balances by what was known then and now",
    "Stap voor stap": "the steps of a sum",
    "{{ titel }}": "the steps of a sum",
    "{{ deel.overzicht_kop }}": "the overview in a letter",
    "": "conditions of the law, plans beside each other",
}
# Parts of one record, not a list of records.
PART_OF_ONE = {
    "/dossiers/{dossier_id}/routes": "the one choice of routes of a dossier",
    "/dossiers/{dossier_id}/eigenaar": "the one who has a dossier",
    "/aanmeldingen/{dossier_id}/stukken": "the papers of one dossier, with what is missing",
    "/aanmeldingen/{dossier_id}/stukken/{stuk_id}/bestand": "one file",
    "/aanmeldingen/{dossier_id}/stukvragen": "what was asked for one dossier",
    "/leningen/{lening_id}/register": "what stands beside one loan",
    "/leningen/{lening_id}/standen": "one standing",
    "/leningen/{lening_id}/invordering": "one ladder",
    "/vorderingen/{vordering_id}/invordering": "one ladder",
    "/journaal": "the books as one text",
    "/dagen/laatste": "one day",
    "/ik": "who asks",
}


def captions_in_code() -> Iterator[str]:
    """The caption of every list that a page makes: text, or the expression that makes it."""
    for path in sorted(
        [
            *ROOT.glob("services/*/entrypoints/**/*.py"),
            *ROOT.glob("deploy/gateway/*.py"),
            *ROOT.glob("deploy/klok/*.py"),
            *ROOT.glob("deploy/organisatie/*.py"),
        ]
    ):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("Listing", "Listing.of"):
                caption = node.args[0]
                yield (
                    caption.value
                    if isinstance(caption, ast.Constant) and isinstance(caption.value, str)
                    else ast.unparse(caption)
                )


def test_every_list_of_a_page_is_filled_by_a_test() -> None:
    assert set(captions_in_code()) == (set(CAPTIONS) | set(NOT_FILLED)) - {"Alles"}


@pytest.mark.parametrize(
    "path", TEMPLATES, ids=lambda path: f"{path.parent.parent.name}-{path.stem}"
)
def test_a_table_outside_the_shared_one_says_its_total(path: Path) -> None:
    for table in re.findall(r"<table>.*?</table>", path.read_text(), re.DOTALL):
        if "{% for " not in table:
            continue
        found = re.search(r"<caption>(.*?)</caption>", table, re.DOTALL)
        caption = found[1] if found else ""
        assert 'class="teller"' in caption or caption in FIXED, caption


@pytest.mark.parametrize("service", SERVICES)
def test_every_list_of_an_api_has_pages_and_a_total(service: str) -> None:
    lists = [
        (path.split("/v1")[1], route)
        for path, route in routes_of(without_log(service))
        if "/v1/" in path and "GET" in route.methods
    ]
    for path, route in lists:
        if path.endswith("}") or path in PART_OF_ONE:
            continue
        asked = {parameter.alias for parameter in route.dependant.query_params}
        assert {"page", "pageSize"} <= asked, path
        assert _says_total(route), path


def _says_total(route: APIRoute) -> bool:
    """A bare list says it in a header, which the code of the route must set; a model has a field for it."""
    model: Any = route.response_model
    if get_origin(model) is list:
        assert issubclass(get_args(model)[0], BaseModel)
        return route.dependant.response_param_name is not None
    return "totaal" in model.model_fields
