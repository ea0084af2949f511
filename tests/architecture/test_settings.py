"""The table of settings says what the code reads, no more and no less; a name that nobody reads is told."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deploy import contracts
from deploy.setting_names import TABLE, groups, unknown_settings
from tests.runtime.test_cli import doorstart

ROOT = Path(__file__).parents[2]
KNOWN = [each for group in groups().values() for each in group]
NAMES = sorted(name for each in KNOWN for name in each.names)
# Names as code writes them, with what is filled in later: DOORSTART_{name}_PASSWORD, DOORSTART_URL_<SERVICE>.
WRITTEN = re.compile(r"DOORSTART_(?:[A-Z_]|\{[^}\"']*\}|<SERVICE>)*")
OURS_TO_INVENT = {Path(__file__)}


def code() -> list[Path]:
    suffixes = {".py", ".yml", ".toml", ".md", ".html", ""}
    kept = [
        ROOT / "Makefile",
        ROOT / "README.md",
        ROOT / "docker-compose.yml",
        *(ROOT / ".ci").iterdir(),
    ]
    inside = [
        file
        for folder in ("deploy", "services", "shared", "tests", "docs", "parameters")
        for file in (ROOT / folder).rglob("*")
    ]
    return [
        file
        for file in [*kept, *inside]
        if file.is_file() and file.suffix in suffixes and file not in OURS_TO_INVENT
    ]


def written(files: list[Path]) -> set[str]:
    return {name for file in files for name in WRITTEN.findall(file.read_text(errors="replace"))}


def pattern(name: str) -> str:
    """What a name that is filled in later may become."""
    return re.sub(r"\\\{.*?\\\}|<SERVICE>", "[A-Z_]+", re.escape(name)) + (
        "[A-Z_]*" if name.endswith("_") else ""
    )


def test_every_setting_that_is_written_anywhere_is_in_the_table() -> None:
    unexplained = {
        name
        for name in written(code())
        if not any(re.fullmatch(pattern(name), known) for known in NAMES)
    }
    assert unexplained == set(), f"write them down in {TABLE.name}"


def test_every_setting_in_the_table_is_read_somewhere() -> None:
    documents = {TABLE, contracts.SETTINGS, ROOT / "README.md", ROOT / "docker-compose.yml"}
    patterns = [
        pattern(name)
        for name in written([file for file in code() if file not in documents])
        if len(name) > len("DOORSTART_{}")
    ]
    unread = [
        each.name
        for each in KNOWN
        if not any(re.fullmatch(known, each.names[0]) for known in patterns)
    ]
    assert unread == []


def test_the_page_of_settings_is_what_the_table_says() -> None:
    assert contracts.SETTINGS.read_text() == contracts.settings_page(), "run `make contracts`"


def test_what_there_is_is_not_told() -> None:
    assert list(unknown_settings(dict.fromkeys([*NAMES, "PATH", "MY_DOORSTART_KAFKA"], "x"))) == []


@settings(max_examples=60)
@given(
    name=st.sampled_from([name for name in NAMES if len(name) > 14]),
    place=st.integers(10, 40),
    letter=st.sampled_from("AXZ_"),
)
def test_a_slip_of_the_pen_is_told_with_a_name_that_exists(
    name: str, place: int, letter: str
) -> None:
    slip = name[:place] + letter + name[place:]
    if slip in NAMES:
        return
    (told,) = unknown_settings({slip: "1"})
    assert slip in told
    assert any(f"Bedoelt u {known}?" in told for known in NAMES)


def test_a_start_tells_it_to_the_person(tmp_path: Path) -> None:
    """The start itself is refused, so that nothing runs: a folder cannot be made in a file."""
    told = doorstart(
        tmp_path / "state",
        "demo",
        "--detach",
        DOORSTART_KAFAK="kafka:9092",
        DOORSTART_POSTGRES_ADMIN="nonsense",
    )
    assert (
        "De instelling DOORSTART_KAFAK bestaat niet en wordt niet gebruikt. Bedoelt u DOORSTART_KAFKA?"
        in told.stderr
    )


@pytest.mark.parametrize(
    "module", ["deploy.migrate", "deploy.topics", "deploy.local.city", "deploy.gateway.main"]
)
def test_a_process_without_the_command_line_tells_it_too(module: str) -> None:
    known = {"PATH": "/usr/bin:/bin", "DOORSTART_MASTER_KEYFILE": "x"}
    ended = subprocess.run(
        [sys.executable, "-m", module],
        cwd=ROOT,
        env=known,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ended.returncode != 0
    assert (
        "DOORSTART_MASTER_KEYFILE bestaat niet en wordt niet gebruikt. Bedoelt u DOORSTART_MASTER_KEY_FILE?"
        in ended.stdout + ended.stderr
    )
