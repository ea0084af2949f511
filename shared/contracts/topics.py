"""Every topic of the system: one for each service's events, and one for the dead letters of each consumer group."""

from shared.contracts import bbz, intake, klok, ledger, notify, routing
from shared.contracts.base import Topic

SERVICE_TOPICS = (klok.TOPIC, intake.TOPIC, routing.TOPIC, bbz.TOPIC, ledger.TOPIC, notify.TOPIC)
GROUPS = ("intake", "routing", "routing-werkvoorraad", "bbz", "ledger", "notify")


def dead_letters(group: str) -> str:
    return f"{group}.dlq"


TOPICS: tuple[Topic, ...] = (*SERVICE_TOPICS, *(Topic(dead_letters(group), 1) for group in GROUPS))
