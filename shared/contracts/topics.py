"""Every topic of the system, who hears it, and the dead letters of each consumer group."""

from shared.contracts import bbz, intake, klok, ledger, notify, routing
from shared.contracts.base import Topic

SERVICE_TOPICS = (klok.TOPIC, intake.TOPIC, routing.TOPIC, bbz.TOPIC, ledger.TOPIC, notify.TOPIC)

HEARS: dict[str, tuple[Topic, ...]] = {
    "intake": (klok.TOPIC,),
    "routing": (intake.TOPIC, klok.TOPIC),
    "routing-werkvoorraad": SERVICE_TOPICS,
    "bbz": (routing.TOPIC, intake.TOPIC, ledger.TOPIC, klok.TOPIC),
    "ledger": (bbz.TOPIC, notify.TOPIC, klok.TOPIC),
    "notify": (intake.TOPIC, routing.TOPIC, bbz.TOPIC, ledger.TOPIC, klok.TOPIC),
}
GROUPS = tuple(HEARS)


def dead_letters(group: str) -> str:
    return f"{group}.dlq"


TOPICS: tuple[Topic, ...] = (*SERVICE_TOPICS, *(Topic(dead_letters(group), 1) for group in GROUPS))
