"""Passwords, tokens and keys of this state folder: made once, readable by its owner only."""

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from deploy.local.system.parts import OWNERS, SERVICES
from deploy.local.system.state import write_atomically

# The gateway has a database without a log: who is logged in.
WITH_PASSWORD = (*OWNERS, "gateway")


@dataclass(frozen=True)
class Secrets:
    """By service, except `superuser`. What the environment sets goes before what was made here."""

    superuser: str
    passwords: dict[str, str]
    credentials: dict[str, str]


def read_or_make(folder: Path) -> Secrets:
    """The secrets of this folder."""
    path = folder / "secrets.json"
    if not path.exists():
        passwords = {service: secrets.token_urlsafe(24) for service in WITH_PASSWORD}
        made = Secrets(
            secrets.token_urlsafe(24),
            passwords,
            {service: secrets.token_urlsafe(24) for service in SERVICES},
        )
        write_atomically(path, json.dumps(asdict(made)).encode(), mode=0o600)
    kept = Secrets(**json.loads(path.read_text()))
    if new := [owner for owner in WITH_PASSWORD if owner not in kept.passwords]:
        # A folder of before a part had a database.
        kept.passwords.update({owner: secrets.token_urlsafe(24) for owner in new})
        write_atomically(path, json.dumps(asdict(kept)).encode(), mode=0o600)
    return Secrets(
        kept.superuser,
        _or_own(kept.passwords, "DOORSTART_{}_PASSWORD"),
        _or_own(kept.credentials, "DOORSTART_CREDENTIAL_{}"),
    )


def key_file(folder: Path, name: str, variable: str) -> Path:
    """The file with one of the keys that are never in a database; the environment may name another one."""
    if chosen := os.environ.get(variable):
        return Path(chosen)
    path = folder / name
    if not path.exists():
        write_atomically(path, secrets.token_bytes(32), mode=0o600)
    return path


def _or_own(kept: dict[str, str], name: str) -> dict[str, str]:
    return {
        service: os.environ.get(name.format(service.upper()), made)
        for service, made in kept.items()
    }
