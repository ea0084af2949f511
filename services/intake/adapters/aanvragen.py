"""The applications of a person, in all dossiers: written with what is filed, and with what bbz tells of it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from psycopg import Cursor
from psycopg.rows import DictRow

from services.intake.domain.aanvraag.events import AanvraagIngediend
from services.intake.domain.aanvraag.state import EerdereAanvraag, Stand, Tip
from shared.begrippen import Aanvraagsoort

_VELDEN = "aanvraag_id, dossier_id, soort, stand, ontvangen_op, gevraagd_cent, gevraagde_maanden, bestemming"


@dataclass(frozen=True)
class LopendeAanvraag:
    """`is_over_tijd`: there was no decision in time, so that its term cannot stand still any more."""

    soort: Aanvraagsoort
    is_over_tijd: bool


def van_persoon(cursor: Cursor[DictRow], dossier_id: UUID) -> tuple[EerdereAanvraag, ...]:
    """Every application of the person of this dossier, the oldest first."""
    cursor.execute(
        f"SELECT {_VELDEN}, tips FROM aanvragen WHERE dossier_id IN (SELECT others.dossier_id FROM dossiers AS others"
        " JOIN dossiers AS this USING (person_id) WHERE this.dossier_id = %s) ORDER BY nummer",
        (dossier_id,),
    )
    return tuple(EerdereAanvraag.model_validate(row) for row in cursor.fetchall())


def lopend_op(cursor: Cursor[DictRow], dossier_id: UUID) -> UUID | None:
    """An application of this dossier that bbz did not decide on yet."""
    cursor.execute(
        "SELECT aanvraag_id FROM aanvragen WHERE dossier_id = %s AND stand = 'loopt' ORDER BY nummer LIMIT 1",
        (dossier_id,),
    )
    row = cursor.fetchone()
    return row["aanvraag_id"] if row else None


def voeg_toe(cursor: Cursor[DictRow], feit: AanvraagIngediend) -> None:
    cursor.execute(
        f"INSERT INTO aanvragen ({_VELDEN}) VALUES (%s, %s, %s, 'loopt', %s, %s, %s, %s)",
        (
            feit.aanvraag_id,
            feit.dossier_id,
            feit.soort,
            feit.ontvangen_op,
            feit.gevraagd_cent,
            feit.gevraagde_maanden,
            feit.bestemming,
        ),
    )


def hoor_geopend(cursor: Cursor[DictRow], aanvraag: EerdereAanvraag) -> None:
    """One that bbz opened by itself, before applications were filed here; a known one stays as it is."""
    cursor.execute(
        f"INSERT INTO aanvragen ({_VELDEN}) SELECT %s, dossier_id, %s, %s, %s, %s, %s, %s FROM dossiers"
        " WHERE dossier_id = %s ON CONFLICT DO NOTHING",
        (
            aanvraag.aanvraag_id,
            aanvraag.soort,
            aanvraag.stand,
            aanvraag.ontvangen_op,
            aanvraag.gevraagd_cent,
            aanvraag.gevraagde_maanden,
            aanvraag.bestemming,
            aanvraag.dossier_id,
        ),
    )


def hoor_stand(
    cursor: Cursor[DictRow], aanvraag_id: UUID, stand: Stand, tips: Sequence[Tip] = ()
) -> None:
    """What became of an application; one that intake does not know changes nothing."""
    cursor.execute(
        "UPDATE aanvragen SET stand = %s, tips = %s WHERE aanvraag_id = %s",
        (stand, json.dumps([tip.model_dump() for tip in tips]), aanvraag_id),
    )


def hoor_over_tijd(cursor: Cursor[DictRow], aanvraag_id: UUID) -> None:
    """The last day to decide has passed."""
    cursor.execute(
        "UPDATE aanvragen SET is_over_tijd = true WHERE aanvraag_id = %s", (aanvraag_id,)
    )


def lopende(cursor: Cursor[DictRow], dossier_id: UUID) -> dict[UUID, LopendeAanvraag]:
    """The applications of a dossier that were not decided on yet, as far as intake heard; held until the transaction ends."""
    cursor.execute(
        "SELECT aanvraag_id, soort, is_over_tijd FROM aanvragen WHERE dossier_id = %s AND stand = 'loopt' ORDER BY nummer FOR SHARE",
        (dossier_id,),
    )
    return {
        row["aanvraag_id"]: LopendeAanvraag(row["soort"], row["is_over_tijd"])
        for row in cursor.fetchall()
    }
