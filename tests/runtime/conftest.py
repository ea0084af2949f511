"""Machines for the tests of the first command."""

from pathlib import Path

import pytest

from tests.runtime.fresh_machine import SHIM, UV, Machine, answers


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine with a shim that does not run before a Python that does; neither uv nor anything else."""
    made = Machine(tmp_path)
    made.put("shims", "python3.13", SHIM)
    made.put("bin", "python3.12", answers("3.12.4"))
    return made


@pytest.fixture
def with_uv(machine: Machine) -> Machine:
    """The same machine with a uv that works."""
    machine.put("bin", "uv", UV)
    return machine
