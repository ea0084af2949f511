"""A start after one that was cut off, beside another one, or in a place or time where the environment no longer fits: it heals."""

import os
import shutil
import signal
import subprocess
from collections.abc import Callable

import pytest

from tests.runtime.fresh_machine import MAKE, REAL, SYNC, UV, Machine, without, write_command


def test_a_second_command_asks_nobody_anything(with_uv: Machine) -> None:
    assert with_uv.make("install").returncode == 0
    with_uv.path = []
    again = with_uv.make("install")
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
    assert len(with_uv.uv_calls()) == 1


def test_an_interrupted_install_leaves_no_work_behind(machine: Machine) -> None:
    machine.put(
        "bin", "uv", 'case $1 in --version) echo "uv 0.13.9"; exit;; esac; echo busy; exec sleep 60'
    )
    known = {"HOME": str(machine.home), "PATH": ":".join(machine.path), "TMPDIR": str(machine.home)}
    running = subprocess.Popen(
        [MAKE, "install"],
        cwd=machine.clone,
        env=known,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        process_group=0,
    )
    assert running.stdout is not None
    assert running.stdout.readline() == b"busy\n"
    os.killpg(running.pid, signal.SIGINT)
    assert running.wait(timeout=300) != 0
    running.stdout.close()
    assert not list(machine.home.glob("tmp.*"))


def half_bootstrap(machine: Machine) -> None:
    write_command(machine.clone / ".venv-bootstrap/bin/uv", "exit 1")
    write_command(machine.clone / ".venv-bootstrap.new/bin/uv", "exit 1")


def half_environment(machine: Machine) -> None:
    (machine.clone / ".venv/bin").mkdir(parents=True)
    (machine.clone / ".venv/pyvenv.cfg").write_text("home = ")


def environment_without_its_note(machine: Machine) -> None:
    subprocess.run(
        [REAL, "-m", "venv", "--without-pip", machine.clone / ".venv"], check=True, timeout=120
    )
    (machine.clone / ".venv/lib/half a package").mkdir()


def environment_of_a_python_that_is_gone(machine: Machine) -> None:
    assert machine.make("install").returncode == 0
    python = machine.clone / ".venv/bin/python"
    python.unlink()
    python.symlink_to("/nonexistent/python3.12")


def environment_whose_python_does_not_run(machine: Machine) -> None:
    assert machine.make("install").returncode == 0
    write_command(machine.clone / ".venv/bin/python", "exit 127")


def a_clone_that_moved(machine: Machine) -> None:
    assert machine.make("install").returncode == 0
    machine.clone.rename(machine.root / "moved")
    shutil.copytree(machine.root / "moved", machine.clone, symlinks=True)
    activate = machine.clone / ".venv/bin/activate"
    activate.write_text(
        activate.read_text().replace(str(machine.clone), str(machine.root / "moved"))
    )
    note = machine.clone / ".venv/.installed"
    note.write_text(note.read_text().replace(str(machine.clone), str(machine.root / "moved")))


def a_file_in_its_place(machine: Machine) -> None:
    (machine.clone / ".venv").write_text("")


LEFT = (
    half_bootstrap,
    half_environment,
    environment_without_its_note,
    environment_of_a_python_that_is_gone,
    environment_whose_python_does_not_run,
    a_clone_that_moved,
    a_file_in_its_place,
)


@pytest.mark.parametrize("left", LEFT)
def test_what_an_earlier_run_left_is_made_anew(
    machine: Machine, left: Callable[[Machine], None]
) -> None:
    python = machine.put("bin", "python3.12", without(pip=True, venv=False, version="3.12.4"))
    left(machine)
    answer = machine.make("install")
    assert answer.returncode == 0, answer.stderr
    assert machine.uv_calls()[-1] == f"{SYNC} --python {python}"
    assert machine.is_installed()
    assert not (machine.clone / ".venv/lib/half a package").exists()
    assert "no" not in machine.make("install").stderr


def test_a_first_run_that_is_killed_is_gone_on_with(machine: Machine) -> None:
    """uv is killed with its environment half made, and make with it."""
    machine.put("bin", "uv", UV + '\nrm -f .venv/bin/python\nkill -KILL "$PPID"; kill -KILL $$')
    assert machine.make("install").returncode != 0
    assert not machine.is_installed()
    machine.put("bin", "uv", UV)
    assert machine.make("install").returncode == 0
    assert machine.is_installed()


def test_a_new_lock_is_followed_in_the_environment_that_there_is(with_uv: Machine) -> None:
    assert with_uv.make("install").returncode == 0
    kept = with_uv.clone / ".venv/kept"
    kept.touch()
    with (with_uv.clone / "uv.lock").open("a") as lock:
        lock.write("# changed\n")
    os.utime(with_uv.clone / "uv.lock", (0, 0))
    assert with_uv.make("install").returncode == 0
    assert with_uv.uv_calls()[-1] == SYNC
    assert kept.exists()


def test_two_first_commands_at_once_install_once(with_uv: Machine) -> None:
    known = {"HOME": str(with_uv.home), "PATH": ":".join(with_uv.path)}
    both = [
        subprocess.Popen([MAKE, "install"], cwd=with_uv.clone, env=known, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    for one in both:
        _, told = one.communicate(timeout=300)
        assert one.returncode == 0, told
    assert len(with_uv.uv_calls()) == 1
