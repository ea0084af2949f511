"""The organisation of the request or the page of work that runs now, and who reads: for what has no store to ask, and for lists."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from uuid import UUID

from shared.organisatie.staat import Organisatie


@dataclass(frozen=True)
class Lezer:
    """Who reads in this request: the lists of the service hold nothing of other municipalities, nor of these dossiers.

    `rol`: in which roles. `adres`: where, without what was filled in. `geopend`: the dossiers of what the address names.
    """

    medewerker_id: str
    gemeenten: frozenset[str]
    afgeschermd: frozenset[str] = frozenset()
    rol: str = ""
    adres: str = ""
    geopend: frozenset[UUID] = frozenset()

    def mag_zien(self, gemeente: str, dossier_id: UUID | str) -> bool:
        return gemeente in self.gemeenten and str(dossier_id) not in self.afgeschermd


NU: ContextVar[Organisatie] = ContextVar("organisatie", default=Organisatie())  # noqa: B039 -- frozen
LEZER: ContextVar[Lezer | None] = ContextVar("lezer", default=None)
# In a request: what it said, by the ids that nobody has and that stand there instead (shared/web/inhoud.py).
IN_PLAATS_VAN: ContextVar[Mapping[str, str]] = ContextVar("in_plaats_van", default={})  # noqa: B039 -- read only


class NietVanLezer(Exception):
    """A command would store the id of something that its reader may not see: nothing is stored."""


@contextmanager
def in_deze(
    organisatie: Organisatie,
    lezer: Lezer | None = None,
    in_plaats_van: Mapping[str, str] | None = None,
) -> Iterator[None]:
    """What runs inside is about this organisation, and for this reader."""
    now, reader = NU.set(organisatie), LEZER.set(lezer)
    said = IN_PLAATS_VAN.set({} if in_plaats_van is None else in_plaats_van)
    try:
        yield
    finally:
        IN_PLAATS_VAN.reset(said)
        LEZER.reset(reader)
        NU.reset(now)


def gemeenten() -> Mapping[str, str]:
    """The name of every municipality that the organisation works for now, by its code; none where nothing was told."""
    return NU.get().namen()


def eigen_gemeenten() -> Mapping[str, str]:
    """Those of the reader; all where nobody reads, as in the work of the service itself."""
    lezer = LEZER.get()
    return {
        code: naam for code, naam in gemeenten().items() if lezer is None or code in lezer.gemeenten
    }


def aanduiding(medewerker_id: str) -> str | None:
    """How a medewerker is called on a page, without what stands behind it in brackets; None for somebody who never worked here."""
    gevonden = NU.get().medewerker(medewerker_id)
    return gevonden.aanduiding.partition(" (")[0] if gevonden else None
