"""Every command that a document shows is one that exists, with these options; and every command is shown by a document."""

import re
import shlex
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import typer
import typer.main

from deploy.local.cli import make_app

ROOT = Path(__file__).parents[2]
DOCUMENTS = [ROOT / name for name in ("README.md", "SECURITY.md", "CONTRIBUTING.md")] + sorted(
    path for pattern in ("docs/**/*.md", "services/*/README.md") for path in ROOT.glob(pattern)
)
COMMAND: Any = typer.main.get_command(make_app(None))
TARGETS = set(re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE))


def shown(program: str) -> Iterator[tuple[str, str]]:
    """Each call in a code span or an indented line, up to a comment or a pipe, with the document that shows it."""
    for path in DOCUMENTS:
        for found in re.finditer(
            rf"(?:`|^    |exec city ){program} ([^`\n#|]+)", path.read_text(), re.MULTILINE
        ):
            yield path.name, found.group(1).strip()


def target(words: list[str]) -> tuple[list[str], Any, list[str]]:
    """The verbs that the words name, their command, and what is left for it."""
    command, verbs = COMMAND, list[str]()
    while words and words[0] in getattr(command, "commands", {}):
        verbs.append(words[0])
        command, words = command.commands[words[0]], words[1:]
    return verbs, command, words


def calls(group: Any, verbs: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from calls(command, (*verbs, name))
        else:
            yield (*verbs, name)


@pytest.mark.parametrize(("document", "call"), sorted(set(shown("doorstart"))))
def test_a_command_that_is_shown_exists_with_its_options(document: str, call: str) -> None:
    verbs, command, rest = target(shlex.split(call))
    assert verbs, f"{document}: doorstart {call}"
    assert not hasattr(command, "commands") or not rest, f"{document}: doorstart {call}"
    # A call without words of its own is only named; the others must parse, or ask for help.
    if rest:
        with suppress(typer.Exit):
            command.make_context(verbs[-1], rest)


@pytest.mark.parametrize(("document", "call"), sorted(set(shown("make"))))
def test_a_target_that_is_shown_exists(document: str, call: str) -> None:
    assert call.split(maxsplit=1)[0] in TARGETS, f"{document}: make {call}"


def test_every_command_stands_in_the_readme() -> None:
    """By its last word: the readme names several in one line."""
    words = set(re.findall(r"[a-z-]+", (ROOT / "README.md").read_text()))
    assert {verbs for verbs in calls(COMMAND) if verbs[-1] not in words} == set()
