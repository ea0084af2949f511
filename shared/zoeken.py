"""What somebody typed to search: a reference or a number as letters and screens show it, or an amount."""

import re
from dataclasses import dataclass

_WORDS = re.compile(r"^(dossier|lening|vordering|brief|bestand|kenmerk|betalingskenmerk|ons kenmerk|nummer)s?[:.]?\s+", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9a-f]{4,32}")
_AMOUNT = re.compile(r"(?:€\s*)?(-?(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)),([0-9]{2})")


@dataclass(frozen=True)
class Zoekvraag:
    """`cijfers` is a payment reference without groups, `nummer` a pattern for the begin of an id, `cent` an amount; None: it is none."""

    tekst: str
    cijfers: str | None
    nummer: str | None
    cent: int | None

    @classmethod
    def of(cls, getypt: str) -> "Zoekvraag":
        tekst = _WORDS.sub("", " ".join(getypt.split()))
        kaal = re.sub(r"[\s.\-\u2010-\u2015/]", "", tekst).lower()
        bedrag = _AMOUNT.fullmatch(tekst)
        return cls(
            tekst=tekst,
            cijfers=kaal if kaal.isascii() and kaal.isdigit() else None,
            nummer=_pattern(kaal) if _NUMBER.fullmatch(kaal) else None,
            cent=int(bedrag[1].replace(".", "") + bedrag[2]) if bedrag else None,
        )


def _pattern(kaal: str) -> str:
    """The begin of a UUID as PostgreSQL writes it, for LIKE."""
    parts = [kaal[:8], kaal[8:12], kaal[12:16], kaal[16:20], kaal[20:]]
    return "-".join(part for part in parts if part) + "%"
