"""Nothing without bounds comes in: every field of every request of every service, in body, query, path, header and form."""

import dataclasses
import types
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import annotated_types as at
import pytest
from fastapi import FastAPI
from pydantic import BaseModel, StringConstraints, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from shared.begrippen import Hulpvraag
from shared.velden import (
    EERSTE_DAG,
    LAATSTE_DAG,
    Dag,
    Gemeentecode,
    Hulpvragen,
    PositiefCent,
    Regel,
    Tekst,
)
from tests.web.house import SERVICES, routes_of, without_log

FREE = (bool, UUID, type(None))
BOUNDS = ("gt", "ge", "lt", "le", "max_length", "pattern")


def bounds(metadata: Iterator[Any] | tuple[Any, ...] | list[Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for one in metadata:
        if isinstance(one, FieldInfo):
            found |= bounds(one.metadata)
        elif isinstance(one, at.Len):
            found["max_length"] = one.max_length
        else:
            found |= {
                name: value for name in BOUNDS if (value := getattr(one, name, None)) is not None
            }
        if isinstance(one, StringConstraints):
            found |= bounds(list(one))
    return found


def unbounded(place: str, kind: Any, metadata: Any = ()) -> Iterator[str]:
    """Every place below this one where a sender can go on for ever."""
    if get_origin(kind) is Annotated:
        inner, *more = get_args(kind)
        yield from unbounded(place, inner, (*more, *metadata))
        return
    origin, has = get_origin(kind), bounds(metadata)
    if kind in FREE or origin is Literal or (isinstance(kind, type) and issubclass(kind, Enum)):
        return
    if origin in (Union, types.UnionType):
        for part in get_args(kind):
            yield from unbounded(place, part, metadata)
    elif origin in (tuple, list, set, frozenset):
        if "max_length" not in has:
            yield f"{place}: a list without an end"
        yield from unbounded(f"{place}[]", get_args(kind)[0])
    elif isinstance(kind, type) and issubclass(kind, BaseModel):
        if kind.model_config.get("extra") != "forbid" and kind.__name__ != "Urgentie":
            yield f"{place}: {kind.__name__} takes fields that it does not know"
        hints = get_type_hints(kind, include_extras=True)
        for name, field in kind.model_fields.items():
            yield from unbounded(f"{place}.{name}", hints[name], tuple(field.metadata))
    elif dataclasses.is_dataclass(kind):
        for name, hint in get_type_hints(kind, include_extras=True).items():
            yield from unbounded(f"{place}.{name}", hint)
    elif kind in (str, bytes):
        if not {"max_length", "pattern"} & has.keys():
            yield f"{place}: a text without an end"
    elif kind in (int, Decimal, date):
        if not ({"gt", "ge"} & has.keys() and {"lt", "le"} & has.keys()):
            yield f"{place}: a {kind.__name__} without bounds"
    else:
        yield f"{place}: {kind} is not a type that requests are made of"


def asked(app: FastAPI) -> Iterator[tuple[str, Any, Any]]:
    """Every parameter of every route, with what surrounds it."""
    for address, route in routes_of(app):
        todo = [route.dependant]
        while todo:
            one = todo.pop()
            todo += one.dependencies
            for param in (
                *one.body_params,
                *one.query_params,
                *one.path_params,
                *one.header_params,
                *one.cookie_params,
            ):
                info = param.field_info
                yield f"{address} {param.name}", info.annotation, tuple(info.metadata)


@pytest.mark.parametrize("service", SERVICES)
def test_no_field_of_any_request_is_without_bounds(service: str) -> None:
    found = list(asked(without_log(service)))
    loose = sorted(
        {mistake for place, kind, metadata in found for mistake in unbounded(place, kind, metadata)}
    )
    assert not loose, "\n".join(loose)
    assert found or service == "notify"


class Loose(BaseModel):
    text: str
    number: int
    day: date
    many: tuple[Hulpvraag, ...]
    anything: dict[str, Any]
    when: datetime


def test_the_walk_finds_what_has_no_bounds() -> None:
    assert len(list(unbounded("x", Loose))) == len(Loose.model_fields) + 1


def refused(kind: Any, value: Any) -> bool:
    try:
        TypeAdapter(kind).validate_python(value)
    except ValidationError:
        return True
    return False


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Regel, "a\x00b"),
        (Regel, "a\x1bb"),
        (Regel, "a\x85b"),
        (Regel, "a\ud800"),
        (Regel, "a\nb"),
        (Regel, "a\u2028b"),
        (Regel, "a\u202eb"),
        (Regel, "a\u2066b"),
        (Regel, "a\ufffe"),
        (Regel, "a\U0010ffff"),
        (Regel, "   "),
        (Regel, "a" * 201),
        (Regel, "\u0344" * 200),
        (Tekst, "a\x00"),
        (Tekst, "a" * 4001),
        (Dag, 0),
        (Dag, "0"),
        (Dag, "1"),
        (Dag, EERSTE_DAG.replace(year=1)),
        (Dag, "9999-12-31"),
        (Dag, True),
        (PositiefCent, 0),
        (PositiefCent, True),
        (PositiefCent, 1.5),
        (PositiefCent, float("inf")),
        (PositiefCent, 10**12 + 1),
        (PositiefCent, 10**30),
        (Hulpvragen, []),
        (Hulpvragen, ["schulden"] * 7_000),
        (Hulpvragen, ["x"]),
        (Gemeentecode, "GM9901\n"),
        (Gemeentecode, "GM٠٠٠١"),
    ],
)
def test_what_no_later_step_can_hold_is_refused(kind: Any, value: Any) -> None:
    assert refused(kind, value)


@pytest.mark.parametrize(
    ("kind", "value", "kept"),
    [
        (
            Regel,
            "  Noor van der Heijden-O\u0308ztu\u0308rk ",
            "Noor van der Heijden-\u00d6zt\u00fcrk",
        ),
        (Regel, "李 小龍 👩‍👩‍👧", "李 小龍 👩‍👩‍👧"),
        (Tekst, "een\n\ttwee", "een\n\ttwee"),
        (Dag, "2026-11-02", date(2026, 11, 2)),
        (PositiefCent, "1500", 1500),
        (PositiefCent, 1500.0, 1500),
        (Hulpvragen, ["schulden", "schulden"], ("schulden",)),
        (Dag, LAATSTE_DAG, LAATSTE_DAG),
    ],
)
def test_what_people_write_stays_as_it_is(kind: Any, value: Any, kept: Any) -> None:
    assert TypeAdapter(kind).validate_python(value) == kept
