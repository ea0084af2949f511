"""The blind index: which dossiers carry the marks of what somebody typed. Works on the cursor of the caller's transaction."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal
from uuid import UUID

from psycopg import Cursor
from psycopg.rows import DictRow
from psycopg.sql import SQL, Composable
from psycopg.sql import Literal as Value

from services.intake.adapters.register import Persoonsgegevens, Register
from services.intake.adapters.seals import MasterKey
from services.intake.domain.zoektaal import VORM, Vindplaats, Zoekdeel, vindplaatsen

MEESTE = 50
# Marks that only look alike are left out afterwards, so some more are asked for.
_RUIMTE = 25
PAGE = 500
Schuldsoort = Literal["lening", "vordering"]


@dataclass(frozen=True)
class Lezer:
    """Who searches. `gemeenten`: whose dossiers they may see, None for all of the organisation."""

    gemeenten: frozenset[str] | None = None
    mag_bsn: bool = True


@dataclass(frozen=True)
class Schuld:
    """A loan or a claim that was found by its number or its payment reference."""

    soort: Schuldsoort
    schuld_id: UUID


@dataclass(frozen=True)
class Gevonden:
    """One dossier that answers to all that was typed, and where that stands. `gegevens` is None after erasure."""

    dossier_id: UUID
    persoon_id: UUID
    gemeente: str
    ontvangen_op: date
    is_open: bool
    gegevens: Persoonsgegevens | None
    plaatsen: frozenset[Vindplaats]
    schulden: tuple[Schuld, ...] = ()


@dataclass(frozen=True)
class Uitslag:
    """The best first, at most `MEESTE`."""

    gevonden: tuple[Gevonden, ...]
    er_is_meer: bool = False


@dataclass(frozen=True)
class _Nummers:
    """Dossiers that a part points at by a number, beside its marks."""

    dossiers: Mapping[UUID, frozenset[Vindplaats]]
    schulden: Mapping[UUID, tuple[Schuld, ...]]


@dataclass(frozen=True)
class Zoekindex:
    register: Register

    @property
    def _master(self) -> MasterKey:
        return self.register.master

    def zoek(self, cursor: Cursor[DictRow], delen: Sequence[Zoekdeel], lezer: Lezer) -> Uitslag:
        """The dossiers of which every part is true."""
        if not delen:
            return Uitslag(())
        if not lezer.mag_bsn:
            delen = [replace(deel, bsn=None) for deel in delen]
        nummers = [self._op_nummer(cursor, deel) for deel in delen]
        rijen = self._kandidaten(cursor, delen, nummers, lezer)
        gegevens = self.register.names(cursor, [rij["dossier_id"] for rij in rijen])
        gevonden = [
            een
            for rij in rijen
            if (een := _gevonden(rij, gegevens.get(rij["dossier_id"]), delen, nummers))
        ]
        return Uitslag(tuple(gevonden[:MEESTE]), len(gevonden) > MEESTE)

    def dubbelen(
        self, cursor: Cursor[DictRow], delen: Sequence[Zoekdeel], lezer: Lezer
    ) -> list[Gevonden]:
        """The dossiers of which one part is true, those with most of them first, then what is open, then the newest."""
        gevonden: dict[UUID, Gevonden] = {}
        for deel in delen:
            for een in self.zoek(cursor, [deel], lezer).gevonden:
                eerder = gevonden.get(een.dossier_id)
                plaatsen = een.plaatsen | (eerder.plaatsen if eerder else frozenset())
                gevonden[een.dossier_id] = replace(een, plaatsen=plaatsen)
        return sorted(
            gevonden.values(),
            key=lambda een: (len(een.plaatsen), een.is_open, een.ontvangen_op),
            reverse=True,
        )[:MEESTE]

    def vul(self, cursor: Cursor[DictRow]) -> int:
        """Marks what was entered before there was an index, or by older rules; how many dossiers it did."""
        cursor.execute(
            "SELECT dossier_id FROM dossiers WHERE merkvorm < %s ORDER BY merkvorm, dossier_id LIMIT %s FOR UPDATE SKIP LOCKED",
            (VORM, PAGE),
        )
        dossiers = [rij["dossier_id"] for rij in cursor.fetchall()]
        gegevens = self.register.names(cursor, dossiers)
        cursor.executemany(
            "UPDATE dossiers SET merken = %s, merkvorm = %s WHERE dossier_id = %s",
            [
                (self.register.merken(een) if (een := gegevens.get(dossier)) else [], VORM, dossier)
                for dossier in dossiers
            ],
        )
        return len(dossiers)

    def _op_nummer(self, cursor: Cursor[DictRow], deel: Zoekdeel) -> _Nummers:
        dossiers: dict[UUID, set[Vindplaats]] = {}
        schulden: dict[UUID, tuple[Schuld, ...]] = {}
        for dossier, plaats, schuld in self._wijst_naar(cursor, deel):
            dossiers.setdefault(dossier, set()).add(plaats)
            if schuld:
                schulden[dossier] = (*schulden.get(dossier, ()), schuld)
        return _Nummers({een: frozenset(plaatsen) for een, plaatsen in dossiers.items()}, schulden)

    def _wijst_naar(
        self, cursor: Cursor[DictRow], deel: Zoekdeel
    ) -> Iterator[tuple[UUID, Vindplaats, Schuld | None]]:
        if deel.nummers:
            cursor.execute(
                "SELECT dossier_id FROM dossiers WHERE dossier_id BETWEEN %s AND %s LIMIT %s",
                (*deel.nummers, MEESTE),
            )
            yield from ((rij["dossier_id"], "dossiernummer", None) for rij in cursor.fetchall())
        if deel.nummers or deel.kenmerk:
            laagste, hoogste = deel.nummers or (None, None)
            cursor.execute(
                "SELECT dossier_id, schuldsoort, schuld_id, betalingskenmerk = %(kenmerk)s AS op_kenmerk FROM kenmerken"
                " WHERE betalingskenmerk = %(kenmerk)s OR schuld_id BETWEEN %(laagste)s AND %(hoogste)s LIMIT %(meeste)s",
                {
                    "kenmerk": deel.kenmerk or "",
                    "laagste": laagste,
                    "hoogste": hoogste,
                    "meeste": MEESTE,
                },
            )
            for rij in cursor.fetchall():
                schuld = Schuld(rij["schuldsoort"], rij["schuld_id"])
                yield (
                    rij["dossier_id"],
                    "betalingskenmerk" if rij["op_kenmerk"] else "dossiernummer",
                    schuld,
                )
        if deel.bsn:
            cursor.execute(
                "SELECT dossier_id FROM dossiers JOIN persons USING (person_id) WHERE bsn_mark = %s AND merken <> '{}'",
                (self._master.mark(deel.bsn),),
            )
            yield from ((rij["dossier_id"], "bsn", None) for rij in cursor.fetchall())

    def _kandidaten(
        self,
        cursor: Cursor[DictRow],
        delen: Sequence[Zoekdeel],
        nummers: Sequence[_Nummers],
        lezer: Lezer,
    ) -> list[DictRow]:
        """By how well they fit, then what is open, then the newest."""
        waar = [
            self._past(deel, gewezen.dossiers) for deel, gewezen in zip(delen, nummers, strict=True)
        ]
        gewicht = SQL(" + ").join(
            self._gewicht(deel, gewezen.dossiers)
            for deel, gewezen in zip(delen, nummers, strict=True)
        )
        if lezer.gemeenten is not None:
            waar.append(SQL("gemeente = ANY({})").format(Value(sorted(lezer.gemeenten))))
        cursor.execute(
            SQL(
                "SELECT dossier_id, person_id, gemeente, ontvangen_op, is_open FROM dossiers WHERE {}"
                " ORDER BY {} DESC, is_open DESC, ontvangen_op DESC, dossier_id LIMIT {}"
            ).format(SQL(" AND ").join(waar), gewicht, Value(MEESTE + _RUIMTE))
        )
        return cursor.fetchall()

    def _past(self, deel: Zoekdeel, dossiers: Mapping[UUID, Any]) -> Composable:
        past = SQL("merken && {}").format(
            self._merken((*deel.heel, *deel.begin, *deel.klank)),
        )
        if not dossiers:
            return past
        return SQL("({} OR dossier_id = ANY({}))").format(past, Value(list(dossiers)))

    def _gewicht(self, deel: Zoekdeel, dossiers: Mapping[UUID, Any]) -> Composable:
        heel = SQL("merken && {}").format(self._merken(deel.heel))
        if dossiers:
            heel = SQL("({} OR dossier_id = ANY({}))").format(heel, Value(list(dossiers)))
        return SQL("CASE WHEN {} THEN 3 WHEN merken && {} THEN 2 ELSE 1 END").format(
            heel, self._merken(deel.begin)
        )

    def _merken(self, termen: Sequence[str]) -> Composable:
        return SQL("{}::integer[]").format(Value([self._master.term(term) for term in termen]))


def _gevonden(
    rij: DictRow,
    gegevens: Persoonsgegevens | None,
    delen: Sequence[Zoekdeel],
    nummers: Sequence[_Nummers],
) -> Gevonden | None:
    """None where a mark only looked like what was typed."""
    dossier, plaatsen, schulden = rij["dossier_id"], set[Vindplaats](), list[Schuld]()
    velden = gegevens.model_dump() if gegevens else {}
    for deel, gewezen in zip(delen, nummers, strict=True):
        hier = gewezen.dossiers.get(dossier, frozenset()) | (
            vindplaatsen(deel, velden) if velden else set()
        )
        if not hier:
            return None
        plaatsen |= hier
        schulden += gewezen.schulden.get(dossier, ())
    return Gevonden(
        dossier,
        rij["person_id"],
        rij["gemeente"],
        rij["ontvangen_op"],
        rij["is_open"],
        gegevens,
        frozenset(plaatsen),
        tuple(schulden),
    )


def voldaan(cursor: Cursor[DictRow], schuld_id: UUID, *, is_voldaan: bool) -> None:
    """Whether something is still owed on a debt."""
    cursor.execute(
        "UPDATE kenmerken SET is_voldaan = %s WHERE schuld_id = %s", (is_voldaan, schuld_id)
    )


def ken(
    cursor: Cursor[DictRow],
    soort: Schuldsoort,
    schuld_id: UUID,
    betalingskenmerk: str,
    dossier_id: UUID,
) -> None:
    """Keeps by what the payments of a debt are known; heard twice, it is kept once."""
    cursor.execute(
        "INSERT INTO kenmerken (schuld_id, schuldsoort, betalingskenmerk, dossier_id) VALUES (%s, %s, %s, %s)"
        " ON CONFLICT DO NOTHING",
        (schuld_id, soort, betalingskenmerk, dossier_id),
    )
