"""The tables of bank files and statements. Who paid stands in the sealed file only."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from psycopg import Cursor
from psycopg.rows import DictRow

from services.ledger.domain.bank.afschrift import Afschrift, is_andere_versie, is_hetzelfde

AFSCHRIFTEN = uuid5(NAMESPACE_URL, "urn:doorstart:ledger:afschriften")


@dataclass(frozen=True)
class Eerder:
    """A statement that another file brought before."""

    afschrift: Afschrift
    bestand_id: UUID


def afdruk(afschrift: Afschrift) -> str:
    """What the statement is, whatever its bank calls it: account, day, balances, posts. The migration of before made the same text."""
    posten = ",".join(str(cent) for cent in afschrift.posten)
    delen = (
        afschrift.iban,
        afschrift.dag,
        afschrift.beginsaldo_cent,
        afschrift.eindsaldo_cent,
        posten,
    )
    return _sha("|".join(str(deel) for deel in delen))


def afschrift_id(afschrift: Afschrift) -> UUID:
    """The same statement has the same id in whatever file it comes; what makes two of the same print different is in it too."""
    return uuid5(
        AFSCHRIFTEN,
        f"{afdruk(afschrift)}/{afschrift.nummer}/{','.join(sorted(regelafdrukken(afschrift).values()))}",
    )


def regelafdrukken(afschrift: Afschrift) -> dict[int, str]:
    """Each post that its bank names with a reference of its own, by its place; never the reference itself."""
    eerste = {regel.post: regel for regel in reversed(afschrift.regels)}
    vaker = Counter(regel.bankreferentie for regel in eerste.values())
    return {
        post: _sha(
            f"{afschrift.iban}|{regel.boekdag or regel.dag}|{sum(een.bedrag_cent for een in afschrift.regels if een.post == post)}"
            f"|{regel.bankreferentie}"
        )
        for post, regel in eerste.items()
        if regel.bankreferentie and vaker[regel.bankreferentie] == 1
    }


def is_al_verteld(cursor: Cursor[DictRow], afschrift: Afschrift) -> bool:
    """Whether the bank gave this statement before with other lines."""
    cursor.execute(
        "SELECT nummer, dag, eindsaldo_cent - beginsaldo_cent AS mutatie_cent FROM afschriften"
        " WHERE iban = %s AND beginsaldo_cent = %s AND afschrift_id <> %s",
        (afschrift.iban, afschrift.beginsaldo_cent, afschrift_id(afschrift)),
    )
    return any(is_andere_versie(afschrift, **rij) for rij in cursor.fetchall())


def bestand_met(cursor: Cursor[DictRow], sha256: bytes) -> UUID | None:
    cursor.execute("SELECT bestand_id FROM bankbestanden WHERE sha256 = %s", (sha256,))
    rij = cursor.fetchone()
    return rij["bestand_id"] if rij else None


def eerder(cursor: Cursor[DictRow], afschriften: Iterable[Afschrift]) -> list[Eerder]:
    """Those of the statements that came before, under whatever name, each with its first file."""
    cursor.execute(
        "SELECT afschriften.afdruk, bestand_id, nummer, array_remove(array_agg(DISTINCT ontvangsten.afdruk), NULL) AS regels"
        " FROM afschriften LEFT JOIN ontvangsten USING (afschrift_id) WHERE afschriften.afdruk = ANY(%s)"
        " GROUP BY afschrift_id ORDER BY afschrift_id",
        ([afdruk(een) for een in afschriften],),
    )
    bekend = cursor.fetchall()
    return [
        Eerder(een, rij["bestand_id"]) for een in afschriften for rij in bekend if _is_van(een, rij)
    ]


def _is_van(afschrift: Afschrift, rij: DictRow) -> bool:
    eigen = frozenset(regelafdrukken(afschrift).values())
    return rij["afdruk"] == afdruk(afschrift) and is_hetzelfde(
        afschrift, eigen, rij["nummer"], frozenset(rij["regels"])
    )


def zijn_dubbel(afschriften: Sequence[Afschrift]) -> bool:
    """One file with the same statement twice."""
    return any(
        afdruk(een) == afdruk(ander)
        and is_hetzelfde(
            een,
            frozenset(regelafdrukken(een).values()),
            ander.nummer,
            frozenset(regelafdrukken(ander).values()),
        )
        for plaats, een in enumerate(afschriften)
        for ander in afschriften[plaats + 1 :]
    )


def save_file(
    cursor: Cursor[DictRow],
    bestand_id: UUID,
    sha256: bytes,
    sealed: bytes,
    versie: str,
    actor: str,
    werkdag: date | None,
) -> None:
    """A unique key stops the same file that comes in at the same moment."""
    cursor.execute(
        "INSERT INTO bankbestanden (bestand_id, sha256, sealed, versie, actor, werkdag) VALUES (%s, %s, %s, %s, %s, %s)",
        (bestand_id, sha256, sealed, versie, actor, werkdag),
    )


def save(cursor: Cursor[DictRow], bestand_id: UUID, afschriften: Mapping[int, Afschrift]) -> None:
    """Statements with their place in the file."""
    cursor.executemany(
        "INSERT INTO afschriften (afschrift_id, bestand_id, plaats, iban, nummer, dag, beginsaldo_cent, eindsaldo_cent, afdruk)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
        [
            (
                afschrift_id(een),
                bestand_id,
                plaats,
                een.iban,
                een.nummer,
                een.dag,
                een.beginsaldo_cent,
                een.eindsaldo_cent,
                afdruk(een),
            )
            for plaats, een in afschriften.items()
        ],
    )


def is_te_nieuw(afschriften: Iterable[Afschrift], werkdag: date | None) -> bool:
    """A statement of a day that has not begun; a bank in another time zone may be one day ahead."""
    return werkdag is not None and any(
        afschrift.dag > werkdag + timedelta(days=1) for afschrift in afschriften
    )


def _sha(tekst: str) -> str:
    return hashlib.sha256(tekst.encode()).hexdigest()
