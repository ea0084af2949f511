"""The source that an event must come from: the service that owns its type."""

from shared.contracts.base import Contract
from shared.settings import own_oin, source_of


def source_for(contract: Contract | type[Contract]) -> str:
    return source_of(contract.topic.owner, own_oin())
