"""Fourteen months of the demo city, day by day, through the real parts. Interrupted, it goes on where it was."""

import asyncio
import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from deploy.local.city import FIRST_DAY, LAST_DAY
from deploy.local.city.bank import Bank
from deploy.local.city.bankbestand import Storting
from deploy.local.city.collection import Collecting
from deploy.local.city.habits import (
    Plan,
    applications,
    applies_on,
    claim_payment_on,
    comes_back_on,
    leaves_out,
    next_application,
    number_of,
    payments_on,
    reclaims,
    settles_at_once,
    settles_on,
    talks_on,
    tips_for,
    year_figures,
)
from deploy.local.city.lives import LifeDesk
from deploy.local.city.office import TEAMLEIDER, TWEEDE, Office
from deploy.local.city.papers import Paperdesk, Papers, Routepapers
from deploy.local.city.people import Aankomst, entrepreneurs
from deploy.local.city.settle import Settling
from deploy.local.city.turns import Turn, as_it_came_in, turns, wants_to_be_forgotten

ABOVE_MANDATE_CENT = 25_000_00
FORMS = ("telefoon", "op_kantoor", "bij_de_ondernemer", "video")
OFFICE_DAYS, SATURDAY, BETWEEN = (0, 2, 4), 5, 3
Progress = Callable[[date], None]


@dataclass
class Life:
    """Lives through days: requests come in, the desk decides, the bank sends its statement."""

    office: Office
    settling: Settling
    bank: Bank
    ends: date = LAST_DAY
    _loans: dict[str, dict[str, Any]] = field(default_factory=dict)
    _claims: list[dict[str, Any]] | None = None

    @cached_property
    def arrivals(self) -> dict[date, list[Aankomst]]:
        """Who asks for help on which day."""
        by_day: dict[date, list[Aankomst]] = {}
        for arrival in entrepreneurs():
            by_day.setdefault(arrival.dag, []).append(as_it_came_in(arrival))
        return by_day

    @cached_property
    def turns(self) -> dict[date, list[Turn]]:
        """What happens to them beside that, by day."""
        by_day: dict[date, list[Turn]] = {}
        for turn in turns(entrepreneurs()):
            by_day.setdefault(turn.dag, []).append(turn)
        return by_day

    async def live_until(self, tot: date, tell: Progress = lambda _: None) -> None:
        """The office works on Mondays, Wednesdays, Fridays and on `tot`. The last day is worked once more: it may have been interrupted."""
        last = self.office.today()
        if last is not None:
            await self.settling.wait(last)
            await asyncio.to_thread(self._work, last - timedelta(days=BETWEEN), last)
        for before, dag in self._days(last, tot):
            await asyncio.to_thread(self.office.begin, dag)
            await self.settling.wait(dag)
            await asyncio.to_thread(self._work, before, dag)
            tell(dag)
        await self.settling.wait(tot)

    def _days(self, last: date | None, tot: date) -> Iterator[tuple[date, date]]:
        """Days on which the office works, each with the one before it."""
        before = last or FIRST_DAY - timedelta(days=1)
        for number in range(1, (tot - before).days + 1):
            dag = before + timedelta(days=number)
            if dag.weekday() in OFFICE_DAYS or dag == tot:
                yield last or FIRST_DAY - timedelta(days=1), dag
                last = dag

    def _work(self, before: date, dag: date) -> None:
        """What came in since `before`, and what is due today. The bank has a statement for every working day."""
        since = [before + timedelta(days=number) for number in range(1, (dag - before).days + 1)]
        self._take_in(since)
        self._confirm()
        self._talk(dag)
        self._apply(dag)
        self._decide(since, dag)
        self._live_on(since, dag)
        Collecting(self.office).work(dag)
        if dag.weekday() == 0:
            self._settle_years(dag)
            self._come_back(dag)
        for one in since:
            if one >= FIRST_DAY and one.weekday() < SATURDAY:
                self._send_statement(one)

    def _take_in(self, days: list[date]) -> None:
        """Half of the days as CSV, half as JSON, as two front offices would send them."""
        requests = [arrival.aanmelding for dag in days for arrival in self.arrivals.get(dag, ())]
        if not requests:
            return
        if days[-1].toordinal() % 2:
            self.office.import_requests(json.dumps(requests).encode(), "application/json")
        else:
            self.office.import_requests(as_csv(requests), "text/csv")

    def _talk(self, dag: date) -> None:
        """First the talk, in which the route is settled, unless it waits for the papers that the entrepreneur brought along."""
        for regel in self.office.waiting_for_a_talk():
            if talks_on(regel) <= dag:
                vorm = FORMS[number_of(regel["dossier_id"], "form", len(FORMS))]
                dossier = self.office.routes(regel["dossier_id"])
                if said := settles_at_once(dossier):
                    self.office.settle_route(
                        dossier, leaves_out(dossier), gesprek={"vorm": vorm}, **said
                    )
                else:
                    self.office.talk(regel["dossier_id"], vorm)
                    Routepapers(self.office).work(dossier)

    def _confirm(self) -> None:
        """Then the route, once the papers are there and somebody looked at them."""
        for regel in self.office.waiting_for_a_route():
            dossier = self.office.routes(regel["dossier_id"])
            if any(een["stand"] != "gecontroleerd" for een in dossier["stukken"]):
                Routepapers(self.office).work(dossier)
            else:
                self.office.settle_route(dossier, leaves_out(dossier))

    def _apply(self, dag: date) -> None:
        """Then the application."""
        for regel in self.office.waiting_for_an_application():
            if applies_on(regel) <= dag:
                for application in applications(self.office.routes(regel["dossier_id"]), dag):
                    self.office.apply(regel["dossier_id"], application)

    def _live_on(self, since: list[date], dag: date) -> None:
        """People move, come in twice, are helped and come back; owners fall ill. On the last day somebody is erased."""
        desk = LifeDesk(self.office)
        desk.replace_who_is_away(since)
        for turn in (turn for one in since for turn in self.turns.get(one, ())):
            desk.work(turn, dag)
        if dag == self.ends:
            desk.forget_one(wants_to_be_forgotten(entrepreneurs()))

    def _decide(self, since: list[date], dag: date) -> None:
        for aanvraag in self.office.open_applications():
            plan, papers = Plan.of(aanvraag), Papers.of(aanvraag)
            if papers and dag < papers.ready_on:
                Paperdesk(self.office).work(papers, since, dag)
            elif aanvraag["status"] == "open" and plan.judged_on <= dag:
                self._judge(aanvraag["aanvraag_id"], plan)
            elif aanvraag["status"] == "beoordeeld" and plan.decided_on <= dag:
                self._settle_application(aanvraag, plan, dag)

    def _judge(self, aanvraag_id: str, plan: Plan) -> None:
        if plan.is_granted:
            proposal = {} if plan.bijstand else {"voorgesteld_cent": plan.bedrag_cent}
            self.office.judge(aanvraag_id, advies="toewijzen", is_levensvatbaar=True, **proposal)
        else:
            self.office.judge(aanvraag_id, advies="afwijzen", is_levensvatbaar=False)

    def _settle_application(self, aanvraag: dict[str, Any], plan: Plan, dag: date) -> None:
        aanvraag_id = aanvraag["aanvraag_id"]
        if not plan.is_granted:
            self.office.reject(aanvraag_id, reden=plan.reden, tips=tips_for(aanvraag))
            return
        if plan.bijstand:
            self.office.grant_living_costs(aanvraag_id, **plan.bijstand)
            return
        credit = {
            "bedrag_cent": plan.bedrag_cent,
            "product": "bedrijfskapitaal_rentedragend",
            "termijnen": plan.termijnen,
            "methode": plan.methode,
            "uitbetaald_op": dag.isoformat(),
        }
        tries_first = number_of(aanvraag_id, "tries", 5) == 0
        if plan.bedrag_cent <= ABOVE_MANDATE_CENT or tries_first:
            granted = self.office.grant(aanvraag_id, TWEEDE, **credit)
            if granted:
                return
        self.office.grant(aanvraag_id, TEAMLEIDER, **credit)

    def _come_back(self, dag: date) -> None:
        """Once a week: who was refused follows tips and applies again."""
        for aanvraag in self.office.refused_applications():
            back = comes_back_on(aanvraag)
            if back is None or back > dag:
                continue
            earlier = self.office.earlier_applications(aanvraag["dossier_id"])
            if application := next_application(aanvraag, earlier, dag):
                self.office.apply(aanvraag["dossier_id"], application)

    def _settle_years(self, dag: date) -> None:
        """Once a week: the years of which the figures came in."""
        for case in self.office.open_settlements():
            if settles_on(case) <= dag:
                self.office.settle(
                    case["vaststelling_id"], year_figures(case), reclaims=reclaims(case)
                )
                self._claims = None

    def _send_statement(self, dag: date) -> None:
        lines = [
            Storting(self._reference(lening, dag, index), cents)
            for lening in self._known_loans()
            for index, cents in enumerate(payments_on(lening, dag))
        ]
        lines += [
            Storting(str(claim["betalingskenmerk"]), cents)
            for claim in self._known_claims()
            if (cents := claim_payment_on(claim, dag))
        ]
        self.office.upload_statement(self.bank.statement(dag, lines))

    def _reference(self, lening: dict[str, Any], dag: date, index: int) -> str:
        """One in a hundred forgets the payment reference: somebody has to look at it."""
        forgets = number_of(f"{lening['lening_id']}{dag}{index}", "reference", 100) == 0
        return "termijn" if forgets else str(lening["betalingskenmerk"])

    def _known_claims(self) -> list[dict[str, Any]]:
        """Asked again after a decision, and when its projection may have been behind."""
        if not self._claims:
            self._claims = self.office.claims()
        return self._claims

    def _known_loans(self) -> list[dict[str, Any]]:
        """Loans with their first schedule, asked once each."""
        for lening in self.office.loans():
            if lening["lening_id"] not in self._loans:
                self._loans[lening["lening_id"]] = self.office.loan(lening["lening_id"])
        return list(self._loans.values())


def as_csv(requests: list[dict[str, Any]]) -> bytes:
    """The requests in the form of the CSV import."""
    rows = []
    for request in requests:
        flat = {
            name: value for name, value in request.items() if name not in ("urgentie", "hulpvraag")
        }
        urgency = {name: "ja" if value else "nee" for name, value in request["urgentie"].items()}
        rows.append(flat | urgency | {"hulpvraag": "|".join(request["hulpvraag"])})
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, fieldnames=list(rows[0]), delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()
