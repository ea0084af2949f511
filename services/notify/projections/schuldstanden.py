"""How the collection of each loan stands, as the ledger told it: written in the transaction of its events."""

from uuid import UUID

from psycopg import Cursor
from psycopg.rows import DictRow

from services.notify.domain.schuldstand import Schuldstand
from shared.contracts import invordering, ledger
from shared.contracts.base import Contract


def read(cursor: Cursor[DictRow], lening_id: UUID) -> Schuldstand:
    cursor.execute("SELECT stand FROM schuldstanden WHERE lening_id = %s", (lening_id,))
    row = cursor.fetchone()
    return Schuldstand.model_validate(row["stand"]) if row else Schuldstand()


def write(cursor: Cursor[DictRow], lening_id: UUID, stand: Schuldstand) -> None:
    cursor.execute(
        "INSERT INTO schuldstanden (lening_id, stand) VALUES (%s, %s) ON CONFLICT (lening_id) DO UPDATE SET stand = excluded.stand",
        (lening_id, stand.model_dump_json()),
    )


def over_lening(event: Contract) -> UUID | None:
    """The loan whose collection an event of the ledger moves."""
    match event:
        case invordering.Invordering(schuldsoort="lening"):
            return event.schuld_id
        case ledger.LeningOpgeeist() | ledger.LeningAfgelost():
            return event.lening_id
    return None


def volg(stand: Schuldstand, event: Contract) -> Schuldstand:
    """What an event of the ledger makes of the collection of its loan."""
    match event:
        case (
            ledger.LeningOpgeeist()
            | invordering.DwangbevelUitgevaardigd()
            | invordering.InvorderingOvergedragen()
        ):
            return stand.vraagt_alles()
        case invordering.InvorderingGepauzeerd():
            return stand.staat_stil(event.reden, event.tot)
        case invordering.PauzeBeeindigd():
            return stand.gaat_verder(event.reden)
        case invordering.AanmaningOpgemaakt():
            return stand.is_aangemaand(event.op)
        case invordering.AanmaningVerstuurd():
            return stand.is_aangemaand(event.verstuurd_op)
        case invordering.InvorderingBeeindigd(reden="beschikking_vervallen"):
            return stand.vraagt_termijnen()
        case invordering.InvorderingBeeindigd(reden="opgeeist"):
            return stand.vraagt_alles()
        case invordering.InvorderingBeeindigd() | ledger.LeningAfgelost():
            return Schuldstand()
    return stand
