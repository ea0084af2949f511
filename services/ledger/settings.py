"""What the ledger's processes read from their environment."""

import os
from dataclasses import dataclass
from pathlib import Path

from services.ledger.adapters.bank.rekeningen import read_rekeningen
from services.ledger.adapters.bank.seals import read_key
from services.ledger.adapters.kader import Kader
from services.ledger.domain.bank.rekeningenlijst import Rekeningenlijst
from shared.parameter_files import load_parameters
from shared.parameters import Parameterset
from shared.settings import Common, common


@dataclass(frozen=True)
class Settings:
    """`rekeningen` are our own bank accounts: only theirs is taken in, and all of them must be known before anybody is found late."""

    common: Common
    bank_key: bytes
    parameters: Parameterset
    rekeningen: Rekeningenlijst

    @property
    def kader(self) -> Kader:
        return Kader(self.parameters)


def read() -> Settings:
    shared = common("ledger")
    overlay = os.environ.get("DOORSTART_PARAMETERS")
    return Settings(
        common=shared,
        bank_key=read_key(
            os.environ.get("DOORSTART_LEDGER_KEY_FILE"),
            os.environ.get("DOORSTART_LEDGER_KEY"),
            shared.database.password,
        ),
        parameters=load_parameters(Path(overlay) if overlay else None),
        rekeningen=read_rekeningen(os.environ.get("DOORSTART_LEDGER_REKENINGEN")),
    )
