"""The form of a file of requests for help: its character set, its separator, its columns. What cannot be told for sure is refused."""

import re
from collections.abc import Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict

VERPLICHT = (
    "gemeente",
    "kanaal",
    "groep",
    "hulpvraag",
    "bsn",
    "naam",
    "straat",
    "huisnummer",
    "postcode",
    "plaats",
)
SPOED = ("dreigende_ontruiming", "dreigende_afsluiting", "beslag_gelegd", "geen_inkomen")
# Questions of yes or no beside those about haste.
JA_NEE = ("is_groep_bekend", "is_buiten_bbz")
KOLOMMEN = (
    *VERPLICHT,
    "kvk_nummer",
    "handelsnaam",
    "iban",
    "telefoon",
    "email",
    "toelichting",
    "land",
    *SPOED,
    *JA_NEE,
)
# What our own file of refused lines has in front; read past, so that it can be mended and sent again.
EIGEN = ("regel", "reden")
SCHEIDINGSTEKENS = ";,\t|"
BEWAAR = "Bewaar het in uw rekenprogramma als CSV UTF-8 en stuur het opnieuw."
_BINARY = (
    (b"PK\x03\x04", "Dit is een Excel-bestand of een ander ingepakt bestand, geen CSV."),
    (b"%PDF", "Dit is een PDF, geen CSV."),
    (b"\xd0\xcf\x11\xe0", "Dit is een oud Excel- of Word-bestand, geen CSV."),
    (b"\x1f\x8b", "Dit is een ingepakt bestand, geen CSV."),
)
_BOMS = (
    (b"\xff\xfe\x00\x00", ""),
    (b"\x00\x00\xfe\xff", ""),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# Bytes that every 8-bit character set of the last forty years reads differently. As Windows-1252 they are taken for what is no letter
# inside a word: other sets have letters of names in the same places.
_LETTERS_1252 = re.compile(rb"[\xc0-\xd6\xd8-\xf6\xf8-\xff]")
_SIGNS_1252 = re.compile(rb"[\x80\x85\x91-\x94\x96\x97\xa0\xb0\xb4\xb7]")
_INSIDE_A_WORD = re.compile(
    rb"(?<=[A-Za-z\xc0-\xff])[\x80\x85\x91-\x94\x96\x97\xa0\xb0\xb4\xb7](?=[A-Za-z\xc0-\xff])"
)


class BestandOnleesbaar(Exception):
    """The file as a whole cannot be read; the text says why, in Dutch."""


class Vorm(BaseModel):
    """How to read a file again, from its bytes alone. Holds no personal data. `columns` has '' for one without a name."""

    model_config = ConfigDict(frozen=True)

    soort: Literal["csv", "json"]
    encoding: str
    delimiter: str = ""
    columns: tuple[str, ...] = ()
    # Lines before the first record: a `sep=` line, empty lines, the header.
    begin: int = 0


def encoding_of(content: bytes) -> str:
    """The character set; raises BestandOnleesbaar where it is none, or more than one could be meant."""
    for start, what in _BINARY:
        if content.startswith(start):
            raise BestandOnleesbaar(f"{what} {BEWAAR}")
    found = next((name for bom, name in _BOMS if content.startswith(bom)), None)
    if found == "" or (found != "utf-16" and b"\x00" in content):
        raise BestandOnleesbaar(f"Dit is geen tekst in UTF-8. {BEWAAR}")
    for name in (found,) if found else ("utf-8",):
        if _decodes(content, name):
            return name
    if found or not _is_windows(content):
        raise BestandOnleesbaar(
            f"Wij kunnen niet zeker zien welke letters met accenten er staan: het bestand is niet in UTF-8. {BEWAAR}"
        )
    return "cp1252"


def header_of(values: Sequence[str]) -> tuple[str, ...]:
    """The columns by the names of the API; raises BestandOnleesbaar naming the column that is double, unknown or missing."""
    columns = tuple(_KNOWN.get(bare(value), value.strip()) for value in values)
    named = [column for column in columns if column]
    if not any(column in KOLOMMEN for column in named):
        raise BestandOnleesbaar(
            f"De eerste regel noemt de kolommen niet. Zet bovenaan: {';'.join(VERPLICHT)}."
        )
    if double := next((column for column in named if named.count(column) > 1), None):
        raise BestandOnleesbaar(
            f"De kolom {double} staat er meer dan een keer in. Wij weten niet welke u bedoelt. Haal er een weg."
        )
    if unknown := [column[:40] for column in named if column not in (*KOLOMMEN, *EIGEN)]:
        raise BestandOnleesbaar(
            f"Deze kolommen kennen wij niet: {', '.join(unknown)}. Wij kennen: {', '.join(KOLOMMEN)}."
        )
    if missing := [column for column in VERPLICHT if column not in named]:
        raise BestandOnleesbaar(f"Deze kolommen ontbreken: {', '.join(missing)}.")
    return columns


def bare(name: str) -> str:
    """`KvK nummer` and `kvk-nummer` are one column."""
    return re.sub(r"[\W_]", "", name).casefold()


_KNOWN = {bare(column): column for column in (*KOLOMMEN, *EIGEN)}


def known_columns(values: Sequence[str]) -> int:
    return sum(bare(value) in _KNOWN for value in values)


def _decodes(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _is_windows(content: bytes) -> bool:
    rest = _SIGNS_1252.sub(b"", _LETTERS_1252.sub(b"", content))
    return rest.isascii() and not _INSIDE_A_WORD.search(content)
