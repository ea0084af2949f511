"""What each entrepreneur and each application does, fixed by its id: the same city every time, also after an interruption."""

from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Any, Literal

# The other groups get no interest-bearing credit here: capital om niet is granted outside Doorstart for now.
CREDIT_GROUPS = ("gevestigd", "starter", "binnenvaart")
Betaalgedrag = Literal["stipt", "slordig", "stopt", "deels"]


def number_of(identity: str, purpose: str, below: int) -> int:
    """A number from 0 up to `below` that follows from the id alone."""
    return int.from_bytes(sha256(f"{identity}/{purpose}".encode()).digest()[:4]) % below


def next_workday(day: date) -> date:
    return day + timedelta(days={5: 2, 6: 1}.get(day.weekday(), 0))


@dataclass(frozen=True)
class Plan:
    """How the desk treats one application."""

    judged_on: date
    decided_on: date
    is_granted: bool
    reden: str
    bedrag_cent: int
    termijnen: int
    methode: str
    bijstand: dict[str, Any] | None

    @classmethod
    def of(cls, aanvraag: dict[str, Any]) -> "Plan":
        """Judged after one to five weeks, decided a few days later. Seven of ten applications are granted."""
        is_for_living = aanvraag["soort"] == "levensonderhoud"
        can_be_granted = is_for_living or aanvraag["groep"] in CREDIT_GROUPS
        identity, opened = str(aanvraag["aanvraag_id"]), date.fromisoformat(aanvraag["aanvraagdatum"])
        judged_on = next_workday(opened + timedelta(days=7 + number_of(identity, "judged", 28)))
        smallest, steps = {"gevestigd": (8_000, 60), "binnenvaart": (12_000, 70)}.get(aanvraag["groep"], (4_000, 26))
        return cls(
            judged_on=judged_on,
            decided_on=next_workday(judged_on + timedelta(days=3 + number_of(identity, "decided", 9))),
            is_granted=can_be_granted and number_of(identity, "granted", 10) < 7,
            reden="andere_voorziening" if is_for_living or not can_be_granted else "niet_levensvatbaar",
            bedrag_cent=(smallest + 500 * number_of(identity, "amount", steps)) * 100,
            termijnen=(36, 48, 60, 84)[number_of(identity, "terms", 4)],
            methode=("lineair", "lineair", "annuitair")[number_of(identity, "method", 3)],
            bijstand=_living_costs(identity, opened, aanvraag["groep"]) if is_for_living else None,
        )


def _living_costs(identity: str, opened: date, groep: str) -> dict[str, Any]:
    """A single person or a couple, four to nine months, some below the norm. The city's own administration knows the norms of 2025."""
    alone = number_of(identity, "alone", 2) == 0
    income = {"verwacht_bruto_jaarinkomen_cent": 14_500_00} if groep == "ouder" else {}
    return income | {
        "van": opened.replace(day=1).isoformat(), "maanden": 4 + number_of(identity, "months", 6),
        "maandbedrag_cent": (700 if alone else 1_050) * 100 + 25_00 * number_of(identity, "monthly", 24),
        "huishouden": "alleenstaande" if alone else "gehuwden", "norm_cent": (1_380 if alone else 1_970) * 100,
        "normbron": "uitkeringsadministratie",
    }  # fmt: skip


def talks_on(regel: dict[str, Any]) -> date:
    """When the desk has the first conversation: mostly within two working days, for some it takes weeks."""
    dossier, since = str(regel["dossier_id"]), date.fromisoformat(regel["wacht_sinds"])
    slow = number_of(dossier, "slow", 8) == 0
    return next_workday(since + timedelta(days=1 + number_of(dossier, "talks", 25 if slow else 2)))


def behaviour(lening_id: str) -> Betaalgedrag:
    chance = number_of(lening_id, "pays", 100)
    return "stipt" if chance < 72 else "slordig" if chance < 86 else "stopt" if chance < 94 else "deels"


def payments_on(lening: dict[str, Any], dag: date) -> list[int]:
    """What comes in for this loan on this day, in cents, term by term."""
    lening_id = str(lening["lening_id"])
    terms = lening["termijnen"]
    return [cents for term in terms if _pays_on(lening_id, term) == dag and (cents := _pays(lening_id, term, terms))]


def _pays_on(lening_id: str, term: dict[str, Any]) -> date:
    """A few days before the due date or, for some, on the day itself; money moves on working days only."""
    due = date.fromisoformat(term["vervaldag"])
    early = due - timedelta(days=number_of(lening_id, "early", 4))
    return early - timedelta(days=max(0, early.weekday() - 4))


def _pays(lening_id: str, term: dict[str, Any], terms: list[dict[str, Any]]) -> int:
    amount, nr = int(term["termijn_cent"]), int(term["nr"])
    match behaviour(lening_id):
        case "stipt":
            return amount
        case "slordig":
            if _forgets(lening_id, nr):
                return 0
            return amount + (int(terms[nr - 2]["termijn_cent"]) if nr > 1 and _forgets(lening_id, nr - 1) else 0)
        case "stopt":
            return amount if nr <= 1 + number_of(lening_id, "stops", 6) else 0
        case "deels":
            return amount * 6 // 10


def _forgets(lening_id: str, nr: int) -> bool:
    return number_of(lening_id, f"forgets{nr}", 3) == 0
