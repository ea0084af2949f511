"""Which desk calls about arrears: of the caseworker and the debt desk always one, as the working agreements of the day have it."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from psycopg import Cursor
from psycopg.rows import DictRow

from services.routing.projections.dossier import DEBITEUREN
from shared.organisatie.staat import Organisatie


class Bellers(NamedTuple):
    """The roles, by the fields of a dossier."""

    belt: str
    vordert_in: str


def van(organisatie: Organisatie, gemeente: str, dag: date | None) -> Bellers:
    """Where nothing was agreed the debt desk does both, as the ledger has it."""
    return Bellers(
        organisatie.doet("debiteurenbeheer", gemeente, dag, DEBITEUREN),
        organisatie.doet("invordering", gemeente, dag, DEBITEUREN),
    )


def anders(cursor: Cursor[DictRow], gemeente: str, wie: Bellers) -> dict[UUID, str]:
    """The dossiers with arrears in which others called until now, with what happened last in each."""
    cursor.execute(
        "SELECT dossier_id, laatste_wat FROM werkvoorraad JOIN dossiers USING (dossier_id)"
        " WHERE achterstand_cent > 0 AND gemeente = %(gemeente)s"
        " AND (coalesce(dossier ->> 'belt', %(debiteuren)s), coalesce(dossier ->> 'vordert_in', %(debiteuren)s))"
        " <> (%(belt)s, %(vordert_in)s) ORDER BY dossier_id",
        {"gemeente": gemeente, "debiteuren": DEBITEUREN, **wie._asdict()},
    )
    return {row["dossier_id"]: row["laatste_wat"] for row in cursor.fetchall()}
