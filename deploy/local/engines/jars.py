"""What comes from Maven, such as the jars of Apache Kafka: fetched one by one by a committed list, and trusted only by its SHA-256."""

import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from jgo.maven import MavenContext

from deploy.local.system.failures import CONTAINERS, MIRROR, OWN_INFRASTRUCTURE, CannotStart

LOCK_FILE = Path(__file__).with_name("kafka-4.3.1-jars.txt")
KEPT = "Wat al binnen was, staat in de cache; er is niets gestart."


@dataclass(frozen=True)
class Jar:
    """One file on Maven Central by exact coordinates, with the SHA-256 it must have."""

    group: str
    artifact: str
    version: str
    sha256: str
    packaging: str = "jar"

    @property
    def filename(self) -> str:
        """The name of the file in our cache."""
        return f"{self.artifact}-{self.version}.{self.packaging}"


def read_list(lock_file: Path = LOCK_FILE) -> list[Jar]:
    """The files of a list with lines `group:artifact:version sha256:hex`; `:zip` after the version for what is no jar."""
    return [
        _read_line(line)
        for line in lock_file.read_text().splitlines()
        if line.strip() and not line.startswith("#")
    ]


def _read_line(line: str) -> Jar:
    coordinates, checksum = line.split()
    group, artifact, version, *packaging = coordinates.split(":")
    return Jar(group, artifact, version, checksum.removeprefix("sha256:"), *packaging)


def folder_of(cache: Path, lock_file: Path = LOCK_FILE) -> Path:
    """The folder in the cache for exactly this list."""
    return (
        cache
        / lock_file.stem.partition("-")[0]
        / hashlib.sha256(lock_file.read_bytes()).hexdigest()[:16]
    )


def bring(
    cache: Path, lock_file: Path = LOCK_FILE, say: Callable[[str], None] = lambda _: None
) -> Path:
    """The folder with every jar of the list, each with the right checksum; fetches only what is missing or damaged."""
    folder = folder_of(cache, lock_file)
    with one_at_a_time(folder):
        missing = [jar for jar in read_list(lock_file) if not _is_sound(folder / jar.filename, jar)]
        if missing:
            say(f"{_name(lock_file)} ophalen: {len(missing)} bestanden")
            _fetch(missing, folder)
    return folder


def _name(lock_file: Path) -> str:
    return "Keycloak" if lock_file.stem.startswith("keycloak") else "Apache Kafka"


def _fetch(jars: list[Jar], folder: Path) -> None:
    """Fetch with eight threads into a folder of this process; a jar reaches the cache only after its checksum."""
    mirror = os.environ.get("DOORSTART_MAVEN_MIRROR")
    with tempfile.TemporaryDirectory(dir=folder, prefix="incoming-") as incoming:
        maven = MavenContext(
            repo_cache=Path(incoming),
            remote_repos={"central": mirror.rstrip("/")} if mirror else None,
        )
        with ThreadPoolExecutor(8) as pool:
            for _ in pool.map(lambda jar: _fetch_one(maven, jar, folder, mirror), jars):
                pass


def _fetch_one(maven: MavenContext, jar: Jar, folder: Path, mirror: str | None) -> None:
    source = mirror or "Maven Central"
    try:
        fetched: Path = (
            maven.project(jar.group, jar.artifact)
            .at_version(jar.version)
            .artifact(packaging=jar.packaging)
            .resolve()
        )
    except (OSError, RuntimeError) as problem:
        raise CannotStart(
            f"{jar.filename} kon niet worden opgehaald bij {source}: {_first_line(problem)}",
            kept=KEPT,
            now=[
                "Controleer het netwerk en de schijfruimte, en start opnieuw.",
                MIRROR,
                OWN_INFRASTRUCTURE,
                CONTAINERS,
            ],
        ) from problem
    if not _is_sound(fetched, jar):
        raise CannotStart(
            f"{jar.filename} van {source} heeft niet de verwachte SHA-256 en is geweigerd.",
            kept=KEPT,
            now=[
                "Vraag de beheerder van de mirror of het netwerk wat er is veranderd.",
                MIRROR,
                OWN_INFRASTRUCTURE,
                CONTAINERS,
            ],
        )
    shutil.move(fetched, folder / jar.filename)


def _is_sound(path: Path, jar: Jar) -> bool:
    if not path.exists():
        return False
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == jar.sha256


def _first_line(problem: Exception) -> str:
    return (str(problem).splitlines() or [type(problem).__name__])[0][:200]


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Two starts at once share one fetch: the second waits here."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
