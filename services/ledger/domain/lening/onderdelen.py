"""What the facts of a loan are made of. Amounts are euro cents."""

from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple
from uuid import UUID

from shared.begrippen import Dagtelling, Methode, Waarde

Product = Literal[
    "bedrijfskapitaal_rentedragend",
    "bedrijfskapitaal_renteloos",
    "voorbereidingskrediet",
    "borgtocht",
]


class Voorwaarden(Waarde):
    """What the beschikking fixes (Bbz art. 39). `vast_cent` is the level instalment (annuity) or the aflossing of each term."""

    hoofdsom_cent: int
    jaarrente_procent: Decimal
    methode: Methode
    termijnen: int
    dagtelling: Dagtelling
    rente_vanaf: date
    eerste_vervaldag: date
    vast_cent: int
    termijnmaanden: int = 1
    aflossingsvrij: int = 0
    rentevrij: int = 0


class Rentegrondslag(NamedTuple):
    """What the interest of one whole term was computed over: the part of a year is `teller` / `noemer`. In the log it is a row."""

    grondslag_cent: int
    jaarrente_procent: Decimal
    teller: int
    noemer: int


class Ontvangen(Waarde):
    """A receipt as it came in."""

    betaling_id: UUID
    bedrag_cent: int


class Termijndeel(NamedTuple):
    """The part of a receipt that pays one term. In the log it is a row."""

    termijn: int
    rente_cent: int = 0
    aflossing_cent: int = 0
