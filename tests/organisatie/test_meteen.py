"""Wat ophield telt meteen: bij het eerste besluit na het bericht, in dezelfde transactie, en zonder een vraag per besluit."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest

from services.bbz.application import Bbz, Uitkomst, verwerk_in
from services.bbz.domain.events import FEITEN
from services.bbz.entrypoints import agents
from services.bbz.examples import BEOORDELEN, BESLOTEN, OPENEN, VERSTREKKEN
from services.ledger.adapters.kader import Kader
from services.notify.adapters.afzenders import afzender_van
from shared.cloudevent import CloudEvent
from shared.contracts.organisatie import (
    MandaatIngetrokken,
    MandaatVerleend,
    Organisatiegebeurtenis,
)
from shared.facts import Cause
from shared.handle import Command, handle
from shared.organisatie.rijen import (
    hoor,
    mandaten_in,
    mandaten_van,
    organisatie_in,
    organisatie_van,
)
from shared.organisatie.staat import vouw
from shared.settings import Database
from shared.store import Store
from shared.transaction import Transaction
from tests.bbz.gegeven import KADER
from tests.steun.organisatie import ORGANISATIE, vertel

WEG = MandaatIngetrokken(mandaat_id="M-2025-01", houder="consulent-2", per=BESLOTEN)
NIEUW = MandaatVerleend(
    mandaat_id="M-2026-09",
    houder="consulent-1",
    onderwerp="aanvraag",
    gemeenten=("GM9901", "GM9902", "GM9903"),
    geldig_van=BESLOTEN,
)


@pytest.fixture
def store(new_database: Callable[[str], Database]) -> Iterator[Store]:
    store = Store(new_database("bbz"), FEITEN)
    with store.transaction() as transaction:
        transaction.hear_day(BESLOTEN)
        for verzoek in (OPENEN, BEOORDELEN):
            cause = Cause("opening", "bbz", verzoek.op)
            verwerk_in(transaction, KADER.parameters, verzoek, cause)
    yield store
    store.close()


def uitkomst(store: Store, *intussen: Organisatiegebeurtenis) -> str | None:
    """The rule that refuses, or None when it was granted. `intussen` is heard by another process when this one has begun."""
    bbz, command = Bbz(store, KADER.parameters), Command("consulent-2")

    def work(transaction: Transaction, _: date) -> Uitkomst:
        if intussen:
            ander = Store(store.database, FEITEN)
            vertel(ander, *intussen)
            ander.close()
        return bbz.verwerk(transaction, VERSTREKKEN, command)

    weigering = handle(store, command, work, Uitkomst).weigering
    return weigering.regel if weigering else None


def test_met_een_mandaat_mag_het_en_een_dag_na_de_intrekking_niet_meer(store: Store) -> None:
    vertel(store, WEG)
    assert uitkomst(store) == "mandaat"


def test_een_mandaat_dat_morgen_ophoudt_telt_vandaag_nog(store: Store) -> None:
    vertel(store, WEG.na(per=BESLOTEN + timedelta(days=1)))
    assert uitkomst(store) is None


@pytest.mark.parametrize(("dagen", "regel"), [(-1, "mandaat"), (0, None)])
def test_een_mandaat_dat_gisteren_afliep_telt_niet_en_een_dat_vandaag_afloopt_wel(
    store: Store, dagen: int, regel: str | None
) -> None:
    tijdelijk = NIEUW.na(
        houder="consulent-2",
        geldig_van=BESLOTEN - timedelta(days=30),
        geldig_tot=BESLOTEN + timedelta(days=dagen),
    )
    vertel(store, WEG, tijdelijk)
    assert uitkomst(store) == regel


def test_een_mandaat_dat_wordt_ingetrokken_terwijl_iemand_besluit_telt_niet(store: Store) -> None:
    assert uitkomst(store, WEG) == "mandaat"
    assert [stored.name for stored in store.page(0)][-1] != "KredietVerstrekt"


def test_wat_gehoord_wordt_telt_in_dezelfde_transactie(store: Store) -> None:
    voor = mandaten_van(store, "aanvraag")
    with store.transaction() as transaction:
        hoor(transaction, WEG)
        hoor(transaction, NIEUW)
        register = mandaten_in(transaction, "aanvraag")
        assert register.ruimste("consulent-2", "GM9901", BESLOTEN) is None
        assert register.ruimste("consulent-1", "GM9901", BESLOTEN)
        assert mandaten_van(store, "aanvraag") == voor, "elsewhere nothing was told yet"
    assert mandaten_van(store, "aanvraag") == register


def test_wat_teruggedraaid_is_is_nooit_verteld(store: Store) -> None:
    with pytest.raises(RuntimeError), store.transaction() as transaction:
        hoor(transaction, WEG)
        raise RuntimeError
    assert organisatie_van(store) == ORGANISATIE
    vertel(store, NIEUW)
    assert "M-2025-01" not in organisatie_van(store).mandaat_einde
    assert "M-2026-09" in organisatie_van(store).mandaten


def test_een_transactie_vraagt_het_een_keer_en_de_volgende_ziet_wat_er_bij_kwam(
    store: Store,
) -> None:
    kader = Kader(KADER.parameters)
    with store.transaction() as transaction:
        eerst, register = organisatie_in(transaction), kader.mandaten(transaction)
        vertel(store, NIEUW)
        assert organisatie_in(transaction) is eerst
        assert all(kader.mandaten(transaction) is register for _ in range(1_000))
    with store.transaction() as transaction:
        assert "M-2026-09" in organisatie_in(transaction).mandaten


def test_de_consument_hoort_de_organisatie_en_een_ander_proces_leest_haar(store: Store) -> None:
    consumer, topics = agents.make(store, KADER.parameters)
    assert "organisatie.v1" in topics
    with store.transaction() as transaction:
        consumer.handle(transaction, CloudEvent.model_construct(), WEG)
    andere = Store(store.database, FEITEN)
    assert organisatie_van(andere) == organisatie_van(store)
    assert organisatie_van(andere).mandaat_einde == {"M-2025-01": BESLOTEN}


def test_een_brief_krijgt_het_loket_van_zijn_dag() -> None:
    loket = ORGANISATIE.afzender("GM9901", BESLOTEN)
    assert loket
    later = vouw(ORGANISATIE, loket.na(telefoon="14 000", vanaf=BESLOTEN + timedelta(days=1)))
    dagen = (BESLOTEN, BESLOTEN + timedelta(days=1))
    afzenders = [afzender_van(later, "GM9901", dag) for dag in dagen]
    assert [een and een.telefoon for een in afzenders] == [loket.telefoon, "14 000"]
