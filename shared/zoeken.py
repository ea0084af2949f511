"""What somebody typed to search: a reference or a number as letters and screens show it, or an amount."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_WORDS = re.compile(
    r"^(dossier|lening|vordering|brief|bestand|kenmerk|betalingskenmerk|ons kenmerk|nummer)s?[:.]?\s+",
    re.IGNORECASE,
)
# The reference as a creditor reference (ISO 11649): RF and two check digits in front.
_RF = re.compile(r"rf[0-9]{2}(?=[0-9]{16}$)")
_NUMBER = re.compile(r"[0-9a-f]{4,32}")
_AMOUNT = re.compile(r"(?:€\s*)?(-?(?:[0-9]{1,3}(?:\.[0-9]{3}){1,4}|[0-9]{1,15})),([0-9]{2})")


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
        kaal = _RF.sub("", kaal)
        bedrag = _AMOUNT.fullmatch(tekst)
        return cls(
            tekst=tekst,
            cijfers=kaal if kaal.isascii() and kaal.isdigit() else None,
            nummer=_pattern(kaal) if _NUMBER.fullmatch(kaal) else None,
            cent=int(bedrag[1].replace(".", "") + bedrag[2]) if bedrag else None,
        )

    @property
    def kort_nummer(self) -> str | None:
        """The pattern of a number that points at one record: at least the eight figures that screens show."""
        return self.nummer if self.nummer and len(self.nummer) > 8 else None

    @property
    def waarden(self) -> dict[str, str | int | None]:
        """What `voorwaarde` asks for, by name."""
        return {
            "zoek": self.tekst,
            "cijfers": self.cijfers,
            "nummer": self.nummer,
            "cent": self.cent,
        }

    def treft(
        self,
        nummers: Iterable[object] = (),
        kenmerken: Iterable[str] = (),
        bedragen: Iterable[int] = (),
    ) -> bool:
        """`voorwaarde` for what is no table: whether one of these is what was typed; nothing typed finds everything."""
        begin = self.nummer.removesuffix("%") if self.nummer else None
        return (
            not self.tekst
            or self.cijfers in {*kenmerken}
            or self.cent in {*bedragen}
            or (begin is not None and any(str(nummer).startswith(begin) for nummer in nummers))
        )


def voorwaarde(
    nummers: Sequence[str] = (),
    kenmerken: Sequence[str] = (),
    bedragen: Sequence[str] = (),
    ook: Sequence[str] = (),
) -> str:
    """The condition in SQL that finds a row by the columns which its list shows; `ook` holds conditions of the list itself.

    Columns are names from the code, never what somebody typed: that goes in as `Zoekvraag.waarden`.
    """
    gevonden = [
        "%(zoek)s = ''",
        *(f"{kolom}::text LIKE %(nummer)s" for kolom in nummers),
        *(f"{kolom} = %(cijfers)s" for kolom in kenmerken),
        *(f"{kolom} = %(cent)s::bigint" for kolom in bedragen),
        *ook,
    ]
    return f"({' OR '.join(gevonden)})"


def _pattern(kaal: str) -> str:
    """The begin of a UUID as PostgreSQL writes it, for LIKE."""
    parts = [kaal[:8], kaal[8:12], kaal[12:16], kaal[16:20], kaal[20:]]
    return "-".join(part for part in parts if part) + "%"
