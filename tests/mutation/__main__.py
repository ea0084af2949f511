"""Mutation score of the rule modules: `python -m tests.mutation [part of a module name ...]`; every survivor is a missing test.

Each mutant runs in a forked child that imports the changed module in place of the real one and stops at the first failing test.
"""

import importlib.util
import os
import resource
import signal
import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import CodeType, ModuleType

import _hypothesis_pytestplugin  # type: ignore[import-untyped]  # noqa: F401 -- warm, so that a child does not load it again
import hypothesis
import hypothesis.strategies
import jsonschema  # type: ignore[import-untyped]  # noqa: F401
import pytest
import pyxirr  # noqa: F401

from tests.mutation.modules import TESTS
from tests.mutation.mutants import Mutant, mutants

ROOT = Path(__file__).resolve().parents[2]
AIM = 90
CPU_SECONDS, BYTES = 20, 3 * 2**30


class Changed(MetaPathFinder, Loader):
    """Gives the changed code when the module is imported."""

    def __init__(self, name: str, code: CodeType) -> None:
        self.name, self.code = name, code

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        return importlib.util.spec_from_loader(fullname, self) if fullname == self.name else None

    def exec_module(self, module: ModuleType) -> None:
        exec(self.code, module.__dict__)


def main(words: Sequence[str]) -> int:
    """Print the survivors and the score per module; 1 when one is below the aim."""
    hypothesis.settings.register_profile(
        "mutation",
        max_examples=40,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
    )
    scores = [
        _module(file, tests)
        for file, tests in TESTS.items()
        if not words or any(word in file for word in words)
    ]
    print(f"\n{'module':52} mutants  killed  score")
    for file, total, killed in [
        *scores,
        ("all", sum(row[1] for row in scores), sum(row[2] for row in scores)),
    ]:
        print(f"{file:52} {total:7} {killed:7} {100 * killed / max(total, 1):5.1f} %")
    return int(any(100 * killed < AIM * total for _, total, killed in scores))


def _module(file: str, tests: tuple[str, ...]) -> tuple[str, int, int]:
    source = (ROOT / file).read_text("utf-8")
    if _is_caught(file, compile(source, file, "exec"), tests):
        raise SystemExit(f"The tests of {file} fail without any change.")
    survivors: list[Mutant] = []
    total = 0
    for mutant in mutants(source, file):
        total += 1
        if not _is_caught(file, mutant.code, tests):
            survivors.append(mutant)
            print(f"{file}:{mutant.line}: {mutant.before!r} -> {mutant.after!r}", flush=True)
    print(f"{file}: {total - len(survivors)} of {total}", flush=True)
    return file, total, total - len(survivors)


def _is_caught(file: str, code: CodeType, tests: tuple[str, ...]) -> bool:
    """Does a test fail with this code (or run without end)?"""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1] != 0
    signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS)
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    sys.meta_path.insert(0, Changed(file.removesuffix(".py").replace("/", "."), code))
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    options = [
        "-x",
        "-q",
        "--noconftest",
        "-p",
        "_hypothesis_pytestplugin",
        "--hypothesis-profile=mutation",
    ]
    os._exit(int(pytest.main([*options, *(str(ROOT / test) for test in tests)])))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
