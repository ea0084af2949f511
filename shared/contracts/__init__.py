"""All published events of all services, by type."""

from shared.contracts import (
    bbz,
    intake,
    invordering,
    klok,
    ledger,
    notify,
    organisatie,
    routing,
    vordering,
)
from shared.contracts.base import Contract

CONTRACTS: tuple[type[Contract], ...] = (
    *klok.CONTRACTS,
    *organisatie.CONTRACTS,
    *intake.CONTRACTS,
    *routing.CONTRACTS,
    *bbz.CONTRACTS,
    *ledger.CONTRACTS,
    *invordering.CONTRACTS,
    *vordering.CONTRACTS,
    *notify.CONTRACTS,
)
BY_TYPE: dict[str, type[Contract]] = {contract.event_type(): contract for contract in CONTRACTS}
BY_NAME: dict[str, type[Contract]] = {contract.__name__: contract for contract in CONTRACTS}
