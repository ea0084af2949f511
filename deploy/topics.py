"""Makes every topic of the contracts, with its fixed number of partitions, and waits until each has a leader.

`python -m deploy.topics` reads `DOORSTART_KAFKA`, `DOORSTART_TOPIC_PREFIX` and `DOORSTART_REPLICATION` (1 by default).
"""

import asyncio
import os
import sys
import time

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import KafkaError, TopicAlreadyExistsError, for_code

from deploy.setting_names import unknown_settings
from shared.contracts.topics import TOPICS

# A consumer may be away for a month; whoever comes later gets the topic rebuilt from the log.
RETENTION_MS = str(30 * 24 * 3600 * 1000)


class TopicsNotReady(Exception):
    """A topic cannot be made, has another number of partitions than the contract, or found no leader."""


async def create_topics(
    bootstrap: str, prefix: str = "", replication: int = 1, patience: float = 60.0
) -> None:
    """Make what is missing; returns when every partition has a leader. Raises TopicsNotReady."""
    wanted = {prefix + topic.name: topic.partitions for topic in TOPICS}
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        present = await admin.list_topics()
        missing = [
            NewTopic(name, partitions, replication, topic_configs={"retention.ms": RETENTION_MS})
            for name, partitions in wanted.items()
            if name not in present
        ]
        if missing:
            _check_answer(await admin.create_topics(missing))
        await _await_leaders(admin, wanted, patience)
    finally:
        await admin.close()


def _check_answer(answer: object) -> None:
    for topic, code, *detail in getattr(answer, "topic_errors", ()):
        if code not in (0, TopicAlreadyExistsError.errno):
            raise TopicsNotReady(
                f"Het topic {topic} kon niet worden gemaakt: {for_code(code).__name__} {detail}"
            )


async def _await_leaders(
    admin: AIOKafkaAdminClient, wanted: dict[str, int], patience: float
) -> None:
    deadline = time.monotonic() + patience
    while waiting := _without_leader(await admin.describe_topics(list(wanted)), wanted):
        if time.monotonic() > deadline:
            raise TopicsNotReady(f"Nog zonder leider: {', '.join(sorted(waiting))}")
        await asyncio.sleep(0.05)


def _without_leader(described: list[dict[str, object]], wanted: dict[str, int]) -> set[str]:
    """The topics that cannot take a record yet; a number of partitions that differs from the contract is refused."""
    ready = set()
    for topic in described:
        partitions = topic["partitions"]
        name = str(topic["topic"])
        if (
            not isinstance(partitions, list)
            or topic["error_code"]
            or any(each["leader"] < 0 for each in partitions)
        ):
            continue
        if len(partitions) != wanted[name]:
            raise TopicsNotReady(
                f"Het topic {name} heeft {len(partitions)} partities, het contract zegt {wanted[name]}."
            )
        ready.add(name)
    return set(wanted) - ready


def main() -> None:
    """Entry of the containers and of cities with their own Kafka."""
    for told in unknown_settings():
        print(told, file=sys.stderr)
    replication = int(os.environ.get("DOORSTART_REPLICATION", "1"))
    prefix = os.environ.get("DOORSTART_TOPIC_PREFIX", "")
    bootstrap = os.environ.get("DOORSTART_KAFKA")
    if not bootstrap:
        sys.exit(
            "DOORSTART_KAFKA ontbreekt. Er is niets veranderd. Zet het adres van Kafka (host:poort) in DOORSTART_KAFKA."
        )
    try:
        asyncio.run(create_topics(bootstrap, prefix, replication))
    except (TopicsNotReady, KafkaError) as problem:
        sys.exit(
            f"{problem}\nWat al gemaakt was, blijft staan.\nHerstel de oorzaak en start opnieuw: python -m deploy.topics"
        )


if __name__ == "__main__":
    main()
