"""The organisation of the request or the page of work that runs now, for what has no store to ask: forms and the words of a page."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from shared.organisatie.staat import Organisatie

NU: ContextVar[Organisatie] = ContextVar("organisatie", default=Organisatie())  # noqa: B039 -- frozen


@contextmanager
def in_deze(organisatie: Organisatie) -> Iterator[None]:
    """What runs inside is about this organisation."""
    token = NU.set(organisatie)
    try:
        yield
    finally:
        NU.reset(token)


def gemeenten() -> Mapping[str, str]:
    """The name of every municipality that the organisation works for now, by its code; none where nothing was told."""
    return NU.get().namen()


def aanduiding(medewerker_id: str) -> str | None:
    """How a medewerker is called on a page, without what stands behind it in brackets; None for somebody who never worked here."""
    gevonden = NU.get().medewerker(medewerker_id)
    return gevonden.aanduiding.partition(" (")[0] if gevonden else None
