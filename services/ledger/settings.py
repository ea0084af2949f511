"""What the ledger's processes read from their environment."""

import os
from dataclasses import dataclass
from pathlib import Path

from services.ledger.adapters.kader import Kader
from services.ledger.adapters.mandaten import DEMO, load_mandaten
from services.ledger.adapters.seals import read_key
from services.ledger.domain.mandaat import Mandaatregister
from shared.parameter_files import load_parameters
from shared.parameters import Parameterset
from shared.settings import Common, common


@dataclass(frozen=True)
class Settings:
    """`rekeningen` are our own bank accounts: all of them must be booked before anybody is found late. Empty: every account seen."""

    common: Common
    bank_key: bytes
    parameters: Parameterset
    rekeningen: tuple[str, ...]
    mandaten: Mandaatregister

    @property
    def kader(self) -> Kader:
        return Kader(self.parameters, self.mandaten)


def read() -> Settings:
    shared = common("ledger")
    overlay = os.environ.get("DOORSTART_PARAMETERS")
    return Settings(
        common=shared,
        bank_key=read_key(os.environ.get("DOORSTART_LEDGER_KEY_FILE"), os.environ.get("DOORSTART_LEDGER_KEY"), shared.database.password),
        parameters=load_parameters(Path(overlay) if overlay else None),
        rekeningen=tuple(os.environ.get("DOORSTART_LEDGER_REKENINGEN", "").split()),
        mandaten=load_mandaten(Path(os.environ.get("DOORSTART_LEDGER_MANDATEN") or DEMO)),
    )
