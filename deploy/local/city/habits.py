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
        opened = date.fromisoformat(aanvraag["aanvraagdatum"])
        # The same before it is filed, so that what is asked and what is granted fit.
        identity = f"{aanvraag['dossier_id']}/{aanvraag['soort']}/{opened}"
        judged_on = next_workday(opened + timedelta(days=7 + number_of(identity, "judged", 28)))
        smallest, steps = {"gevestigd": (8_000, 60), "binnenvaart": (12_000, 70)}.get(
            aanvraag["groep"], (4_000, 26)
        )
        return cls(
            judged_on=judged_on,
            decided_on=next_workday(
                judged_on + timedelta(days=3 + number_of(identity, "decided", 9))
            ),
            is_granted=can_be_granted and number_of(identity, "granted", 10) < 7,
            reden="andere_voorziening"
            if is_for_living or not can_be_granted
            else "niet_levensvatbaar",
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
        "van": opened.replace(day=1).isoformat(),
        "maanden": 4 + number_of(identity, "months", 6),
        "maandbedrag_cent": (700 if alone else 1_050) * 100
        + 25_00 * number_of(identity, "monthly", 24),
        "huishouden": "alleenstaande" if alone else "gehuwden",
        "norm_cent": (1_380 if alone else 1_970) * 100,
        "normbron": "uitkeringsadministratie",
    }


TIPS = ("ondernemingsplan", "omzet_onderbouwen", "kosten_verlagen", "jaarcijfers")
KINDS = {"bbz_krediet": "bedrijfskapitaal", "bbz_levensonderhoud": "levensonderhoud"}


def leaves_out(dossier: dict[str, Any]) -> set[str]:
    """The instruments of a proposal that the talk shows nobody needs: half of what was not asked for in so many words."""
    offered = {one for route in dossier["routes"] for one in route["instrumenten"]}
    return {
        instrument
        for instrument, soort in KINDS.items()
        if instrument in offered
        and soort not in dossier["hulpvraag"]
        and number_of(str(dossier["dossier_id"]), f"needs {soort}", 2)
    }


def settles_at_once(dossier: dict[str, Any]) -> dict[str, str] | None:
    """Why a route does not wait for papers: nothing is asked, or what a caseworker says; None for the many who bring them along."""
    if not dossier["stukken"]:
        return {"zonder_stukken": "niet_nodig"}
    if dossier["is_spoed"]:
        return {"zonder_stukken": "spoed"}
    if dossier["groep"] == "starter":
        return {"zonder_stukken": "stukken_bestaan_niet"}
    seen_otherwise = number_of(str(dossier["dossier_id"]), "papers seen otherwise", 8) == 0
    return {"zonder_stukken": "anders_ingezien"} if seen_otherwise else None


def applies_on(regel: dict[str, Any]) -> date:
    """After the talk: at once, or when the papers are together."""
    settled = date.fromisoformat(regel["wacht_sinds"])
    return next_workday(settled + timedelta(days=number_of(str(regel["dossier_id"]), "files", 9)))


def applications(dossier: dict[str, Any], dag: date) -> list[dict[str, Any]]:
    """What is applied for: all that the settled routes offer out of the Bbz."""
    offered = {one for route in dossier["routes"] for one in route["instrumenten"]}
    return [
        _application(str(dossier["dossier_id"]), soort, dossier["groep"], dag)
        for instrument, soort in KINDS.items()
        if instrument in offered
    ]


def _application(dossier_id: str, soort: str, groep: str, received: date) -> dict[str, Any]:
    identity, opened = f"{dossier_id}/{soort}", received.isoformat()
    plan = Plan.of(
        {"dossier_id": dossier_id, "soort": soort, "groep": groep, "aanvraagdatum": opened}
    )
    by = ("ondernemer", "consulent", "consulent")[number_of(identity, "by", 3)]
    asked = {"soort": soort, "ontvangen_op": opened, "ingediend_door": by}
    if plan.bijstand:
        monthly, months = plan.bijstand["maandbedrag_cent"], plan.bijstand["maanden"]
        return asked | {"gevraagd_cent": monthly, "gevraagde_maanden": months}
    more = 1_000_00 * number_of(identity, "more", 5)
    purposes = ("inrichting", "voorraad", "vervoermiddel", "verbouwing", "werkkapitaal")
    bestemming = purposes[number_of(identity, "purpose", len(purposes))]
    return asked | {"gevraagd_cent": plan.bedrag_cent + more, "bestemming": bestemming}


def tips_for(aanvraag: dict[str, Any]) -> list[str]:
    """What the desk advises who is refused."""
    identity = str(aanvraag["aanvraag_id"])
    return [tip for tip in TIPS if number_of(identity, tip, 3) == 0] or [TIPS[0]]


def comes_back_on(aanvraag: dict[str, Any]) -> date | None:
    """One in five who were refused follows tips and applies again, three to five months after the first time."""
    identity = str(aanvraag["aanvraag_id"])
    if number_of(identity, "returns", 5):
        return None
    days = 90 + number_of(identity, "back", 60)
    return next_workday(date.fromisoformat(aanvraag["aanvraagdatum"]) + timedelta(days=days))


def next_application(
    aanvraag: dict[str, Any], earlier: list[dict[str, Any]], dag: date
) -> dict[str, Any] | None:
    """The application of who comes back; None where this is not their last one any more."""
    of_this_kind = [one for one in earlier if one["soort"] == aanvraag["soort"]]
    last = of_this_kind[-1] if of_this_kind else None
    if last is None or last["aanvraag_id"] != aanvraag["aanvraag_id"]:
        return None
    followed = [
        tip["code"] for tip in last["tips"] if number_of(last["aanvraag_id"], tip["code"], 4)
    ]
    asked = _application(aanvraag["dossier_id"], aanvraag["soort"], aanvraag["groep"], dag)
    return asked | {"opgevolgde_tips": followed}


def settles_on(case: dict[str, Any]) -> date:
    """The figures of a boekjaar come in two to seven months after it; the desk decides at once."""
    days = 60 + number_of(str(case["vaststelling_id"]), "figures", 150)
    return next_workday(date.fromisoformat(case["boekjaar_eind"]) + timedelta(days=days))


def year_figures(case: dict[str, Any]) -> dict[str, Any]:
    """Most earned a bit more or less than the norm; one in eight owns too much. The city's administration knows the norms of 2025."""
    identity, granted = str(case["vaststelling_id"]), int(case["verstrekt_cent"])
    norm = 12 * 1_380_00 if number_of(identity, "household", 2) else 12 * 1_970_00
    beside = 250_00 * (number_of(identity, "income", 25) - 10)
    return {
        "inkomensbron": ("jaarstukken", "aangifte_inkomstenbelasting")[
            number_of(identity, "source", 2)
        ],
        "netto_inkomen_cent": max(0, norm - granted + beside),
        "jaarnorm_cent": norm,
        "normbron": "uitkeringsadministratie",
        "vermogen_boven_grens_cent": 3_500_00 if number_of(identity, "assets", 8) == 0 else 0,
        "vermogensbron": "vermogensonderzoek",
    }


def reclaims(case: dict[str, Any]) -> bool:
    return number_of(str(case["vaststelling_id"]), "reclaims", 5) > 0


def claim_payment_on(claim: dict[str, Any], dag: date) -> int:
    """Half pay at once before the last day, some a part of it, and a few not at all; in cents."""
    identity, last = str(claim["lening_id"]), date.fromisoformat(claim["einddatum"])
    pays = last - timedelta(days=2 + number_of(identity, "early", 15))
    if dag != pays - timedelta(days=max(0, pays.weekday() - 4)):
        return 0
    return (
        int(claim["oorspronkelijk_cent"]) * (2, 2, 2, 1, 0)[number_of(identity, "repays", 5)] // 2
    )


def talks_on(regel: dict[str, Any]) -> date:
    """When the desk has the first conversation: mostly within two working days, for some it takes weeks."""
    dossier, since = str(regel["dossier_id"]), date.fromisoformat(regel["wacht_sinds"])
    slow = number_of(dossier, "slow", 8) == 0
    return next_workday(since + timedelta(days=1 + number_of(dossier, "talks", 25 if slow else 2)))


def behaviour(lening_id: str) -> Betaalgedrag:
    chance = number_of(lening_id, "pays", 100)
    return (
        "stipt"
        if chance < 72
        else "slordig"
        if chance < 86
        else "stopt"
        if chance < 94
        else "deels"
    )


def payments_on(lening: dict[str, Any], dag: date) -> list[int]:
    """What comes in for this loan on this day, in cents, term by term."""
    lening_id = str(lening["lening_id"])
    terms = lening["termijnen"]
    return [
        cents
        for term in terms
        if _pays_on(lening_id, term) == dag and (cents := _pays(lening_id, term, terms))
    ]


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
            return amount + (
                int(terms[nr - 2]["termijn_cent"]) if nr > 1 and _forgets(lening_id, nr - 1) else 0
            )
        case "stopt":
            return amount if nr <= 1 + number_of(lening_id, "stops", 6) else 0
        case "deels":
            return amount * 6 // 10


def _forgets(lening_id: str, nr: int) -> bool:
    return number_of(lening_id, f"forgets{nr}", 3) == 0
