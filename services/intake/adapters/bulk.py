"""A file of requests for help, CSV or JSON, read line by line: a bad line is told with its reason and stops no other."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

LIST_FIELDS = ("hulpvraag",)
URGENCY_FIELDS = ("dreigende_ontruiming", "dreigende_afsluiting", "beslag_gelegd", "geen_inkomen")
YES, NO = ("ja", "true", "1"), ("nee", "false", "0", "")


class BestandOnleesbaar(Exception):
    """The file as a whole cannot be read; the text says why, in Dutch."""


def read_json(content: bytes) -> list[dict[str, Any]]:
    """A list of objects with the fields of the API; raises BestandOnleesbaar."""
    try:
        lines = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise BestandOnleesbaar("Het bestand is geen geldige JSON.") from error
    if not isinstance(lines, list) or not all(isinstance(line, dict) for line in lines):
        raise BestandOnleesbaar("Het bestand moet een lijst van aanmeldingen zijn.")
    return lines


def read_csv(content: bytes) -> list[dict[str, Any]]:
    """UTF-8, with a header line, comma or semicolon; several hulpvragen are split by `|`. Raises BestandOnleesbaar."""
    try:
        text = content.decode("utf-8-sig")
        head = text.partition("\n")[0]
        reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if head.count(";") > head.count(",") else ",", strict=True)
        return list(_lines(reader))
    except UnicodeDecodeError as error:
        raise BestandOnleesbaar("Het bestand is niet in UTF-8 geschreven.") from error
    except csv.Error as error:
        raise BestandOnleesbaar("Het bestand is geen geldige CSV.") from error


def _lines(reader: "csv.DictReader[str]") -> Iterator[dict[str, Any]]:
    for row in reader:
        if None in row:
            raise csv.Error("more values than columns")
        line: dict[str, Any] = {name: value for name, value in row.items() if value not in (None, "") and name not in URGENCY_FIELDS}
        for name in LIST_FIELDS:
            line[name] = [part.strip() for part in str(row.get(name) or "").split("|") if part.strip()]
        line["urgentie"] = {name: _yes_or_no(row[name]) for name in URGENCY_FIELDS if row.get(name) is not None}
        yield line


def _yes_or_no(text: str) -> bool | str:
    """True, False, or the text itself, which the model then refuses by name."""
    word = text.strip().lower()
    return True if word in YES else False if word in NO else text
