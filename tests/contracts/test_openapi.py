"""What the six APIs promise: their own words for everything, nothing of the log, every answer that can come."""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from pydantic import BaseModel

from shared.web.api import Api
from tests.web.api_rules import broken_rules
from tests.web.house import FACTS, SERVICES, without_log

# POSTs that store nothing and so take no key.
ASKS = {"rekenPlannenDoor", "beproefOntvangst", "zoekPersoon", "vindDubbelen"}
ALWAYS = {"400", "401", "403", "414", "429", "431", "500", "503"}
# What tells who people are asks a scope of its own.
NAMES = {"/zoekvragen"}
PRIVATE = {name for facts in FACTS.values() for name in facts}


def document_of(service: str) -> dict[str, Any]:
    (api,) = (
        found
        for route in without_log(service).routes
        if isinstance(found := getattr(route, "app", None), Api)
    )
    return api.openapi()


def states() -> set[str]:
    """The classes that are folded from facts, and what they are made of."""
    found: set[str] = set()
    for service in (one for one in SERVICES if one not in ("klok", "organisatie")):
        package = importlib.import_module(f"services.{service}.domain")
        for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            if module.name.endswith(".state"):
                loaded = importlib.import_module(module.name)
                found |= {
                    name
                    for name, kind in vars(loaded).items()
                    if inspect.isclass(kind)
                    and issubclass(kind, BaseModel)
                    and kind.__module__ == module.name
                }
    return found


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield method, path, operation


def schemas(found: Any, place: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every schema inside a part of a document."""
    if isinstance(found, dict):
        if {"type", "$ref", "anyOf", "oneOf", "enum", "const"} & found.keys():
            yield place, found
        for name, part in found.items():
            if name not in ("default", "example", "examples"):
                yield from schemas(part, f"{place}/{name}")
    elif isinstance(found, list):
        for part in found:
            yield from schemas(part, place)


def is_free(schema: dict[str, Any]) -> bool:
    """An object that may hold anything; a table with values of one kind is none."""
    if schema.get("type") != "object" or "properties" in schema:
        return False
    return schema.get("additionalProperties", True) in (True, {})


def spoken(name: str) -> str:
    """`Jaargegevens-Input` and `Page_Lening_` by their own name."""
    return name.partition("-")[0]


@pytest.mark.parametrize("service", SERVICES)
def test_no_schema_is_a_fact_or_a_state(service: str) -> None:
    named = {spoken(name) for name in document_of(service)["components"]["schemas"]}
    assert len(states()) > 10
    assert named & (PRIVATE | states()) == set()


@pytest.mark.parametrize("service", SERVICES)
def test_nothing_is_free_to_hold_anything(service: str) -> None:
    document = document_of(service)
    free = [place for place, schema in schemas(document) if is_free(schema)]
    answers = [
        f"{method} {path} {status}"
        for method, path, operation in operations(document)
        for status, answer in operation["responses"].items()
        if any(not content.get("schema") for content in answer.get("content", {}).values())
    ]
    assert free + answers == []


@pytest.mark.parametrize("service", SERVICES)
def test_every_operation_is_told_with_every_answer(service: str) -> None:
    document = document_of(service)
    subjects = {one["name"]: one["description"] for one in document["tags"]}
    assert all(subjects.values())
    ids = [operation["operationId"] for _, _, operation in operations(document)]
    assert len(set(ids)) == len(ids)
    for method, path, operation in operations(document):
        told = f"{method} {path}"
        assert operation["tags"], told
        assert set(operation["tags"]) <= subjects.keys(), told
        assert operation["summary"], told
        assert operation["description"].endswith("."), told
        assert re.fullmatch(r"[a-z]+([A-Z][a-z]+)*", operation["operationId"]), told
        answers = operation["responses"].keys()
        assert answers >= ALWAYS, told
        assert ("404" in answers) >= ("{" in path), told
        if method != "get":
            takes_key = operation["operationId"] not in ASKS
            names = {one["name"] for one in operation.get("parameters", [])}
            assert ("Idempotency-Key" in names) == takes_key, told
            assert ("409" in answers) >= takes_key, told
        if "requestBody" in operation:
            assert {"413", "415"} <= answers, told
        for status, answer in operation["responses"].items():
            if status >= "4":
                assert list(answer["content"]) == ["application/problem+json"], told
                assert answer["description"], told


@pytest.mark.parametrize("service", SERVICES)
def test_the_design_rules_hold(service: str) -> None:
    assert list(broken_rules(document_of(service))) == []


def test_the_walk_finds_what_is_private_or_free() -> None:
    app = FastAPI()

    class Anything(BaseModel):
        holds: dict[str, Any]
        typed: dict[str, int]

    @app.get("/anything")
    def anything() -> Anything:
        return Anything(holds={}, typed={})

    free = [place for place, schema in schemas(app.openapi()) if is_free(schema)]
    assert free == ["/components/schemas/Anything/properties/holds"]
    assert {"BetalingGemist", "AanvraagGeopend", "DagAangebroken"} <= PRIVATE
    assert {"Aanvraag", "Vaststellingsdossier", "Routekeuze"} <= states()


@pytest.mark.parametrize("service", SERVICES)
def test_every_operation_says_which_token_it_asks_for(service: str) -> None:
    document = document_of(service)
    schemes = document["components"]["securitySchemes"]
    told = schemes["systeem"]["flows"]["clientCredentials"]["scopes"]
    asked = set()
    for method, path, operation in operations(document):
        person, system = operation["security"]
        assert person == {"medewerker": []}
        (scope,) = system["systeem"]
        asked.add(scope)
        kind = "lezen" if method == "get" else "personen" if path in NAMES else "schrijven"
        assert scope == f"doorstart:{service}:{kind}", path
    assert asked == set(told)
