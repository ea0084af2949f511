"""The source that an event must come from, the service that owns its type; and a stored fact as the event that tells it."""

from shared.cloudevent import CloudEvent, decode, record
from shared.contracts.base import Contract
from shared.facts import StoredFact
from shared.settings import own_oin, source_of


def source_for(contract: Contract | type[Contract]) -> str:
    return source_of(contract.topic.owner, own_oin())


def wrap(stored: StoredFact, contract: Contract, source: str) -> CloudEvent:
    return decode(*record(stored, contract, source))
