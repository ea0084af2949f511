"""Betalingskenmerk of 16 digits.

One check digit and 15 digits of the municipality (Betaalvereniging, specification of the betalingskenmerk).
"""

from itertools import cycle
from uuid import UUID

GEWICHTEN = (2, 4, 8, 5, 10, 9, 7, 3, 6, 1)
CIJFERS = 15


def betalingskenmerk(nummer: int | UUID) -> str:
    """The kenmerk of a number or of an id; the same input always gives the same 16 digits."""
    kern = f"{int(nummer) % 10**CIJFERS:0{CIJFERS}d}"
    return controlecijfer(kern) + kern


def controlecijfer(cijfers: str) -> str:
    """Check digit over the digits behind it: 11 - (weighted sum mod 11), where 10 becomes 1 and 11 becomes 0."""
    som = sum(
        int(cijfer) * gewicht
        for cijfer, gewicht in zip(reversed(cijfers), cycle(GEWICHTEN), strict=False)
    )
    uitkomst = 11 - som % 11
    return str({10: 1, 11: 0}.get(uitkomst, uitkomst))


def is_betalingskenmerk(tekst: str) -> bool:
    """A valid kenmerk: 7 digits (no check), 9-14 digits with length digit, or 16 digits. Spaces and dots are not part of it."""
    if not (tekst.isascii() and tekst.isdigit()):
        return False
    if len(tekst) == 7:
        return True
    if 9 <= len(tekst) <= 14:
        return int(tekst[1]) == (len(tekst) - 2) % 10 and controlecijfer(tekst[1:]) == tekst[0]
    return len(tekst) == CIJFERS + 1 and controlecijfer(tekst[1:]) == tekst[0]
