"""What happens to some people of the demo city beside their request: they move, are misspelled, come in twice, stop and come back.

Who and when follows from their number alone, so it is the same city every time; somebody at the desk finds them by their telephone.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Literal

from deploy.local.city import FIRST_DAY, LAST_DAY
from deploy.local.city.habits import next_workday, number_of
from deploy.local.city.people import Aankomst

TurnKind = Literal[
    "schrijffout_hersteld",
    "verhuisd",
    "meldt_zich_dubbel",
    "samengevoegd",
    "gesloten",
    "heropend",
    "vervolg",
    "overgedragen",
    "sluimert",
]
# One in so many people has each of these lives: about a dozen of four hundred.
ONE_IN = 33
LIVES: tuple[tuple[tuple[TurnKind, int], ...], ...] = (
    (("schrijffout_hersteld", 9),),
    (("verhuisd", 40),),
    (("meldt_zich_dubbel", 12), ("samengevoegd", 26)),
    (("gesloten", 75),),
    (("gesloten", 70), ("heropend", 84)),
    (("gesloten", 70), ("vervolg", 91)),
    (("overgedragen", 15),),
    (("sluimert", 21),),
)
# Whoever looks at the city on its last day finds some asleep.
SLEEPS_NOW, SLEEPS_SINCE = len(LIVES), next_workday(LAST_DAY - timedelta(days=3))
MISSPELLED = 0
OTHER_QUESTIONS = ("schulden", "bedrijf_versterken", "werk_in_loondienst")


@dataclass(frozen=True)
class Turn:
    """Something that happens to one person on a day."""

    dag: date
    wat: TurnKind
    wie: Aankomst


def turns(people: Iterable[Aankomst]) -> list[Turn]:
    """Everything that happens to these people, in the order of its days."""
    return sorted(
        (turn for wie in people for turn in _of(wie)),
        key=lambda een: (een.dag, een.wie.aanmelding["bsn"]),
    )


def _of(wie: Aankomst) -> list[Turn]:
    life = life_of(wie)
    if life == SLEEPS_NOW and wie.dag < SLEEPS_SINCE:
        return [Turn(SLEEPS_SINCE, "sluimert", wie)]
    if life >= len(LIVES):
        return []
    return [
        Turn(next_workday(wie.dag + timedelta(days=days)), wat, wie) for wat, days in LIVES[life]
    ]


def life_of(wie: Aankomst) -> int:
    return number_of(str(wie.aanmelding["bsn"]), "life", ONE_IN)


def as_it_came_in(wie: Aankomst) -> Aankomst:
    """The request as the front office typed it: of some with a mistake in the name."""
    if life_of(wie) != MISSPELLED:
        return wie
    return replace(wie, aanmelding=wie.aanmelding | {"naam": misspelled(wie.aanmelding["naam"])})


def misspelled(naam: str) -> str:
    """Two letters of the last word changed places, or its last letter came twice."""
    *first, last = naam.split(" ")
    swapped = last[:-3] + last[-2] + last[-3] + last[-1:] if len(last) > 3 else last + last[-1:]
    return " ".join([*first, swapped if swapped != last else last + last[-1:]])


def double_of(wie: Aankomst) -> dict[str, Any]:
    """The same person at another counter, with a mistake in the name, about something else, and no number that we know them by."""
    asked = wie.aanmelding
    unknown = ("bsn", "kvk_nummer", "iban", "telefoon", "email")
    known = {name: value for name, value in asked.items() if name not in unknown}
    return known | {
        "naam": misspelled(asked["naam"]),
        "kanaal": "balie",
        "hulpvraag": [other_question(asked["hulpvraag"])],
    }


def other_question(asked: list[str]) -> str:
    return next(one for one in OTHER_QUESTIONS if one not in asked)


def new_address(wie: Aankomst) -> dict[str, str]:
    """Where somebody moved to, in the same municipality."""
    number = str(wie.aanmelding["bsn"])
    streets = ("Kastanjelaan", "Havenweg", "Molenpad", "Stationsplein")
    return {
        "straat": streets[number_of(number, "street", len(streets))],
        "huisnummer": str(1 + number_of(number, "door", 120)),
        "postcode": f"{1000 + number_of(number, 'postcode', 9000)} AB",
    }


def wants_to_be_forgotten(people: Iterable[Aankomst]) -> list[Aankomst]:
    """Who asked for work only, in the first months, in the order in which one of them is looked for: they owe nothing."""
    return [
        wie
        for wie in people
        if wie.aanmelding["hulpvraag"] == ["werk_in_loondienst"]
        and not wie.aanmelding["urgentie"]["geen_inkomen"]
        and wie.dag < FIRST_DAY + timedelta(days=60)
        and life_of(wie) > SLEEPS_NOW
    ]


# Who is ill or away: their colleague does the work (a mandate stays where it is).
ABSENCES = (
    ("consulent-3", "consulent-1", date(2025, 11, 10), date(2025, 11, 28)),
    ("consulent-4", "consulent-2", date(2025, 12, 22), date(2026, 1, 9)),
    ("consulent-5", "consulent-3", date(2026, 4, 20), date(2026, 5, 8)),
    ("consulent-6", "consulent-1", date(2026, 7, 20), date(2026, 8, 14)),
    ("consulent-3", "consulent-2", date(2026, 10, 26), date(2026, 11, 20)),
)
