"""A parked key of every consumer there is comes free by the desk of its service, in order, with what waits behind it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from services.bbz.domain.events import FEITEN as VAN_BBZ
from services.bbz.domain.kader import Kader as KaderVanBbz
from services.bbz.entrypoints import agents as bbz
from services.intake.domain.events import FEITEN as VAN_INTAKE
from services.intake.entrypoints import agents as intake
from services.ledger.adapters.kader import Kader
from services.ledger.adapters.log import FEITEN as VAN_LEDGER
from services.ledger.entrypoints import agents as ledger
from services.notify.application import Notify
from services.notify.domain.events import FEITEN as VAN_NOTIFY
from services.notify.entrypoints import agents as notify
from services.routing.domain.events import FEITEN as VAN_ROUTING
from services.routing.entrypoints import agents as routing
from services.routing.entrypoints import projector
from shared.aside import Desk, choose
from shared.cloudevent import CloudEvent
from shared.contracts import klok
from shared.kafka import parked
from shared.kafka.consumer import Consumer, Delivery
from shared.parameter_files import load_parameters
from shared.recht.mandaat import Mandaatregister
from shared.settings import Database, source_of
from shared.store import Store

DAYS = (date(2026, 3, 2), date(2026, 3, 3))
CONSUMERS: dict[str, tuple[str, dict[str, type], Callable[[Store], Consumer]]] = {
    "intake": ("intake", VAN_INTAKE, lambda store: intake.make(store)[0]),
    "routing": (
        "routing",
        VAN_ROUTING,
        lambda store: routing.make(store, load_parameters(None))[0],
    ),
    "routing-werkvoorraad": (
        "routing",
        VAN_ROUTING,
        lambda store: projector.make(store, load_parameters(None))[0],
    ),
    "bbz": (
        "bbz",
        VAN_BBZ,
        lambda store: bbz.make(store, KaderVanBbz(load_parameters(None), Mandaatregister()))[0],
    ),
    "ledger": (
        "ledger",
        VAN_LEDGER,
        lambda store: ledger.make(store, Kader(load_parameters(None)))[0],
    ),
    "notify": ("notify", VAN_NOTIFY, lambda store: notify.make(Notify(store))[0]),
}


def day(of: date) -> CloudEvent:
    said = klok.DagAangebroken(dag=of)
    return CloudEvent(
        specversion="1.0",
        id=uuid4(),
        source=source_of("klok", "00000001823288444000"),
        type=said.event_type(),
        time=datetime.now(UTC),
        subject=said.key(),
        data=said.model_dump(mode="json"),
    )


@pytest.mark.parametrize("name", CONSUMERS)
def test_a_parked_key_of_every_consumer_is_released_in_order(
    name: str, new_database: Callable[[str], Database]
) -> None:
    service, facts, make = CONSUMERS[name]
    store = Store(new_database(service), facts)
    consumer, desk = make(store), Desk(store)
    assert consumer.name == name
    with store.cursor() as cursor:
        for offset, of in enumerate(DAYS):
            delivery = Delivery("klok.dag.v1", uuid4(), 0, offset, b"k", b"", ())
            parked.park(cursor, name, delivery, day(of), "dag", ValueError("toen stuk"))
    (waits,) = desk.held()
    assert (waits.place, waits.behind) == (name, 1)
    consumer.carry_out()
    assert desk.held() == [waits], "nobody asked for it"
    desk.act(choose(desk.held(), key="dag"), "vrijgeven", "beheer-1", "hersteld")
    consumer.carry_out()
    assert desk.held() == []
    with store.transaction() as transaction:
        assert transaction.workday() == DAYS[-1]
    store.close()
