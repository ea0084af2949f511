"""The rule in the agent's own transaction, on real PostgreSQL: who gets what, who wakes, who falls away; twice is once."""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4
from zlib import crc32

import pytest

from services.routing.adapters.publish import publish
from services.routing.application import eigenaar, verwerk
from services.routing.domain.commands import GevoerdGesprek
from services.routing.domain.eigenaar.commands import NeemOver, Sluimer
from services.routing.domain.eigenaar.state import Eigenaarschap, eigenaarschap_id
from services.routing.domain.eigenaar.weigeringen import DossierIsToegewezen, TermijnGaatVoor
from services.routing.domain.events import FEITEN
from services.routing.entrypoints import agents, projector
from services.routing.examples import KIES_ROUTE
from shared.contracts import intake, klok
from shared.contracts.base import Contract
from shared.contracts.organisatie import (
    DossierAfgeschermd,
    MedewerkerAangesteld,
    MedewerkerVertrokken,
    RolToegekend,
    VervangingGeregeld,
)
from shared.facts import Cause
from shared.handle import Command
from shared.kafka.consumer import Delivery
from shared.parameter_files import load_parameters
from shared.settings import Database
from shared.store import Store
from shared.transaction import Transaction
from tests.patience import at_once
from tests.routing.stories import envelope
from tests.routing.test_werkvoorraad import ONTVANGEN

MAANDAG = date(2026, 3, 2)
DINSDAG = date(2026, 3, 3)
LOKET = "Zelfstandigenloket Doorstad"
TOPIC = uuid4()


def aanmelding(nummer: int, **anders: Any) -> intake.AanmeldingOntvangen:
    return ONTVANGEN.model_copy(update={"dossier_id": UUID(int=nummer)} | anders)


class Agent:
    """routing's agent on a real database, page by page, as the runner brings them."""

    def __init__(self, store: Store) -> None:
        self.store, self.consumer, self.offset = store, agents.make(store, load_parameters())[0], 0

    def hear(self, *events: Contract, twice: bool = True) -> "Agent":
        """The page, and the same page again as a kill repeats it under later offsets."""
        for _ in range(2 if twice else 1):
            page = [self._delivery(event, nummer) for nummer, event in enumerate(events)]
            self.consumer.take_in(page)
            self.offset += len(page)
        return self

    def _delivery(self, event: Contract, nummer: int) -> Delivery:
        value = envelope(event, crc32(event.model_dump_json().encode())).model_dump_json().encode()
        return Delivery("t", TOPIC, 0, self.offset + nummer, event.key().encode(), value, ())

    def day(self, dag: date) -> "Agent":
        return self.hear(klok.DagAangebroken(dag=dag))

    def project(self) -> "Agent":
        consumer, _ = projector.make(self.store, load_parameters())
        with self.store.transaction() as transaction:
            assert consumer.handle_page
            consumer.handle_page(transaction, [*filter(None, map(publish, self.store.page(0)))])
        return self

    def of(self, nummer: int) -> Eigenaarschap:
        return eigenaar.eigenaarschap(self.store, UUID(int=nummer))

    def ask(self, verzoek: Any, key: str | None = None, store: Store | None = None) -> None:
        eigenaar.doe_eigenaar(
            store or self.store,
            load_parameters(),
            lambda op: verzoek.na(op=op),
            Command(verzoek.door, "", key),
        )

    def table(self) -> dict[UUID, tuple[Any, ...]]:
        with self.store.cursor() as cursor:
            cursor.execute(
                "SELECT dossier_id, is_open, gemeente, team, eigenaar, reden, sinds, sluimert_tot, sluimerreden FROM eigenaren"
            )
            return {row.pop("dossier_id"): tuple(row.values()) for row in cursor.fetchall()}

    def is_sound(self) -> None:
        """The table is what the streams say, row by row."""
        rows = self.table()
        with self.store.transaction(notify=False) as transaction:
            for dossier_id, row in rows.items():
                staat = transaction.load(eigenaar.EIGENAARSCHAP, eigenaarschap_id(dossier_id))
                assert row == tuple(staat.model_dump().values())


@pytest.fixture
def agent(new_database: Callable[[str], Database]) -> Iterator[Agent]:
    store = Store(new_database("routing"), FEITEN)
    made = Agent(store).day(MAANDAG)
    yield made
    made.is_sound()
    store.close()


def test_elk_dossier_heeft_een_eigenaar_in_dezelfde_transactie_en_het_werk_is_verdeeld(
    agent: Agent,
) -> None:
    agent.hear(*(aanmelding(nummer) for nummer in range(1, 11)))
    wie = Counter(agent.of(nummer).eigenaar for nummer in range(1, 11))
    assert wie == {"consulent-1": 5, "consulent-2": 5}
    assert {agent.of(nummer).team for nummer in range(1, 11)} == {LOKET}


def test_wat_niemand_kon_nemen_krijgt_iemand_zodra_die_er_is(agent: Agent) -> None:
    weg = [
        MedewerkerVertrokken(medewerker_id=wie, per=MAANDAG)
        for wie in ("consulent-1", "consulent-2")
    ]
    agent.hear(*weg).hear(aanmelding(1))
    assert (agent.of(1).eigenaar, agent.of(1).reden) == (None, "niemand_beschikbaar")
    nieuw = MedewerkerAangesteld(
        medewerker_id="c-9", aanduiding="Consulent 9", team="loket-doorstad", vanaf=MAANDAG
    )
    rol = RolToegekend(
        toekenning_id="c-9.c",
        medewerker_id="c-9",
        rol="consulent",
        gemeenten=("GM9901",),
        van=DINSDAG,
    )
    agent.hear(nieuw, rol)
    assert agent.of(1).eigenaar is None, "not before the first day of the role"
    assert agent.day(DINSDAG).of(1).eigenaar == "c-9"


def test_de_organisatie_mag_ook_na_de_dossiers_gehoord_worden(
    new_database: Callable[[str], Database],
) -> None:
    store = Store(new_database("routing"), FEITEN)
    with store.cursor() as cursor:
        cursor.execute("SELECT soort, gegevens::text AS gegevens FROM organisatie ORDER BY nr")
        verteld = cursor.fetchall()
    assert verteld
    agent = Agent(store).hear(aanmelding(1))
    assert agent.of(1).is_bekend, "also before the first day was heard"
    store.close()


def test_wie_vertrekt_houdt_niets_over_vanaf_die_dag(agent: Agent) -> None:
    agent.hear(*(aanmelding(nummer) for nummer in range(1, 5)))
    van_een = [nummer for nummer in range(1, 5) if agent.of(nummer).eigenaar == "consulent-1"]
    agent.hear(MedewerkerVertrokken(medewerker_id="consulent-1", per=DINSDAG))
    assert {agent.of(nummer).eigenaar for nummer in van_een} == {"consulent-1"}
    agent.day(DINSDAG)
    assert {(agent.of(nummer).eigenaar, agent.of(nummer).reden) for nummer in van_een} == {
        (None, "vertrokken")
    }
    agent.day(date(2026, 3, 4))
    assert {agent.of(nummer).eigenaar for nummer in van_een} == {None}, (
        "a person looks who takes it"
    )
    met_een_ander = [nummer for nummer in range(1, 5) if nummer not in van_een]
    assert {agent.of(nummer).eigenaar for nummer in met_een_ander} == {"consulent-2"}


def test_wie_een_dossier_niet_mag_zien_heeft_het_niet_meer(agent: Agent) -> None:
    agent.hear(aanmelding(1))
    eigenaar = agent.of(1).eigenaar
    (ander,) = {"consulent-1", "consulent-2"} - {eigenaar}
    agent.hear(DossierAfgeschermd(dossier_id=UUID(int=1), voor=(ander,)))
    assert (agent.of(1).eigenaar, agent.of(1).reden) == (None, "afgeschermd")
    agent.hear(DossierAfgeschermd(dossier_id=UUID(int=2), voor=(ander,)), aanmelding(2))
    assert agent.of(2).eigenaar == ander


def test_wie_weg_is_krijgt_niets_nieuws(agent: Agent) -> None:
    agent.hear(
        VervangingGeregeld(
            vervanging_id="v",
            medewerker_id="consulent-1",
            vervanger_id="consulent-2",
            van=MAANDAG,
            tot=MAANDAG,
        )
    )
    agent.hear(*(aanmelding(nummer) for nummer in range(1, 4)))
    assert {agent.of(nummer).eigenaar for nummer in range(1, 4)} == {"consulent-2"}


def test_een_andere_route_van_de_regels_en_een_route_van_een_mens(agent: Agent) -> None:
    agent.hear(aanmelding(1))
    ander = intake.AanmeldingAangevuld(
        dossier_id=UUID(int=1),
        gemeente="GM9901",
        groep="gevestigd",
        hulpvraag=("werk_in_loondienst",),
        urgentie=ONTVANGEN.urgentie,
        aangevuld_op=MAANDAG,
    )
    agent.hear(ander)
    assert (agent.of(1).team, agent.of(1).eigenaar) == ("Mobiliteitsteam regio", "consulent-6")


def test_een_dossier_slaapt_tot_zijn_dag_en_nieuws_wekt_het(agent: Agent) -> None:
    agent.hear(aanmelding(1), aanmelding(2)).project()
    for nummer in (1, 2):
        wie = agent.of(nummer).eigenaar
        slaap = Sluimer(
            dossier_id=UUID(int=nummer), door=wie or "", tot=DINSDAG, reden="drukte", op=MAANDAG
        )
        with pytest.raises(TermijnGaatVoor, match="4 maart 2026"):
            agent.ask(slaap.na(tot=date(2026, 3, 5)))
        agent.ask(slaap)
        assert agent.of(nummer).sluimert_tot == DINSDAG
    nieuws = intake.AanmeldingAangevuld(
        dossier_id=UUID(int=2),
        gemeente="GM9901",
        groep="gevestigd",
        hulpvraag=("bedrijfskapitaal",),
        urgentie=ONTVANGEN.urgentie,
        aangevuld_op=MAANDAG,
    )
    agent.hear(nieuws)
    assert agent.of(2).sluimert_tot is None
    assert agent.of(1).sluimert_tot == DINSDAG
    assert agent.day(DINSDAG).of(1).sluimert_tot is None


def test_intrekken_sluit_en_telt_niet_meer_mee(agent: Agent) -> None:
    agent.hear(aanmelding(1), aanmelding(2))
    eerste = agent.of(1).eigenaar
    agent.hear(
        intake.AanmeldingIngetrokken(
            dossier_id=UUID(int=1), gemeente="GM9901", reden="op_verzoek", ingetrokken_op=MAANDAG
        )
    )
    assert (agent.of(1).is_open, agent.of(1).eigenaar) == (False, eerste)
    assert agent.hear(aanmelding(3)).of(3).eigenaar == eerste, "who has the fewest open ones"
    agent.hear(
        intake.DossierAfgesloten(
            dossier_id=UUID(int=2), gemeente="GM9901", reden="geholpen", afgesloten_op=MAANDAG
        )
    )
    assert not agent.of(2).is_open
    agent.hear(
        intake.DossierHeropend(
            dossier_id=UUID(int=2), gemeente="GM9901", reden="vergissing", heropend_op=MAANDAG
        )
    )
    assert (agent.of(2).is_open, agent.of(2).reden) == (True, "heropend")


@pytest.fixture
def ander(agent: Agent) -> Iterator[Store]:
    """Another process of routing on the same database."""
    store = Store(agent.store.database, FEITEN)
    yield store
    store.close()


def test_van_twee_die_tegelijk_overnemen_wint_er_een_en_hoort_de_ander_wie(
    agent: Agent, ander: Store
) -> None:
    processen = {"consulent-3": agent.store, "teamleider-1": ander}
    for nummer in range(1, 6):
        agent.hear(aanmelding(nummer))
        was, dossier = agent.of(nummer).eigenaar, UUID(int=nummer)
        klaar = at_once(2)

        def neem(
            wie: str, dossier: UUID = dossier, was: str | None = was, klaar: Barrier = klaar
        ) -> str:
            klaar.wait()
            try:
                neem_over = NeemOver(dossier_id=dossier, door=wie, eigenaar_was=was, op=MAANDAG)
                agent.ask(neem_over, store=processen[wie])
            except DossierIsToegewezen as weigering:
                return str(weigering)
            return wie

        with ThreadPoolExecutor(2) as twee:
            antwoorden = sorted(twee.map(neem, ("consulent-3", "teamleider-1")))
        wint = agent.of(nummer).eigenaar
        naam = {"consulent-3": "Consulent 3 (regio)", "teamleider-1": "Teamleider (tekent hoger)"}
        assert antwoorden == sorted(
            [wint, f"Dit dossier is intussen van {naam[wint or '']}. Er is niets veranderd."]
        )


def test_twee_die_tegelijk_het_volgende_pakken_krijgen_elk_een_ander(
    agent: Agent, ander: Store
) -> None:
    processen = {"a": agent.store, "b": ander}
    weg = [
        MedewerkerVertrokken(medewerker_id=wie, per=DINSDAG)
        for wie in ("consulent-1", "consulent-2")
    ]
    for wie in ("a", "b"):
        agent.hear(
            MedewerkerAangesteld(
                medewerker_id=wie, aanduiding=wie, team="loket-doorstad", vanaf=MAANDAG
            )
        )
    agent.hear(
        *(
            aanmelding(nummer, ontvangen_op=MAANDAG - timedelta(weeks=nummer))
            for nummer in (1, 2, 3)
        )
    )
    agent.project().hear(*weg).day(DINSDAG)
    for wie in ("a", "b"):
        agent.hear(
            RolToegekend(
                toekenning_id=wie,
                medewerker_id=wie,
                rol="consulent",
                gemeenten=("GM9901",),
                van=MAANDAG,
            )
        )
    klaar = at_once(2)

    def pak(wie: str) -> UUID | None:
        klaar.wait()
        return eigenaar.pak_volgende(processen[wie], Command(wie, "", "k")).dossier_id

    with ThreadPoolExecutor(2) as twee:
        gepakt = list(twee.map(pak, ("a", "b")))
    assert set(gepakt) == {UUID(int=3), UUID(int=2)}, "the oldest two"
    again = eigenaar.pak_volgende(agent.store, Command("a", "", "k")).dossier_id
    assert again == gepakt[0], "the same key gets the first answer"
    assert eigenaar.pak_volgende(agent.store, Command("a", "", "k2")).dossier_id == UUID(int=1)
    assert eigenaar.pak_volgende(agent.store, Command("a", "", "k3")).dossier_id is None
    assert eigenaar.pak_volgende(agent.store, Command("auditor-1")).dossier_id is None


def test_wat_er_al_was_voor_iemand_een_dossier_had_wordt_op_de_volgende_dag_verdeeld(
    agent: Agent,
) -> None:
    with agent.store.cursor() as cursor:
        cursor.execute(
            "INSERT INTO eigenaren (dossier_id, is_open, gemeente, team, reden) VALUES (%s, true, 'GM9901', %s, 'niemand_beschikbaar')",
            (UUID(int=77), LOKET),
        )
    assert agent.day(DINSDAG).of(77).eigenaar in ("consulent-1", "consulent-2")


def test_een_keuze_van_een_mens_laat_de_eigenaar(agent: Agent) -> None:
    agent.hear(aanmelding(1))
    eerder = agent.of(1).eigenaar

    def kies(transaction: Transaction) -> None:
        verwerk(
            transaction,
            KIES_ROUTE.na(
                dossier_id=UUID(int=1),
                gesprek=GevoerdGesprek(vorm="telefoon"),
                zonder_stukken="spoed",
            ),
            Cause("c", "consulent-2", DINSDAG),
            load_parameters(),
        )

    agent.store.attempt(kies)
    assert agent.of(1).team == "Ondernemersadvies Doorstad"
    assert agent.of(1).eigenaar == eerder


def test_een_vervolg_komt_bij_wie_het_vorige_dossier_had_ook_als_dat_dicht_is(agent: Agent) -> None:
    agent.hear(aanmelding(1), aanmelding(2))
    eerste, tweede = agent.of(1).eigenaar, agent.of(2).eigenaar
    assert eerste != tweede
    dicht = intake.DossierAfgesloten(
        dossier_id=UUID(int=2), gemeente="GM9901", reden="geholpen", afgesloten_op=MAANDAG
    )
    agent.hear(dicht, aanmelding(3, voorganger=UUID(int=1)), aanmelding(4, voorganger=UUID(int=2)))
    assert (agent.of(3).eigenaar, agent.of(4).eigenaar) == (eerste, tweede)
