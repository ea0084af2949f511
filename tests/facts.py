"""Puts a fact into the envelope of the log, for tests of what is published and projected."""

from datetime import UTC, date, datetime
from uuid import UUID

from shared.begrippen import Feit
from shared.facts import Cause, StoredFact


def stored(
    feit: Feit,
    stream_id: UUID,
    dag: date,
    position: int = 1,
    version: int = 1,
    actor: str = "consulent-1",
) -> StoredFact:
    recorded_at = datetime(dag.year, dag.month, dag.day, 9, 0, tzinfo=UTC)
    return StoredFact(
        position,
        stream_id,
        version,
        type(feit).__name__,
        feit,
        Cause(f"c{position}", actor, dag),
        recorded_at,
    )
