"""Erasing a person (AVG art. 17): the key goes, and with it everything that was sealed under it; who did it and who agreed stays."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import psycopg
from psycopg import Cursor
from psycopg.rows import DictRow

from services.intake.adapters.imports import Imports
from services.intake.adapters.personen import sluit
from services.intake.adapters.register import Persoonsgegevens, Register
from services.intake.adapters.stukinhoud import vergeet
from shared.settings import Database

# What is told before and after an erasure, by page and by command.
WEG = (
    "Naam, adres, BSN, IBAN, telefoon, e-mail en toelichting, met elke eerdere versie.",
    "Wat er in de zoekindex van deze persoon stond: niemand vindt hem meer op naam of nummer.",
    "Elk stuk dat binnenkwam met zijn naam, en elke notitie.",
    "Elke brief aan deze persoon: die kan daarna niemand meer lezen.",
    "Brieven die nog wachten gaan niet uit.",
)
BLIJFT = (
    "Boekingen, saldi, besluiten met hun motivering, en welke brief wanneer uitging: op nummer van dossier en lening, zonder naam"
    " (AVG art. 17 lid 3 onder b: de gemeente moet dit bewaren om te kunnen verantwoorden en terug te vorderen), tot het einde van de"
    " bewaartermijn in de selectielijst van de gemeente (Archiefwet 1995 art. 5).",
    "Bankbestanden zoals ze kwamen, versleuteld in het grootboek: daarin staan namen van betalers (AVG art. 17 lid 3 onder b).",
    "Het merkteken van het BSN: zegt niemand iets, en vindt dezelfde persoon terug bij een nieuwe aanvraag.",
    "Deze wissing zelf: welk dossier, door wie, met wie, waarom en wanneer, zonder naam (AVG art. 5 lid 2).",
)
HERKENBAAR = ("bsn", "naam", "iban", "telefoon", "email")


class ErLooptEenImport(Exception):
    """Er wordt nog een bestand met aanmeldingen gelezen; deze persoon kan erin staan."""


@dataclass(frozen=True)
class Spoor:
    """What intake holds of the person of a dossier. `gegevens`: what can be read, for each dossier; empty after erasure."""

    dossier_id: UUID
    dossiers: tuple[UUID, ...]
    gegevens: tuple[Persoonsgegevens, ...]
    correcties: int
    importregels: tuple[tuple[UUID, int], ...]
    gewist_op: date | None

    @property
    def waarden(self) -> dict[str, tuple[str, ...]]:
        """By what somebody would find this person again, wherever it stands."""
        return {
            naam: tuple({waarde for een in self.gegevens if (waarde := getattr(een, naam))})
            for naam in HERKENBAAR
        }


@dataclass(frozen=True)
class Wisser:
    """Works on the cursor of the caller's transaction."""

    register: Register

    def zoek(self, cursor: Cursor[DictRow], dossier_id: UUID) -> Spoor | None:
        """None where intake knows no such dossier. Holds the person until the transaction ends."""
        cursor.execute(
            "SELECT person_id, destroyed_on FROM persons"
            " WHERE person_id = (SELECT person_id FROM dossiers WHERE dossier_id = %s) FOR UPDATE",
            (dossier_id,),
        )
        persoon = cursor.fetchone()
        if persoon is None:
            return None
        cursor.execute(
            "SELECT dossier_id, (SELECT count(*) FROM correcties WHERE correcties.dossier_id = dossiers.dossier_id) AS correcties"
            " FROM dossiers WHERE person_id = %s ORDER BY ontvangen_op, dossier_id",
            (persoon["person_id"],),
        )
        rijen = cursor.fetchall()
        dossiers = tuple(rij["dossier_id"] for rij in rijen)
        leesbaar = self.register.names(cursor, dossiers)
        gegevens = tuple(een for dossier in dossiers if (een := leesbaar.get(dossier)))
        return Spoor(
            dossier_id,
            dossiers,
            gegevens,
            sum(rij["correcties"] for rij in rijen),
            tuple(self._importregels(cursor, gegevens)),
            persoon["destroyed_on"],
        )

    def wis(
        self, cursor: Cursor[DictRow], spoor: Spoor, door: str, tweede: str, reden: str, op: date
    ) -> bool:
        """True when there was a key to destroy. Raises ErLooptEenImport."""
        cursor.execute("SELECT 1 FROM imports WHERE status = 'bezig' LIMIT 1")
        if cursor.fetchone():
            raise ErLooptEenImport
        was_er = self.register.destroy_key(cursor, spoor.dossier_id, op)
        for dossier_id in spoor.dossiers:
            sluit(cursor, dossier_id)
        vergeet(cursor, spoor.dossiers, op, door)
        cursor.executemany(
            "UPDATE import_regels SET sealed = NULL WHERE import_id = %s AND regel = %s",
            spoor.importregels,
        )
        if was_er or spoor.importregels:
            cursor.execute(
                "INSERT INTO wissingen (dossier_id, dossiers, importregels, door, tweede, reden, werkdag)"
                " VALUES (%s, %s, %s, %s, %s, %s, %s)",
                (
                    spoor.dossier_id,
                    list(spoor.dossiers),
                    len(spoor.importregels),
                    door,
                    tweede,
                    reden,
                    op,
                ),
            )
        return was_er

    def gedaan(self, cursor: Cursor[DictRow]) -> list[dict[str, Any]]:
        """Every erasure, the newest first, in plain text."""
        cursor.execute(
            "SELECT gewist_op::text, dossier_id::text, dossiers::text[], importregels, door, tweede, reden, werkdag::text"
            " FROM wissingen ORDER BY nummer DESC"
        )
        return cursor.fetchall()

    def leesbaar(self, cursor: Cursor[DictRow], spoor: Spoor) -> list[str]:
        """What can still be opened of this person, for the proof; nothing after erasure."""
        namen = self.register.names(cursor, spoor.dossiers)
        open_ = [f"gegevens van dossier {dossier}" for dossier, een in namen.items() if een]
        if self.register.person_key(cursor, spoor.dossier_id) is not None:
            open_.append("de sleutel van deze persoon, en daarmee brieven en correcties")
        regels = self._importregels(cursor, spoor.gegevens)
        return open_ + [f"regel {regel} van import {een}" for een, regel in regels]

    def _importregels(
        self, cursor: Cursor[DictRow], gegevens: Sequence[Persoonsgegevens]
    ) -> Iterator[tuple[UUID, int]]:
        """Refused lines, kept some weeks to be mended, in which this person stands."""
        gezocht = {
            _gelijk(waarde)
            for een in gegevens
            for naam in HERKENBAAR
            if (waarde := getattr(een, naam))
        }
        for import_id, regel, inhoud in Imports(self.register.master).kept_lines(cursor):
            if gezocht & {_gelijk(str(waarde)) for waarde in inhoud.values()}:
                yield import_id, regel


def ruim_op(database: Database) -> None:
    """What the rows held before goes out of the tables too; after the erasure, outside any transaction."""
    with psycopg.connect(database.conninfo, autocommit=True) as connection:
        connection.execute("VACUUM persons, dossiers, import_regels, stukinhoud, notities")


@dataclass(frozen=True)
class Voorstel:
    """An erasure that somebody asked for, and that another has to stand behind."""

    voorstel_id: UUID
    dossier_id: UUID
    door: str
    reden: str
    ook_met_schuld: bool
    werkdag: date


def voorstel_van(cursor: Cursor[DictRow], dossiers: Sequence[UUID]) -> Voorstel | None:
    """What is open for one of these dossiers, held until the transaction ends."""
    cursor.execute(
        "SELECT voorstel_id, dossier_id, door, reden, ook_met_schuld, werkdag FROM wisvoorstellen"
        " WHERE dossier_id = ANY(%s) AND stand = 'open' FOR UPDATE",
        (list(dossiers),),
    )
    row = cursor.fetchone()
    return Voorstel(**row) if row else None


def stel_voor(cursor: Cursor[DictRow], voorstel: Voorstel) -> None:
    cursor.execute(
        "INSERT INTO wisvoorstellen (voorstel_id, dossier_id, door, reden, ook_met_schuld, werkdag) VALUES (%s, %s, %s, %s, %s, %s)",
        tuple(vars(voorstel).values()),
    )


def beslis(cursor: Cursor[DictRow], voorstel: Voorstel, stand: str, door: str) -> None:
    """`stand` is `gedaan` or `ingetrokken`."""
    cursor.execute(
        "UPDATE wisvoorstellen SET stand = %s, beslist_door = %s WHERE voorstel_id = %s",
        (stand, door, voorstel.voorstel_id),
    )


def _gelijk(waarde: str) -> str:
    return "".join(waarde.split()).casefold()
