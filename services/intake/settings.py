"""What intake's processes read from their environment."""

import os
from dataclasses import dataclass

from services.intake.adapters.seals import MasterKey, read_master_key
from shared.settings import Common, common

HEARERS = ("notify", "routing", "bbz", "ledger")


@dataclass(frozen=True)
class Settings:
    """`credentials` maps the token of an internal API to the service it was given to."""

    common: Common
    master: MasterKey
    credentials: dict[str, str]


def read() -> Settings:
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
    )
