"""Where the system is that a command talks to: as the environment says, as in a container, else as noted in the state folder."""

import os
from dataclasses import dataclass

from deploy.local.system import secret
from deploy.local.system.failures import CannotStart
from deploy.local.system.folders import state_folder
from deploy.local.system.parts import OWNERS
from deploy.local.system.state import State, read_living_state
from shared.settings import Database, split_address

# Everything that answers at an address of its own.
ANSWERING = OWNERS


@dataclass(frozen=True)
class Whereabouts:
    """`urls` by service; `has_city`: the invented people live along when the day moves."""

    urls: dict[str, str]
    kafka: str
    has_city: bool


def find() -> Whereabouts:
    """Raises CannotStart when nothing runs."""
    if urls := urls_of_environment():
        return Whereabouts(
            urls, os.environ.get("DOORSTART_KAFKA", ""), os.environ.get("DOORSTART_CITY") == "1"
        )
    state = read_living_state(state_folder())
    return Whereabouts(_noted(state), state.kafka or "", state.city)


def urls_of_environment() -> dict[str, str]:
    """Empty unless every service is named: a system that other hands keep running."""
    found = {
        service: os.environ.get(f"DOORSTART_URL_{service.upper()}", "") for service in ANSWERING
    }
    return found if all(found.values()) else {}


def database_of(service: str) -> Database:
    """A service's own database: from the environment, else that of the running system; raises CannotStart when there is none."""
    address = os.environ.get("DOORSTART_POSTGRES") or read_living_state(state_folder()).postgres
    if not address:
        raise CannotStart(
            "Er is geen PostgreSQL gevonden.",
            now=["Start met: doorstart demo", "Of zet DOORSTART_POSTGRES."],
        )
    name = service.upper()
    password = (
        os.environ.get(f"DOORSTART_{name}_PASSWORD")
        or secret.read_or_make(state_folder()).passwords[service]
    )
    return Database(
        *split_address(address),
        os.environ.get(f"DOORSTART_DATABASE_{name}", service),
        f"doorstart_{service}",
        password,
    )


def refuse_elsewhere() -> None:
    """Raises CannotStart where the parts are started and stopped by others."""
    if urls_of_environment():
        raise CannotStart(
            "Hier worden de delen niet door doorstart gestart en gestopt.",
            kept="Er is niets veranderd.",
            now=[
                "Doe het waar de containers worden beheerd: docker compose up, docker compose stop."
            ],
        )


def _noted(state: State) -> dict[str, str]:
    found = {
        part.name.removesuffix("-web"): f"http://{part.address}"
        for part in state.parts
        if part.kind == "web" and part.address
    }
    if not state.is_supervised or set(ANSWERING) - set(found):
        raise CannotStart(
            "Er draait geen Doorstart in deze map.", now=["Start met: doorstart demo"]
        )
    return found
