"""Files that were offered, sealed: how far each is, and what became of every line. Works on the cursor of the caller's transaction."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID, uuid4

from psycopg import Cursor
from psycopg.rows import DictRow
from pydantic import BaseModel, ConfigDict

from services.intake.adapters.importvorm import Vorm
from services.intake.adapters.seals import MasterKey
from shared.seals import seal, unseal
from shared.store import Store
from shared.zoeken import Zoekvraag, voorwaarde

PART_BYTES = 256 * 1024
# How long a refused line may be looked up and mended before its words go.
KEEP_DAYS = 30
Uitkomst = Literal["aangenomen", "dubbel", "geweigerd"]


class ImportBestaatNiet(Exception):
    """Er is geen import met dit nummer."""


class Import(BaseModel):
    """One file, without anything that stood in it. `gelezen_tot` and `laatste_regel` are numbers of lines."""

    model_config = ConfigDict(frozen=True)

    import_id: UUID
    actor: str
    vorm: Vorm
    ontvangen_op: date
    status: Literal["bezig", "klaar", "onleesbaar"]
    laatste_regel: int
    gelezen_tot: int
    aangenomen: int
    dubbel: int
    geweigerd: int
    reden: str | None
    aangeboden_op: datetime
    klaar_op: datetime | None

    @property
    def procent(self) -> int:
        return (
            100 if self.status != "bezig" else min(99, 100 * self.gelezen_tot // self.laatste_regel)
        )


class Regeluitkomst(BaseModel):
    """What became of one line. `eerste_regel` is where the same person stood before in this file."""

    regel: int
    uitkomst: Uitkomst
    dossier_id: UUID | None = None
    eerste_regel: int | None = None
    fouten: list[dict[str, str]] = []


@dataclass(frozen=True)
class Gelezen:
    """One line that was dealt with; `inhoud` is kept, sealed, of a line that was refused."""

    regel: int
    uitkomst: Uitkomst
    dossier_id: UUID | None = None
    fouten: tuple[dict[str, str], ...] = ()
    inhoud: dict[str, Any] | None = None


_COLUMNS = (
    "import_id, actor, vorm, ontvangen_op, status, laatste_regel, gelezen_tot, aangenomen, dubbel, geweigerd, reden,"
    " aangeboden_op, klaar_op"
)


@dataclass(frozen=True)
class Imports:
    master: MasterKey

    def offer(
        self,
        cursor: Cursor[DictRow],
        content: bytes,
        vorm: Vorm,
        laatste_regel: int,
        actor: str,
        op: date,
    ) -> Import:
        """Keeps a file to be read by the worker."""
        import_id = uuid4()
        key, wrapped = self.master.new_person_key(import_id.bytes)
        cursor.execute(
            "INSERT INTO imports (import_id, actor, vorm, ontvangen_op, wrapped_key, laatste_regel) VALUES (%s, %s, %s, %s, %s, %s)",
            (import_id, actor, vorm.model_dump_json(), op, wrapped, laatste_regel),
        )
        cursor.executemany(
            "INSERT INTO import_delen (import_id, nummer, sealed) VALUES (%s, %s, %s)",
            (
                (
                    import_id,
                    number,
                    seal(key, content[start : start + PART_BYTES], _label(import_id, number)),
                )
                for number, start in enumerate(range(0, len(content), PART_BYTES))
            ),
        )
        return self.one(cursor, import_id)

    def claim(self, cursor: Cursor[DictRow]) -> Import | None:
        """The file that waited longest for its next page; other workers keep off it until this transaction ends."""
        cursor.execute(
            f"SELECT {_COLUMNS} FROM imports WHERE status = 'bezig' ORDER BY gewerkt_op NULLS FIRST, aangeboden_op LIMIT 1"
            " FOR UPDATE SKIP LOCKED"
        )
        row = cursor.fetchone()
        return Import.model_validate(row) if row else None

    def parts(self, store: Store, import_id: UUID) -> Iterator[bytes]:
        """The file, part by part, each in a transaction of its own."""
        number = 0
        while True:
            with store.cursor() as cursor:
                key = self._key(cursor, import_id)
                cursor.execute(
                    "SELECT sealed FROM import_delen WHERE import_id = %s AND nummer = %s",
                    (import_id, number),
                )
                row = cursor.fetchone()
            if row is None or key is None:
                return
            yield unseal(key, bytes(row["sealed"]), _label(import_id, number))
            number += 1

    def record(self, cursor: Cursor[DictRow], import_id: UUID, gelezen: Sequence[Gelezen]) -> None:
        """Writes what became of a page of lines, and moves the position behind it."""
        key = self._key(cursor, import_id)
        cursor.executemany(
            "INSERT INTO import_regels (import_id, regel, uitkomst, dossier_id, fouten, sealed) VALUES (%s, %s, %s, %s, %s, %s)",
            [
                (
                    import_id,
                    item.regel,
                    item.uitkomst,
                    item.dossier_id,
                    json.dumps(item.fouten),
                    seal(key, json.dumps(item.inhoud).encode(), _label(import_id, item.regel))
                    if key and item.inhoud
                    else None,
                )
                for item in gelezen
            ],
        )
        counts = [
            sum(item.uitkomst == uitkomst for item in gelezen)
            for uitkomst in ("aangenomen", "dubbel", "geweigerd")
        ]
        cursor.execute(
            "UPDATE imports SET gelezen_tot = %s, aangenomen = aangenomen + %s, dubbel = dubbel + %s, geweigerd = geweigerd + %s,"
            " gewerkt_op = clock_timestamp() WHERE import_id = %s",
            (gelezen[-1].regel, *counts, import_id),
        )

    def finish(self, cursor: Cursor[DictRow], import_id: UUID, reden: str | None = None) -> None:
        """The file was read to its end, or cannot be read further, which `reden` tells; the file itself goes."""
        cursor.execute(
            "UPDATE imports SET status = %s, reden = %s, klaar_op = now() WHERE import_id = %s",
            ("onleesbaar" if reden else "klaar", reden, import_id),
        )
        cursor.execute("DELETE FROM import_delen WHERE import_id = %s", (import_id,))

    def forget(self, cursor: Cursor[DictRow]) -> None:
        """Takes the words of refused lines away, some weeks after the end of their import; the counts stay."""
        cursor.execute(
            "WITH old AS (UPDATE imports SET wrapped_key = NULL WHERE wrapped_key IS NOT NULL"
            " AND klaar_op < now() - make_interval(days => %s) RETURNING import_id)"
            " UPDATE import_regels SET sealed = NULL FROM old WHERE import_regels.import_id = old.import_id",
            (KEEP_DAYS,),
        )

    def one(self, cursor: Cursor[DictRow], import_id: UUID) -> Import:
        """Raises ImportBestaatNiet."""
        cursor.execute(f"SELECT {_COLUMNS} FROM imports WHERE import_id = %s", (import_id,))
        row = cursor.fetchone()
        if row is None:
            raise ImportBestaatNiet
        return Import.model_validate(row)

    def page(
        self, cursor: Cursor[DictRow], limit: int, offset: int, zoek: str = ""
    ) -> tuple[list[Import], int]:
        """Newest first, and how many there are."""
        chosen = {"limit": limit, "offset": offset, **Zoekvraag.of(zoek).waarden}
        where = voorwaarde(nummers=("import_id",))
        cursor.execute(f"SELECT count(*) AS n FROM imports WHERE {where}", chosen)
        total = int((cursor.fetchone() or {"n": 0})["n"])
        order = "ORDER BY aangeboden_op DESC, import_id LIMIT %(limit)s OFFSET %(offset)s"
        cursor.execute(f"SELECT {_COLUMNS} FROM imports WHERE {where} {order}", chosen)
        return [Import.model_validate(row) for row in cursor.fetchall()], total

    def regels(
        self,
        cursor: Cursor[DictRow],
        import_id: UUID,
        uitkomst: str | None,
        limit: int,
        offset: int,
        zoek: str = "",
    ) -> tuple[list[Regeluitkomst], int]:
        """What became of the lines, in their order, and how many there are."""
        chosen = {
            "import": import_id,
            "uitkomst": uitkomst,
            "limit": limit,
            "offset": offset,
            **Zoekvraag.of(zoek).waarden,
        }
        found = voorwaarde(nummers=("r.dossier_id",), kenmerken=("r.regel::text",))
        where = f"r.import_id = %(import)s AND (%(uitkomst)s::text IS NULL OR r.uitkomst = %(uitkomst)s) AND {found}"
        cursor.execute(f"SELECT count(*) AS n FROM import_regels r WHERE {where}", chosen)
        total = int((cursor.fetchone() or {"n": 0})["n"])
        cursor.execute(
            "SELECT r.regel, r.uitkomst, r.fouten, e.regel AS eerste_regel,"
            " (SELECT d.dossier_id FROM dossiers d WHERE d.dossier_id = r.dossier_id) FROM import_regels r"
            " LEFT JOIN import_regels e ON r.uitkomst = 'dubbel' AND e.uitkomst = 'aangenomen' AND e.import_id = r.import_id"
            f" AND e.dossier_id = r.dossier_id WHERE {where} ORDER BY r.regel LIMIT %(limit)s OFFSET %(offset)s",
            chosen,
        )
        return [Regeluitkomst.model_validate(row) for row in cursor.fetchall()], total

    def refused(
        self, store: Store, import_id: UUID
    ) -> Iterator[tuple[int, list[dict[str, str]], dict[str, Any]]]:
        """Every refused line with its reasons and what stood in it (nothing, once it was forgotten)."""
        after = 0
        while True:
            with store.cursor() as cursor:
                key = self._key(cursor, import_id)
                cursor.execute(
                    "SELECT regel, fouten, sealed FROM import_regels WHERE import_id = %s AND uitkomst = 'geweigerd' AND regel > %s"
                    " ORDER BY regel LIMIT 500",
                    (import_id, after),
                )
                rows = cursor.fetchall()
            for row in rows:
                held = (
                    unseal(key, bytes(row["sealed"]), _label(import_id, row["regel"]))
                    if key and row["sealed"]
                    else b"{}"
                )
                yield row["regel"], row["fouten"], json.loads(held)
            if not rows:
                return
            after = rows[-1]["regel"]

    def kept_lines(self, cursor: Cursor[DictRow]) -> list[tuple[UUID, int, dict[str, Any]]]:
        """What stands in every refused line, of all imports, that was not forgotten yet."""
        cursor.execute(
            "SELECT import_id, wrapped_key, regel, sealed FROM import_regels JOIN imports USING (import_id)"
            " WHERE uitkomst = 'geweigerd' AND sealed IS NOT NULL AND wrapped_key IS NOT NULL"
        )
        return [
            (
                row["import_id"],
                row["regel"],
                json.loads(
                    unseal(
                        self.master.unwrap(bytes(row["wrapped_key"]), row["import_id"].bytes),
                        bytes(row["sealed"]),
                        _label(row["import_id"], row["regel"]),
                    )
                ),
            )
            for row in cursor.fetchall()
        ]

    def _key(self, cursor: Cursor[DictRow], import_id: UUID) -> bytes | None:
        cursor.execute("SELECT wrapped_key FROM imports WHERE import_id = %s", (import_id,))
        row = cursor.fetchone()
        return (
            self.master.unwrap(bytes(row["wrapped_key"]), import_id.bytes)
            if row and row["wrapped_key"]
            else None
        )


def _label(import_id: UUID, number: int) -> bytes:
    return import_id.bytes + number.to_bytes(4, "big")


def waiting(cursor: Cursor[DictRow]) -> int:
    """How many files were not read to their end yet."""
    cursor.execute("SELECT count(*) AS n FROM imports WHERE status = 'bezig'")
    return int((cursor.fetchone() or {"n": 0})["n"])
