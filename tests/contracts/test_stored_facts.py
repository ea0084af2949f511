"""What stands in a log is read for ever: no fact loses a field, gets another default, or a union that cannot be told apart."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel, TypeAdapter
from pydantic.fields import FieldInfo

from deploy.klok import domain as klok
from deploy.organisatie import domain as organisatie
from services.bbz.domain import events as bbz
from services.bbz.examples import FEITEN as OF_BBZ
from services.intake.domain import events as intake
from services.intake.examples import FEITEN as OF_INTAKE
from services.ledger.adapters import log as ledger
from services.notify.domain import events as notify
from services.notify.examples import FEITEN as OF_NOTIFY
from services.routing.domain import events as routing
from services.routing.examples import FEITEN as OF_ROUTING
from shared.begrippen import Feit, Gekozen

FILE = Path(__file__).parent / "frozen_fields.json"
KINDS: dict[str, dict[str, type[Feit]]] = {
    "bbz": bbz.FEITEN,
    "intake": intake.FEITEN,
    "klok": klok.FEITEN,
    "ledger": ledger.FEITEN,
    "notify": notify.FEITEN,
    "organisatie": organisatie.FEITEN,
    "routing": routing.FEITEN,
}
REQUIRED = "(required)"


def parts_of(annotation: Any) -> Iterator[type[Any]]:
    """The classes that an annotation is made of."""
    if isinstance(annotation, type) and not get_args(annotation):
        yield annotation
    for part in get_args(annotation):
        yield from parts_of(part)


def written_fields(kind: type[BaseModel]) -> dict[str, FieldInfo]:
    return {name: field for name, field in kind.model_fields.items() if not field.exclude}


def default_of(field: FieldInfo) -> Any:
    if field.is_required():
        return REQUIRED
    if field.default_factory is not None:
        return "(as another field)"
    return json.loads(TypeAdapter(Any).dump_json(field.default))


def shapes(kinds: dict[str, type[Feit]]) -> dict[str, Any]:
    """Every stored class by its name: its fields with their defaults, or the places of a row."""
    found: dict[str, Any] = {}
    todo: list[type[Any]] = list(kinds.values())
    while todo:
        kind = todo.pop()
        if kind.__name__ in found:
            continue
        if issubclass(kind, BaseModel):
            fields = written_fields(kind)
            found[kind.__name__] = {name: default_of(field) for name, field in fields.items()}
            todo += [part for field in fields.values() for part in parts_of(field.annotation)]
        elif issubclass(kind, tuple) and hasattr(kind, "_fields"):
            found[kind.__name__] = list(kind._fields)
    return dict(sorted(found.items()))


def frozen() -> dict[str, dict[str, Any]]:
    told: dict[str, dict[str, Any]] = json.loads(FILE.read_text())
    return told


@pytest.mark.parametrize("service", KINDS)
def test_what_was_stored_once_is_read_for_ever(service: str) -> None:
    now = shapes(KINDS[service])
    for name, fields in frozen()[service].items():
        assert name in now, f"{name} stands in logs: it stays for ever"
        if isinstance(fields, list):
            assert now[name][: len(fields)] == fields, f"the places of {name} changed"
            continue
        for field, default in fields.items():
            assert field in now[name], f"{name}.{field} stands in logs"
            assert now[name][field] == default, f"{name}.{field}: a default is not written"
        later = now[name].keys() - fields.keys()
        assert REQUIRED not in [now[name][field] for field in later], f"{name}: older facts lack it"


@pytest.mark.parametrize("service", KINDS)
def test_what_is_new_is_frozen_too(service: str) -> None:
    assert frozen()[service].keys() == shapes(KINDS[service]).keys(), "add it to frozen_fields.json"


@pytest.mark.parametrize("service", KINDS)
def test_a_choice_of_contents_says_which_it_is(service: str) -> None:
    todo: list[type[Any]] = list(KINDS[service].values())
    seen = set[type[Any]]()
    while todo:
        kind = todo.pop()
        if kind in seen or not issubclass(kind, BaseModel):
            continue
        seen.add(kind)
        for name, field in kind.model_fields.items():
            models = [part for part in parts_of(field.annotation) if issubclass(part, BaseModel)]
            if len(set(models)) > 1:
                assert all(issubclass(model, Gekozen) for model in models), f"{kind}.{name}"
            todo += models


@pytest.mark.parametrize(
    "fact",
    [*OF_BBZ, *OF_INTAKE, *OF_NOTIFY, *OF_ROUTING],
    ids=lambda fact: type(fact).__name__,
)
def test_a_fact_comes_back_as_it_was(fact: Feit) -> None:
    assert type(fact).model_validate_json(fact.stored()) == fact
