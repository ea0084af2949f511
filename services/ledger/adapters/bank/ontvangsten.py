"""The table of bank lines: what came in, what is to be booked, what waits for a person, what was decided."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from psycopg import Cursor
from psycopg.rows import DictRow

from services.ledger.adapters.bank.afschriften import afschrift_id, is_al_verteld, regelafdrukken
from services.ledger.adapters.lening import agenda
from services.ledger.domain.bank.afschrift import Afschrift, reden_om_te_duiden
from services.ledger.domain.bank.kenmerkkeuze import zoek
from services.ledger.domain.bank.weigeringen import OntvangstIsElders
from services.ledger.domain.lening.state import Lening
from shared.dates import voluit

TERUGGENOMEN = "De boeking op een schuld is teruggedraaid. Kies waar dit geld hoort; bij een storno hoort een afschrijving."
ANDERE_VERSIE = (
    "De bank gaf dit afschrift al eerder met andere regels. Kijk na of dit geld al geboekt is."
)
KOLOMMEN = "ontvangst_id, afschrift_id, post, deel, valutadatum, bedrag_cent, betalingskenmerk, status, reden, afdruk"


@dataclass(frozen=True)
class Ontvangst:
    """A line to book: matched on its reference, or assigned by a person."""

    ontvangst_id: UUID
    iban: str
    valutadatum: date
    bedrag_cent: int
    betalingskenmerk: str | None
    lening_id: UUID | None
    actor: str | None
    teruggenomen: int

    @property
    def betaling_id(self) -> UUID:
        """The id of the receipt on its debt; another one after it was taken off, because what was revoked never counts again."""
        return (
            uuid5(self.ontvangst_id, str(self.teruggenomen))
            if self.teruggenomen
            else self.ontvangst_id
        )


@dataclass(frozen=True)
class Uitkomst:
    """What became of a line; with a debt also the id of the receipt in its facts."""

    ontvangst_id: UUID
    status: str
    reden: str | None = None
    lening_id: UUID | None = None
    betaling_id: UUID | None = None


def save(cursor: Cursor[DictRow], afschriften: Iterable[Afschrift]) -> None:
    """The lines of statements that are new."""
    with_print = [(een, regelafdrukken(een)) for een in afschriften]
    eerder = _eerder(
        cursor, [afdruk for _, afdrukken in with_print for afdruk in afdrukken.values()]
    )
    rijen = [rij for een, afdrukken in with_print for rij in _rijen(cursor, een, afdrukken, eerder)]
    with cursor.copy(f"COPY ontvangsten ({KOLOMMEN}) FROM STDIN") as copy:
        for rij in rijen:
            copy.write_row(rij)


def _eerder(cursor: Cursor[DictRow], afdrukken: Collection[str]) -> dict[str, date]:
    """The statement day of each post that the bank gave before, in another statement."""
    cursor.execute(
        "SELECT ontvangsten.afdruk, min(dag) AS dag FROM ontvangsten JOIN afschriften USING (afschrift_id)"
        " WHERE ontvangsten.afdruk = ANY(%s) GROUP BY 1",
        (list(afdrukken),),
    )
    return {rij["afdruk"]: rij["dag"] for rij in cursor.fetchall()}


def _rijen(
    cursor: Cursor[DictRow],
    afschrift: Afschrift,
    afdrukken: Mapping[int, str],
    eerder: Mapping[str, date],
) -> Iterable[tuple[Any, ...]]:
    moeder, opnieuw = (
        afschrift_id(afschrift),
        ANDERE_VERSIE if is_al_verteld(cursor, afschrift) else None,
    )
    for regel in afschrift.regels:
        gekozen, afdruk = (
            zoek(regel, lambda namen: agenda.bij_kenmerk(cursor, list(namen)).keys()),
            afdrukken.get(regel.post),
        )
        al = eerder.get(afdruk or "")
        reden = _al_gehad(al) if al else opnieuw or reden_om_te_duiden(regel) or gekozen.reden
        status = "te_duiden" if reden else "te_boeken"
        ontvangst_id = uuid5(moeder, f"{regel.post}.{regel.deel}")
        yield (
            ontvangst_id,
            moeder,
            regel.post,
            regel.deel,
            regel.dag,
            regel.bedrag_cent,
            gekozen.kenmerk,
            status,
            reden,
            afdruk,
        )


def _al_gehad(dag: date) -> str:
    return f"De bank gaf deze regel ook in het afschrift van {voluit(dag)}. Kijk na of dit geld al geboekt is."


def te_boeken(cursor: Cursor[DictRow], hoogstens: int) -> list[Ontvangst]:
    """The next lines to book, in the order in which they came, locked for this transaction."""
    cursor.execute(
        "SELECT ontvangst_id, iban, valutadatum, bedrag_cent, betalingskenmerk, lening_id, actor, teruggenomen"
        " FROM ontvangsten JOIN afschriften USING (afschrift_id)"
        " WHERE status IN ('te_boeken', 'toegewezen') ORDER BY volgorde LIMIT %s FOR UPDATE OF ontvangsten",
        (hoogstens,),
    )
    return [Ontvangst(**rij) for rij in cursor.fetchall()]


def te_duiden(cursor: Cursor[DictRow], ontvangst_id: UUID) -> Ontvangst | None:
    """A line that waits for a person."""
    cursor.execute(
        "SELECT ontvangst_id, iban, valutadatum, bedrag_cent, betalingskenmerk, lening_id, actor, teruggenomen"
        " FROM ontvangsten JOIN afschriften USING (afschrift_id) WHERE ontvangst_id = %s AND status = 'te_duiden'",
        (ontvangst_id,),
    )
    rij = cursor.fetchone()
    return Ontvangst(**rij) if rij else None


def write(cursor: Cursor[DictRow], uitkomsten: Sequence[Uitkomst], op: date) -> None:
    """A line that goes back to the queue loses its loan."""
    cursor.execute(
        "UPDATE ontvangsten SET status = nieuw.status, reden = nieuw.reden, lening_id = nieuw.lening_id,"
        " betaling_id = coalesce(nieuw.betaling_id, ontvangsten.betaling_id), besloten_op = %s"
        " FROM unnest(%s::uuid[], %s::text[], %s::text[], %s::uuid[], %s::uuid[])"
        " AS nieuw(ontvangst_id, status, reden, lening_id, betaling_id)"
        " WHERE ontvangsten.ontvangst_id = nieuw.ontvangst_id",
        (
            op,
            [een.ontvangst_id for een in uitkomsten],
            [een.status for een in uitkomsten],
            [een.reden for een in uitkomsten],
            [een.lening_id for een in uitkomsten],
            [een.betaling_id for een in uitkomsten],
        ),
    )


def duid(
    cursor: Cursor[DictRow],
    ontvangst_id: UUID,
    status: str,
    lening_id: UUID | None,
    actor: str,
    op: date,
) -> bool:
    """A person decides about a line in the queue; False when it is not (or no longer) there. Only a receipt can go to a loan or back."""
    cursor.execute(
        "UPDATE ontvangsten SET status = %s, lening_id = %s, actor = %s, besloten_op = %s, reden = NULL"
        " WHERE ontvangst_id = %s AND status = 'te_duiden' AND (bedrag_cent > 0 OR %s = 'geen_lening')",
        (status, lening_id, actor, op, ontvangst_id, status),
    )
    return cursor.rowcount == 1


def zet_terug(cursor: Cursor[DictRow], ontvangst_id: UUID, actor: str, op: date) -> bool:
    """A person takes back what was decided about a line: it waits in the queue again. False when nothing was decided."""
    cursor.execute(
        "UPDATE ontvangsten SET status = 'te_duiden', lening_id = NULL, actor = %s, besloten_op = %s, reden = %s"
        " WHERE ontvangst_id = %s AND status IN ('terugstorten', 'geen_lening', 'toegewezen')",
        (actor, op, "Een eerder besluit over deze regel is teruggenomen.", ontvangst_id),
    )
    return cursor.rowcount == 1


def volg(cursor: Cursor[DictRow], voor: Lening, na: Lening, actor: str, op: date) -> None:
    """A receipt that was taken off a loan waits in the queue again; one that counts again leaves it. Raises OntvangstIsElders."""
    for betaling_id in voor.getelde_ontvangsten.keys() - na.getelde_ontvangsten.keys():
        neem_van_schuld(cursor, betaling_id, actor, op)
    for betaling_id in (
        na.getelde_ontvangsten.keys() - voor.getelde_ontvangsten.keys()
    ) & voor.bekende_ontvangsten:
        if not _zet_op_schuld(cursor, betaling_id, na.lening_id, actor, op):
            raise OntvangstIsElders


def neem_van_schuld(cursor: Cursor[DictRow], betaling_id: UUID, actor: str, op: date) -> None:
    """The booking of a line was taken off its debt: the money waits in the queue, with its amount."""
    cursor.execute(
        "UPDATE ontvangsten SET status = 'te_duiden', lening_id = NULL, teruggenomen = teruggenomen + 1, actor = %s, besloten_op = %s,"
        " reden = %s WHERE betaling_id = %s AND status = 'geboekt'",
        (actor, op, TERUGGENOMEN, betaling_id),
    )


def _zet_op_schuld(
    cursor: Cursor[DictRow], betaling_id: UUID, lening_id: UUID, actor: str, op: date
) -> bool:
    """A booking that was taken off counts again; False when the line went elsewhere meanwhile."""
    cursor.execute(
        "UPDATE ontvangsten SET status = 'geboekt', lening_id = %s, actor = %s, besloten_op = %s, reden = NULL"
        " WHERE betaling_id = %s AND status = 'te_duiden'",
        (lening_id, actor, op, betaling_id),
    )
    return cursor.rowcount == 1
