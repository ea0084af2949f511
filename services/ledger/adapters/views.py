"""The views in PostgreSQL: a page of the log folds into `debiteuren`, `regels` and `vaststellingen`, in the schema looked at first."""

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from psycopg import Cursor
from psycopg.rows import DictRow
from pydantic import TypeAdapter
from pydantic_core import to_json

from services.ledger.adapters.vaststelling import lijst as vaststellingen
from services.ledger.domain.invordering.events import Invorderingsfeit
from services.ledger.domain.register.events import Registerfeit
from services.ledger.domain.vaststelling.events import Vaststellingsfeit
from services.ledger.domain.vordering.events import Vorderingsmutatie
from services.ledger.projections import regels, vorderingen
from services.ledger.projections.betalingen import BETALINGEN
from services.ledger.projections.debiteur import Debiteur
from services.ledger.projections.debiteuren import evolve
from shared.facts import StoredFact

FOLLOWER = "debiteuren"
KOLOMMEN = tuple(Debiteur.model_fields)
_RIJEN = TypeAdapter(list[Debiteur])
_GEEN: dict[str, Any] = dict.fromkeys(KOLOMMEN)
_LEEG = Debiteur.model_construct(**_GEEN)


def apply(cursor: Cursor[DictRow], page: Sequence[StoredFact]) -> None:
    """Brings all views up to the last fact of the page. The register of a loan changes none, its ladder only its row."""
    vaststellingen.apply(cursor, page)
    eigen = [
        (_lening_id(stored), stored)
        for stored in page
        if not isinstance(stored.fact, Registerfeit | Vaststellingsfeit)
    ]
    rijen = _read(cursor, [lening_id for lening_id, _ in eigen])
    for lening_id, stored in eigen:
        na = vorderingen.evolve if isinstance(stored.fact, Vorderingsmutatie) else evolve
        rijen[lening_id] = na(rijen.get(lening_id), lening_id, stored.fact)
    _write(cursor, list(rijen.values()))
    with cursor.copy(f"COPY regels ({', '.join(regels.KOLOMMEN)}) FROM STDIN") as copy:
        for _, stored in eigen:
            if isinstance(stored.fact, Invorderingsfeit):
                continue
            *waarden, boekregels, actor = regels.regel(
                stored.stream_id, stored.version, stored.fact, stored.cause.actor
            )
            copy.write_row((*waarden, to_json(boekregels).decode(), actor))


def _lening_id(stored: StoredFact) -> UUID:
    """The loan whose row a fact changes; its ladder is a stream of its own."""
    return stored.fact.schuld_id if isinstance(stored.fact, Invorderingsfeit) else stored.stream_id


def key_of(stored: StoredFact) -> str:
    """What waits together where one fact cannot be shown: everything of one loan, vordering or vaststelling."""
    return str(_lening_id(stored))


def _read(cursor: Cursor[DictRow], lening_ids: Sequence[UUID]) -> dict[UUID, Debiteur]:
    cursor.execute(
        f"SELECT {', '.join(KOLOMMEN)} FROM debiteuren WHERE lening_id = ANY(%s)",
        (list(dict.fromkeys(lening_ids)),),
    )
    return {
        rij["lening_id"]: _LEEG.na(
            **rij | {"betalingen": BETALINGEN.validate_python(rij["betalingen"])}
        )
        for rij in cursor.fetchall()
    }


def _write(cursor: Cursor[DictRow], rijen: Sequence[Debiteur]) -> None:
    anders = ", ".join(f"{kolom} = excluded.{kolom}" for kolom in KOLOMMEN if kolom != "lening_id")
    cursor.execute(
        f"INSERT INTO debiteuren ({', '.join(KOLOMMEN)}) SELECT {', '.join(KOLOMMEN)}"
        f" FROM jsonb_populate_recordset(NULL::debiteuren, %s::jsonb) ON CONFLICT (lening_id) DO UPDATE SET {anders}",
        (_RIJEN.dump_json(list(rijen)).decode(),),
    )


def export(cursor: Cursor[DictRow]) -> list[tuple[str, str]]:
    """Every row of the debtor list and of the vaststellingen in one canonical form: the same rows give the same text."""
    cursor.execute(f"SELECT {', '.join(KOLOMMEN)} FROM debiteuren ORDER BY lening_id")
    debiteuren = [
        (str(rij["lening_id"]), json.dumps(rij, default=str, sort_keys=True))
        for rij in cursor.fetchall()
    ]
    return debiteuren + vaststellingen.export(cursor)
