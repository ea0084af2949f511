"""A list as a file: the same columns as on the page, all rows, readable by a Dutch spreadsheet and by a program.

A spreadsheet turns what looks like a number, a day or a formula into one: of sixteen figures it keeps fifteen, a zero in front is lost.
Identifiers are therefore written in groups, as letters print them, which every spreadsheet leaves as text.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from starlette.responses import Response

from shared.web.tables import Column

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_BYTE_ORDER_MARK = "\ufeff"
# Figures only, that no sum is made with: too many for a spreadsheet, or with a zero in front.
_IDENTIFIER = re.compile(r"[0-9]{12,}|0[0-9]+")
# What a spreadsheet reads as a day, a fraction, a time or a power of ten.
_CONVERTED = re.compile(r"[0-9]{1,4}[-/:.][0-9]{1,4}([-/:.][0-9]{1,4})?|[0-9.,]+[eE][0-9]+")
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MEDIA_TYPE = "text/csv; charset=utf-8"
HEADERS = {"Content-Type": MEDIA_TYPE}


def as_csv(name: str, columns: Sequence[Column], rows: Iterable[Sequence[object]]) -> Response:
    """`name.csv` with semicolons and a byte order mark."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response(
        "".join(csv_lines([column.label for column in columns], rows)),
        media_type=MEDIA_TYPE,
        headers=headers,
    )


def csv_lines(labels: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The same, part by part."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    text.write(_BYTE_ORDER_MARK)
    writer.writerow(labels)
    for row in rows:
        writer.writerow(
            [
                as_text(value) if isinstance(value, str) else "" if value is None else value
                for value in row
            ]
        )
        yield text.getvalue()
        text.seek(0)
        text.truncate()
    yield text.getvalue()


def as_text(value: str) -> str:
    """Text that stays text in a spreadsheet: nothing is run, counted or cut. Days as `2026-11-02` stay days."""
    if _IDENTIFIER.fullmatch(value):
        return in_groups(value)
    if value.startswith(_FORMULA_STARTS) or (
        _CONVERTED.fullmatch(value) and not _ISO_DAY.fullmatch(value)
    ):
        return "'" + value
    return value


def in_groups(figures: str) -> str:
    """In groups of four, as letters and banks print a reference: `7123 4567 8901 2345`; always more than one group."""
    size = 4 if len(figures) > 4 else max(1, len(figures) - 1)
    return " ".join(figures[start : start + size] for start in range(0, len(figures), size))
