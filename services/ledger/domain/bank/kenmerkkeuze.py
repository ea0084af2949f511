"""The betalingskenmerk that belongs to a line: in its own field, in the text, with spaces or dashes, inside RF, or as EndToEndId."""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from services.ledger.domain.bank.afschrift import Bankregel
from shared.recht.betalingskenmerk import is_betalingskenmerk
from shared.recht.controlegetal import klopt

SCHEIDING = re.compile(r"[ .\-]")
# Sixteen digits, with at most one space, dot or dash between two of them, and no digit before or behind.
ZESTIEN = re.compile(r"(?<![0-9])(?=([0-9](?:[ .\-]?[0-9]){15})(?![0-9]))")
# A creditor reference around them (ISO 11649): RF and two check digits.
RF = re.compile(r"(?<![A-Z0-9])(?=(RF[ ]?[0-9]{2}(?:[ .\-]?[0-9]){16})(?![0-9]))")
MEER = "Er staan betalingskenmerken van verschillende schulden bij."
GEEN = "Er staat geen betalingskenmerk bij."


@dataclass(frozen=True)
class Gekozen:
    """One reference, or why there is none."""

    kenmerk: str | None = None
    reden: str | None = None


def zoek(
    regel: Bankregel, bekend: Callable[[Collection[str]], Collection[str]] = lambda _: ()
) -> Gekozen:
    """Of several valid references the one that a debt of ours has; `bekend` picks those out. Two of ours: a person chooses."""
    genoemd = genoemde_kenmerken(regel)
    van_ons = set(bekend(genoemd)) if len(genoemd) > 1 else set(genoemd)
    if len(van_ons) == 1:
        return Gekozen(van_ons.pop())
    return Gekozen(reden=MEER if genoemd else GEEN)


def genoemde_kenmerken(regel: Bankregel) -> frozenset[str]:
    """Every valid reference on the line, bare."""
    velden = [*regel.kenmerken, regel.eindreferentie]
    gevonden = {kaal for veld in velden for kaal in _uit_veld(veld)}
    return frozenset(gevonden | set(_uit_tekst(regel.omschrijving)))


def _uit_veld(veld: str) -> Iterator[str]:
    """A field that holds nothing but a reference; a bank or debtor may still have written around it."""
    kaal = SCHEIDING.sub("", veld.strip()).upper()
    if is_betalingskenmerk(kaal):
        yield kaal
    elif kaal.startswith("RF") and klopt(kaal) and is_betalingskenmerk(kaal[4:]):
        yield kaal[4:]
    else:
        yield from _uit_tekst(veld)


def _uit_tekst(tekst: str) -> Iterator[str]:
    """In free text only the sixteen digits that we print in letters count: shorter ones are anything."""
    for reeks in ZESTIEN.findall(tekst):
        if is_betalingskenmerk(kaal := SCHEIDING.sub("", reeks)):
            yield kaal
    for reeks in RF.findall(tekst.upper()):
        if klopt(rf := SCHEIDING.sub("", reeks)) and is_betalingskenmerk(rf[4:]):
            yield rf[4:]
