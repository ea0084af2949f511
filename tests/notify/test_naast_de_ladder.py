"""What the ladder of a loan lets out: by what the ledger says in the event, and by what notify heard before."""

from datetime import date
from uuid import uuid4

import pytest

from services.notify.domain.schuldstand import Schuldstand, beletsel_met

VRIJDAG, ZATERDAG, MAANDAG = date(2026, 4, 10), date(2026, 4, 11), date(2026, 4, 13)


@pytest.mark.parametrize(
    ("stand", "op", "beletsel"),
    [
        (Schuldstand(), VRIJDAG, None),
        (Schuldstand().vraagt_alles(), VRIJDAG, "alles_gevraagd"),
        (Schuldstand().vraagt_alles().vraagt_termijnen(), VRIJDAG, None),
        (Schuldstand().staat_stil("moratorium", MAANDAG), VRIJDAG, "staat_stil"),
        (Schuldstand().staat_stil("moratorium", MAANDAG), MAANDAG, None),
        (Schuldstand().staat_stil("onderzoek", None).gaat_verder("onderzoek"), VRIJDAG, None),
        (
            Schuldstand()
            .staat_stil("onderzoek", None)
            .staat_stil("afspraak", None)
            .gaat_verder("afspraak"),
            VRIJDAG,
            "staat_stil",
        ),
        (Schuldstand().is_aangemaand(VRIJDAG), VRIJDAG, "aanmaning"),
        (Schuldstand().is_aangemaand(ZATERDAG), MAANDAG, "aanmaning"),
        (Schuldstand().is_aangemaand(VRIJDAG), MAANDAG, None),
    ],
)
def test_what_stands_in_the_way_of_a_herinnering(
    stand: Schuldstand, op: date, beletsel: str | None
) -> None:
    assert stand.beletsel(op) == beletsel


def test_an_obstacle_of_a_newer_ledger_stops_the_letter_too() -> None:
    assert (beletsel_met(None), beletsel_met("aanmaning"), beletsel_met(str(uuid4()))) == (
        None,
        "aanmaning",
        "staat_stil",
    )
