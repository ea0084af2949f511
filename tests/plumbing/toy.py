"""A small consumer with visible effects, for tests of the plumbing: it notes what it hears in a stream of the dossier."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4, uuid5

from eventsourcing.persistence import OperationalError

from shared.aside import Act, Held, ask, held
from shared.begrippen import Feit, Urgentie, Waarde
from shared.cloudevent import CloudEvent, encode
from shared.contracts import intake as contract
from shared.contracts.base import Contract
from shared.facts import Cause, Stream
from shared.kafka.consumer import Consumer
from shared.store import Store
from shared.transaction import Transaction

SOURCE = "urn:nld:oin:00000001823288444000:systeem:doorstart-intake"
TODAY = date(2026, 3, 2)
GOOD, FAILS, DATABASE_DOWN_ONCE = "GM0001", "GM6666", "GM5555"


class Genoteerd(Feit):
    gemeente: str
    nummer: int


class Notities(Waarde):
    aantal: int = 0


FEITEN: dict[str, type[Feit]] = {"Genoteerd": Genoteerd}
NOTITIES = Stream(
    Notities(), lambda state, _feit: Notities(aantal=state.aantal + 1), shape="notities.1"
)


def event(dossier_id: UUID, nummer: int, gemeente: str = GOOD) -> CloudEvent:
    """The same dossier and number always give the same id; the number travels in the date."""
    ontvangen = contract.AanmeldingOntvangen(
        dossier_id=dossier_id,
        gemeente=gemeente,
        kanaal="web",
        groep="gevestigd",
        hulpvraag=("schulden",),
        urgentie=Urgentie(),
        ontvangen_op=date.fromordinal(TODAY.toordinal() + nummer),
    )
    return CloudEvent(
        specversion="1.0",
        id=uuid5(dossier_id, str(nummer)),
        source=SOURCE,
        type=ontvangen.event_type(),
        time=datetime.now(UTC),
        subject=str(dossier_id),
        data=ontvangen.model_dump(mode="json"),
    )


@dataclass
class Toy:
    """`broken` keys fail until somebody mends them; the database is said to be down once for DATABASE_DOWN_ONCE."""

    store: Store
    broken: set[str] = field(default_factory=lambda: {FAILS})
    was_down: bool = False

    @property
    def consumer(self) -> Consumer:
        return Consumer("intake", self.store, self.handle)

    def handle(self, transaction: Transaction, heard: CloudEvent, said: Contract) -> None:
        assert isinstance(said, contract.AanmeldingOntvangen)
        if said.gemeente in self.broken:
            raise ValueError("this dossier cannot be handled")
        if said.gemeente == DATABASE_DOWN_ONCE and not self.was_down:
            self.was_down = True
            raise OperationalError("the database went away")
        transaction.load(NOTITIES, said.dossier_id)
        nummer = said.ontvangen_op.toordinal() - TODAY.toordinal()
        transaction.append(
            NOTITIES,
            said.dossier_id,
            [Genoteerd(gemeente=said.gemeente, nummer=nummer)],
            Cause(str(heard.id), "test", TODAY),
        )

    def noted(self, dossier_id: UUID) -> list[int]:
        return [stored.fact.nummer for stored in self.store.stream(dossier_id)]

    def rows(self, query: str) -> list[dict[str, Any]]:
        with self.store.cursor() as cursor:
            cursor.execute(query)
            return cursor.fetchall()

    def held(self) -> list[Held]:
        with self.store.cursor() as cursor:
            return held(cursor)

    def ask(self, chosen: Sequence[Held], act: Act) -> None:
        with self.store.cursor() as cursor:
            ask(cursor, chosen, act, "beheer-1", "hersteld")

    def count(self, table: str) -> int:
        with self.store.cursor() as cursor:
            cursor.execute(f"SELECT count(*) AS n FROM {table}")
            return int((cursor.fetchone() or {"n": 0})["n"])


def record(said: CloudEvent) -> tuple[bytes, bytes, list[tuple[str, bytes]]]:
    """Key, value and headers as the relay writes them."""
    value, headers = encode(said)
    return said.subject.encode(), value, headers


def dossiers(number: int) -> list[UUID]:
    return [uuid4() for _ in range(number)]
