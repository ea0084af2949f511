"""The environment of each process: every part gets its own secrets and nobody else's."""

import os
from dataclasses import dataclass
from pathlib import Path

from deploy.local.city import REKENING
from deploy.local.system.parts import SERVICES, Part
from deploy.local.system.processes import outer_environment
from deploy.local.system.secret import Secrets
from shared.settings import Database, setting, split_address


@dataclass(frozen=True)
class System:
    """Where everything is, and its secrets."""

    kafka: str
    postgres: str
    admin_url: str
    urls: dict[str, str]
    secrets: Secrets
    master_key_file: Path
    ledger_key_file: Path
    gateway_key_file: Path
    demo: bool

    def database_of(self, owner: str) -> Database:
        """The database of a service, or of a part beside them."""
        name = setting(f"DOORSTART_DATABASE_{owner.upper()}", owner)
        place = split_address(self.postgres)
        return Database(*place, name, f"doorstart_{owner}", self.secrets.passwords[owner])


def environment_of(part: Part, system: System, address: str | None) -> dict[str, str]:
    """Everything that a part may know."""
    known = outer_environment() | {
        "DOORSTART_KAFKA": system.kafka,
        "DOORSTART_POSTGRES": system.postgres,
        "DOORSTART_DEMO": "1" if system.demo else "",
        "PYTHONUNBUFFERED": "1",
    }
    known |= {f"DOORSTART_URL_{name.upper()}": url for name, url in system.urls.items()}
    if system.demo:
        known["DOORSTART_LEDGER_REKENINGEN"] = REKENING
    if address:
        known["DOORSTART_ADDRESS"] = address
    if part.hears:
        known["DOORSTART_INSTANCE"] = part.name
    return known | _secrets_of(part, system)


def _secrets_of(part: Part, system: System) -> dict[str, str]:
    if part.name == "migrations":
        passwords = {
            f"DOORSTART_{name.upper()}_PASSWORD": password
            for name, password in system.secrets.passwords.items()
        }
        return {"DOORSTART_POSTGRES_ADMIN": system.admin_url, **passwords}
    if part.kind == "gateway":
        return {
            "DOORSTART_GATEWAY_PASSWORD": system.secrets.passwords["gateway"],
            "DOORSTART_GATEWAY_KEY_FILE": str(system.gateway_key_file),
            "DOORSTART_PUBLIC_URL": os.environ.get("DOORSTART_PUBLIC_URL", system.urls["gateway"]),
            "DOORSTART_OIDC_CLIENT_SECRET": os.environ.get("DOORSTART_OIDC_CLIENT_SECRET", ""),
        }
    if not part.service:
        return {}
    hears = SERVICES if part.service == "intake" else (part.service,)
    known = {
        f"DOORSTART_CREDENTIAL_{name.upper()}": system.secrets.credentials[name]
        for name in hears
        if name in SERVICES
    }
    known[f"DOORSTART_{part.service.upper()}_PASSWORD"] = system.secrets.passwords[part.service]
    if part.service == "intake" and system.demo and "gateway" in system.urls:
        known["DOORSTART_INLEVERADRES"] = f"{system.urls['gateway']}/inleveren"
    if own := os.environ.get(name := f"DOORSTART_{part.service.upper()}_CLIENT_KEY_FILE"):
        known[name] = own
    if part.service == "intake":
        known["DOORSTART_MASTER_KEY_FILE"] = str(system.master_key_file)
    if part.service == "ledger":
        known["DOORSTART_LEDGER_KEY_FILE"] = str(system.ledger_key_file)
    return known
