"""Every topic of the system, who hears it, and the dead letters of each consumer group."""

from shared.contracts import bbz, intake, klok, ledger, notify, organisatie, routing
from shared.contracts.base import Topic

# What happens to a dossier, and the day.
CASE_TOPICS = (klok.TOPIC, intake.TOPIC, routing.TOPIC, bbz.TOPIC, ledger.TOPIC, notify.TOPIC)
SERVICE_TOPICS = (*CASE_TOPICS, organisatie.TOPIC)

HEARS: dict[str, tuple[Topic, ...]] = {
    "klok": (organisatie.TOPIC,),
    "organisatie": (klok.TOPIC, intake.TOPIC),
    "intake": (bbz.TOPIC, ledger.TOPIC, klok.TOPIC, organisatie.TOPIC),
    "routing": (intake.TOPIC, klok.TOPIC, organisatie.TOPIC),
    "routing-werkvoorraad": SERVICE_TOPICS,
    "bbz": (intake.TOPIC, ledger.TOPIC, klok.TOPIC, organisatie.TOPIC),
    "ledger": (bbz.TOPIC, notify.TOPIC, routing.TOPIC, klok.TOPIC, organisatie.TOPIC),
    "notify": (
        intake.TOPIC,
        routing.TOPIC,
        bbz.TOPIC,
        ledger.TOPIC,
        klok.TOPIC,
        organisatie.TOPIC,
    ),
}
GROUPS = tuple(HEARS)


def dead_letters(group: str) -> str:
    return f"{group}.dlq"


TOPICS: tuple[Topic, ...] = (*SERVICE_TOPICS, *(Topic(dead_letters(group), 1) for group in GROUPS))
