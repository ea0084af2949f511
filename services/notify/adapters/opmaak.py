"""From a letter's content object to HTML for the screen and to PDF/UA-1 for the printer."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import cached_property
from pathlib import Path
from typing import Any

import typst
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from services.notify.domain.brief import Brief, voluit

TEMPLATES = Path(__file__).parent.parent / "templates"
NO_BREAK_SPACE = "\u00a0"
# A word longer than this may be cut at any sign, or it would run off the paper.
LONGEST_WORD = 24
ZERO_WIDTH_SPACE = "\u200b"
_LONG_WORD = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")


class OpmaakMislukt(Exception):
    """This letter cannot be typeset, for instance because of a character that no font of ours has."""


@dataclass(frozen=True)
class Stuk:
    """A letter as it goes out."""

    html: bytes
    pdf: bytes


class Opmaker:
    """Typesets letters. Uses only the fonts inside typst, so that a letter looks the same on every machine."""

    def make(self, brief: Brief) -> Stuk:
        """Raises OpmaakMislukt."""
        content = _content(brief)
        return Stuk(html=self._html.render(brief=content).encode(), pdf=self._pdf(content, brief))

    def _pdf(self, content: Mapping[str, Any], brief: Brief) -> bytes:
        """Text travels as data, never as markup: a name cannot become a command."""
        try:
            pdf = self._compiler.compile(
                format="pdf",
                pdf_standards=["ua-1"],
                sys_inputs={"brief": json.dumps(_breakable(content))},
                timestamp=int(datetime.combine(brief.datum, time(), UTC).timestamp()),
            )
        except typst.TypstError as error:
            raise OpmaakMislukt("typst refused the letter") from error
        if not isinstance(pdf, bytes):
            raise OpmaakMislukt("typst made no single document")
        return pdf

    @cached_property
    def _compiler(self) -> typst.Compiler:
        return typst.Compiler(
            str(TEMPLATES / "brief.typ"), root=str(TEMPLATES), ignore_system_fonts=True
        )

    @cached_property
    def _html(self) -> Any:
        environment = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        return environment.get_template("brief.html")


def _content(brief: Brief) -> dict[str, Any]:
    """What both templates get: plain values, days written out, amounts that never break over two lines."""
    plain = json.loads(brief.model_dump_json().replace("€ ", f"€{NO_BREAK_SPACE}"))
    return {
        **plain,
        "datum": voluit(brief.datum),
        "dag": brief.datum.isoformat(),
        "aanhef": brief.aanhef,
        "aan": brief.geadresseerde.regels,
    }


def _breakable(content: Any) -> Any:
    """The same for paper: a screen breaks long words by itself."""
    if isinstance(content, str):
        return _LONG_WORD.sub(lambda word: ZERO_WIDTH_SPACE.join(word[0]), content)
    if isinstance(content, dict):
        return {name: _breakable(value) for name, value in content.items()}
    return [_breakable(part) for part in content] if isinstance(content, list | tuple) else content
