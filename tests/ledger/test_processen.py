"""The ledger's processes on real Kafka and PostgreSQL, with a worker that is killed while it works."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import uuid5

from services.ledger import examples
from services.ledger.adapters.publish import publish
from shared.cloudevent import CloudEvent, encode
from shared.contracts import klok
from shared.contracts import ledger as contract
from shared.contracts.base import Contract
from shared.kafka.relay import make_producer
from shared.settings import Database
from tests.infrastructure import Broker, database_environment
from tests.patience import PATIENCE
from tests.sources import source_for
from tests.steun.ledger.stad import Stad, krediet, lening_id, storting

LENINGEN = 400
VERVAL = date(2026, 2, 28)


async def tell(kafka: str, prefix: str, *contracts: Contract) -> None:
    """Publishes events the way another service's relay does."""
    async with make_producer(kafka) as producer:
        for said in contracts:
            event = CloudEvent(
                specversion="1.0",
                id=uuid5(lening_id(), said.model_dump_json()),
                source=source_for(said),
                type=said.event_type(),
                time=datetime.now(UTC),
                subject=said.key(),
                data=said.model_dump(mode="json"),
            )
            value, headers = encode(event)
            await producer.send_and_wait(
                prefix + said.topic.name, value, key=said.key().encode(), headers=headers
            )


def start(
    environment: dict[str, str], database: Database, *processes: str
) -> "subprocess.Popen[bytes]":
    known = {
        **os.environ,
        **environment,
        **database_environment("ledger", database),
        "DOORSTART_LEDGER_KEY": "a2" * 32,
    }
    return subprocess.Popen([sys.executable, "-m", "services.ledger.main", *processes], env=known)


async def until(condition: Callable[[], object], seconds: float = 60.0) -> None:
    async with asyncio.timeout(seconds):
        while not await asyncio.to_thread(condition):
            await asyncio.sleep(0.05)


async def test_a_worker_that_is_killed_again_and_again_loses_nothing_and_doubles_nothing(
    kafka: Broker, topics: str, environment: dict[str, str], new_database: Callable[[str], Database]
) -> None:
    database = new_database("ledger")
    stad = Stad.nieuw(database)
    await tell(
        kafka.bootstrap,
        topics,
        *[krediet(nummer) for nummer in range(LENINGEN)],
        klok.DagAangebroken(dag=VERVAL),
    )
    worker = start(environment, database, "worker", "projector")
    try:
        await until(
            lambda: (
                len(stad.rijen("SELECT 1 FROM leningen")) == LENINGEN
                and stad.rijen("SELECT 1 FROM werkdag")
            )
        )
        stad.afschrift(VERVAL, *[storting(nummer) for nummer in range(0, LENINGEN, 2)])
        stad.afschrift(VERVAL + timedelta(days=1))
        await tell(
            kafka.bootstrap,
            topics,
            *[klok.DagAangebroken(dag=VERVAL + timedelta(days=later)) for later in (1, 2)],
        )
        for turn in range(4):
            worker.send_signal(signal.SIGKILL)
            worker.wait(PATIENCE)
            worker = start(environment, database, "worker", "projector")
            await asyncio.sleep(1.0 + turn * 0.4)
        laatste = VERVAL + timedelta(days=2)
        await until(
            lambda: stad.rijen(
                "SELECT 1 FROM dagafsluiting WHERE dag = %s AND gesloten_op IS NOT NULL", laatste
            )
        )
        await until(
            lambda: stad.rijen(
                "SELECT 1 FROM log_positions WHERE follower = 'debiteuren' AND position = %s",
                stad.store.end(),
            )
        )
    finally:
        worker.terminate()
        worker.wait(PATIENCE)
    for nummer in range(LENINGEN):
        feiten = stad.feiten(nummer)
        namen, betaalde = [stored.name for stored in feiten], nummer % 2 == 0
        assert [
            namen.count(naam) for naam in ("LeningGeopend", "RenteGeboekt", "TermijnVervallen")
        ] == [1, 1, 1]
        assert namen.count("BetalingGemist") == (0 if betaalde else 1)
        assert (
            sum(
                stored.name == "AflossingGeboekt" and stored.fact.betaling_id is not None
                for stored in feiten
            )
            == betaalde
        )
        assert feiten[-1].fact.saldi.hoofdsom_cent == 3_000_000 - betaalde * 50_000
    lichten = stad.rijen("SELECT licht, count(*) AS n FROM debiteuren GROUP BY 1 ORDER BY 1")
    assert [(rij["licht"], rij["n"]) for rij in lichten] == [
        ("achterstand", LENINGEN // 2),
        ("bij", LENINGEN // 2),
    ]
    stad.store.close()


def test_every_fact_is_told_as_its_contract_or_stays_private(
    new_database: Callable[[str], Database],
) -> None:
    stad = Stad.nieuw(new_database("ledger"))
    stad.dag(date(2026, 1, 12))
    stad.hoor(krediet())
    stad.dagen(date(2026, 1, 13), date(2026, 3, 5))
    stad.afschrift(date(2026, 3, 6), storting(0, 70_000), storting(0, 3_000_000))
    stad.dag(date(2026, 3, 31))
    said = {stored.name: publish(stored) for stored in stad.feiten()}
    assert set(said) == {type(feit).__name__ for feit in examples.feiten()}
    assert {name for name, published in said.items() if published is None} == {"TermijnVervallen"}
    assert all(type(published).__name__ == name for name, published in said.items() if published)
    gemist = said["BetalingGemist"]
    assert isinstance(gemist, contract.BetalingGemist)
    assert (gemist.openstaand_cent, gemist.achterstand_cent, gemist.termijn) == (70_000, 70_000, 1)
    for published in said.values():
        if isinstance(published, contract.RenteGeboekt | contract.AflossingGeboekt):
            assert sum(regel.debet_cent for regel in published.boekregels) == sum(
                regel.credit_cent for regel in published.boekregels
            )
    stad.store.close()
