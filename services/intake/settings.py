"""What intake's processes read from their environment."""

import os
from dataclasses import dataclass
from pathlib import Path

from services.intake.adapters.scanner import Clamd, Poort
from services.intake.adapters.seals import MasterKey, read_master_key
from shared.parameter_files import load_parameters
from shared.parameters import Parameterset
from shared.settings import Common, common, setting

HEARERS = ("notify", "routing", "bbz", "ledger")


@dataclass(frozen=True)
class Settings:
    """`credentials` maps the token of an internal API to the service it was given to."""

    common: Common
    master: MasterKey
    credentials: dict[str, str]
    parameters: Parameterset
    poort: Poort
    inleveradres: str


def read() -> Settings:
    overlay, clamav = setting("DOORSTART_PARAMETERS", ""), setting("DOORSTART_CLAMAV", "")
    return Settings(
        common=common("intake"),
        master=read_master_key(
            os.environ.get("DOORSTART_MASTER_KEY_FILE"), os.environ.get("DOORSTART_MASTER_KEY")
        ),
        credentials={
            os.environ[name]: service
            for service in HEARERS
            if os.environ.get(name := f"DOORSTART_CREDENTIAL_{service.upper()}")
        },
        parameters=load_parameters(Path(overlay) if overlay else None),
        inleveradres=setting("DOORSTART_INLEVERADRES", ""),
        poort=Poort(Clamd(clamav) if clamav else None, os.environ.get("DOORSTART_DEMO") == "1"),
    )
