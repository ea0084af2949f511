"""The ledger in parts (ADR 22): what two ledgers store together is what one stores that takes everything."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID, uuid5

import pytest

from deploy.local.city.bankbestand import Storting
from services.ledger.adapters.bank.aansluiting import aansluiting
from services.ledger.application import invordering
from services.ledger.application.replay import replay
from services.ledger.application.vaststelling import verwerk_vaststelling
from services.ledger.domain.invordering import commands as v
from services.ledger.domain.invordering.state import traject_id
from services.ledger.domain.vaststelling import commands as vaststelling
from services.ledger.domain.vaststelling.events import Jaargegevens
from services.ledger.domain.verloop import gegevens as g
from services.ledger.policies import vaststelling_id
from shared.contracts import bbz, notify
from shared.facts import Cause
from shared.handle import Command
from shared.recht.betalingskenmerk import betalingskenmerk
from shared.settings import Database
from shared.transaction import Transaction
from tests.infrastructure import DatabaseServer
from tests.ledger.vaststelling.test_vaststellingen import BOEKJAAR, W07, toegekend
from tests.steun.ledger.boekenstad import neem, samen
from tests.steun.ledger.delen import Delen, deel_van, nummers_van_een_deel, verhuis
from tests.steun.ledger.stad import KADER, krediet, lening_id, storting

OPEN, FEB = date(2026, 1, 12), date(2026, 2, 28)
MRT, APR = date(2026, 3, 31), date(2026, 4, 30)
BELLEN, BRIEF = date(2026, 3, 16), date(2026, 3, 17)
DAG = timedelta(days=1)
# Of numbered credits: the first dossier has two loans, the one behind it living costs to pay back.
LENINGEN, TWEEDE, LEEFGELD, LADDER = 8, 100, 1, 5
ZAAK = vaststelling_id(krediet(LEEFGELD).dossier_id, BOEKJAAR)
NIEMAND = betalingskenmerk(uuid5(lening_id(), "nobody has it"))


def tweede() -> bbz.KredietVerstrekt:
    return krediet(TWEEDE, dossier_id=krediet(0).dossier_id, hoofdsom_cent=600_000, termijnen=12)


def leef(ledger: Delen) -> None:
    """Payments, decisions, a ladder with its letter, living costs that are reclaimed, and lines that nobody knows."""
    ledger.dag(OPEN)
    ledger.hoor(*map(krediet, range(LENINGEN)), tweede())
    ledger.hoor(toegekend(dossier_id=krediet(LEEFGELD).dossier_id))
    ledger.dag(FEB)
    ledger.afschrift(
        FEB,
        *map(storting, range(4)),
        storting(TWEEDE, 54_000),
        Storting(NIEMAND, 12_300),
        Storting("huur maart", 45_600, gestructureerd=False),
        storting(2, 70_000, is_terugboeking=True),
    )
    ledger.dag(FEB + DAG)
    stad = ledger.van(krediet(3).dossier_id)
    neem(stad, 3, g.Kosten(bedrag_cent=800, grondslag="Awb 4:113, 4:112"))
    samen(
        stad, 3, g.Kwijtschelding(bedrag_cent=10_000, deel="hoofdsom", grondslag="Beleidsregel; 2")
    )
    stel_vast(ledger)
    dag = FEB + DAG
    while dag < BELLEN:
        ledger.afschrift(dag)
        dag += DAG
        ledger.dag(dag)
    maan_aan(ledger)
    ledger.afschrift(BRIEF, *kenmerk_van_vordering(ledger))
    ledger.dag(MRT)
    ledger.afschrift(MRT, *map(storting, range(3)), storting(LADDER, 141_000))
    ledger.dag(APR)


def stel_vast(ledger: Delen) -> None:
    """W-07, by two persons: a terugvordering follows."""

    def doe(transaction: Transaction) -> None:
        op, zaak = transaction.workday(), ZAAK
        for verzoek in (
            vaststelling.LegJaargegevensVast(
                vaststelling_id=zaak, gegevens=Jaargegevens(**W07), actor="consulent-1", op=op
            ),
            vaststelling.StelVaststellingVoor(
                vaststelling_id=zaak,
                voorstel_id=uuid5(zaak, "voorstel"),
                terugvorderen=True,
                motivering="beleid_gemeente",
                actor="consulent-1",
                op=op,
            ),
            vaststelling.BekrachtigVaststelling(vaststelling_id=zaak, actor="consulent-2", op=op),
        ):
            verwerk_vaststelling(transaction, KADER, verzoek, Cause("vraag", verzoek.actor, op))

    ledger.van(krediet(LEEFGELD).dossier_id).store.attempt(doe)


def kenmerk_van_vordering(ledger: Delen) -> list[Storting]:
    stad = ledger.van(krediet(LEEFGELD).dossier_id)
    rijen = stad.rijen("SELECT betalingskenmerk FROM leningen WHERE soort = 'vordering'")
    return [Storting(rij["betalingskenmerk"], 64_632) for rij in rijen]


def maan_aan(ledger: Delen) -> None:
    """A talk, a demand, and notify's word that it went out."""
    stad = ledger.van(krediet(LADDER).dossier_id)
    for handeling in (v.Contact(wijze="telefoon", uitkomst="bereikt"), v.VerstuurAanmaning()):

        def doe(transaction: Transaction, handeling: v.Handeling = handeling) -> None:
            command = Command("debiteuren-1", command_id=handeling.model_dump_json())
            schuld, op = ("lening", lening_id(LADDER)), transaction.workday()
            invordering.handel(transaction, KADER, schuld, handeling, op, command)

        stad.store.attempt(doe)
    (rij,) = stad.rijen(
        "SELECT aanmaning_id FROM trajecten WHERE schuld_id = %s", lening_id(LADDER)
    )
    ledger.hoor(
        notify.BerichtVerstuurd(
            dossier_id=krediet(LADDER).dossier_id,
            bericht_id=rij["aanmaning_id"],
            lening_id=lening_id(LADDER),
            soort="aanmaning",
            kanaal="post",
            aanleiding=uuid5(lening_id(LADDER), "aanleiding"),
            verstuurd_op=BRIEF,
        )
    )


@pytest.fixture
def geheel(new_database: Callable[[str], Database]) -> Delen:
    """One ledger that takes everything."""
    ledger = Delen.nieuw(new_database, 1)
    leef(ledger)
    return ledger


def test_twee_delen_leggen_samen_vast_wat_een_ledger_vastlegt(
    geheel: Delen, new_database: Callable[[str], Database]
) -> None:
    delen = Delen.nieuw(new_database, 2)
    leef(delen)
    alles, verdeeld = geheel.streams(), delen.streams()
    assert verdeeld.keys() == alles.keys()
    for stream_id, feiten in alles.items():
        assert verdeeld[stream_id] == feiten, stream_id
    assert {"AflossingGeboekt", "BetalingGemist", "AanmaningVerstuurd", "OntvangstGeboekt"} <= {
        naam for feiten in alles.values() for _, naam, *_ in feiten
    }, "the story has something to divide"
    assert all(stad.store.end() > 20 for stad in delen.steden)
    assert delen.debiteuren() == geheel.debiteuren()
    gesloten = "SELECT dag FROM dagafsluiting WHERE gesloten_op IS NOT NULL ORDER BY dag"
    assert [stad.rijen(gesloten) for stad in delen.steden] == [geheel.steden[0].rijen(gesloten)] * 2
    for stad in delen.steden:
        assert replay(stad.store, kader=KADER).is_equal


def test_wat_van_niemand_is_wacht_in_een_wachtrij_en_elk_deel_sluit_aan_bij_de_bank(
    geheel: Delen, new_database: Callable[[str], Database]
) -> None:
    delen = Delen.nieuw(new_database, 2)
    leef(delen)
    assert delen.wachtrij() == geheel.wachtrij()
    assert len(delen.wachtrij()) == 3
    (een, *andere) = [aansluiting(stad.store) for stad in (*geheel.steden, *delen.steden)]
    assert all(ander.is_gelijk for ander in (een, *andere))
    assert {ander.afschriften_cent for ander in andere} == {een.afschriften_cent}
    assert sum(ander.schulden_cent for ander in andere) == een.schulden_cent


def test_alles_van_een_ondernemer_is_in_een_deel(new_database: Callable[[str], Database]) -> None:
    delen = Delen.nieuw(new_database, 2)
    leef(delen)
    eerste, andere = (
        [stad for stad in delen.steden if stad.store.stream(stream_id)]
        for stream_id in (lening_id(0), lening_id(TWEEDE))
    )
    assert eerste == andere
    stad = delen.van(krediet(LEEFGELD).dossier_id)
    assert stad.store.stream(ZAAK)
    assert stad.namen(LEEFGELD)[0] == "LeningGeopend"
    assert delen.van(krediet(LADDER).dossier_id).store.stream(traject_id(lening_id(LADDER)))


def test_een_deel_verhuist_met_zijn_hele_database_en_gaat_daar_verder(
    geheel: Delen, new_database: Callable[[str], Database], postgres: DatabaseServer
) -> None:
    delen = Delen.nieuw(new_database, 2)
    leef(delen)
    delen.debiteuren()
    oud, nieuw = delen.steden[1], new_database("ledger")
    verhuis(postgres.admin_url, oud.store.database, nieuw)
    delen.steden[1] = verhuisd = type(oud).nieuw(nieuw)
    verhuisd.gehoord, verhuisd.afschriften = oud.gehoord, oud.afschriften
    verhuisd.saldo_cent = oud.saldo_cent
    voor, na = replay(oud.store, kader=KADER), replay(verhuisd.store, kader=KADER)
    assert na.is_equal
    assert na == type(na)(**(vars(voor) | {"seconds": na.seconds})), "the same hashes"
    for ledger in (geheel, delen):
        ledger.hoor(krediet(0), tweede(), *map(krediet, range(LENINGEN)))
        ledger.afschrift(APR, *map(storting, range(LENINGEN)))
        ledger.dag(date(2026, 5, 31))
    assert delen.streams() == geheel.streams()
    assert oud.store.end() < verhuisd.store.end()


def test_een_regel_die_schulden_in_twee_delen_noemt_vraagt_een_balie_voor_de_bank(
    new_database: Callable[[str], Database],
) -> None:
    """Why the bank stays one (ADR 22): a part that reads by itself cannot know that another debt is named too."""
    (een,), (ander,) = (nummers_van_een_deel(deel, 2, 1) for deel in range(2))
    geboekt = []
    for hoeveel in (1, 2):
        ledger = Delen.nieuw(new_database, hoeveel)
        ledger.dag(OPEN)
        ledger.hoor(krediet(een), krediet(ander))
        ledger.dag(FEB)
        beide = f"{storting(een).kenmerk} {storting(ander).kenmerk}"
        ledger.afschrift(FEB, Storting(beide, 70_000, gestructureerd=False))
        geboekt.append(sum(aansluiting(stad.store).schulden_cent for stad in ledger.steden))
    assert geboekt == [0, 140_000]


def test_een_dossier_blijft_bij_zijn_partitie_en_delen_zijn_aaneengesloten() -> None:
    dossiers = [UUID(int=nummer * 2**64 + 7) for nummer in range(2_000)]
    van_twaalf = [deel_van(dossier, 12) for dossier in dossiers]
    assert set(van_twaalf) == set(range(12))
    for delen in (1, 2, 3, 4, 6):
        assert [deel_van(een, delen) for een in dossiers] == [
            partitie * delen // 12 for partitie in van_twaalf
        ]
