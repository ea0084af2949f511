"""The lines of a file of requests for help, one after another, without holding the file: CSV or a JSON list."""

import csv
import io
import json
import re
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from services.intake.adapters.importvorm import (
    EIGEN,
    JA_NEE,
    SCHEIDINGSTEKENS,
    SPOED,
    BestandOnleesbaar,
    Vorm,
    encoding_of,
    header_of,
    known_columns,
)

MAX_LINE = 2**16
# A text between quotes that runs on for longer is one whose closing quote is missing.
MAX_LINES_A_RECORD = 100
_YES, _NO = ("ja", "true", "1", "x", "waar"), ("nee", "false", "0", "onwaar")
_CODES = ("kanaal", "groep")
_SEP = re.compile(r'"?sep=(.)"?', re.IGNORECASE)
_DISARMED = re.compile(r"'(?=[=+\-@\t\r0-9])")
_JSON_SPACE = re.compile(r"[ \t\r\n]*")

# A line of the file with its number, and what it holds; a text where it cannot be read, which says why.
Regel = tuple[int, dict[str, Any] | str]


def examine(content: bytes, *, is_csv: bool) -> tuple[Vorm, int]:
    """How the file is to be read, and the number of its last line; raises BestandOnleesbaar."""
    if not content.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"):
        raise BestandOnleesbaar("Het bestand is leeg.")
    encoding = encoding_of(content)
    vorm = _csv_form(content, encoding) if is_csv else Vorm(soort="json", encoding=encoding)
    if next(regels(vorm, [content]), None) is None:
        raise BestandOnleesbaar(
            "Er staan geen aanmeldingen in het bestand."
            + (" Alleen de kop is gevuld." if is_csv else "")
        )
    return vorm, _last_line(content.decode(encoding)) if is_csv else sum(
        1 for _ in regels(vorm, [content])
    )


def _last_line(text: str) -> int:
    text = text.rstrip("\r\n")
    return text.count("\n") + text.count("\r") - text.count("\r\n") + 1


def regels(vorm: Vorm, parts: Iterable[bytes]) -> Iterator[Regel]:
    """The lines, numbered as in the file; of JSON the objects, from 1. Reads no further than it is asked for."""
    text = io.TextIOWrapper(io.BufferedReader(_Parts(parts)), vorm.encoding, newline="")
    return _json_items(text) if vorm.soort == "json" else _csv_lines(vorm, text)


def _csv_form(content: bytes, encoding: str) -> Vorm:
    text = io.TextIOWrapper(io.BytesIO(content), encoding, newline="")
    lines = list(islice(_readlines(text), MAX_LINES_A_RECORD))
    begin = next((number for number, line in enumerate(lines) if line.strip("\ufeff \t\r\n;,")), 0)
    sep = _SEP.fullmatch(lines[begin].strip())
    if sep:
        begin += 1
    choices = [sep[1]] if sep else list(SCHEIDINGSTEKENS)
    headers = {delimiter: _header(lines[begin:], delimiter) for delimiter in choices}
    delimiter = max(choices, key=lambda choice: known_columns(headers[choice][0]))
    values, length = headers[delimiter]
    return Vorm(
        soort="csv",
        encoding=encoding,
        delimiter=delimiter,
        columns=header_of(values),
        begin=begin + length,
    )


def _header(lines: list[str], delimiter: str) -> tuple[list[str], int]:
    """The first record with how many lines it takes."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        return next(reader, []), reader.line_num
    except csv.Error:
        return [], 1


def _csv_lines(vorm: Vorm, text: io.TextIOWrapper) -> Iterator[Regel]:
    source = _Lines(islice(_readlines(text), vorm.begin, None), vorm.begin)
    while source.start():
        try:
            values = next(csv.reader(source, delimiter=vorm.delimiter, strict=True))
        except csv.Error:
            source.again_from_second()
            yield (
                source.first,
                "De aanhalingstekens in deze regel kloppen niet, of de regel is te lang.",
            )
            continue
        if any(value.strip() for value in values):
            yield source.first, _fields(vorm.columns, values)


def _fields(columns: tuple[str, ...], values: list[str]) -> dict[str, Any] | str:
    if any(value.strip() for value in values[len(columns) :]):
        return "Deze regel heeft meer waarden dan er kolommen zijn. Zet tekst met een scheidingsteken erin tussen aanhalingstekens."
    row = {
        name: _DISARMED.sub("", value.strip(), count=1)
        for name, value in zip(columns, values, strict=False)
    }
    if row.pop("", ""):
        return "In deze regel staat een waarde onder een kolom zonder naam."
    line: dict[str, Any] = {
        name: value for name, value in row.items() if value and name not in (*SPOED, *EIGEN)
    }
    line |= {name: _code(line[name]) for name in _CODES if name in line}
    line |= {name: _yes_or_no(line[name]) for name in JA_NEE if name in line}
    line["hulpvraag"] = [
        _code(part) for part in re.split(r"[|,;]", row.get("hulpvraag", "")) if part.strip()
    ]
    line["urgentie"] = {name: _yes_or_no(row[name]) for name in SPOED if row.get(name)}
    return line


def _code(text: str) -> str:
    return re.sub(r"[\s-]+", "_", text.strip().casefold())


def _yes_or_no(text: str) -> bool | str:
    """True, False, or the text itself, which the model then refuses by name."""
    word = text.casefold()
    return True if word in _YES else False if word in _NO else text


def _json_items(text: io.TextIOWrapper) -> Iterator[Regel]:
    """The objects of a list, each read when it is complete; raises BestandOnleesbaar where it is no list."""
    decoder, buffer, number = json.JSONDecoder(), text.read(MAX_LINE).lstrip("\ufeff \t\r\n"), 0
    if not buffer.startswith("["):
        raise BestandOnleesbaar(
            "Het bestand is geen geldige JSON: het moet een lijst van aanmeldingen zijn."
        )
    buffer, separator = buffer[1:], ""
    while True:
        if len(buffer) < MAX_LINE:
            buffer += text.read(MAX_LINE)
        buffer = buffer[_end_of_space(buffer) :]
        if buffer.startswith("]") and separator in ("", "next"):
            if buffer[1:].strip() or text.read(1):
                raise BestandOnleesbaar(
                    "Het bestand is geen geldige JSON: er staat iets achter de lijst."
                )
            return
        if separator == "next":
            if not buffer.startswith(","):
                raise BestandOnleesbaar(f"Het bestand is geen geldige JSON na aanmelding {number}.")
            buffer = buffer[1 + _end_of_space(buffer[1:]) :]
        number += 1
        try:
            item, end = decoder.raw_decode(buffer)
        except (ValueError, RecursionError) as error:
            raise BestandOnleesbaar(
                f"Het bestand is geen geldige JSON bij aanmelding {number}."
            ) from error
        yield number, item if isinstance(item, dict) else "Dit is geen aanmelding met velden."
        buffer, separator = buffer[end:], "next"


def _end_of_space(text: str) -> int:
    found = _JSON_SPACE.match(text)
    return found.end() if found else 0


def _readlines(text: io.TextIOWrapper) -> Iterator[str]:
    """Lines with their ends; of one that is too long the begin, which is long enough to be told from the others."""
    while line := text.readline(MAX_LINE):
        yield line
        while len(line) == MAX_LINE and not line.endswith(("\r", "\n")):
            line = text.readline(MAX_LINE)


class _Lines(Iterator[str]):
    """Lines for one record at a time; what a broken record took too much is given back."""

    def __init__(self, lines: Iterator[str], before: int) -> None:
        self._lines, self._waiting, self._taken, self._next = (
            lines,
            deque[str](),
            list[str](),
            before + 1,
        )
        self.first = self._next

    def start(self) -> bool:
        """Ready for the next record; False at the end."""
        if not self._waiting:
            self._waiting.extend(islice(self._lines, 1))
        self._taken, self.first = [], self._next
        return bool(self._waiting)

    def again_from_second(self) -> None:
        self._waiting.extendleft(reversed(self._taken[1:]))
        self._next = self.first + 1

    def __next__(self) -> str:
        if len(self._taken) >= MAX_LINES_A_RECORD:
            raise csv.Error("a record of too many lines")
        line = self._waiting.popleft() if self._waiting else next(self._lines)
        self._taken.append(line)
        self._next += 1
        if len(line) == MAX_LINE:
            raise csv.Error("a line that is too long")
        return line


class _Parts(io.RawIOBase):
    """Bytes that come in parts, as a file."""

    def __init__(self, parts: Iterable[bytes]) -> None:
        self._parts, self._rest = iter(parts), b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self._rest:
            self._rest = next(self._parts, b"")
        number = min(len(buffer), len(self._rest))
        buffer[:number], self._rest = self._rest[:number], self._rest[number:]
        return number
