"""The traffic lights: one list for all roles. Word and shape carry the meaning, colour supports it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Stand(StrEnum):
    """The code of a light, as it stands in views and in addresses."""

    BIJ = "bij"
    LET_OP = "let-op"
    ACHTERSTAND = "achterstand"
    UITSTEL = "uitstel"
    AFSPRAAK = "afspraak"
    GEEN_GEGEVENS = "geen-gegevens"


WORDS = {
    Stand.BIJ: "bij",
    Stand.LET_OP: "let op",
    Stand.ACHTERSTAND: "achterstand",
    Stand.UITSTEL: "uitstel",
    Stand.AFSPRAAK: "afspraak loopt",
    Stand.GEEN_GEGEVENS: "geen gegevens",
}


@dataclass(frozen=True)
class Licht:
    """A light with its story: why, since when, and what must happen before it says `bij` again."""

    stand: Stand
    reden: str = ""
    sinds: date | None = None
    wordt_bij_als: str = ""
    # What this light is called here, when its common word is about money: a term is `te laat`, not `achterstand`.
    anders: str = ""

    @property
    def woord(self) -> str:
        return self.anders or WORDS[self.stand]


# The words of a light that is about a term.
TE_LAAT, OP_TIJD, STAAT_STIL = "te laat", "op tijd", "staat stil"
