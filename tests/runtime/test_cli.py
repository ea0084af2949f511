"""The command line: results to standard output, narration beside it, expected failures in three parts."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main
from typer.testing import CliRunner

from deploy.local.cli import make_app
from deploy.local.system.processes import Running
from deploy.local.system.state import PartState, State, write_state
from tests.infrastructure import scratch_folder

VERBS = sorted(typer.main.get_command(make_app(None)).commands)  # type: ignore[attr-defined]


def doorstart(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    known = {name: value for name, value in os.environ.items() if not name.startswith("DOORSTART_")}
    known |= {"DOORSTART_STATE": str(folder), "COLUMNS": "160", **environment}
    return subprocess.run(
        [sys.executable, "-m", "deploy.local.cli", *words],
        env=known,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_the_status_of_nothing_is_empty_and_no_problem(tmp_path: Path) -> None:
    answer = doorstart(tmp_path, "status", "--json")
    assert answer.returncode == 0
    assert json.loads(answer.stdout) == {"parts": [], "kafka": None, "postgres": None, "pages": {}}


def test_the_status_tells_what_runs_and_code_3_tells_of_a_problem(tmp_path: Path) -> None:
    own = Running.of(os.getpid())
    sound = PartState(
        "klok", "web", address="127.0.0.1:8086", pid=own.pid, created=own.created, state="running"
    )
    gone = PartState(
        "intake-web",
        "web",
        address="127.0.0.1:8081",
        pid=own.pid,
        created=own.created - 100,
        state="running",
    )
    state = State(
        own.pid,
        own.created,
        kafka="127.0.0.1:19092",
        postgres="127.0.0.1:15432",
        pages={"start": "http://x/"},
    )
    write_state(tmp_path, State(**{**vars(state), "parts": [sound]}))
    assert doorstart(tmp_path, "status").returncode == 0
    write_state(tmp_path, State(**{**vars(state), "parts": [sound, gone]}))
    answer = doorstart(tmp_path, "status", "--json")
    assert answer.returncode == 3
    assert json.loads(answer.stdout) == {
        "parts": [
            {
                "name": "klok",
                "kind": "web",
                "pid": own.pid,
                "state": "running",
                "address": "127.0.0.1:8086",
            },
            {
                "name": "intake-web",
                "kind": "web",
                "pid": None,
                "state": "restarting",
                "address": "127.0.0.1:8081",
            },
        ],
        "kafka": "127.0.0.1:19092",
        "postgres": "127.0.0.1:15432",
        "pages": {"start": "http://x/"},
    }


def test_stop_without_anything_running_says_so(tmp_path: Path) -> None:
    answer = doorstart(tmp_path, "stop")
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, "", "Er draaide niets.\n")


def test_an_expected_failure_has_three_parts_and_no_stack_trace(tmp_path: Path) -> None:
    answer = doorstart(tmp_path, "migrate")
    assert answer.returncode == 1
    assert answer.stdout == ""
    assert "DOORSTART_POSTGRES_ADMIN ontbreekt." in answer.stderr
    assert "Er is niets veranderd." in answer.stderr
    assert "Wat u kunt doen:" in answer.stderr
    assert "Traceback" not in answer.stderr
    assert "Traceback" in doorstart(tmp_path, "--debug", "migrate").stderr


def test_a_start_that_cannot_bring_kafka_names_the_ways_out_and_leaves_nothing(
    tmp_path: Path,
) -> None:
    with scratch_folder() as folder:
        answer = doorstart(folder, "up", "--detach", DOORSTART_JAVA=str(tmp_path / "java"))
        assert "Er draaide niets." in doorstart(folder, "stop").stderr
    assert answer.returncode == 1
    assert "Java ontbreekt" in answer.stderr
    assert "DOORSTART_KAFKA" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_wrong_use_gives_code_2(tmp_path: Path) -> None:
    assert doorstart(tmp_path, "vlieg").returncode == 2


@pytest.mark.parametrize("verb", ["", *VERBS])
def test_help_starts_with_an_example(verb: str) -> None:
    answer = CliRunner().invoke(make_app(None), [*verb.split(), "--help"])
    assert answer.exit_code == 0
    first = next(
        part.strip() for part in answer.stdout.split("\n\n") if not part.strip().startswith("Usage")
    )
    assert first.startswith("Voorbeeld: ")
    assert "doorstart" in first


def test_the_overview_names_every_verb_and_loads_none() -> None:
    look = (
        "import sys; from deploy.local.cli import overview;"
        " overview()(['--help'], standalone_mode=False);"
        " print(sorted(one for one in sys.modules if one.startswith(('deploy.local.commands.', 'services.'))))"
    )
    seen = subprocess.run(
        [sys.executable, "-c", look], capture_output=True, text=True, check=True, timeout=120
    ).stdout
    assert all(f"  {verb} " in seen for verb in VERBS)
    assert seen.rstrip().endswith("[]")
