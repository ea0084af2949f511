"""The steps of a story. Each draws from its own dice, so that a step that is left out changes nothing in the others."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID, uuid5

from deploy.local.city.bankbestand import Storting
from services.ledger.adapters.log import LENING, TRAJECT, VASTSTELLING, VORDERING
from services.ledger.application.bank import duid, zet_terug
from services.ledger.application.invordering import handel
from services.ledger.application.lening import besluit
from services.ledger.application.register import leg_vast
from services.ledger.application.vaststelling import vraag_vaststelling
from services.ledger.application.vordering import vraag
from services.ledger.domain.invordering.state import traject_id
from services.ledger.domain.lening import commands as loan
from services.ledger.domain.register import commands as register
from services.ledger.domain.vaststelling import commands as settle
from services.ledger.domain.vaststelling.events import Jaargegevens
from services.ledger.domain.vordering import commands as claim
from shared.contracts import bbz, klok, notify
from shared.transaction import Transaction
from tests.simulation.decisions import KINDS, REASONS, VIER_OGEN, act, decision
from tests.simulation.faults import Fault, Moment
from tests.simulation.world import DAY, SIMULATION, World, event_id
from tests.steun.ledger.stad import KADER, krediet

PEOPLE = ("debiteuren-1", "debiteuren-2", "consulent-2", "teamleider-1")
HEADS = ("teamleider-1", "teamleider-1", "teamleider-1", "consulent-2", "debiteuren-1")
ABOUT_RECEIPTS = frozenset({"storno", "correctie", "betaalkeuze", "terugstorting"})
PRODUCTS: tuple[dict[str, Any], ...] = (
    {},
    {"methode": "annuitair", "termijnen": 12, "hoofdsom_cent": 900_000},
    {"dagtelling": "act_365", "termijnen": 8, "hoofdsom_cent": 400_001},
    {"dagtelling": "30e_360", "termijnen": 24, "hoofdsom_cent": 1_234_567},
    {"termijnen": 2, "hoofdsom_cent": 50_000},
    {
        "product": "voorbereidingskrediet",
        "methode": "renteloos",
        "jaarrente_procent": Decimal(0),
        "hoofdsom_cent": 300_000,
        "termijnen": 30,
        "groep": "starter",
    },
    {
        "regeling": "tozo",
        "jaarrente_procent": Decimal(2),
        "hoofdsom_cent": 1_015_700,
        "termijnen": 40,
    },
    {"besluitdatum": date(2019, 12, 10), "aanvraagdatum": date(2019, 11, 1), "gemeente": "GM9902"},
)


def grant(world: World, rng: Random, key: str) -> None:
    """One or two credits, paid out today or some time ago: bbz tells it when it can."""
    for number in range(rng.randrange(1, 3)):
        identity = uuid5(SIMULATION, f"{world.seed}/{key}/{number}")
        paid = world.day - timedelta(days=rng.choice([0, 1, 20, 50, 50, 80]))
        due = (paid.replace(day=1) + timedelta(days=62)).replace(day=1) - DAY
        world.queue.append(
            krediet(
                lening_id=identity,
                dossier_id=uuid5(identity, "dossier"),
                aanvraag_id=uuid5(identity, "aanvraag"),
                uitbetaald_op=paid,
                eerste_vervaldag=rng.choice([due, due + DAY]),
                **rng.choice(PRODUCTS),
            )
        )


def living_costs(world: World, rng: Random, key: str) -> None:
    dossier = uuid5(SIMULATION, f"{world.seed}/dossier/{rng.randrange(2)}")
    months = tuple(
        bbz.Maandbedrag(maand=date(2024, 1 + number, 1), bedrag_cent=100_000)
        for number in range(rng.randrange(1, 12))
    )
    world.queue.append(
        bbz.LevensonderhoudToegekend(
            dossier_id=dossier,
            aanvraag_id=uuid5(SIMULATION, f"{world.seed}/{key}"),
            gemeente="GM9901",
            groep="gevestigd",
            vorm="renteloze_lening",
            huishouden="alleenstaande",
            maandbedragen=months,
            eerste_boekjaarmaand=1,
            grondslag="Bbz art. 11 lid 1",
            aanvraagdatum=date(2023, 12, 3),
            besluitdatum=date(2024, 1, 1),
            parameterset="0" * 16,
            ondertekenaar="consulent-2",
            mandaat="M-2024-01",
        )
    )


def hear(world: World, rng: Random, key: str) -> None:
    """What waits, in another order, with some of what was heard before and a day that comes late."""
    page, world.queue = world.queue, []
    if rng.random() < 0.2:
        page.append(klok.DagAangebroken(dag=world.day - DAY * rng.randrange(1, 40)))
    page += rng.sample(world.heard, min(len(world.heard), rng.randrange(3)))
    rng.shuffle(page)
    if page and rng.random() < 0.3:
        page.append(rng.choice(page))
    world.hear(page)


def day(world: World, rng: Random, key: str) -> None:
    """A new day, mostly the next one; sometimes the clock was not heard for a while."""
    ahead = rng.choice([1, 1, 1, 2, 3, 5, 12, 31])
    world.day += timedelta(days=ahead)
    world.hear([klok.DagAangebroken(dag=world.day)])


def work(world: World, rng: Random, key: str) -> None:
    world.work()


def work_a_little(world: World, rng: Random, key: str) -> None:
    world.work_a_little(rng.randrange(1, 4))


def bank(world: World, rng: Random, key: str) -> None:
    """The statement of a day, brought now, later, or twice."""
    last = world.made[-1].day if world.made else None
    today = world.day - DAY * rng.randrange(2)
    if last is None or today > last:
        world.make_file(today, _lines(world, rng))
    waiting = [file for file in world.made if file.day not in world.files]
    if waiting and (not world.files or rng.random() < 0.85):
        world.bring(waiting[0] if not world.files or rng.random() < 0.8 else rng.choice(waiting))
    elif world.files:
        world.bring(rng.choice(list(world.files.values())))


def _lines(world: World, rng: Random) -> list[Storting]:
    debts = world.rows("SELECT betalingskenmerk FROM leningen ORDER BY lening_id")
    marks = [row["betalingskenmerk"] for row in debts]
    amounts = [1, 5_000, 40_000, 70_000, 70_000, 140_000, 1_000_000, 4_000_000]
    found = []
    for _ in range(rng.choice([0, 1, 2, 4])):
        mark = rng.choice([*marks, *marks, "1234567890123456"]) if marks else "onbekend"
        sign = -1 if rng.random() < 0.1 else 1
        found.append(
            Storting(
                mark,
                sign * rng.choice(amounts),
                gestructureerd=rng.random() < 0.8,
                is_terugboeking=sign < 0 and rng.random() < 0.5,
            )
        )
    return found


def explain(world: World, rng: Random, key: str) -> None:
    """A person says where a line belongs, or takes that back."""
    lines = world.rows("SELECT ontvangst_id, status FROM ontvangsten ORDER BY volgorde")
    waiting = [row for row in lines if row["status"] == "te_duiden"] or lines
    if not waiting:
        return
    line = rng.choice(waiting if rng.random() < 0.8 else lines)["ontvangst_id"]
    actor, debt = rng.choice(PEOPLE), _debt(world, rng)
    says = rng.choice(["toegewezen", "toegewezen", "terugstorten", "geen_lening", "terug"])

    def asks(transaction: Transaction, op: date) -> list[Any]:
        if says == "terug":
            zet_terug(transaction, line, actor, op)
        else:
            where = debt if says == "toegewezen" else None
            duid(transaction, line, says, where, actor, op)
        return []

    if says != "toegewezen" or debt:
        world.ask(actor, key, f"{line}{says}{debt}", asks)


def decide(world: World, rng: Random, key: str) -> None:
    """One person decides; where it takes two, it is a proposal."""
    kind, loans = rng.choice(KINDS), _loans(world)
    if kind in ABOUT_RECEIPTS:
        loans = [each for each in loans if _receipts(world, each)] or loans
    if loans:
        proposes = rng.random() < (0.95 if kind in VIER_OGEN else 0.1)
        asked = loan.DoeVoorstel if proposes else loan.NeemBesluit
        _take(world, rng, key, rng.choice(loans), asked, kind)


def _receipts(world: World, lening_id: UUID) -> list[UUID]:
    facts = world.streams.get(lening_id, [])
    return [fact.fact.betaling_id for fact in facts if getattr(fact.fact, "betaling_id", None)]


def _take(
    world: World, rng: Random, key: str, lening_id: UUID, asked: type[Any], kind: str
) -> None:
    facts = world.streams.get(lening_id, [])
    receipts = _receipts(world, lening_id)
    made = [fact.fact.besluit_id for fact in facts if getattr(fact.fact, "besluit_id", None)]
    data = decision(rng, kind, world.day, receipts, made)
    back = timedelta(days=rng.choice([0, 0, 0, 1, 30, 90]))
    actor, reason = rng.choice(PEOPLE), rng.choice(REASONS)

    def asks(transaction: Transaction, op: date) -> list[Any]:
        request = asked(
            lening_id=lening_id,
            besluit_id=uuid5(SIMULATION, f"{world.seed}/{key}"),
            gegevens=data,
            motivering=reason,
            valutadatum=op - back,
            op=op,
            actor=actor,
        )
        return besluit(transaction, KADER, request, world.command(actor, key))

    world.ask(actor, key, f"{lening_id}{data.model_dump_json()}{back}", asks)


def confirm(world: World, rng: Random, key: str) -> None:
    """A second person decides about a proposal, or puts it aside; sometimes it is the first one."""
    open_ones = [
        (lening_id, each)
        for lening_id in _loans(world)
        for each in world.load(LENING, lening_id).voorstellen
    ]
    if not open_ones:
        return
    lening_id, proposal = rng.choice(open_ones)
    actor = rng.choice([*HEADS, proposal.voorgesteld_door])
    rejects = rng.random() < 0.15
    kind = loan.VerwerpVoorstel if rejects else loan.BekrachtigVoorstel

    def asks(transaction: Transaction, op: date) -> list[Any]:
        request = kind(lening_id=lening_id, besluit_id=proposal.besluit_id, op=op, actor=actor)
        return besluit(transaction, KADER, request, world.command(actor, key))

    world.ask(actor, key, f"{lening_id}{proposal.besluit_id}{rejects}", asks)


def collect(world: World, rng: Random, key: str) -> None:
    """What a person does on a ladder."""
    ladders = world.rows("SELECT schuldsoort, schuld_id FROM trajecten ORDER BY traject_id")
    if not ladders:
        return
    row, actor = rng.choice(ladders), rng.choice([*PEOPLE, *HEADS])
    debt = row["schuldsoort"], row["schuld_id"]
    planned = world.load(TRAJECT, traject_id(debt[1])).volgende
    what = act(rng, world.day, planned.stap if planned else None)

    def asks(transaction: Transaction, op: date) -> list[Any]:
        return handel(transaction, KADER, debt, what, op, world.command(actor, key))

    world.ask(actor, key, f"{debt}{what.model_dump_json()}", asks)


def letters(world: World, rng: Random, key: str) -> None:
    """notify sent what the ledger asked; sometimes a letter that nobody asked."""
    rows = world.rows(
        "SELECT aanmaning_id, schuld_id FROM trajecten WHERE aanmaning_id IS NOT NULL ORDER BY 1"
    )
    for row in [*rows, {"aanmaning_id": uuid5(SIMULATION, key), "schuld_id": SIMULATION}]:
        told = notify.BerichtVerstuurd(
            dossier_id=row["schuld_id"],
            bericht_id=row["aanmaning_id"],
            lening_id=row["schuld_id"],
            soort="aanmaning",
            kanaal="post",
            aanleiding=row["aanmaning_id"],
            verstuurd_op=world.day,
        )
        if event_id(told) not in {event_id(each) for each in [*world.queue, *world.heard[-50:]]}:
            world.queue.append(told)


def record(world: World, rng: Random, key: str) -> None:
    """Something for the register beside a loan."""
    lening_id, actor = _loan(world, rng), rng.choice(PEOPLE)
    if lening_id is None:
        return
    thing = uuid5(lening_id, str(rng.randrange(3)))
    kind, fields = rng.choice(
        [
            (register.VestigZekerheid, {"zekerheid_id": thing, "soort": "pand"}),
            (register.TaxeerZekerheid, {"zekerheid_id": thing, "dekking_cent": 100_000}),
            (register.LaatZekerheidVervallen, {"zekerheid_id": thing, "reden": "vrijgegeven"}),
            (
                register.VoegMedeschuldenaarToe,
                {"medeschuldenaar_id": thing, "aansprakelijkheid": "partner"},
            ),
            (register.OntslaMedeschuldenaar, {"medeschuldenaar_id": thing, "reden": "besluit"}),
        ]
    )
    days = {"gevestigd_op", "getaxeerd_op", "per", "vanaf"} & set(kind.model_fields)
    fields |= {"documentkenmerk": "DMS-1"} if "documentkenmerk" in kind.model_fields else {}

    def asks(transaction: Transaction, op: date) -> list[Any]:
        request = kind(lening_id=lening_id, op=op, actor=actor, **fields, **dict.fromkeys(days, op))
        return leg_vast(transaction, KADER, request, world.command(actor, key))

    world.ask(actor, key, f"{lening_id}{kind.__name__}{fields}", asks)


def settle_year(world: World, rng: Random, key: str) -> None:
    """The next thing that a vaststelling waits for; not always by who may."""
    cases = [
        identity
        for identity, facts in world.streams.items()
        if facts[0].name == "VaststellingGeopend"
    ]
    if not cases:
        return
    identity, actor = rng.choice(sorted(cases)), rng.choice([*PEOPLE, *HEADS])
    case = world.load(VASTSTELLING, identity)
    figures = Jaargegevens(
        inkomensbron="jaarstukken",
        netto_inkomen_cent=rng.choice([400_000, 1_120_000, 2_500_000]),
        huishouden="alleenstaande",
        vermogen_boven_grens_cent=rng.choice([0, 0, 300_000]),
        vermogensbron="vermogensonderzoek",
    )
    number, again = uuid5(SIMULATION, f"{world.seed}/{key}"), rng.random()
    back = rng.choice([None, True, True, False])

    def asks(transaction: Transaction, op: date) -> list[Any]:
        base = {"vaststelling_id": identity, "op": op, "actor": actor}
        request: settle.Vaststellingsverzoek
        if case.gegevens is None or again < 0.1:
            request = settle.LegJaargegevensVast(gegevens=figures, **base)
        elif case.voorstel is None:
            request = settle.StelVaststellingVoor(
                voorstel_id=number, terugvorderen=back, motivering="wettelijke_plicht", **base
            )
        elif again < 0.2:
            request = settle.VerwerpVaststelling(**base)
        else:
            request = settle.BekrachtigVaststelling(**base)
        vraag_vaststelling(transaction, KADER, request, world.command(actor, key).cause(op))
        return transaction.added()

    world.ask(actor, key, f"{identity}{figures.model_dump_json()}{back}", asks)


def claim_back(world: World, rng: Random, key: str) -> None:
    """A decision about a vordering, by one or by two."""
    claims = world.rows("SELECT lening_id FROM leningen WHERE soort = 'vordering' ORDER BY 1")
    if not claims:
        return
    identity, actor = rng.choice(claims)["lening_id"], rng.choice([*PEOPLE, *HEADS])
    state = world.load(VORDERING, identity)
    kinds = ["kosten", "wettelijke_rente", "kwijtschelding", "invordering_gestaakt"]
    kind = rng.choice([*kinds, "invordering_hervat", "storno", "correctie", "terugstorting"])
    receipts, confirms = list(state.getelde_ontvangsten), rng.random()
    cents = rng.choice([500, 5_000]) if kind in ("kosten", "kwijtschelding", "terugstorting") else 0
    receipt = rng.choice(receipts) if receipts and kind in ("storno", "correctie") else None
    number, proposes = uuid5(SIMULATION, f"{world.seed}/{key}"), rng.random() < 0.5

    def asks(transaction: Transaction, op: date) -> list[Any]:
        base = {"vordering_id": identity, "op": op, "actor": actor}
        request: claim.Vorderingsverzoek
        if state.voorstellen and confirms < 0.7:
            about = state.voorstellen[0].besluit_id
            decides = (
                claim.BekrachtigVorderingsbesluit
                if confirms < 0.6
                else claim.VerwerpVorderingsbesluit
            )
            request = decides(besluit_id=about, **base)
        else:
            asked = claim.StelVorderingsbesluitVoor if proposes else claim.NeemVorderingsbesluit
            request = asked(
                besluit_id=number,
                soort=kind,
                bedrag_cent=cents,
                grondslag="Awb 4:113" if kind == "kosten" else None,
                betaling_id=receipt,
                motivering="betaalt_niet",
                **base,
            )
        vraag(transaction, KADER, request, world.command(actor, key))
        return transaction.added()

    world.ask(actor, key, f"{identity}{kind}{cents}{receipt}{proposes}", asks)


def ask_again(world: World, rng: Random, key: str) -> None:
    """The same key comes once more, with the same or with other content."""
    if world.asked:
        world.repeat(rng.choice(world.asked), changed=rng.random() < 0.4)


def rehear(world: World, rng: Random, key: str) -> None:
    """Kafka brings a whole stretch once more."""
    if world.heard:
        begin = rng.randrange(len(world.heard))
        world.hear(world.heard[begin : begin + 20])


def project(world: World, rng: Random, key: str) -> None:
    world.project()


Step = Callable[[World, Random, str], None]
STEPS: dict[str, tuple[int, Step]] = {
    "grant": (3, grant),
    "living_costs": (1, living_costs),
    "hear": (7, hear),
    "day": (14, day),
    "work": (12, work),
    "work_a_little": (3, work_a_little),
    "bank": (12, bank),
    "explain": (6, explain),
    "decide": (18, decide),
    "confirm": (12, confirm),
    "collect": (7, collect),
    "letters": (4, letters),
    "record": (3, record),
    "settle_year": (6, settle_year),
    "claim_back": (5, claim_back),
    "ask_again": (4, ask_again),
    "rehear": (2, rehear),
    "project": (4, project),
}
# The same story without faults must end in the same facts: these may be hit, the others do what they do in part.
MAY_BE_HIT = frozenset(STEPS) - {"work_a_little", "grant", "living_costs"}


def fault(rng: Random, name: str) -> Fault | None:
    """What goes wrong in this step, if anything."""
    hit, moment, passes = rng.random(), rng.choice(list(Moment)), rng.choice([0, 0, 1, 2, 5])
    return Fault(moment, passes) if name in MAY_BE_HIT and hit < 0.35 else None


def _loans(world: World) -> list[UUID]:
    found = world.rows("SELECT lening_id FROM leningen WHERE soort = 'lening' ORDER BY lening_id")
    return [row["lening_id"] for row in found]


def _loan(world: World, rng: Random) -> UUID | None:
    loans = _loans(world)
    return rng.choice(loans) if loans else None


def _debt(world: World, rng: Random) -> UUID | None:
    found = world.rows("SELECT lening_id FROM leningen ORDER BY lening_id")
    return rng.choice(found)["lening_id"] if found else None


def interrupt(world: World, rng: Random, number: int, name: str) -> Callable[[], None] | None:
    """Somebody who charges costs while another step is at work on the same loans."""
    if name not in ("work", "decide", "confirm", "collect", "hear") or rng.random() > 0.3:
        return None
    lening_id, key = _loan(world, rng), f"{number}/rival"
    if lening_id is None:
        return None
    data = decision(rng, "kosten", world.day, [], [])

    def asks(transaction: Transaction, op: date) -> list[Any]:
        request = loan.NeemBesluit(
            lening_id=lening_id,
            besluit_id=uuid5(SIMULATION, f"{world.seed}/{key}"),
            gegevens=data,
            motivering="betaalt_niet",
            valutadatum=op,
            op=op,
            actor="debiteuren-2",
        )
        return besluit(transaction, KADER, request, world.command("debiteuren-2", key))

    return lambda: world.ask_at_once("debiteuren-2", key, f"{lening_id}{data}", asks)
