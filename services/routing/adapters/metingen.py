"""What only routing can tell an operator: what comes in, whether that is unusual, and whether the count agrees with the dossiers."""

from collections.abc import Iterator

from prometheus_client.core import Metric
from psycopg import Cursor
from psycopg.rows import DictRow

from services.routing.adapters import eigenaren
from shared.web.metrics import gauge, single


def measures(cursor: Cursor[DictRow]) -> Iterator[Metric]:
    cursor.execute("SELECT gemeente, aantal, oordeel FROM instroom_nu")
    nu = cursor.fetchall()
    yield gauge(
        "doorstart_inflow_last_hour",
        "Aanmeldingen of the last hour",
        "gemeente",
        {row["gemeente"]: row["aantal"] for row in nu},
    )
    yield gauge(
        "doorstart_inflow_unusual",
        "1 where that is far from the same hour of the days before; absent while too few days are known",
        "gemeente",
        {
            row["gemeente"]: float(row["oordeel"] != "gewoon")
            for row in nu
            if row["oordeel"] != "onbekend"
        },
    )
    cursor.execute("SELECT verschil FROM instroom_controle ORDER BY dag DESC LIMIT 1")
    laatste = cursor.fetchone()
    yield single(
        "doorstart_inflow_difference",
        "How far the count of the last day that ended is from its dossiers; NaN: no day was compared",
        laatste["verschil"] if laatste else None,
    )
    yield single(
        "doorstart_cases_without_owner",
        "Open dossiers that nobody has: the team must find somebody",
        eigenaren.zonder(cursor),
    )
