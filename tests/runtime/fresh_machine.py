"""A machine of our own making for the first command: a clone, a PATH, interpreters and tools that work, lie or fail. `make` is real."""

import shutil
import stat
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
MAKE = shutil.which("make") or "make"
REAL = sys._base_executable  # type: ignore[attr-defined]
NEEDED = (
    "Makefile",
    "pyproject.toml",
    "uv.lock",
    "deploy/local/find-python",
    "deploy/local/install",
    "deploy/local/when-started",
)

# How uv is called to make the environment as the lock says.
SYNC = "sync --locked --quiet --compile-bytecode"
# A shim as a version manager leaves it for a version that is not selected.
SHIM = 'echo "pyenv: ${0##*/}: command not found" >&2\nexit 127'
# What uv does here, without the packages: an environment by the asked Python, and a note of how it was called.
UV = f"""
case $1 in --version) echo "uv 0.13.9"; exit 0;; esac
echo "$*" >>"$HOME/uv-calls"; env >"$HOME/uv-environment"
[ -x .venv/bin/python ] || {REAL} -m venv --without-pip .venv"""
# The same where it has no Python to bring.
UV_WITHOUT_PYTHON = f"""case "$*" in *">=3.11"*) exit 2;; esac{UV}"""


def answers(version: str, kind: str = "cpython") -> str:
    """An interpreter that says it is this version; for anything else it is the one that runs this test."""
    said = f"echo this-is-python {kind} {version.replace('.', ' ')}"
    return f'case "$*" in *this-is-python*) {said}; exit 0;; esac\nexec {REAL} "$@"'


def without(pip: bool, venv: bool, version: str = "3.13.1") -> str:
    """An interpreter that lacks pip, or venv with its ensurepip; its pip brings the uv above."""
    brings = 'mkdir -p "$6/bin" && cp "$HOME/uv-to-bring" "$6/bin/uv"; exit'
    lacks = [] if venv else ['case "$2" in venv) echo "ensurepip is not available"; exit 1;; esac']
    has = (
        f'case "$2 ${{3:-}}" in "pip install") {brings};; pip*) exit 0;; esac'
        if pip
        else 'case "$2" in pip) exit 1;; esac'
    )
    made = (
        'case "$2" in venv) mkdir -p "$3/bin"; cp "$0" "$3/bin/python"; exit 0;; esac'
        if venv and pip
        else ""
    )
    return "\n".join([*lacks, made, has, answers(version)])


@dataclass
class Machine:
    """A clone in a folder with a space, a home, and folders for the PATH."""

    root: Path
    path: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        for name in NEEDED:
            target = self.clone / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, target)
        self.home.mkdir()
        write_command(self.home / "uv-to-bring", UV)

    @property
    def clone(self) -> Path:
        return self.root / "a clone of Doorstart"

    @property
    def home(self) -> Path:
        return self.root / "home"

    def folder(self, name: str) -> Path:
        """A folder at the end of the PATH."""
        made = self.root / name
        made.mkdir(exist_ok=True)
        if str(made) not in self.path:
            self.path.append(str(made))
        return made

    def put(self, folder: str, name: str, script: str) -> Path:
        """A command in a folder of the PATH."""
        return write_command(self.folder(folder) / name, script)

    def make(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Really runs make in the clone, with this PATH and nothing of our own environment."""
        known = {
            "HOME": str(self.home),
            "PATH": ":".join(self.path),
            "TMPDIR": str(self.home),
            "FIND_PYTHON_PATIENCE": "5",
            **environment,
        }
        return subprocess.run(
            [MAKE, *words],
            cwd=self.clone,
            env=known,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    def uv_calls(self) -> list[str]:
        """How uv was called to make the environment."""
        noted = self.home / "uv-calls"
        return noted.read_text().splitlines() if noted.exists() else []

    def environment_of_uv(self) -> dict[str, str]:
        return dict(
            line.split("=", 1)
            for line in (self.home / "uv-environment").read_text().splitlines()
            if "=" in line
        )

    def is_installed(self) -> bool:
        """Whether there is an environment whose Python runs, noted as whole."""
        python = self.clone / ".venv/bin/python"
        runs = (
            python.exists()
            and subprocess.run([python, "-c", ""], check=False, env={}, timeout=120).returncode == 0
        )
        return runs and (self.clone / ".venv/.installed").exists()


def write_command(path: Path, script: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
    return path


def link(path: Path, target: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(target)
