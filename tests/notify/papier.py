"""A letter read back from its PDF: every piece of text with its place on the paper. Reads what our typesetter writes, not any PDF."""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

_OBJECT = re.compile(rb"(?:^|\n)(\d+) 0 obj\s*(.*?)\s*endobj", re.DOTALL)
# Parentheses within a string are plain where they are balanced.
_STRING = rb"\((?:\\.|[^\\()])*\)"
for _ in range(8):
    _STRING = rb"\((?:\\.|[^\\()]|" + _STRING + rb")*\)"
_MARKS = re.compile(
    rb"q 1 0 0 -1 (?P<x>[-\d.]+) (?P<y>[-\d.]+) cm|/(?P<font>f\d+) (?P<size>[\d.]+) Tf 1 0 0 -1 (?P<dx>[-\d.]+) (?P<dy>[-\d.]+) Tm"
    rb"|/ActualText(?P<actual>" + _STRING + rb"|<[0-9A-Fa-f]*>)|(?P<end>EMC)"
    rb"|(?P<shown>\[(?:" + _STRING + rb"|[-\d.\s])*\]\s*TJ|" + _STRING + rb"\s*Tj)",
    re.DOTALL,
)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


@dataclass(frozen=True)
class Stukje:
    """Text that was set at once; in points from the left and from the bottom of its page."""

    bladzijde: int
    x: float
    y: float
    breedte: float
    tekst: str


@dataclass(frozen=True)
class _Font:
    letters: dict[int, str]
    widths: dict[int, float]


def lees(pdf: bytes) -> list[Stukje]:
    """Everything on the paper, in reading order."""
    objects = {int(found[1]): found[2] for found in _OBJECT.finditer(pdf)}
    (kids,) = re.findall(
        rb"/Kids\[([^\]]*)\]",
        b"".join(body for body in objects.values() if body.startswith(b"<</Type/Pages")),
    )
    found: list[Stukje] = []
    for number, page in enumerate(map(int, re.findall(rb"(\d+) 0 R", kids)), start=1):
        resources = objects[_reference(objects[page], b"Resources")]
        (fonts,) = re.findall(rb"/Font<<(.*?)>>", resources)
        known = {
            name.decode(): _font(objects, int(to))
            for name, to in re.findall(rb"/(f\d+) (\d+) 0 R", fonts)
        }
        found += _pieces(number, _stream(objects[_reference(objects[page], b"Contents")]), known)
    return found


def _pieces(page: int, content: bytes, fonts: dict[str, _Font]) -> Iterator[Stukje]:
    x = y = dx = size = 0.0
    font, actual = _Font({}, {}), None
    for mark in _MARKS.finditer(content):
        if mark["x"]:
            x, y = float(mark["x"]), float(mark["y"])
        elif mark["font"]:
            font, size, dx = fonts[mark["font"].decode()], float(mark["size"]), float(mark["dx"])
        elif mark["actual"]:
            actual = _actual(mark["actual"])
        elif mark["end"]:
            actual = None
        else:
            codes = [
                code
                for text in re.findall(_STRING, mark["shown"], re.DOTALL)
                for code in _codes(text)
            ]
            between = sum(
                float(number)
                for number in re.findall(
                    rb"-?[\d.]+", re.sub(_STRING, b" ", mark["shown"], flags=re.DOTALL)
                )
            )
            width = (sum(font.widths[code] for code in codes) - between) * size / 1000
            text = (
                "".join(font.letters.get(code, "") for code in codes) if actual is None else actual
            )
            actual = None if actual is None else ""
            yield Stukje(page, x + dx, y, width, text)


def _font(objects: dict[int, bytes], number: int) -> _Font:
    below = objects[int(re.findall(rb"/DescendantFonts\[(\d+) 0 R", objects[number])[0])]
    (table,) = re.findall(rb"/W\[([^\]]*)\]", below)
    numbers = [float(one) for one in table.split()]
    widths = {
        code: width
        for first, last, width in zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True)
        for code in range(int(first), int(last) + 1)
    }
    letters = re.findall(
        rb"<([0-9A-F]{4})> <([0-9A-F]+)>\n",
        _stream(objects[_reference(objects[number], b"ToUnicode")]),
    )
    return _Font(
        {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in letters},
        widths,
    )


def _reference(body: bytes, name: bytes) -> int:
    return int(re.findall(rb"/" + name + rb" (\d+) 0 R", body)[0])


def _stream(body: bytes) -> bytes:
    content = body[body.index(b"stream") + len(b"stream") : body.rindex(b"endstream")].lstrip(
        b"\r\n"
    )
    return zlib.decompressobj().decompress(content) if b"/FlateDecode" in body else content


def _raw(text: bytes) -> bytes:
    def plain(found: re.Match[bytes]) -> bytes:
        return (
            bytes([int(found[1], 8)])
            if found[1][:1].isdigit()
            else _ESCAPES.get(found[1], found[1])
        )

    return re.sub(rb"\\([0-7]{1,3}|.)", plain, text[1:-1], flags=re.DOTALL)


def _codes(text: bytes) -> Iterator[int]:
    raw = _raw(text)
    return (raw[place] << 8 | raw[place + 1] for place in range(0, len(raw), 2))


def _actual(text: bytes) -> str:
    raw = bytes.fromhex(text[1:-1].decode()) if text.startswith(b"<") else _raw(text)
    return raw.decode("utf-16") if raw[:2] in (b"\xfe\xff", b"\xff\xfe") else raw.decode("latin-1")
