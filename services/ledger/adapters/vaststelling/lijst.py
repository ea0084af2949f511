"""The view of vaststellingen: a page of the log folds into it; and the list that people see."""

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from psycopg import Cursor
from psycopg.rows import DictRow
from psycopg.types.json import Jsonb

from services.ledger.domain.vaststelling.events import Vaststellingsfeit
from services.ledger.domain.vaststelling.state import Vaststellingsdossier, evolve
from services.ledger.projections.vaststellingen import Vaststellingsregel, regel
from shared.facts import StoredFact
from shared.zoeken import Zoekvraag, voorwaarde

KOLOMMEN = tuple(Vaststellingsregel.model_fields)
# Also the reference of what is to be paid back after it.
ZOEK = voorwaarde(
    nummers=("vaststelling_id", "dossier_id", "aanvraag_id"),
    bedragen=("verstrekt_cent", "om_niet_cent", "terug_cent", "renteloze_lening_cent"),
    ook=(
        "dossier_id IN (SELECT dossier_id FROM debiteuren WHERE soort = 'vordering' AND betalingskenmerk = %(cijfers)s)",
    ),
)


def apply(cursor: Cursor[DictRow], page: Sequence[StoredFact]) -> None:
    """Brings the view up to the last fact of the page."""
    feiten = [stored for stored in page if isinstance(stored.fact, Vaststellingsfeit)]
    if not feiten:
        return
    dossiers = _read(cursor, [stored.stream_id for stored in feiten])
    for stored in feiten:
        dossiers[stored.stream_id] = evolve(
            dossiers.get(stored.stream_id, Vaststellingsdossier()), stored.fact
        )
    anders = ", ".join(
        f"{kolom} = excluded.{kolom}"
        for kolom in (*KOLOMMEN, "dossier")
        if kolom != "vaststelling_id"
    )
    waarden = ", ".join(f"%({kolom})s" for kolom in (*KOLOMMEN, "dossier"))
    cursor.executemany(
        f"INSERT INTO vaststellingen ({', '.join(KOLOMMEN)}, dossier) VALUES ({waarden})"
        f" ON CONFLICT (vaststelling_id) DO UPDATE SET {anders}",
        [
            {**dict(regel(dossier)), "dossier": Jsonb(dossier.model_dump(mode="json"))}
            for dossier in dossiers.values()
        ],
    )


def lijst(
    cursor: Cursor[DictRow], stand: str | None, hoogstens: int, vanaf: int, zoek: str = ""
) -> tuple[list[dict[str, Any]], int]:
    """A page of the list and how many there are: open ones first, the oldest boekjaar on top."""
    waarden = {"stand": stand, "hoogstens": hoogstens, "vanaf": vanaf, **Zoekvraag.of(zoek).waarden}
    waar = f"WHERE (%(stand)s::text IS NULL OR stand = %(stand)s) AND {ZOEK}"
    cursor.execute(f"SELECT count(*) AS n FROM vaststellingen {waar}", waarden)
    totaal = int((cursor.fetchone() or {"n": 0})["n"])
    cursor.execute(
        f"SELECT {', '.join(KOLOMMEN)} FROM vaststellingen {waar}"
        " ORDER BY is_open DESC, boekjaar_eind, vaststelling_id LIMIT %(hoogstens)s OFFSET %(vanaf)s",
        waarden,
    )
    return cursor.fetchall(), totaal


def aantallen(cursor: Cursor[DictRow]) -> dict[str, int]:
    """How many cases there are for each stand."""
    cursor.execute("SELECT stand, count(*) AS n FROM vaststellingen GROUP BY 1 ORDER BY 1")
    return {rij["stand"]: rij["n"] for rij in cursor.fetchall()}


def export(cursor: Cursor[DictRow]) -> list[tuple[str, str]]:
    """Every row in one canonical form: the same rows give the same text."""
    cursor.execute(f"SELECT {', '.join(KOLOMMEN)} FROM vaststellingen ORDER BY vaststelling_id")
    return [
        (str(rij["vaststelling_id"]), json.dumps(rij, default=str, sort_keys=True))
        for rij in cursor.fetchall()
    ]


def _read(cursor: Cursor[DictRow], ids: Sequence[UUID]) -> dict[UUID, Vaststellingsdossier]:
    cursor.execute(
        "SELECT vaststelling_id, dossier FROM vaststellingen WHERE vaststelling_id = ANY(%s)",
        (list(dict.fromkeys(ids)),),
    )
    return {
        rij["vaststelling_id"]: Vaststellingsdossier.model_validate(rij["dossier"])
        for rij in cursor.fetchall()
    }
