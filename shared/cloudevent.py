"""The envelope of every event: CloudEvents 1.0 in the Dutch government profile, structured JSON, read in both content modes."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError
from pydantic_core import to_json

from shared.contracts import BY_TYPE
from shared.contracts.base import Contract
from shared.facts import StoredFact
from shared.settings import source_of
from shared.velden import alles_draaglijk

CONTENT_TYPE = b"application/cloudevents+json; charset=UTF-8"
MAX_BYTES = 64 * 1024
Headers = Iterable[tuple[str, bytes]]
Record = tuple[bytes, list[tuple[str, bytes]]]


class Undecodable(Exception):
    """A record that no version of this program can read; it goes to the dead letters at once."""


class CloudEvent(BaseModel):
    """One event on its way; `data` is validated by the contract of its type. `replay` marks one that is told again on purpose.

    `logposition` only rises: places of a log have gaps, so it is not the extension `sequence`, which promises none.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    specversion: str
    id: UUID
    source: str
    type: str
    time: AwareDatetime
    subject: str
    datacontenttype: str = "application/json"
    dataschema: str | None = None
    logposition: str | None = None
    correlationid: str | None = None
    causationid: str | None = None
    traceparent: str | None = None
    replay: bool | None = None
    data: dict[str, Any]

    @property
    def is_known(self) -> bool:
        """Whether this version of the program knows the type; a newer neighbour may tell more."""
        return self.type in BY_TYPE

    @property
    def contract(self) -> Contract:
        """The event itself; raises Undecodable for an unknown type or data that its contract refuses."""
        model = BY_TYPE.get(self.type)
        if model is None:
            raise Undecodable(f"unknown type {self.type}")
        try:
            return model.model_validate(self.data)
        except ValidationError as error:
            raise Undecodable(
                f"data of {self.type} does not fit its contract: {_fields(error)}"
            ) from error


def must_be_owned(event: CloudEvent, oin: str) -> None:
    """Raises Undecodable where a known type comes from another source than the service that owns it."""
    owner = source_of(BY_TYPE[event.type].topic.owner, oin)
    if event.source != owner:
        raise Undecodable(
            f"{event.type} may only come from {owner}, this one says it comes from {event.source}"
        )


def record(stored: StoredFact, contract: Contract, source: str) -> Record:
    """A fact as a record: the same id, time and bytes however often it is published. Raises ValueError above 64 KiB.

    Written at once: fact and contract were validated when they were made, and much is the same for every event of a type.
    """
    identity, cause = str(stored.event_id(source)), stored.cause
    origin, schema = _of_type(type(contract), source)
    why = {
        "correlationid": cause.correlation_id,
        "causationid": cause.command_id,
        "traceparent": cause.traceparent,
    }
    known = "".join(f',"{name}":{_json(value)}' for name, value in why.items() if value is not None)
    value = (
        f'{{"specversion":"1.0","id":"{identity}",{origin},"time":{_json(stored.recorded_at.astimezone(UTC))}'
        f',"subject":{_json(contract.key())},{schema},"logposition":"{stored.position:019d}"{known}'
        f',"data":{contract.model_dump_json()}}}'
    )
    return _record(identity, contract.event_type(), cause.traceparent, value.encode())


@cache
def _of_type(kind: type[Contract], source: str) -> tuple[str, str]:
    """The attributes that are the same for all events of a type, in their two places."""
    schema = f"urn:doorstart:schema:{kind.__name__}:v{kind.versie}"
    return (
        f'"source":{_json(source)},"type":{_json(kind.event_type())}',
        f'"datacontenttype":"application/json","dataschema":{_json(schema)}',
    )


def _json(value: str | datetime) -> str:
    return to_json(value).decode()


def encode(event: CloudEvent) -> Record:
    """Value and headers of a Kafka record in structured mode; raises ValueError above 64 KiB, which no intermediary has to carry."""
    value = event.model_dump_json(exclude_none=True).encode()
    return _record(str(event.id), event.type, event.traceparent, value)


def _record(identity: str, kind: str, traceparent: str | None, value: bytes) -> Record:
    if len(value) > MAX_BYTES:
        raise ValueError(f"event {identity} is {len(value)} bytes, more than {MAX_BYTES}")
    headers = [
        ("content-type", CONTENT_TYPE),
        ("event-id", identity.encode()),
        ("event-type", kind.encode()),
    ]
    if traceparent:
        headers.append(("traceparent", traceparent.encode()))
    return value, headers


def decode(value: bytes | None, headers: Headers) -> CloudEvent:
    """Reads a record in structured or binary mode; raises Undecodable."""
    try:
        named = {name.lower(): content or b"" for name, content in headers}
        if value is None:
            raise Undecodable("record without value")
        structured = (
            named.get("content-type", CONTENT_TYPE).lower().startswith(b"application/cloudevents")
        )
        if structured or "ce_id" not in named:
            return _kept(CloudEvent.model_validate_json(value))
        return _kept(
            CloudEvent.model_validate({**_binary_attributes(named), "data": json.loads(value)})
        )
    except ValidationError as error:
        raise Undecodable(f"not a CloudEvent: {_fields(error)}") from error
    except (ValueError, RecursionError) as error:
        raise Undecodable(f"not readable: {type(error).__name__}") from error


def _kept(event: CloudEvent) -> CloudEvent:
    """Raises Undecodable for text that no database, page or letter can hold."""
    told = [
        event.type,
        event.source,
        event.subject,
        event.correlationid,
        event.causationid,
        event.traceparent,
        event.data,
    ]
    if not alles_draaglijk(told):
        raise Undecodable("a text holds a character that nobody can keep")
    return event


def _binary_attributes(headers: Mapping[str, bytes]) -> dict[str, str]:
    return {
        name[3:]: content.decode() for name, content in headers.items() if name.startswith("ce_")
    }


def _fields(error: ValidationError) -> str:
    """Where it failed and why, never the values: they may be personal."""
    return "; ".join(
        f"{'.'.join(map(str, item['loc'])) or 'event'}: {item['type']}"
        for item in error.errors()[:5]
    )
