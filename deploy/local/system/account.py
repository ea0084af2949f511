"""The unprivileged account for PostgreSQL, which refuses to run as root."""

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deploy.local.system.failures import CONTAINERS, OWN_INFRASTRUCTURE, CannotStart

# Far more than any of these commands takes on a busy machine.
PATIENCE_S = 600.0


@dataclass(frozen=True)
class Account:
    """An existing account of this machine; none is ever created."""

    name: str
    uid: int
    gid: int


def unprivileged() -> Account | None:
    """The account to switch to when we are root, else None: then our own account will do."""
    if os.geteuid() != 0:
        return None
    try:
        entry = pwd.getpwnam("nobody")
    except KeyError:
        raise CannotStart(
            "PostgreSQL start niet als root, en het account 'nobody' bestaat hier niet.",
            now=["Start doorstart als een gewone gebruiker.", OWN_INFRASTRUCTURE, CONTAINERS],
        ) from None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def can_reach(account: Account | None, path: Path) -> bool:
    """Whether the account may read and enter (or run) `path`: asked of the system as that account."""
    if account is None:
        return os.access(path, os.R_OK | os.X_OK)
    question = ["/bin/sh", "-c", 'test -r "$1" && test -x "$1"', "sh", str(path)]
    return run_as(account, question).returncode == 0


def run_as(account: Account | None, command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run a short command as the account (None: as ourselves) and keep what it says; raises CannotStart when it does not end."""
    user, group, others = (account.uid, account.gid, ()) if account else (None, None, None)
    return run_shortly(command, cwd="/", user=user, group=group, extra_groups=others)


def run_shortly(command: Sequence[str], **options: Any) -> subprocess.CompletedProcess[str]:
    """Run a command that ends by itself and keep what it says; raises CannotStart when it does not end."""
    try:
        return subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=PATIENCE_S, **options
        )
    except subprocess.TimeoutExpired as problem:
        raise CannotStart(
            f"{Path(command[0]).name} was na {PATIENCE_S:.0f} seconden nog niet klaar.",
            now=["Kijk of deze computer erg druk is of de schijf vol, en start opnieuw."],
        ) from problem
