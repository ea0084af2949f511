"""How the desk of the demo city collects: calls, appointments, demands, claims. What it does follows from the id of the debt alone."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from deploy.local.city.habits import next_workday, number_of
from deploy.local.city.office import DEBITEUREN, TEAMLEIDER, Office

Handeling = dict[str, Any]
BEHIND = ("achterstand", "let-op", "uitstel")


@dataclass(frozen=True)
class Collecting:
    """One office day of the people of debtor management."""

    office: Office

    def work(self, dag: date) -> None:
        """Every ladder whose step is due, at the latest a few days after its day; done twice on one day it changes nothing."""
        for licht in BEHIND:
            for debtor in self.office.debtors(licht):
                late = timedelta(days=number_of(debtor["lening_id"], f"late{debtor['stap_op']}", 6))
                if (
                    debtor["wie"] in ("debiteurenbeheer", "tweede_persoon")
                    and date.fromisoformat(debtor["stap_op"]) + late <= dag
                ):
                    self._step(debtor, dag)

    def _step(self, debtor: dict[str, Any], dag: date) -> None:
        ladder, lening_id = self.office.ladder(debtor), debtor["lening_id"]
        planned = ladder["volgende"]
        if planned is None or date.fromisoformat(planned["op"]) > dag:
            return
        if planned["stap"] == "opeising" and not skips(lening_id):
            self.office.claim(lening_id)
        for handeling in handelingen(lening_id, planned["stap"], ladder["tijdlijn"], dag):
            actor = TEAMLEIDER if handeling["soort"] == "dwangbevel" else DEBITEUREN
            self.office.collect(debtor, actor, f"{lening_id}/{dag}/{handeling['soort']}", handeling)


def skips(lening_id: str) -> bool:
    """One in five is not claimed: nothing can be had there now."""
    return number_of(lening_id, "skips", 5) == 0


def handelingen(lening_id: str, stap: str, tijdlijn: list[Handeling], dag: date) -> list[Handeling]:
    """What the desk does when a step is due."""
    match stap:
        case "contact":
            return _contact(lening_id, tijdlijn, dag)
        case "gesprek":
            return [{"soort": "contact", "wijze": "op_kantoor", "uitkomst": "bereikt"}]
        case "aanmaning" | "tweede_aanmaning":
            waits = number_of(lening_id, "waits", 8) == 0 and not any(
                feit["soort"] == "InvorderingGepauzeerd" for feit in tijdlijn
            )
            return [_pauze("moratorium", dag)] if waits else [{"soort": "aanmaning"}]
        case "dwangbevel":
            return [{"soort": "dwangbevel"}]
        case "overdracht":
            return [{"soort": "overdracht", "aan": "deurwaarder"}]
        case "opeising" if not skips(lening_id):
            return []
    return [{"soort": "overslaan", "stap": stap, "reden": "niet_zinvol"}]


def _contact(lening_id: str, tijdlijn: list[Handeling], dag: date) -> list[Handeling]:
    """One in four does not answer the first time; some promise to pay, some come to the office, for some a question is open."""
    tries = sum(feit["soort"] == "ContactGelegd" for feit in tijdlijn)
    if number_of(lening_id, f"answers{tries}", 4) == 0:
        return [{"soort": "contact", "wijze": "telefoon", "uitkomst": "niet_bereikt"}]
    spoken: Handeling = {"soort": "contact", "wijze": "telefoon", "uitkomst": "bereikt"}
    match number_of(lening_id, f"says{tries}", 6):
        case 0:
            op = next_workday(dag + timedelta(days=12))
            return [
                spoken,
                {"soort": "betaalafspraak", "op": op.isoformat(), "bedrag_cent": 25_000},
            ]
        case 1:
            return [
                spoken,
                {"soort": "gesprek", "op": next_workday(dag + timedelta(days=6)).isoformat()},
            ]
        case 2:
            return [spoken, _pauze("onderzoek", dag)]
    return [spoken]


def _pauze(reden: str, dag: date) -> Handeling:
    return {"soort": "pauze", "reden": reden, "tot": (dag + timedelta(days=45)).isoformat()}
