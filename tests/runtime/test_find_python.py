"""Which Python the first command takes: every candidate is asked, the newest that runs and fits wins, and a refusal says what was tried."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from packaging.tags import Tag
from packaging.utils import parse_wheel_filename

from tests.runtime.fresh_machine import (
    ROOT,
    SHIM,
    SYNC,
    UV_WITHOUT_PYTHON,
    Machine,
    answers,
    link,
    write_command,
)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine with a uv and, so far, no Python at all."""
    made = Machine(tmp_path)
    made.put("uv of its own", "uv", UV_WITHOUT_PYTHON)
    return made


def a_folder(path: Path) -> None:
    path.mkdir()


def not_executable(path: Path) -> None:
    path.write_text("#!/bin/sh\n")


def no_text(path: Path) -> None:
    path.write_bytes(b"\x7fELF\x00\xff" * 40)
    path.chmod(0o755)


def shebang_of_nobody(path: Path) -> None:
    path.write_text("#!/nonexistent/python\n")
    path.chmod(0o755)


def script(text: str) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        write_command(path, text)

    return make


BROKEN = {
    "a shim of a version that is not selected": (
        script(SHIM),
        "does not run (code 127: pyenv: python3.13: command not found)",
    ),
    "a link to nothing": (lambda path: link(path, "/nonexistent/python3.13"), "is not there"),
    "a folder": (a_folder, "is a folder"),
    "a file that may not be run": (not_executable, "may not be run"),
    "a program for another machine": (no_text, "does not run (code "),
    "a script for an interpreter that is gone": (shebang_of_nobody, "does not run (code 127"),
    "garbage, and code 0": (script("echo welcome; exit 0"), "does not run (code 0: welcome)"),
    "nothing at all, and code 0": (script("exit 0"), "does not run (code 0)"),
    "a crash": (script("kill -SEGV $$"), "does not run (code "),
    "a shim that hangs": (script("sleep 600"), "does not answer within 1 s"),
    "a shim whose child hangs": (script("sleep 600 | cat"), "does not answer within 1 s"),
    "Python 2.7": (
        script("case $1 in --version) echo Python 2.7.18 >&2; exit;; esac; exit 2"),
        "2.7.18: too old",
    ),
    "a script that only knows its version": (script("echo Python 3.9.2"), "is 3.9.2: too old"),
    "Python 3.10": (script(answers("3.10.13")), "is 3.10.13: too old"),
    "PyPy": (script(answers("3.11.9", "pypy")), "is pypy 3.11.9: the packages are for CPython"),
    "a Python without its lock": (
        script(answers("3.13.2", "cpythont")),
        "is 3.13.2 without its global lock",
    ),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_candidate_that_will_not_do_is_told_with_its_reason(machine: Machine, kind: str) -> None:
    put, reason = BROKEN[kind]
    candidate = machine.folder("first on the path") / "python3.13"
    put(candidate)
    answer = machine.make("install", FIND_PYTHON_PATIENCE="1" if "hang" in kind else "20")
    assert answer.returncode != 0
    assert (
        f"  {candidate} {reason}" in answer.stderr or f"  {candidate} is {reason}" in answer.stderr
    ), answer.stderr
    assert "Doorstart needs Python 3.11 or newer and found none that runs." in answer.stderr
    assert "PYTHON=/path/to/python3" in answer.stderr
    assert not machine.is_installed()


@pytest.mark.parametrize("kind", BROKEN)
def test_the_same_name_further_on_the_path_is_asked_too(machine: Machine, kind: str) -> None:
    BROKEN[kind][0](machine.folder("first on the path") / "python3.13")
    good = machine.put("second on the path", "python3.13", answers("3.13.1"))
    answer = machine.make("install", FIND_PYTHON_PATIENCE="1" if "hang" in kind else "20")
    assert answer.returncode == 0, answer.stderr
    assert machine.uv_calls() == [f"{SYNC} --python {good}"]
    assert machine.is_installed()


NEWEST = {
    "by version, not by name": (
        {"python3": "3.13.0", "python3.12": "3.12.9", "python3.11": "3.11.9"},
        "python3",
    ),
    "by version, not by place": (
        {"1/python3": "3.11.2", "2/python3": "3.12.0", "3/python": "3.11.9"},
        "2/python3",
    ),
    "the patch counts": ({"1/python3.12": "3.12.1", "2/python3.12": "3.12.10"}, "2/python3.12"),
    "two digits": ({"1/python3.9": "3.9.20", "2/python3.11": "3.11.0"}, "2/python3.11"),
    "of equals the first": ({"1/python3.13": "3.13.1", "2/python3.13": "3.13.1"}, "1/python3.13"),
    "before one that no package was made for": (
        {"python3.15": "3.15.0", "python3.11": "3.11.4"},
        "python3.11",
    ),
    "after all one that no package was made for": (
        {"python3.15": "3.15.0", "python3.10": "3.10.4"},
        "python3.15",
    ),
}


@pytest.mark.parametrize("kind", NEWEST)
def test_the_newest_that_runs_is_taken(machine: Machine, kind: str) -> None:
    there, expected = NEWEST[kind]
    paths = {
        name: machine.put(f"bin {Path(name).parent}", Path(name).name, answers(version))
        for name, version in there.items()
    }
    assert machine.make("install").returncode == 0
    assert machine.uv_calls() == [f"{SYNC} --python {paths[expected]}"]


def test_what_a_shim_says_before_it_starts_python_does_no_harm(machine: Machine) -> None:
    chatty = machine.put(
        "bin", "python3", "echo this-is-python no; echo using 3.12 >&2\n" + answers("3.12.4")
    )
    assert machine.make("install").returncode == 0
    assert machine.uv_calls() == [f"{SYNC} --python {chatty}"]


def test_a_path_with_empty_relative_missing_and_repeated_folders(machine: Machine) -> None:
    good = machine.put("with a space", "python3", answers("3.12.4"))
    write_command(machine.clone / "python3.13", answers("3.13.3"))
    machine.path = [
        "",
        ".",
        "/nonexistent",
        str(good.parent),
        str(good.parent),
        "~/bin",
        *machine.path,
    ]
    assert machine.make("install").returncode == 0
    assert machine.uv_calls() == [f"{SYNC} --python {good}"], (
        "a Python that lies in the clone is nobody's choice"
    )


def test_an_activated_environment_of_our_own_is_no_candidate(machine: Machine) -> None:
    write_command(machine.clone / ".venv/bin/python3.14", answers("3.14.0"))
    good = machine.put("bin", "python3", answers("3.12.4"))
    machine.path.insert(0, str(machine.clone / ".venv/bin"))
    assert machine.make("install", VIRTUAL_ENV=str(machine.clone / ".venv")).returncode == 0
    assert machine.uv_calls() == [f"{SYNC} --python {good}"]


@pytest.mark.parametrize(
    "place",
    [
        ".local/share/uv/python/cpython-3.13.5-linux/bin/python3.13",
        ".pyenv/versions/3.13.5/bin/python3.13",
        ".local/bin/python3",
    ],
)
def test_well_known_places_are_looked_into_when_the_path_has_none(
    machine: Machine, place: str
) -> None:
    machine.put("bin", "python3.13", SHIM)
    managed = write_command(machine.home / place, answers("3.13.5"))
    assert machine.make("install").returncode == 0
    assert machine.uv_calls() == [f"{SYNC} --python {managed}"]


def test_the_python_that_a_person_names_is_asked_and_no_other(machine: Machine) -> None:
    newest = machine.put("bin", "python3.13", answers("3.13.1"))
    chosen = machine.put("bin", "python3.12", answers("3.12.4"))
    machine.put("bin", "python3.11", SHIM)
    refused = machine.make("install", "PYTHON=python3.11")
    assert refused.returncode != 0
    assert "python3.11 does not run (code 127" in refused.stderr
    assert "python3.13" not in refused.stderr
    assert "python3.9 is not there" in machine.make("install", "PYTHON=python3.9").stderr
    assert machine.uv_calls() == []
    assert machine.make("install", f"PYTHON={chosen}").returncode == 0
    assert machine.uv_calls() == [f"{SYNC} --python {chosen}"]
    assert newest.exists()


@pytest.mark.parametrize("named", ["python3.12", "python2", "/nonexistent"])
def test_a_python_that_the_environment_names_is_only_asked_first(
    machine: Machine, named: str
) -> None:
    newest = machine.put("bin", "python3.13", answers("3.13.1"))
    chosen = machine.put("bin", "python3.12", answers("3.12.4"))
    machine.put("bin", "python2", SHIM)
    assert machine.make("install", PYTHON=named).returncode == 0
    assert machine.uv_calls() == [f"{SYNC} --python {chosen if named == 'python3.12' else newest}"]


def test_nothing_at_all_is_told_as_well(machine: Machine) -> None:
    before = sorted(machine.clone.rglob("*"))
    answer = machine.make("install")
    assert answer.returncode != 0
    assert "nothing named python3 or python is on the PATH" in answer.stderr
    assert sorted(machine.clone.rglob("*")) == before


def test_every_package_is_ready_made_for_the_versions_that_are_taken() -> None:
    """find-python's OLDEST and NEWEST; a newer one is taken only when there is no other."""
    words = (ROOT / "deploy/local/find-python").read_text()
    locked = tomllib.loads((ROOT / "uv.lock").read_text())["package"]
    for name in ("OLDEST", "NEWEST"):
        minor = int(words.split(f"{name}=", 1)[1].split(maxsplit=1)[0])
        for package in locked:
            wheels = [
                parse_wheel_filename(wheel["url"].rsplit("/", 1)[1])[3]
                for wheel in package.get("wheels", [])
            ]
            assert not wheels or any(fits(tag, minor) for tags in wheels for tag in tags), (
                f"{package['name']} on Python 3.{minor}"
            )


def fits(tag: Tag, minor: int) -> bool:
    """Whether a ready-made package can be used by CPython 3.`minor`."""
    if tag.interpreter.startswith("py"):
        return tag.interpreter != "py2"
    made_for = int(tag.interpreter.removeprefix("cp3")) if tag.interpreter.startswith("cp3") else 99
    return tag.abi == f"cp3{minor}" or (tag.abi in ("abi3", "none") and made_for <= minor)
