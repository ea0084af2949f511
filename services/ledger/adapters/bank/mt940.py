"""MT940 as BNG, ING, ABN AMRO and Rabobank write it, read by the library `mt-940`; what that library guesses is refused here."""

import io
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import mt940

from services.ledger.adapters.bank.retourcodes import SWIFT, in_text, is_own_code
from services.ledger.domain.bank.afschrift import (
    Afschrift,
    AfschriftKloptNiet,
    Bankregel,
    bijgeschreven_op,
    controleer,
)
from services.ledger.domain.bank.rekeningenlijst import kaal
from shared.money import cent_uit_decimaal

VERSION = "mt940"
START = re.compile(r"^:20:", re.MULTILINE)
# Whatever stands behind the closing balance (available balances, totals of the bank) says nothing about a line.
CLOSING = re.compile(r"^:62([FM]):.*$", re.MULTILINE)
LINE = re.compile(r"^:61:(\d{6})(\d{4})?([A-Za-z]{1,2})", re.MULTILINE)
SIDES = {"C": 1, "D": -1, "RC": -1, "RD": 1, "EC": 1, "ED": -1}
IBAN = re.compile(r"(?<![A-Z0-9])[A-Z]{2}\d{2}[A-Z]{4}\d{10}(?!\d)")
NAME = re.compile(r"/NAME/([^/]+)|/CNTP/[^/]*/[^/]*/([^/]+)")
REMITTANCE = re.compile(
    r"/REMI/(?:USTD//|STRD/CUR/)?(.*?)(?=/(?:EREF|IBAN|ISDT|CDTRREFTP|ORDP|BENM)/|/?$)"
)
BATCH = re.compile(r"/NRTX/0*(?:[2-9]|[1-9]\d+)(?:/|$)")
TRANSACTION_CODE = re.compile(r"/TRCD/(\d+)/")
# ABN AMRO numbers a statement by the day of the year: such numbers do not follow one another.
NUMBERED_BY_DAY = "ABNA"


def is_mt940(content: bytes) -> bool:
    head = content.lstrip(b"\xef\xbb\xbf \t\r\n")
    return not head.startswith(b"<") and b":20:" in head and (b":60F:" in head or b":60M:" in head)


def read(content: bytes) -> tuple[str, tuple[Afschrift, ...]]:
    """Statements of a bank file, checked; raises AfschriftKloptNiet with a Dutch sentence."""
    statements = tuple(_statements(_decode(content)))
    if not statements:
        raise AfschriftKloptNiet("In dit bestand staat geen enkel afschrift.")
    for statement in statements:
        controleer(statement)
    return VERSION, statements


def _decode(content: bytes) -> str:
    """Banks write the characters of SWIFT, and sometimes a name with accents."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def _statements(text: str) -> Iterator[Afschrift]:
    """Pages of one statement (ended by 62M, begun by 60M) are one statement."""
    pages: list[Afschrift] = []
    starts = [found.start() for found in START.finditer(text)]
    for begin, end in zip(starts, [*starts[1:], len(text)], strict=True):
        page, is_last = _page(text[begin:end], sum(len(one.regels) for one in pages))
        pages.append(page)
        if is_last:
            yield _joined(pages)
            pages = []
    if pages:
        raise AfschriftKloptNiet(
            f"Afschrift {pages[0].naam} is niet compleet: de laatste bladzijde ontbreekt."
        )


def _joined(pages: list[Afschrift]) -> Afschrift:
    first, last = pages[0], pages[-1]
    if any(page.eindsaldo_cent != following.beginsaldo_cent for page, following in pairwise(pages)):
        raise AfschriftKloptNiet(
            f"De bladzijden van afschrift {first.naam} sluiten niet op elkaar aan."
        )
    lines = tuple(line for page in pages for line in page.regels)
    return last.na(beginsaldo_cent=first.beginsaldo_cent, regels=lines)


def _page(block: str, lines_before: int) -> tuple[Afschrift, bool]:
    """One page, and whether it is the last of its statement."""
    closing = CLOSING.search(block)
    if closing is None:
        raise AfschriftKloptNiet("Bij een afschrift ontbreekt het eindsaldo.")
    # A bank wrote a side in a small letter, which says the same.
    block = LINE.sub(lambda line: line[0].upper(), block[: closing.end()])
    _check_lines(block)
    try:
        parsed = mt940.parse(io.StringIO(block))
        opening, ending = _balance(parsed.data, "opening"), _balance(parsed.data, "closing")
        account, number = (
            str(parsed.data["account_identification"]),
            str(parsed.data.get("statement_number") or "0"),
        )
        lines = tuple(
            _line(lines_before + place, one.data)
            for place, one in enumerate(parsed.transactions, 1)
        )
    except AfschriftKloptNiet:
        raise
    except (
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        ArithmeticError,
        RuntimeError,
    ) as error:
        raise AfschriftKloptNiet(
            "Het bestand mist verplichte gegevens, of er staan waarden in die daar niet mogen staan."
        ) from error
    if len(lines) != len(LINE.findall(block)):
        raise AfschriftKloptNiet(f"In afschrift {number} staat een regel die niet te lezen is.")
    iban = re.sub(r"EUR$", "", kaal(account))
    statement = Afschrift(
        naam=number,
        iban=iban,
        nummer=None
        if NUMBERED_BY_DAY in block[:200] or NUMBERED_BY_DAY in iban
        else int(number) or None,
        dag=_plain(ending.date),
        beginsaldo_cent=_cents(opening.amount),
        eindsaldo_cent=_cents(ending.amount),
        regels=lines,
    )
    return statement, closing.group(1) == "F"


def _check_lines(block: str) -> None:
    """The library makes a day that exists out of one that does not, and money of a side that it does not know."""
    for place, (day, entry, side) in enumerate(LINE.findall(block), 1):
        try:
            booked = date(2000 + int(day[:2]), int(day[2:4]), int(day[4:]))
            if entry:
                date(booked.year, int(entry[:2]), int(entry[2:])) if entry != "0229" else None
        except ValueError as error:
            raise AfschriftKloptNiet(
                f"In regel {place} van een afschrift staat een datum die niet bestaat."
            ) from error
        if _side(side) is None:
            raise AfschriftKloptNiet(
                f"Bij regel {place} van een afschrift staat niet of het bedrag erbij of eraf ging."
            )
    if len(re.findall(r"^:61:", block, re.MULTILINE)) != len(LINE.findall(block)):
        raise AfschriftKloptNiet("Er staat een regel in het bestand zonder datum of bedrag.")


def _side(mark: str) -> int | None:
    """A third letter behind the side is the last of the currency (EUR), never part of the side."""
    return SIDES.get(mark) or SIDES.get(mark[:1] if mark[1:] == "R" else "")


def _balance(data: dict[str, Any], kind: str) -> Any:
    found = data.get(f"final_{kind}_balance") or data.get(f"intermediate_{kind}_balance")
    if found is None:
        raise AfschriftKloptNiet(
            f"Bij een afschrift ontbreekt het {'begin' if kind == 'opening' else 'eind'}saldo."
        )
    return found


def _line(place: int, data: dict[str, Any]) -> Bankregel:
    details = "".join(str(data.get("transaction_details") or "").split("\n"))
    if not details.startswith("/"):
        details = " ".join(str(data.get("transaction_details") or "").split())
    extra, code, mark = str(data.get("extra_details") or ""), str(data["id"]), str(data["status"])
    told, reason = in_text(details)
    own = TRANSACTION_CODE.search(extra)
    value, booked = (
        _plain(data["date"]),
        _plain(data["entry_date"]) if data.get("entry_date") else None,
    )
    account = IBAN.search(details) or IBAN.search(extra)
    name, remittance = NAME.search(details), REMITTANCE.search(details)
    side = _side(mark)
    if side is None:
        raise AfschriftKloptNiet(
            f"Bij regel {place} van een afschrift staat niet of het bedrag erbij of eraf ging."
        )
    return Bankregel(
        post=place,
        deel=1,
        dag=bijgeschreven_op(booked, value) or value,
        boekdag=booked or value,
        bedrag_cent=side * abs(_cents(data["amount"])),
        is_terugboeking=told
        or code in SWIFT
        or mark[:1] == "R"
        or bool(own and is_own_code(own.group(1), "ING")),
        redencode=reason,
        is_ongesplitst=bool(BATCH.search(details)),
        kenmerken=tuple(
            text for text in (str(data.get("customer_reference") or ""), details) if text
        ),
        omschrijving=(remittance.group(1) if remittance else details).strip(),
        bankreferentie=str(data.get("bank_reference") or ""),
        naam=next((part for part in (name.groups() if name else ()) if part), "").strip(),
        tegenrekening=account.group(0) if account else "",
    )


def _plain(day: date) -> date:
    """The library has a date type of its own."""
    return date(day.year, day.month, day.day)


def _cents(amount: Any) -> int:
    if amount.currency != "EUR":
        raise AfschriftKloptNiet(
            f"Er staat een bedrag in {amount.currency} in het bestand. Wij nemen alleen euro's aan."
        )
    value: Decimal = amount.amount
    try:
        return cent_uit_decimaal(f"{abs(value).normalize():f}") * (-1 if value < 0 else 1)
    except ValueError as error:
        raise AfschriftKloptNiet(
            "Er staat een bedrag met meer dan twee decimalen in het bestand."
        ) from error
