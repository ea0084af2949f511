"""What the gateway reads from its environment about the login; without a provider there is none."""

import ipaddress
import os
import tomllib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from deploy.gateway.keys import Keyring
from shared.settings import Database, setting, split_address
from shared.web.provider import Provider, provider_of, safe

RULES = Path(__file__).with_name("sessie.toml")
HERE = ZoneInfo("Europe/Amsterdam")
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class WrongKeys(SystemExit):
    """The file with the gateway's keys cannot be read: it does not start without."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"Het bestand met sleutels {path} is er niet of klopt niet. Er is niets gestart. "
            f"Maak het met: python -m deploy.gateway.keys {path}"
        )


@dataclass(frozen=True)
class Rules:
    """How long somebody stays logged in, on a day."""

    idle: timedelta
    most: timedelta
    asked_again: timedelta
    to_log_in: timedelta


@dataclass(frozen=True)
class LoginSettings:
    """`secret` only where the provider cannot check a signature; `acr` are the levels of which one must be reached."""

    provider: Provider
    client: str
    secret: str | None
    scope: str
    acr: tuple[str, ...]
    public: str
    keys: Keyring
    rules: Path
    database: Database

    @property
    def host(self) -> str:
        """The name under which browsers know us."""
        return urlsplit(self.public).netloc

    @property
    def is_secure(self) -> bool:
        """Whether browsers reach us by HTTPS; only this machine itself may do without."""
        return self.public.startswith("https://")


def read() -> LoginSettings | None:
    """Raises MissingSetting and UnsafeAddress; None without a provider."""
    issuer = os.environ.get("DOORSTART_OIDC_ISSUER")
    if not issuer:
        return None
    host, port = split_address(setting("DOORSTART_POSTGRES"))
    return LoginSettings(
        provider=provider_of(issuer),
        client=setting("DOORSTART_OIDC_CLIENT", "doorstart-gateway"),
        secret=setting("DOORSTART_OIDC_CLIENT_SECRET", "") or None,
        scope=setting("DOORSTART_OIDC_SCOPE", "openid"),
        acr=tuple(setting("DOORSTART_OIDC_ACR", "").split()),
        public=safe(setting("DOORSTART_PUBLIC_URL").rstrip("/")),
        keys=_keys(),
        rules=Path(setting("DOORSTART_SESSIE", str(RULES))),
        database=Database(
            host,
            port,
            setting("DOORSTART_DATABASE_GATEWAY", "gateway"),
            "doorstart_gateway",
            setting("DOORSTART_GATEWAY_PASSWORD"),
        ),
    )


def rules_of(file: Path, day: date | None = None) -> Rules:
    """The rules of a day, of today without one; raises ValueError when none has begun."""
    day = day or datetime.now(HERE).date()
    begun = [rule for rule in tomllib.loads(file.read_text())["regel"] if rule["vanaf"] <= day]
    if not begun:
        raise ValueError(f"{file} has no rule for {day}")
    rule = max(begun, key=lambda one: one["vanaf"])
    return Rules(
        timedelta(minutes=rule["zonder_handeling_minuten"]),
        timedelta(hours=rule["hoogstens_uren"]),
        timedelta(minutes=rule["navraag_minuten"]),
        timedelta(minutes=rule["aanmelden_minuten"]),
    )


def proxies() -> tuple[Network, ...]:
    """Networks of our own proxies, whose word we take for who called them."""
    told = os.environ.get("DOORSTART_PROXIES", "")
    return tuple(ipaddress.ip_network(one.strip()) for one in told.split(",") if one.strip())


def _keys() -> Keyring:
    """A file, or in a container the text of one."""
    given = os.environ.get("DOORSTART_GATEWAY_KEY")
    path = "gateway.keys" if given else setting("DOORSTART_GATEWAY_KEY_FILE")
    try:
        return Keyring.read(given or Path(path).read_text())
    except (OSError, ValueError):
        raise WrongKeys(path) from None
