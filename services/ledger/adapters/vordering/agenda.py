"""The table `leningen`, for vorderingen: which of the ids are one, and when a day has something to do for it."""

from collections.abc import Sequence
from uuid import UUID

from psycopg import Cursor
from psycopg.rows import DictRow

from services.ledger.domain.vordering.boeken import te_vinden_termijnen
from services.ledger.domain.vordering.state import Vordering


def vorderingen_onder(cursor: Cursor[DictRow], ids: Sequence[UUID]) -> frozenset[UUID]:
    """Those of the ids that are vorderingen."""
    cursor.execute(
        "SELECT lening_id FROM leningen WHERE soort = 'vordering' AND lening_id = ANY(%s)",
        (list(ids),),
    )
    return frozenset(rij["lening_id"] for rij in cursor.fetchall())


def plan_vordering(cursor: Cursor[DictRow], vordering: Vordering) -> None:
    """Verzuim can be found once statements are booked beyond the first vervaldag that is still open."""
    na_afschrift = min(
        (termijn.vervaldag for termijn in te_vinden_termijnen(vordering)), default=None
    )
    cursor.execute(
        "INSERT INTO leningen (lening_id, betalingskenmerk, na_afschrift, soort) VALUES (%s, %s, %s, 'vordering')"
        " ON CONFLICT (lening_id) DO UPDATE SET na_afschrift = excluded.na_afschrift",
        (vordering.vordering_id, vordering.betalingskenmerk, na_afschrift),
    )
