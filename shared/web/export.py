"""A list as a file: the same columns as on the page, all rows, readable by a Dutch spreadsheet."""

import csv
import io
from collections.abc import Iterable, Sequence

from starlette.responses import Response

from shared.web.tables import Column

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_BYTE_ORDER_MARK = "\ufeff"


def as_csv(name: str, columns: Sequence[Column], rows: Iterable[Sequence[object]]) -> Response:
    """`name.csv` with semicolons and a byte order mark. Text that a spreadsheet would run as a formula is disarmed."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([column.label for column in columns])
    writer.writerows([_cell(value) for value in row] for row in rows)
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response(_BYTE_ORDER_MARK + text.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)


def _cell(value: object) -> object:
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return "'" + value
    return "" if value is None else value
