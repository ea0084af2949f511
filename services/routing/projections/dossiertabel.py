"""The table `dossiers`: what all services together know of a dossier, as one document."""

from collections.abc import Mapping, Set
from uuid import UUID

from psycopg import Cursor
from psycopg.rows import DictRow

from services.routing.projections.dossier import Dossier


def lock(cursor: Cursor[DictRow], dossier_ids: Set[UUID]) -> dict[UUID, Dossier]:
    """The dossiers as they stand, for nobody else until the transaction ends, locked in one order."""
    ordered = sorted(dossier_ids)
    cursor.execute(
        "INSERT INTO dossiers (dossier_id, dossier) SELECT unnest(%s::uuid[]), '{}' ON CONFLICT DO NOTHING",
        (ordered,),
    )
    cursor.execute(
        "SELECT dossier_id, dossier FROM dossiers WHERE dossier_id = ANY(%s) ORDER BY dossier_id FOR UPDATE",
        (ordered,),
    )
    return {row["dossier_id"]: _gelezen(row["dossier_id"], row) for row in cursor.fetchall()}


def _gelezen(dossier_id: UUID, row: DictRow) -> Dossier:
    return Dossier.model_validate(row["dossier"] | {"dossier_id": dossier_id})


def write(cursor: Cursor[DictRow], dossiers: Mapping[UUID, Dossier]) -> None:
    cursor.execute(
        "UPDATE dossiers SET dossier = changed.dossier FROM unnest(%s::uuid[], %s::jsonb[]) AS changed(dossier_id, dossier)"
        " WHERE dossiers.dossier_id = changed.dossier_id",
        (list(dossiers), [dossier.model_dump_json() for dossier in dossiers.values()]),
    )


def read(cursor: Cursor[DictRow], dossier_id: UUID) -> Dossier | None:
    """The dossier for a page; None for a number that no service ever spoke of."""
    cursor.execute("SELECT dossier FROM dossiers WHERE dossier_id = %s", (dossier_id,))
    row = cursor.fetchone()
    return _gelezen(dossier_id, row) if row else None
