"""The tables of the bank: sealed files, statements, lines. Who paid stands in the sealed file only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from psycopg import Cursor
from psycopg.rows import DictRow

from services.ledger.domain.afschrift import Afschrift, Saldostand, aaneengesloten_tot, gezocht_kenmerk, laagste, reden_om_te_duiden

AFSCHRIFTEN = uuid5(NAMESPACE_URL, "urn:doorstart:ledger:afschriften")


@dataclass(frozen=True)
class Ontvangst:
    """A line to book: matched on its reference, or assigned by a person."""

    ontvangst_id: UUID
    valutadatum: date
    bedrag_cent: int
    betalingskenmerk: str | None
    lening_id: UUID | None
    actor: str | None


@dataclass(frozen=True)
class Uitkomst:
    """What became of a line."""

    ontvangst_id: UUID
    status: str
    reden: str | None
    lening_id: UUID | None


def afschrift_id(afschrift: Afschrift) -> UUID:
    """The same statement always has the same id, in whatever file it comes."""
    return uuid5(AFSCHRIFTEN, f"{afschrift.iban}/{afschrift.naam}/{afschrift.dag}")


def bestand_met(cursor: Cursor[DictRow], sha256: bytes) -> UUID | None:
    cursor.execute("SELECT bestand_id FROM bankbestanden WHERE sha256 = %s", (sha256,))
    rij = cursor.fetchone()
    return rij["bestand_id"] if rij else None


def bestand_van(cursor: Cursor[DictRow], afschriften: Iterable[Afschrift]) -> UUID | None:
    """The file that brought one of these statements before."""
    cursor.execute("SELECT bestand_id FROM afschriften WHERE afschrift_id = ANY(%s) LIMIT 1", ([afschrift_id(een) for een in afschriften],))
    rij = cursor.fetchone()
    return rij["bestand_id"] if rij else None


def bewaar(
    cursor: Cursor[DictRow], bestand_id: UUID, sha256: bytes, sealed: bytes, versie: str, afschriften: Sequence[Afschrift],
    actor: str, werkdag: date | None,
) -> None:  # fmt: skip
    """Stores file, statements and lines. A unique key stops the same file or statement that comes in at the same moment."""
    cursor.execute(
        "INSERT INTO bankbestanden (bestand_id, sha256, sealed, versie, actor, werkdag) VALUES (%s, %s, %s, %s, %s, %s)",
        (bestand_id, sha256, sealed, versie, actor, werkdag),
    )
    cursor.executemany(
        "INSERT INTO afschriften (afschrift_id, bestand_id, plaats, iban, nummer, dag, beginsaldo_cent, eindsaldo_cent)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
        [
            (afschrift_id(een), bestand_id, plaats, een.iban, een.nummer, een.dag, een.beginsaldo_cent, een.eindsaldo_cent)
            for plaats, een in enumerate(afschriften)
        ],
    )
    columns = "ontvangst_id, afschrift_id, post, deel, valutadatum, bedrag_cent, betalingskenmerk, status, reden"
    with cursor.copy(f"COPY ontvangsten ({columns}) FROM STDIN") as copy:
        for afschrift in afschriften:
            for rij in _rijen(afschrift):
                copy.write_row(rij)


def _rijen(afschrift: Afschrift) -> Iterable[tuple[Any, ...]]:
    moeder = afschrift_id(afschrift)
    for regel in afschrift.regels:
        kenmerk = gezocht_kenmerk(regel)
        reden = reden_om_te_duiden(regel, kenmerk)
        status = "te_duiden" if reden else "te_boeken"
        ontvangst_id = uuid5(moeder, f"{regel.post}.{regel.deel}")
        yield ontvangst_id, moeder, regel.post, regel.deel, regel.dag, regel.bedrag_cent, kenmerk, status, reden


def te_boeken(cursor: Cursor[DictRow], hoogstens: int) -> list[Ontvangst]:
    """The next lines to book, in the order in which they came, locked for this transaction."""
    cursor.execute(
        "SELECT ontvangst_id, valutadatum, bedrag_cent, betalingskenmerk, lening_id, actor FROM ontvangsten"
        " WHERE status IN ('te_boeken', 'toegewezen') ORDER BY volgorde LIMIT %s FOR UPDATE",
        (hoogstens,),
    )
    return [Ontvangst(**rij) for rij in cursor.fetchall()]


def schrijf(cursor: Cursor[DictRow], uitkomsten: Sequence[Uitkomst], op: date) -> None:
    """A line that goes back to the queue loses its loan."""
    cursor.execute(
        "UPDATE ontvangsten SET status = nieuw.status, reden = nieuw.reden, lening_id = nieuw.lening_id, besloten_op = %s"
        " FROM unnest(%s::uuid[], %s::text[], %s::text[], %s::uuid[]) AS nieuw(ontvangst_id, status, reden, lening_id)"
        " WHERE ontvangsten.ontvangst_id = nieuw.ontvangst_id",
        (
            op, [een.ontvangst_id for een in uitkomsten], [een.status for een in uitkomsten], [een.reden for een in uitkomsten],
            [een.lening_id for een in uitkomsten],
        ),
    )  # fmt: skip


def duid(cursor: Cursor[DictRow], ontvangst_id: UUID, status: str, lening_id: UUID | None, actor: str, op: date) -> bool:
    """A person decides about a line in the queue; False when it is not (or no longer) there. Only a receipt can go to a loan or back."""
    cursor.execute(
        "UPDATE ontvangsten SET status = %s, lening_id = %s, actor = %s, besloten_op = %s, reden = NULL"
        " WHERE ontvangst_id = %s AND status = 'te_duiden' AND (bedrag_cent > 0 OR %s = 'geen_lening')",
        (status, lening_id, actor, op, ontvangst_id, status),
    )
    return cursor.rowcount == 1


def geboekt_tot(cursor: Cursor[DictRow], rekeningen: Sequence[str]) -> date | None:
    """The day up to which all our accounts are booked without a gap; without a list of accounts: all that ever sent a statement."""
    cursor.execute(
        "SELECT iban, dag, nummer, beginsaldo_cent, eindsaldo_cent, NOT EXISTS (SELECT 1 FROM ontvangsten"
        " WHERE ontvangsten.afschrift_id = afschriften.afschrift_id AND status = 'te_boeken') AS is_verwerkt FROM afschriften"
        " WHERE cardinality(%(ibans)s::text[]) = 0 OR iban = ANY(%(ibans)s)",
        {"ibans": list(rekeningen)},
    )
    per_rekening: dict[str, list[Saldostand]] = {iban: [] for iban in rekeningen}
    for rij in cursor.fetchall():
        iban = rij.pop("iban")
        per_rekening.setdefault(iban, []).append(Saldostand(**rij))
    return laagste([aaneengesloten_tot(standen) for standen in per_rekening.values()])


def is_te_nieuw(afschriften: Iterable[Afschrift], werkdag: date | None) -> bool:
    """A statement of a day that has not begun; a bank in another time zone may be one day ahead."""
    return werkdag is not None and any(afschrift.dag > werkdag + timedelta(days=1) for afschrift in afschriften)
