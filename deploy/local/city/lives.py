"""The desk of the demo city where people's lives change: found by telephone, corrected, merged, closed, handed over, erased."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from deploy.local.city.habits import number_of
from deploy.local.city.office import BEHEER, TEAMLEIDER, Office
from deploy.local.city.people import Aankomst
from deploy.local.city.turns import (
    ABSENCES,
    Turn,
    double_of,
    misspelled,
    new_address,
    other_question,
)

COLLEAGUES = ("consulent-2", "consulent-3", "consulent-6")
SLEEPS_DAYS = (14, 4)


@dataclass(frozen=True)
class LifeDesk:
    """One office day of what happens beside requests and applications; done twice on one day it changes nothing."""

    office: Office

    def work(self, turn: Turn, dag: date) -> None:
        found = self.office.find(turn.wie.aanmelding["telefoon"])
        if found:
            getattr(self, f"_{turn.wat}")(turn, found[0], dag)

    def replace_who_is_away(self, since: Collection[date]) -> None:
        for who, by, van, tot in ABSENCES:
            if van in since:
                self.office.arrange_substitute(
                    BEHEER,
                    vervanging_id=f"{who}-{van}",
                    medewerker_id=who,
                    vervanger_id=by,
                    van=van.isoformat(),
                    tot=tot.isoformat(),
                )

    def _schrijffout_hersteld(self, turn: Turn, found: dict[str, Any], _dag: date) -> None:
        naam = turn.wie.aanmelding["naam"]
        self.office.correct(found["dossier_id"], reden="schrijffout", naam=naam)

    def _verhuisd(self, turn: Turn, found: dict[str, Any], _dag: date) -> None:
        self.office.correct(found["dossier_id"], reden="verhuizing", **new_address(turn.wie))

    def _meldt_zich_dubbel(self, turn: Turn, _found: dict[str, Any], _dag: date) -> None:
        double = double_of(turn.wie)
        self.office.take_in(double, f"double of {turn.wie.aanmelding['kvk_nummer']}")

    def _samengevoegd(self, turn: Turn, found: dict[str, Any], _dag: date) -> None:
        """Somebody sees the same name and company twice."""
        asked, first = turn.wie.aanmelding, found["persoon_id"]
        for other in self.office.find(f"{misspelled(asked['naam'])} {asked['handelsnaam']}"):
            if other["persoon_id"] != first and other["naam"] == misspelled(asked["naam"]):
                self.office.merge(first, other["persoon_id"])

    def _gesloten(self, _gebeurt: Turn, found: dict[str, Any], _dag: date) -> None:
        self.office.close(found["dossier_id"], "geholpen")

    def _heropend(self, _gebeurt: Turn, found: dict[str, Any], _dag: date) -> None:
        self.office.reopen(found["dossier_id"], "terug_in_beeld")

    def _vervolg(self, turn: Turn, found: dict[str, Any], _dag: date) -> None:
        """Later the same person asks something else."""
        asked = turn.wie.aanmelding
        self.office.follow_up(
            found["dossier_id"],
            kanaal="telefoon",
            groep=asked["groep"],
            hulpvraag=[other_question(asked["hulpvraag"])],
        )

    def _overgedragen(self, _gebeurt: Turn, found: dict[str, Any], _dag: date) -> None:
        """With what was done for it, and a note for the colleague."""
        dossier_id = found["dossier_id"]
        to = COLLEAGUES[number_of(dossier_id, "colleague", len(COLLEAGUES))]
        done = ["gesproken_met_opvolger", "ondernemer_weet_het", "stukken_bekeken"]
        self.office.hand_over(dossier_id, TEAMLEIDER, aan=to, reden="werkdruk", punten=done)
        tekst = "Wij spraken dit dossier samen door. De ondernemer weet wie nu belt."
        self.office.submit(
            f"/stukken/{dossier_id}/notities", {"tekst": tekst}, f"note {dossier_id}"
        )

    def _sluimert(self, _gebeurt: Turn, found: dict[str, Any], dag: date) -> None:
        """Until a day; shorter where a deadline comes first."""
        for days in SLEEPS_DAYS:
            until = (dag + timedelta(days=days)).isoformat()
            if self.office.snooze(found["dossier_id"], tot=until, reden="wacht_op_ondernemer"):
                return

    def forget_one(self, candidates: Sequence[Aankomst]) -> None:
        """Two persons erase somebody who owes nothing and applied for nothing; who cannot be found any more was erased before."""
        for wie in candidates:
            found = self.office.find(wie.aanmelding["telefoon"])
            if not found:
                return
            one = found[0]
            if one["schulden"] or self.office.earlier_applications(one["dossier_id"]):
                continue
            for dossier in found:
                if dossier["status"] == "open":
                    self.office.close(dossier["dossier_id"], "niet_meer_nodig")
            address = f"/personen/{one['persoon_id']}/wissen"
            self.office.submit(address, {"reden": "verzoek van de ondernemer"}, "first person")
            self.office.submit(f"{address}/bevestigen", {}, "second person", actor=TEAMLEIDER)
            return
