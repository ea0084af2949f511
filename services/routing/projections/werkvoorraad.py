"""The caseload: one row a dossier, with the task that lapses first. Lights depend on the day and are made when somebody looks."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, Literal, cast
from uuid import UUID

from psycopg import Cursor
from psycopg.rows import DictRow
from psycopg.sql import SQL, Composable, Identifier

from services.routing.domain.beloften import Beloften
from services.routing.projections.dossier import Dossier
from services.routing.projections.taak import Herkomst, Stap, WachtOp
from services.routing.projections.taken import eerstvolgende
from shared.begrippen import Groep, Waarde
from shared.zoeken import Zoekvraag, voorwaarde

Blad = Literal["mij", "team", "wacht", "gesluimerd", "alles", "afgesloten"]
# What is late is ours to do, whoever we waited for; so nothing that is late hides behind somebody else's turn, nor in its sleep.
AAN_ZET = "(wacht_op = 'ons' OR (wacht_op <> 'niemand' AND coalesce(termijn < %(werkdag)s, false)))"
SLAAPT = (
    "coalesce(sluimert_tot > %(werkdag)s AND (termijn IS NULL OR termijn >= sluimert_tot), false)"
)
VAN_HIER = "(eigenaar = ANY(%(mijn)s) OR %(mijn_team)s::text IS NULL OR team = %(mijn_team)s)"
OPEN = "stap <> 'afgesloten'"
BLADEN: dict[Blad, SQL] = {
    "mij": SQL(f"{OPEN} AND eigenaar = ANY(%(mijn)s) AND {AAN_ZET} AND NOT {SLAAPT}"),
    "team": SQL(
        f"{OPEN} AND (%(mijn_team)s::text IS NULL OR team = %(mijn_team)s) AND {AAN_ZET} AND NOT {SLAAPT}"
    ),
    "wacht": SQL(
        f"{OPEN} AND {VAN_HIER} AND wacht_op <> 'niemand' AND NOT {AAN_ZET} AND NOT {SLAAPT}"
    ),
    "gesluimerd": SQL(f"{OPEN} AND {VAN_HIER} AND {SLAAPT}"),
    "alles": SQL(OPEN),
    "afgesloten": SQL("stap = 'afgesloten'"),
}
# A row with who has its dossier; `van` is for the filter.
NIEMAND = "niemand"
BRON = SQL(
    "(SELECT werkvoorraad.*, eigenaar, sluimert_tot, coalesce(is_open, false) AND eigenaar IS NULL AS is_zonder_eigenaar,"
    f" coalesce(eigenaar, '{NIEMAND}') AS van FROM werkvoorraad LEFT JOIN"
    " (SELECT dossier_id, is_open, eigenaar, sluimert_tot FROM eigenaren) AS wie USING (dossier_id)) AS werk"
)
FILTERS = ("gemeente", "team", "stap", "van")
ZOEK = voorwaarde(nummers=("dossier_id",))
# The address names a column; only these names reach SQL.
ORDER = {"termijn": SQL("termijn"), "wacht_sinds": SQL("wacht_sinds"), "gemeente": SQL("gemeente")}
NADERT_DAGEN = 2


class Werkvoorraadregel(Waarde):
    """`wacht_sinds` is the day of the last event; `termijn` the last day for the next action.

    Once that day has passed it is our turn, whoever we waited for: then `actie_daarna` is what we do.
    """

    dossier_id: UUID
    gemeente: str
    groep: Groep | None
    team: str
    stap: Stap
    actie: str
    actie_daarna: str = ""
    wacht_op: WachtOp
    termijn: date | None
    herkomst: Herkomst | None
    grondslag: str
    adres: str
    is_spoed: bool
    wacht_sinds: date | None
    achterstand_cent: int
    laatste_wat: str
    eigenaar: str | None = None
    sluimert_tot: date | None = None
    is_zonder_eigenaar: bool = False


ERBIJ = ("eigenaar", "sluimert_tot", "is_zonder_eigenaar")
GELEZEN = tuple(Werkvoorraadregel.model_fields)
KOLOMMEN = tuple(naam for naam in GELEZEN if naam not in ERBIJ)


@dataclass(frozen=True)
class Keuze:
    """Which rows somebody wants to see, in which order. `mijn`: whose work they do today; `mijn_team` None: they are of no team."""

    blad: Blad = "alles"
    filters: Mapping[str, str] = field(default_factory=dict)
    sort: str = "termijn"
    descending: bool = False
    limit: int = 25
    offset: int = 0
    zoek: str = ""
    mijn: Collection[str] = ()
    mijn_team: str | None = None


def regel_van(
    dossier_id: UUID, dossier: Dossier, laatste_wat: str, beloften: Beloften
) -> Werkvoorraadregel:
    taak = eerstvolgende(dossier, beloften)
    return Werkvoorraadregel(
        dossier_id=dossier_id,
        gemeente=dossier.gemeente,
        groep=dossier.groep if dossier.is_groep_bekend else None,
        team=dossier.team,
        is_spoed=dossier.is_spoed,
        wacht_sinds=dossier.laatste_dag,
        achterstand_cent=dossier.achterstand_cent,
        laatste_wat=laatste_wat,
        **taak.model_dump(),
    )


def write(cursor: Cursor[DictRow], regels: Sequence[Werkvoorraadregel]) -> None:
    """Puts each row in the place of the one before it."""
    cursor.executemany(_WRITE, [regel.model_dump() for regel in regels])


_WRITE = SQL(
    "INSERT INTO werkvoorraad ({}) VALUES ({}) ON CONFLICT (dossier_id) DO UPDATE SET ({}) = ROW ({})"
).format(
    SQL(", ").join(map(Identifier, KOLOMMEN)),
    SQL(", ").join(SQL(f"%({naam})s") for naam in KOLOMMEN),
    SQL(", ").join(map(Identifier, KOLOMMEN)),
    SQL(", ").join(SQL("excluded.{}").format(Identifier(naam)) for naam in KOLOMMEN),
)


def rows(cursor: Cursor[DictRow], keuze: Keuze, werkdag: date | None) -> list[Werkvoorraadregel]:
    """One page; the oldest deadline first unless asked otherwise, rows without a value last."""
    order = SQL("{} {} NULLS LAST, wacht_sinds, dossier_id").format(
        ORDER[keuze.sort], SQL("DESC" if keuze.descending else "ASC")
    )
    cursor.execute(
        SQL("SELECT {} FROM {} WHERE {} ORDER BY {} LIMIT %(limit)s OFFSET %(offset)s").format(
            SQL(", ").join(map(Identifier, GELEZEN)), BRON, _where(keuze), order
        ),
        {**_waarden(keuze, werkdag), "limit": keuze.limit, "offset": keuze.offset},
    )
    return [Werkvoorraadregel.model_validate(row) for row in cursor.fetchall()]


def count(cursor: Cursor[DictRow], keuze: Keuze, werkdag: date | None) -> int:
    cursor.execute(
        SQL("SELECT count(*) AS n FROM {} WHERE {}").format(BRON, _where(keuze)),
        _waarden(keuze, werkdag),
    )
    return int((cursor.fetchone() or {"n": 0})["n"])


def counts(cursor: Cursor[DictRow], keuze: Keuze, werkdag: date | None) -> dict[Blad, int]:
    """How many rows every tab has under the same filters."""
    tellingen = SQL(", ").join(
        SQL("count(*) FILTER (WHERE {}) AS {}").format(waar, Identifier(blad))
        for blad, waar in BLADEN.items()
    )
    waar = SQL(" AND ").join([SQL("true"), *_filters(keuze)])
    cursor.execute(
        SQL("SELECT {} FROM {} WHERE {}").format(tellingen, BRON, waar),
        _waarden(keuze, werkdag),
    )
    return cast(dict[Blad, int], cursor.fetchone())


def choices(
    cursor: Cursor[DictRow], keuze: Keuze, werkdag: date | None, kolom: str
) -> list[tuple[str, int]]:
    """The values of a filter on this tab with their counts; the filter itself is left out of the count."""
    zonder = {naam: waarde for naam, waarde in keuze.filters.items() if naam != kolom}
    zonder_filter = replace(keuze, filters=zonder)
    cursor.execute(
        SQL(
            "SELECT {0} AS waarde, count(*) AS n FROM {1} WHERE {2} AND {0} <> '' GROUP BY 1 ORDER BY 1"
        ).format(Identifier(kolom), BRON, _where(zonder_filter)),
        _waarden(zonder_filter, werkdag),
    )
    return [(row["waarde"], row["n"]) for row in cursor.fetchall()]


def zonder_eigenaar(cursor: Cursor[DictRow], team: str | None) -> int:
    """How many open dossiers of a team, or of all teams, nobody has: an alarm."""
    cursor.execute(
        SQL(
            "SELECT count(*) AS n FROM {} WHERE is_zonder_eigenaar AND {} AND (%(team)s::text IS NULL OR team = %(team)s)"
        ).format(BRON, SQL(OPEN)),
        {"team": team},
    )
    return int((cursor.fetchone() or {"n": 0})["n"])


def met_achterstand(cursor: Cursor[DictRow]) -> list[str]:
    """The municipalities with arrears in a dossier."""
    cursor.execute(
        "SELECT DISTINCT gemeente FROM werkvoorraad WHERE achterstand_cent > 0 ORDER BY 1"
    )
    return [row["gemeente"] for row in cursor.fetchall()]


def slaapt(regel: Werkvoorraadregel, werkdag: date | None) -> bool:
    """Whether it is out of the lists on this day: never past its deadline, also where that came after it was put to sleep."""
    tot = regel.sluimert_tot
    if tot is None or werkdag is None or tot <= werkdag:
        return False
    return regel.termijn is None or regel.termijn >= tot


def is_voorbij(regel: Werkvoorraadregel, werkdag: date | None) -> bool:
    return regel.termijn is not None and werkdag is not None and regel.termijn < werkdag


def te_doen(regel: Werkvoorraadregel, werkdag: date | None) -> str:
    """The action as it is on this day; before the first day nothing has passed."""
    return regel.actie_daarna if regel.actie_daarna and is_voorbij(regel, werkdag) else regel.actie


def nadert(regel: Werkvoorraadregel, werkdag: date | None) -> bool:
    """The deadline is today or within days."""
    if regel.termijn is None or werkdag is None:
        return False
    return werkdag <= regel.termijn <= werkdag + timedelta(days=NADERT_DAGEN)


def _where(keuze: Keuze) -> Composable:
    return SQL(" AND ").join([SQL("({})").format(BLADEN[keuze.blad]), *_filters(keuze)])


def _filters(keuze: Keuze) -> list[Composable]:
    gekozen: list[Composable] = [
        SQL("{} = {}").format(Identifier(naam), SQL(f"%({naam})s"))
        for naam in keuze.filters
        if naam in FILTERS
    ]
    return [*gekozen, SQL(ZOEK)]


def _waarden(keuze: Keuze, werkdag: date | None) -> dict[str, Any]:
    return {
        **keuze.filters,
        **Zoekvraag.of(keuze.zoek).waarden,
        "werkdag": werkdag,
        "mijn": sorted(keuze.mijn),
        "mijn_team": keuze.mijn_team,
    }
