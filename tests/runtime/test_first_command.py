"""The first command on any machine: with and without uv, pip and venv; after a run that was cut off; whatever the caller has set."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.runtime.fresh_machine import SHIM, SYNC, UV, Machine, link, without, write_command

NO_UV: dict[str, Callable[[Path], object]] = {
    "none": lambda _: None,
    "a shim": lambda path: write_command(path, SHIM),
    "a folder": lambda path: path.mkdir(),
    "a link to nothing": lambda path: link(path, "/nonexistent/uv"),
    "another program of that name": lambda path: write_command(path, "echo 'UV viewer 3'"),
    "one of before the lock": lambda path: write_command(path, "echo uv 0.4.30"),
}


@pytest.mark.parametrize("uv", NO_UV)
@pytest.mark.parametrize(("pip", "venv"), [(True, True), (True, False)])
def test_uv_is_brought_by_pip_where_none_runs(
    machine: Machine, uv: str, pip: bool, venv: bool
) -> None:
    NO_UV[uv](machine.folder("shims") / "uv")
    python = machine.put("bin", "python3.13", without(pip, venv))
    answer = machine.make("install")
    assert answer.returncode == 0, answer.stderr
    assert machine.uv_calls() == [f"{SYNC} --python {python}"]
    assert (machine.clone / ".venv-bootstrap/bin/uv").exists()
    assert machine.is_installed()


def test_a_uv_further_on_the_path_or_at_home_is_found(machine: Machine) -> None:
    machine.put("shims", "uv", SHIM)
    write_command(machine.home / ".local/bin/uv", UV)
    assert machine.make("install").returncode == 0
    assert not (machine.clone / ".venv-bootstrap").exists()


def test_the_newest_python_is_used_also_when_another_one_has_to_bring_uv(machine: Machine) -> None:
    newest = machine.put("bin", "python3.13", without(pip=False, venv=False, version="3.13.1"))
    machine.put("bin", "python3.12", without(pip=True, venv=False, version="3.12.4"))
    assert machine.make("install").returncode == 0
    assert machine.uv_calls() == [f"{SYNC} --python {newest}"]


def test_without_uv_pip_and_venv_it_says_what_to_install(machine: Machine) -> None:
    python = machine.put("bin", "python3.12", without(pip=False, venv=False))
    answer = machine.make("install")
    assert answer.returncode != 0
    assert f"  {python}\n" in answer.stderr
    assert "apt install python3-venv" in answer.stderr
    assert not list(machine.clone.glob(".venv*"))


def test_a_uv_may_bring_a_python_where_none_runs(machine: Machine) -> None:
    machine.put("bin", "python3.12", SHIM)
    machine.put("bin", "uv", UV)
    assert machine.make("install").returncode == 0
    assert machine.uv_calls() == [f"{SYNC} --python >=3.11"]


def test_a_registry_that_does_not_answer_leaves_nothing_and_the_next_try_works(
    machine: Machine,
) -> None:
    machine.put("bin", "python3.12", without(pip=True, venv=False))
    brought = (machine.home / "uv-to-bring").rename(machine.home / "later")
    answer = machine.make("install")
    assert answer.returncode != 0
    assert "could not be fetched" in answer.stderr
    assert not list(machine.clone.glob(".venv*"))
    brought.rename(machine.home / "uv-to-bring")
    assert machine.make("install").returncode == 0
    assert machine.is_installed()


def test_packages_that_cannot_be_fetched_are_told_and_the_next_try_works(machine: Machine) -> None:
    machine.put(
        "bin",
        "uv",
        'case $1 in --version) echo "uv 0.13.9"; exit;; esac; mkdir -p .venv/bin; echo "no answer" >&2; exit 2',
    )
    answer = machine.make("install")
    assert answer.returncode != 0
    assert "no answer\n" in answer.stderr
    assert "The environment is not complete" in answer.stderr
    machine.put("bin", "uv", UV)
    assert machine.make("install").returncode == 0
    assert machine.is_installed()


SET_BY_THE_CALLER = {
    "PYTHONHOME": "/nonexistent",
    "PYTHONPATH": "/nonexistent",
    "PYTHONSTARTUP": "/nonexistent",
    "VIRTUAL_ENV": "/nonexistent",
    "CONDA_PREFIX": "/nonexistent",
    "PIP_TARGET": "/nonexistent",
    "PIP_PREFIX": "/nonexistent",
    "PIP_NO_BINARY": ":all:",
    "UV_PYTHON": "2.7",
    "UV_PROJECT_ENVIRONMENT": "/nonexistent",
    "UV_PROJECT": "/nonexistent",
    "UV_SYSTEM_PYTHON": "1",
    "UV_NO_DEV": "1",
    "UV_NO_DEFAULT_GROUPS": "1",
    "UV_FROZEN": "1",
    "UV_PYTHON_PREFERENCE": "only-managed",
    "UV_EXCLUDE_NEWER": "2020-01-01",
    "UV_NO_SYNC": "1",
}
KEPT = {
    "UV_DEFAULT_INDEX": "https://mirror.example/simple",
    "UV_CACHE_DIR": "/tmp/x",
    "HTTPS_PROXY": "http://proxy.example:3128",
    "SSL_CERT_FILE": "/etc/ssl/own.pem",
    "PIP_INDEX_URL": "https://mirror.example/simple",
    "UV_PYTHON_DOWNLOADS": "never",
}


def test_what_the_caller_set_for_other_work_does_not_move_the_environment(with_uv: Machine) -> None:
    answer = with_uv.make(
        "install", **SET_BY_THE_CALLER, PIP_USER="1", PIP_REQUIRE_VIRTUALENV="1", **KEPT
    )
    assert answer.returncode == 0, answer.stderr
    assert with_uv.is_installed()
    known = with_uv.environment_of_uv()
    assert not set(SET_BY_THE_CALLER) & set(known)
    assert {name: known[name] for name in KEPT} == KEPT, (
        "where packages come from is the caller's to say"
    )
    assert (known["PIP_USER"], known["PIP_REQUIRE_VIRTUALENV"]) == ("0", "0")


@pytest.mark.parametrize("command", ["stop", "status", "clean", "help"])
def test_nothing_is_installed_to_say_that_nothing_runs(machine: Machine, command: str) -> None:
    machine.path = ["/usr/bin", "/bin"]
    answer = machine.make(command)
    assert answer.returncode == 0, answer.stderr
    assert command == "help" or "Nothing runs here" in answer.stdout
    assert not list(machine.clone.glob(".venv*"))
