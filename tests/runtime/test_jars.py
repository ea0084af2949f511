"""The jars of Kafka: by checksum only, from the source that was chosen, with ways out when it fails."""

import functools
import hashlib
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from deploy.local.engines import jars
from deploy.local.system.failures import CannotStart
from tests.infrastructure import any_port

CONTENT = b"a jar, as far as a checksum can tell"
PATH = "org/example/thing/1.0/thing-1.0.jar"
WAYS_OUT = ("DOORSTART_KAFKA", "DOORSTART_MAVEN_MIRROR", "docker compose up")


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files without talking about it."""

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.fixture
def mirror(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A Maven repository of one file, named as the mirror."""
    file = tmp_path / "mirror" / PATH
    file.parent.mkdir(parents=True)
    file.write_bytes(CONTENT)
    with serving(tmp_path / "mirror") as url:
        monkeypatch.setenv("DOORSTART_MAVEN_MIRROR", url)
        yield file


@pytest.fixture
def lock_file(tmp_path: Path) -> Path:
    path = tmp_path / "jars.txt"
    path.write_text(f"org.example:thing:1.0 sha256:{hashlib.sha256(CONTENT).hexdigest()}\n")
    return path


def test_the_committed_list_names_46_jars_with_their_checksums() -> None:
    listed = jars.read_list()
    assert len(listed) == 46
    assert all(len(bytes.fromhex(jar.sha256)) == 32 for jar in listed)
    assert ("kafka_2.13", "4.3.1") in [(jar.artifact, jar.version) for jar in listed]


def test_a_jar_is_brought_once_and_then_read_from_the_cache(
    mirror: Path, lock_file: Path, tmp_path: Path
) -> None:
    folder = jars.bring(tmp_path / "cache", lock_file)
    mirror.unlink()
    assert jars.bring(tmp_path / "cache", lock_file) == folder
    assert [path.name for path in folder.glob("*.jar")] == ["thing-1.0.jar"]


def test_a_jar_with_another_checksum_is_refused_in_a_sentence(
    mirror: Path, lock_file: Path, tmp_path: Path
) -> None:
    mirror.write_bytes(b"not what was published")
    with pytest.raises(
        CannotStart,
        match=r"thing-1\.0\.jar van http://127.* heeft niet de verwachte SHA-256 en is geweigerd",
    ) as problem:
        jars.bring(tmp_path / "cache", lock_file)
    assert all(way in str(problem.value) for way in WAYS_OUT)
    assert not list(jars.folder_of(tmp_path / "cache", lock_file).glob("*.jar"))


def test_a_damaged_jar_in_the_cache_is_brought_anew(
    mirror: Path, lock_file: Path, tmp_path: Path
) -> None:
    jar = jars.bring(tmp_path / "cache", lock_file) / "thing-1.0.jar"
    jar.write_bytes(CONTENT[:10])
    jars.bring(tmp_path / "cache", lock_file)
    assert jar.read_bytes() == mirror.read_bytes()


def test_without_a_network_the_ways_out_are_named(
    lock_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOORSTART_MAVEN_MIRROR", f"http://127.0.0.1:{any_port()}")
    with pytest.raises(
        CannotStart,
        match=r"thing-1\.0\.jar kon niet worden opgehaald bij http://127",
    ) as problem:
        jars.bring(tmp_path / "cache", lock_file)
    assert all(way in str(problem.value) for way in WAYS_OUT)
