"""What must hold whatever happens. Each invariant has a name, and is looked at after every step or when the story ends.

They are computed from the facts and from what an outsider told and asked, never by the function that is judged.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from services.ledger.adapters.bank.aansluiting import aansluiting
from services.ledger.adapters.log import LENING, TRAJECT, VORDERING, stream_of
from services.ledger.application.replay import replay
from services.ledger.domain.grootboek.boeking import Mutatie, Rekenstand
from services.ledger.domain.invordering import events as ladder
from services.ledger.domain.invordering.state import traject_id
from services.ledger.domain.lening import events as loan
from services.ledger.domain.lening.besluiten import Besluit
from services.ledger.domain.lening.commands import SluitDag
from services.ledger.domain.lening.dag import volgende_actie
from services.ledger.domain.lening.decide import decide
from services.ledger.domain.lening.dossier import Leningdossier
from services.ledger.domain.lening.herrekening import gerekend
from services.ledger.domain.lening.schuldbeeld import beeld_van
from services.ledger.domain.register.events import Registerfeit
from services.ledger.domain.vaststelling.events import LevensonderhoudVastgesteld, Vaststellingsfeit
from services.ledger.domain.vordering.events import (
    OntvangstTeruggenomen,
    VerzuimIngetreden,
    VorderingInInvordering,
    Vorderingsbesluit,
    VorderingskostenGeboekt,
)
from shared.contracts import bbz
from shared.facts import StoredFact
from shared.recht.mandaat import Mandaatregister
from tests.simulation import two_desks
from tests.simulation.decisions import VIER_OGEN
from tests.simulation.world import BrokenError, World, event_id
from tests.steun.ledger.stad import KADER

Found = Iterator[object]
RENTE = ("verschenen_rente", "uitgestelde_rente", "wettelijke_rente")
# The mutations of a vordering that one person may make.
ALONE = (VorderingskostenGeboekt, VorderingInInvordering, OntvangstTeruggenomen)
ONCE = (loan.RenteGeboekt, loan.TermijnVervallen, loan.BetalingGemist)
FORCE = (
    ladder.AanmaningOpgemaakt,
    ladder.DwangbevelUitgevaardigd,
    ladder.InvorderingOvergedragen,
)

COUNTS = """
    SELECT (SELECT count(*) FROM stored_events) AS facts,
        (SELECT count(*) FROM stream_states) AS states,
        (SELECT coalesce(sum(version), 0)::bigint FROM stream_states) AS versions,
        (SELECT count(*) FROM inbox) AS inbox,
        (SELECT count(*) FROM answers) AS answers,
        (SELECT max(next_offset) FROM consumer_positions) AS next_offset,
        (SELECT count(*) FROM ontvangsten) AS lines,
        (SELECT coalesce(sum(bedrag_cent), 0)::bigint FROM ontvangsten) AS cents,
        (SELECT count(*) FROM ontvangsten WHERE status = 'te_boeken') AS to_book,
        (SELECT count(*) FROM ontvangsten WHERE reden LIKE '%mislukte%') AS failed,
        (SELECT coalesce(sum(teruggenomen), 0)::bigint FROM ontvangsten) AS taken_off,
        (SELECT string_agg(status, ',' ORDER BY volgorde) FROM ontvangsten) AS statuses,
        (SELECT count(*) FROM leningen) AS debts,
        (SELECT count(DISTINCT betalingskenmerk) FROM leningen) AS marks,
        (SELECT count(*) FROM parked_records) AS parked,
        (SELECT count(*) FROM dead_letters) AS dead,
        (SELECT count(*) FROM set_aside) AS aside,
        (SELECT max(tot) FROM rekeningstanden) AS known,
        (SELECT max(dag) FROM werkdag) AS workday,
        (SELECT min(dag) FROM dagafsluiting) AS first_day,
        (SELECT count(*) FROM dagafsluiting) AS days,
        (SELECT max(dag) FROM dagafsluiting WHERE gesloten_op IS NOT NULL) AS closed,
        (SELECT min(dag) FROM dagafsluiting WHERE gesloten_op IS NULL) AS open"""


@dataclass
class Watch:
    """What was seen so far: the states as the facts, and the rules from the first day of a loan, make them."""

    world: World
    states: dict[UUID, Any] = field(default_factory=dict)
    new: list[StoredFact] = field(default_factory=list)
    before: dict[int, Any] = field(default_factory=dict)
    workday: date | None = None
    closed: date | None = None
    there: dict[str, Any] = field(default_factory=dict)
    moved: bool = True

    def look(self) -> None:
        """Folds what is new, and counts what is there."""
        (there,) = self.world.rows(COUNTS)
        self.moved, self.there = there != self.there, there
        self.new, self.before = self.world.look(), {}
        for stored in self.new:
            stream = stream_of(stored.fact)
            state = self.states.get(stored.stream_id, stream.initial)
            self.before[stored.position] = state
            self.states[stored.stream_id] = stream.evolve(state, stored.fact)
        for stream_id, state in self.touched_loans().items():
            facts = [stored.fact for stored in self.world.streams[stream_id]]
            dossier = Leningdossier(KADER.parameters, Mandaatregister(), facts)
            self.states[stream_id] = gerekend(state, dossier)

    @property
    def touched(self) -> dict[UUID, Any]:
        return {stored.stream_id: stream_of(stored.fact) for stored in self.new}

    def of(self, *kinds: type[Any]) -> Iterator[StoredFact]:
        return (stored for stored in self.new if isinstance(stored.fact, kinds))

    def touched_loans(self) -> dict[UUID, Any]:
        return {key: self.states[key] for key, kind in self.touched.items() if kind is LENING}

    def debts(self) -> Iterator[tuple[UUID, Any]]:
        for stream_id, facts in self.world.streams.items():
            if stream_of(facts[0].fact) in (LENING, VORDERING):
                yield stream_id, self.states[stream_id]


def log_without_holes(watch: Watch) -> Found:
    """Versions of a stream count from one without a hole, in the order of the log."""
    for stream_id in watch.touched:
        versions = [stored.version for stored in watch.world.streams[stream_id]]
        if versions != list(range(1, len(versions) + 1)):
            yield stream_id, versions


def log_only_grows(watch: Watch) -> Found:
    """What was read stays in its place: a follower that passed a position misses nothing."""
    if watch.there["facts"] != len(watch.world.facts):
        yield watch.there["facts"], len(watch.world.facts)


def double_entry(watch: Watch) -> Found:
    """The lines of every booking sum to zero."""
    for stored in watch.of(Mutatie):
        if sum(line.bedrag_cent for line in stored.fact.boekregels):
            yield stored.name, stored.fact.boekregels


def balances_are_lines(watch: Watch) -> Found:
    """Hoofdsom, rente, kosten and tegoed of a debt are the sums of its lines."""
    for stream_id, kind in watch.touched.items():
        if kind not in (LENING, VORDERING):
            continue
        sums = Counter[str]()
        for stored in watch.world.streams[stream_id]:
            for line in stored.fact.boekregels:
                sums[line.rekening.rpartition(":")[2]] += line.bedrag_cent
        saldi = watch.states[stream_id].saldi
        if kind is LENING:
            expected = (sums["hoofdsom"], sum(sums[name] for name in RENTE), sums["kosten"])
            found = (saldi.hoofdsom_cent, saldi.rente_cent, saldi.kosten_cent)
        else:
            owed = ("terugvordering_levensonderhoud", "hoofdsom", "buiten_invordering")
            expected = (sum(sums[name] for name in owed), sums["wettelijke_rente"], sums["kosten"])
            found = (saldi.hoofdsom_cent, saldi.rente_cent, saldi.kosten_cent)
        if (*expected, -sums["tegoed_debiteur"]) != (*found, saldi.tegoed_cent):
            yield stream_id, expected, found, saldi.tegoed_cent, dict(sums)


def never_below_zero(watch: Watch) -> Found:
    """Nobody owes less than nothing, and what is overdue is part of what is owed. Only a tegoed can be taken back again."""
    for _, state in ((key, watch.states[key]) for key in watch.touched if key in watch.states):
        saldi = getattr(state, "saldi", None)
        if saldi is None:
            continue
        parts = saldi.model_dump()
        tegoed = parts.pop("tegoed_cent")
        owed = saldi.hoofdsom_cent + saldi.rente_cent + saldi.kosten_cent
        if min(parts.values()) < 0 or saldi.achterstand_cent > saldi.vervallen_cent > owed:
            yield parts, tegoed


def state_is_fold(watch: Watch) -> Found:
    """The stored state of a stream is what its facts make, at the version of its last fact; of a loan what the rules make of them too."""
    if not watch.touched:
        return
    rows = watch.world.rows(
        "SELECT stream_id, version FROM stream_states WHERE stream_id = ANY(%s)",
        list(watch.touched),
    )
    versions = {row["stream_id"]: row["version"] for row in rows}
    for stream_id, kind in watch.touched.items():
        if versions.get(stream_id) != len(watch.world.streams[stream_id]):
            yield stream_id, versions.get(stream_id), len(watch.world.streams[stream_id])
        elif watch.world.load(kind, stream_id) != watch.states[stream_id]:
            yield stream_id, "differs from its facts"


def no_state_without_facts(watch: Watch) -> Found:
    """There are as many states as streams: nothing stands in the books that never happened."""
    found = watch.there["states"], watch.there["versions"]
    if found != (len(watch.world.streams), len(watch.world.facts)):
        yield found, len(watch.world.streams), len(watch.world.facts)


def nothing_missed_twice(watch: Watch) -> Found:
    """Interest, a term that falls due and a missed payment: once a term, unless a decision made the loan compute anew."""
    for stream_id in {stored.stream_id for stored in watch.of(*ONCE)}:
        seen = set[tuple[object, ...]]()
        for stored in watch.world.streams[stream_id]:
            fact = stored.fact
            if isinstance(fact, Besluit | loan.LeningHerrekend | loan.LeningHeropend):
                seen = set()
            elif isinstance(fact, ONCE):
                day = getattr(fact, "van", None) or fact.vervaldag
                if (what := (stored.name, fact.termijn, day)) in seen:
                    yield stream_id, what
                seen.add(what)


def no_verzuim_twice(watch: Watch) -> Found:
    """A term of a vordering is found unpaid once, unless a receipt was taken off."""
    for stream_id in {stored.stream_id for stored in watch.of(VerzuimIngetreden)}:
        seen = set[int]()
        for stored in watch.world.streams[stream_id]:
            if isinstance(stored.fact, Vorderingsbesluit):
                seen = set()
            elif isinstance(stored.fact, VerzuimIngetreden):
                if stored.fact.termijn in seen:
                    yield stream_id, stored.fact.termijn
                seen.add(stored.fact.termijn)


def missed_only_when_known(watch: Watch) -> Found:
    """Nobody is found late for a day of which the statements are not in without a gap."""
    through = watch.world.known_through()
    for stored in watch.of(loan.BetalingGemist, VerzuimIngetreden):
        if through is None or stored.fact.vervaldag > through:
            yield stored.stream_id, stored.name, stored.fact.vervaldag, through


def receipt_on_one_debt(watch: Watch) -> Found:
    """A receipt counts on one debt at most."""
    if not any(True for _ in watch.of(Mutatie)):
        return
    seen = Counter(receipt for _, state in watch.debts() for receipt in state.getelde_ontvangsten)
    yield from (receipt for receipt, times in seen.items() if times > 1)


def bank_adds_up(watch: Watch) -> Found:
    """Every euro of the statements stands on a debt, waits, goes back or was set aside; on the debt as at the bank."""
    if watch.moved and not (found := aansluiting(watch.world.store)).is_gelijk:
        yield found


def no_line_lost(watch: Watch) -> Found:
    """Every line of every file that was brought is there once, with its money."""
    files = list(watch.world.files.values())
    brought = sum(file.lines for file in files), sum(file.cents for file in files)
    if (watch.there["lines"], watch.there["cents"]) != brought:
        yield watch.there, brought


def no_line_failed(watch: Watch) -> Found:
    """No line of the bank waits because our code failed."""
    if watch.there["failed"]:
        yield watch.there["failed"]


def statements_known(watch: Watch) -> Found:
    """An account is complete up to the last day that follows on, once its lines are looked at."""
    through, known = watch.there["known"], watch.world.known_through()
    too_far = through is not None and (known is None or through > known)
    if too_far or (not watch.there["to_book"] and through != known):
        yield through, known


def marks_are_unique(watch: Watch) -> Found:
    """No two debts have the same betalingskenmerk."""
    if watch.there["debts"] != watch.there["marks"]:
        yield watch.there["debts"], watch.there["marks"]


def four_eyes(watch: Watch) -> Found:
    """Money that is forgiven, claimed or leaves: proposed by one, decided by another with a mandate."""
    for stored in watch.of(Besluit, Vorderingsbesluit, LevensonderhoudVastgesteld):
        fact = stored.fact
        soort = getattr(getattr(fact, "gegevens", None), "soort", None)
        needs = soort in VIER_OGEN or not isinstance(fact, (Besluit, *ALONE))
        if needs and not (fact.voorgesteld_door and fact.mandaat):
            yield stored.name, "by one person"
        if fact.voorgesteld_door == fact.besloten_door:
            yield stored.name, fact.besloten_door


def decided_by_who_asked(watch: Watch) -> Found:
    """The log says who decided, under which mandate, and by which command."""
    for stored in watch.of(Besluit, Vorderingsbesluit, LevensonderhoudVastgesteld):
        if stored.cause.actor != stored.fact.besloten_door or not stored.cause.command_id:
            yield stored.name, stored.cause, stored.fact.besloten_door
        if stored.fact.voorgesteld_door and stored.cause.mandate != stored.fact.mandaat:
            yield stored.name, stored.cause, stored.fact.mandaat


def decided_once(watch: Watch) -> Found:
    """A decision is made once, and never after its proposal was put aside."""
    for stream_id in {stored.stream_id for stored in watch.of(Besluit)}:
        made = Counter(
            stored.fact.besluit_id
            for stored in watch.world.streams[stream_id]
            if isinstance(stored.fact, Besluit)
        )
        yield from (each for each, times in made.items() if times > 1)


def uitstel_within_law(watch: Watch) -> Found:
    """Twelve months a decision, thirty-six in all (Bbz art. 41); a Tozo loan has no limit (Awb 4:94)."""
    for stream_id, state in watch.touched_loans().items():
        if state.regeling == "bbz" and state.stand and state.stand.uitstelmaanden > 36:
            yield stream_id, state.stand.uitstelmaanden
    for stored in watch.of(Besluit):
        data = getattr(stored.fact, "gegevens", None)
        if getattr(data, "soort", "") != "uitstel" or data.maanden <= 12:
            continue
        if watch.states[stored.stream_id].regeling == "bbz":
            yield stored.stream_id, data.maanden


def ladder_has_next_step(watch: Watch) -> Found:
    """Who is behind has a next step with a day; who is not has none."""
    for stream_id, kind in watch.touched.items():
        state = watch.states[stream_id]
        if kind is TRAJECT and state.loopt != (state.volgende is not None):
            yield stream_id, state.loopt, state.volgende


def ladder_follows_debt(watch: Watch) -> Found:
    """A ladder runs for a loan exactly while something of it was found missed, or all of it was claimed."""
    for lening_id, state in watch.touched_loans().items():
        facts = [stored.fact for stored in watch.world.streams[lening_id]]
        ladder_state = watch.states.get(traject_id(lening_id))
        runs, asks = bool(ladder_state and ladder_state.loopt), _asks(state, facts)
        if runs != asks:
            yield lening_id, runs, asks


def _asks(state: Any, facts: list[Any]) -> bool:
    return beeld_van(state, lambda: facts).vraagt_invordering


def no_force_while_standing_still(watch: Watch) -> Found:
    """No demand, dwangbevel or transfer while the ladder stands still (Awb 4:94 lid 2)."""
    for stored in watch.of(*FORCE):
        if watch.before[stored.position].staat_stil:
            yield stored.stream_id, stored.name


def day_never_back(watch: Watch) -> Found:
    """The business day is the last that was heard, whatever comes late."""
    today, heard = watch.there["workday"], watch.world.days_heard
    if today != max(heard, default=None) or (watch.workday and today < watch.workday):
        yield today, watch.workday, heard
    watch.workday = today


def facts_never_back(watch: Watch) -> Found:
    """In one stream no fact was caused on a day before that of an earlier fact, but for days that close late."""
    for stored in watch.of(Besluit, Vorderingsbesluit, LevensonderhoudVastgesteld):
        if watch.workday and stored.cause.at != watch.workday:
            yield stored.name, stored.cause.at, watch.workday


def days_close_in_order(watch: Watch) -> Found:
    """Every day since the first is there, and none closes before the one before it."""
    days, heard = watch.there, watch.world.days_heard
    if heard and days["days"] != (max(heard) - days["first_day"]).days + 1:
        yield days["days"], days["first_day"], max(heard)
    if days["open"] and days["closed"] and days["closed"] > days["open"]:
        yield days["open"], days["closed"]


def closed_day_left_nobody(watch: Watch) -> Found:
    """When a day is closed no loan has anything left to do on it, whatever the agenda says."""
    closed = watch.there["closed"]
    if closed is None or watch.there["open"] or closed == watch.closed:
        return
    watch.closed = closed
    (row,) = watch.world.rows("SELECT afschriften_tot FROM dagafsluiting WHERE dag = %s", closed)
    for lening_id, state in watch.debts():
        if stream_of(watch.world.streams[lening_id][0].fact) is not LENING:
            continue
        due, after = volgende_actie(state)
        if (due and due <= closed) or after:
            request = SluitDag(
                lening_id=lening_id, dag=closed, afschriften_tot=row["afschriften_tot"]
            )
            with watch.world.store.transaction(notify=False) as transaction:
                facts = KADER.decide(transaction, lening_id, partial(decide, state, request))
            if facts:
                yield lening_id, due, closed, [type(fact).__name__ for fact in facts]


def agenda_is_true(watch: Watch) -> Found:
    """The agenda says when a loan needs something, as the loan itself does."""
    rows = watch.world.rows(
        "SELECT lening_id, actie_op, na_afschrift FROM leningen WHERE lening_id = ANY(%s)",
        list(watch.touched_loans()),
    )
    found = {row["lening_id"]: (row["actie_op"], row["na_afschrift"]) for row in rows}
    for lening_id, state in watch.touched_loans().items():
        if found.get(lening_id) != volgende_actie(state):
            yield lening_id, found.get(lening_id), volgende_actie(state)


def letters_are_known(watch: Watch) -> Found:
    """The demand that waits for its letter is the one of the ladder."""
    ladders = [key for key, kind in watch.touched.items() if kind is TRAJECT]
    rows = watch.world.rows(
        "SELECT traject_id, aanmaning_id FROM trajecten WHERE traject_id = ANY(%s)", ladders
    )
    found = {row["traject_id"]: row["aanmaning_id"] for row in rows}
    for stream_id in ladders:
        made = watch.states[stream_id].opgemaakt
        if stream_id not in found or found[stream_id] != (made.aanmaning_id if made else None):
            yield stream_id, found.get(stream_id), made


def event_once(watch: Watch) -> Found:
    """Every credit that was told is a loan, once; every event that was heard is known by its id."""
    told = {one.lening_id for one in watch.world.heard if isinstance(one, bbz.KredietVerstrekt)}
    opened = Counter(
        stored.stream_id for stored in watch.world.facts if stored.name == "LeningGeopend"
    )
    if set(opened) != told or max(opened.values(), default=1) > 1:
        yield told ^ set(opened), opened
    if watch.there["inbox"] != len({event_id(one) for one in watch.world.heard}):
        yield watch.there["inbox"], len({event_id(one) for one in watch.world.heard})


def position_is_true(watch: Watch) -> Found:
    """The consumer stands behind the last record that it was brought."""
    if (watch.there["next_offset"] or 0) != watch.world.offset:
        yield watch.there["next_offset"], watch.world.offset


def answers_are_kept(watch: Watch) -> Found:
    """Every command that was done has one answer, and no other has."""
    if watch.there["answers"] != len(watch.world.asked):
        yield watch.there["answers"], len(watch.world.asked)


def nothing_parked(watch: Watch) -> Found:
    """Nothing in these stories can fail: what is parked, dead or set aside is a mistake of ours."""
    if watch.there["parked"] or watch.there["dead"] or watch.there["aside"]:
        for table in ("parked_records", "dead_letters", "set_aside"):
            yield from watch.world.rows(f"SELECT * FROM {table}")


def view_is_replay(watch: Watch) -> Found:
    """What the projector made of the log, and every balance, is what a replay from the first fact makes."""
    found = replay(watch.world.store, kader=KADER)
    if not found.is_equal:
        yield found


def row_is_the_loan(watch: Watch) -> Found:
    """The debtor list knows what no line tells: when a loan ends, uitstel, opeising, what was missed. The facts said it once."""
    for row in watch.world.rows(
        "SELECT debiteuren.*, state -> 'stand' AS stand FROM debiteuren JOIN stream_states ON stream_id = lening_id"
        " WHERE shape LIKE 'lening.%'"
    ):
        stand = Rekenstand.model_validate(row["stand"])
        gemist = [een for een in stand.open_termijnen if een.is_gemist]
        should = {
            "einddatum": stand.einddatum or row["einddatum"],
            "uitstel_tot": stand.uitstel_tot if stand.status == "uitstel" else None,
            "is_opgeeist": stand.status == "opgeeist",
            "gemiste_termijnen": len(gemist),
            "gemist_zonder_termijn": sum(not een.nr for een in gemist),
        }
        if {name: row[name] for name in should} != should:
            yield row, should


def every_fact_is_a_line(watch: Watch) -> Found:
    """Every fact of a debt stands once in its statement."""
    (row,) = watch.world.rows("SELECT count(*) AS n FROM regels")
    beside = (ladder.Invorderingsfeit, Registerfeit, Vaststellingsfeit)
    facts = sum(not isinstance(stored.fact, beside) for stored in watch.world.facts)
    if row["n"] != facts:
        yield row, facts


def bank_line_on_its_debt(watch: Watch) -> Found:
    """When all is worked off, no line waits to be booked, and none is toegewezen to nobody."""
    yield from watch.world.rows(
        "SELECT ontvangst_id, status FROM ontvangsten WHERE status IN ('te_boeken', 'toegewezen')"
    )


def one_desk_calls(watch: Watch) -> Found:
    """The caseworker and the debt desk are never both told to take the next step, nor is nobody; whatever they agreed on."""
    ladders = [
        watch.states[key]
        for key, facts in watch.world.streams.items()
        if stream_of(facts[0].fact) is TRAJECT
    ]
    yield from two_desks.told_twice(watch.world.facts, ladders, watch.world.day)


Invariant = Callable[[Watch], Found]
AFTER_EVERY_STEP: tuple[Invariant, ...] = (
    log_without_holes,
    log_only_grows,
    double_entry,
    balances_are_lines,
    never_below_zero,
    state_is_fold,
    no_state_without_facts,
    nothing_missed_twice,
    no_verzuim_twice,
    missed_only_when_known,
    receipt_on_one_debt,
    bank_adds_up,
    no_line_lost,
    no_line_failed,
    statements_known,
    marks_are_unique,
    four_eyes,
    decided_by_who_asked,
    decided_once,
    uitstel_within_law,
    ladder_has_next_step,
    ladder_follows_debt,
    no_force_while_standing_still,
    day_never_back,
    facts_never_back,
    days_close_in_order,
    closed_day_left_nobody,
    agenda_is_true,
    letters_are_known,
    event_once,
    position_is_true,
    answers_are_kept,
    nothing_parked,
    one_desk_calls,
)
AT_THE_END: tuple[Invariant, ...] = (
    bank_line_on_its_debt,
    view_is_replay,
    row_is_the_loan,
    every_fact_is_a_line,
)


def hold(watch: Watch, invariants: tuple[Invariant, ...]) -> None:
    """Raises BrokenError for the first that does not."""
    watch.look()
    for invariant in invariants:
        for found in invariant(watch):
            raise BrokenError(invariant.__name__.replace("_", " "), found)
