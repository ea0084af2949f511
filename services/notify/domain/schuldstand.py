"""What notify heard about the collection of one loan: why no herinnering may go out for a term of it. The ledger decides; this obeys."""

from datetime import date
from typing import Literal

from shared.begrippen import Waarde
from shared.recht.post import verzenddag

Beletsel = Literal["alles_gevraagd", "staat_stil", "aanmaning"]
BELETSELEN: dict[str, Beletsel] = {
    "alles_gevraagd": "alles_gevraagd",
    "staat_stil": "staat_stil",
    "aanmaning": "aanmaning",
}


def beletsel_met(code: str | None) -> Beletsel | None:
    """The obstacle that the ledger names; one that is not known here stops the letter too."""
    return BELETSELEN.get(code, "staat_stil") if code else None


class Stilstand(Waarde):
    """Collection stands still up to (not including) `tot`; None: until the ledger says that it goes on."""

    reden: str
    tot: date | None = None


class Schuldstand(Waarde):
    alles_gevraagd: bool = False
    stil: tuple[Stilstand, ...] = ()
    aangemaand_op: date | None = None

    def beletsel(self, op: date) -> Beletsel | None:
        """Why no herinnering goes out that was asked on a day."""
        if self.alles_gevraagd:
            return "alles_gevraagd"
        if any(een.tot is None or op < een.tot for een in self.stil):
            return "staat_stil"
        return "aanmaning" if self.aangemaand_op and verzenddag(self.aangemaand_op) >= op else None

    def vraagt_alles(self) -> "Schuldstand":
        return self.na(alles_gevraagd=True, stil=self._zonder("afspraak"))

    def staat_stil(self, reden: str, tot: date | None) -> "Schuldstand":
        return self.na(stil=(*self._zonder(reden), Stilstand(reden=reden, tot=tot)))

    def gaat_verder(self, reden: str) -> "Schuldstand":
        return self.na(stil=self._zonder(reden))

    def is_aangemaand(self, op: date) -> "Schuldstand":
        return self.na(aangemaand_op=op)

    def vraagt_termijnen(self) -> "Schuldstand":
        """What was claimed at once is not claimed any more; another ladder begins, and an appointment was of the one before."""
        return self.na(alles_gevraagd=False, stil=self._zonder("afspraak"))

    def _zonder(self, reden: str) -> tuple[Stilstand, ...]:
        return tuple(een for een in self.stil if een.reden != reden)
