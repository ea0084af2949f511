"""The list of applications: those without a decision first, the oldest deadline on top."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from psycopg import Cursor
from psycopg.rows import DictRow
from psycopg.sql import SQL
from pydantic import BaseModel, ConfigDict

from services.bbz.domain.begrippen import Soort
from services.bbz.domain.state import Aanvraag, Status
from shared.begrippen import Groep
from shared.zoeken import Zoekvraag, voorwaarde


class Aanvraagregel(BaseModel):
    """One application in the list; `bedrag_cent` is what was granted, else what was proposed."""

    model_config = ConfigDict(frozen=True)

    aanvraag_id: UUID
    dossier_id: UUID
    gemeente: str
    groep: Groep
    soort: Soort
    status: Status
    loopt: bool
    aanvraagdatum: date
    beslistermijn_tot: date
    is_opgeschort: bool
    beoordelaar: str | None
    bedrag_cent: int | None
    lening_id: UUID | None
    is_lening_bevestigd: bool

    @property
    def wacht_op_lening(self) -> bool:
        """Granted, but the ledger has not said yet that the loan was opened."""
        return self.lening_id is not None and not self.is_lening_bevestigd


def regel(aanvraag_id: UUID, state: Aanvraag) -> Aanvraagregel:
    """A state as the list shows it."""
    beoordeling, krediet, bijstand = state.beoordeling, state.krediet, state.bijstand
    voorgesteld = beoordeling.voorgesteld_cent if beoordeling else None
    toegekend = bijstand.totaal_cent if bijstand else voorgesteld
    return Aanvraagregel(
        aanvraag_id=aanvraag_id,
        dossier_id=state.kern.dossier_id,
        gemeente=state.kern.gemeente,
        groep=state.groep,
        soort=state.kern.soort,
        status=state.status,
        loopt=state.loopt,
        aanvraagdatum=state.kern.aanvraagdatum,
        beslistermijn_tot=state.beslistermijn_tot,
        is_opgeschort=state.aanvulling is not None,
        beoordelaar=beoordeling.beoordelaar if beoordeling else None,
        bedrag_cent=krediet.hoofdsom_cent if krediet else toegekend,
        lening_id=krediet.lening_id if krediet else None,
        is_lening_bevestigd=state.is_lening_bevestigd,
    )


FIELDS = tuple(Aanvraagregel.model_fields)
# The address names a column; only these names reach SQL.
ORDER = {
    "beslistermijn_tot": SQL("beslistermijn_tot"),
    "aanvraagdatum": SQL("aanvraagdatum"),
    "bedrag": SQL("bedrag_cent"),
}
SAVE = SQL(
    "INSERT INTO aanvragen ({}) VALUES ({}) ON CONFLICT (aanvraag_id) DO UPDATE SET {}"
).format(
    SQL(", ").join(SQL(name) for name in FIELDS),
    SQL(", ").join(SQL(f"%({name})s") for name in FIELDS),
    SQL(", ").join(SQL(f"{name} = excluded.{name}") for name in FIELDS),
)


def save(cursor: Cursor[DictRow], aanvraag_id: UUID, state: Aanvraag) -> None:
    """Writes an application as it now is; one that was never opened has no row."""
    if state.opening:
        cursor.execute(SAVE, dict(regel(aanvraag_id, state)))


@dataclass(frozen=True)
class Vraag:
    """Which part of the list, in which order; running ones always come first."""

    status: str | None = None
    gemeente: str | None = None
    sort: str = "beslistermijn_tot"
    descending: bool = False
    limit: int = 25
    offset: int = 0
    zoek: str = ""

    @property
    def values(self) -> Mapping[str, Any]:
        chosen = {
            "status": self.status,
            "gemeente": self.gemeente,
            "limit": self.limit,
            "offset": self.offset,
        }
        return {**chosen, **Zoekvraag.of(self.zoek).waarden}


def lopende(cursor: Cursor[DictRow], dossier_id: UUID) -> list[UUID]:
    """The applications of a dossier that were not decided on yet, the oldest first."""
    cursor.execute(
        "SELECT aanvraag_id FROM aanvragen WHERE dossier_id = %s AND loopt ORDER BY aanvraagdatum, aanvraag_id",
        (dossier_id,),
    )
    return [row["aanvraag_id"] for row in cursor.fetchall()]


WHERE = SQL(
    " WHERE (%(status)s::text IS NULL OR status = %(status)s) AND (%(gemeente)s::text IS NULL OR gemeente = %(gemeente)s) AND "
) + SQL(voorwaarde(nummers=("aanvraag_id", "dossier_id", "lening_id"), bedragen=("bedrag_cent",)))


def lijst(cursor: Cursor[DictRow], vraag: Vraag) -> tuple[list[Aanvraagregel], int]:
    """A page of the list, and how many there are in all."""
    cursor.execute(SQL("SELECT count(*) AS total FROM aanvragen") + WHERE, vraag.values)
    total = int((cursor.fetchone() or {"total": 0})["total"])
    direction = SQL("DESC NULLS LAST" if vraag.descending else "ASC NULLS LAST")
    order = SQL(
        " ORDER BY loopt DESC, {} {}, aanvraag_id LIMIT %(limit)s OFFSET %(offset)s"
    ).format(ORDER[vraag.sort], direction)
    cursor.execute(SQL("SELECT * FROM aanvragen") + WHERE + order, vraag.values)
    return [Aanvraagregel.model_validate(row) for row in cursor.fetchall()], total


def aantallen(cursor: Cursor[DictRow], column: str) -> dict[str, int]:
    """How many applications there are for each value of `status` or `gemeente`."""
    name = {"status": SQL("status"), "gemeente": SQL("gemeente")}[column]
    cursor.execute(
        SQL("SELECT {} AS value, count(*) AS total FROM aanvragen GROUP BY 1 ORDER BY 1").format(
            name
        )
    )
    return {row["value"]: row["total"] for row in cursor.fetchall()}
