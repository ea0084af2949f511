"""A bank file comes in: read, checked as a whole, sealed and stored with its lines. The worker books them."""

import hashlib
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from psycopg import Cursor
from psycopg.rows import DictRow

from services.ledger.adapters import afschriften, camt
from services.ledger.adapters.afschriften import AFSCHRIFTEN
from services.ledger.domain.afschrift import AfschriftKloptNiet
from services.ledger.domain.weigeringen import BestandIsAlOntvangen
from shared.seals import seal
from shared.store import Store


@dataclass(frozen=True)
class Ingelezen:
    bestand_id: UUID
    versie: str
    afschriften: int
    regels: int


def lees_in(store: Store, key: bytes, content: bytes, actor: str) -> Ingelezen:
    """Takes in one file; raises AfschriftKloptNiet or BestandIsAlOntvangen, and then nothing of it is kept."""
    digest = hashlib.sha256(content).digest()
    bestand_id = uuid5(AFSCHRIFTEN, digest.hex())
    with store.cursor() as cursor:
        _moet_nieuw_zijn(afschriften.bestand_met(cursor, digest))
    versie, gelezen = camt.read(content)
    with store.cursor() as cursor:
        cursor.execute("LOCK TABLE bankbestanden IN SHARE ROW EXCLUSIVE MODE")
        _moet_nieuw_zijn(afschriften.bestand_met(cursor, digest) or afschriften.bestand_van(cursor, gelezen))
        werkdag = _werkdag(cursor)
        if len({afschriften.afschrift_id(een) for een in gelezen}) < len(gelezen):
            raise AfschriftKloptNiet("Hetzelfde afschrift staat twee keer in dit bestand.")
        if afschriften.is_te_nieuw(gelezen, werkdag):
            raise AfschriftKloptNiet("Het bestand heeft een afschrift van een dag die nog moet komen.")
        afschriften.bewaar(cursor, bestand_id, digest, seal(key, content, digest), versie, gelezen, actor, werkdag)
    return Ingelezen(bestand_id, versie, len(gelezen), sum(len(een.regels) for een in gelezen))


def _moet_nieuw_zijn(eerder: UUID | None) -> None:
    if eerder:
        raise BestandIsAlOntvangen(eerder)


def _werkdag(cursor: Cursor[DictRow]) -> date | None:
    cursor.execute("SELECT dag FROM werkdag")
    rij = cursor.fetchone()
    return rij["dag"] if rij else None
