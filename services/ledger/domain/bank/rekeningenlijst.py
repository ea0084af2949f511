"""Our own bank accounts, each with its period: they decide which statements are taken in, and how far payments are known."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from services.ledger.domain.bank.afschrift import Afschrift, AfschriftKloptNiet
from shared.begrippen import Waarde
from shared.dates import voluit
from shared.recht.controlegetal import klopt

DAG = timedelta(days=1)
# A Dutch account number has ten digits at the end of its IBAN, and at least nine that are not a zero in front.
CIJFERS, KORTST = 10, 8


class Rekening(Waarde):
    """`van` and `tot` are its first and last day with a statement; None: always was, or still is."""

    iban: str
    van: date | None = None
    tot: date | None = None

    def heeft(self, dag: date) -> bool:
        return (self.van is None or self.van <= dag) and (self.tot is None or dag <= self.tot)

    def is_klaar(self, compleet_tot: date | None) -> bool:
        """Closed, and known up to its last day: nothing can come in any more."""
        return self.tot is not None and compleet_tot is not None and compleet_tot >= self.tot

    def bekend_tot(self, compleet_tot: date | None) -> date | None:
        """Before its first day nothing can have come in."""
        voor = self.van - DAG if self.van else None
        return max((dag for dag in (voor, compleet_tot) if dag), default=None)


@dataclass(frozen=True)
class Rekeningenlijst:
    """The dated list; empty: nobody said which accounts are ours, and nothing is taken in."""

    rekeningen: tuple[Rekening, ...] = ()

    @classmethod
    def van(cls, *ibans: str) -> "Rekeningenlijst":
        """Accounts without a beginning or end."""
        return cls(tuple(Rekening(iban=kaal(iban)) for iban in ibans))

    @property
    def ibans(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(rekening.iban for rekening in self.rekeningen))

    def herken(self, afschrift: Afschrift) -> Afschrift:
        """The statement under the whole number of our account; raises AfschriftKloptNiet when it is not ours on that day."""
        if not self.rekeningen:
            raise AfschriftKloptNiet(
                "Er is geen lijst van onze rekeningen. Zonder die lijst weten wij niet welk afschrift van ons is."
            )
        eigen = [rekening for rekening in self.rekeningen if _is(rekening.iban, afschrift.iban)]
        if not eigen:
            wat = "is niet van ons" if klopt(afschrift.iban) else "bestaat niet"
            raise AfschriftKloptNiet(
                f"Rekening {verkort(afschrift.iban)} van afschrift {afschrift.naam} {wat}."
            )
        if not any(rekening.heeft(afschrift.dag) for rekening in eigen):
            raise AfschriftKloptNiet(
                f"Rekening {verkort(afschrift.iban)} was op {voluit(afschrift.dag)} niet (meer) van ons."
            )
        return afschrift.na(iban=eigen[0].iban)

    def bekend_tot(self, compleet: Mapping[str, date | None]) -> date | None:
        """The day up to which receipts on every account are known; None while one of them never sent a statement."""
        dagen = [
            rekening.bekend_tot(compleet.get(rekening.iban))
            for rekening in self.rekeningen
            if not rekening.is_klaar(compleet.get(rekening.iban))
        ]
        if not dagen:
            return max((rekening.tot for rekening in self.rekeningen if rekening.tot), default=None)
        bekend = [dag for dag in dagen if dag]
        return min(bekend) if len(bekend) == len(dagen) else None


def _is(iban: str, genoemd: str) -> bool:
    """MT940 may give the bare account number that an IBAN ends with."""
    return iban == genoemd or (
        genoemd.isdigit() and len(genoemd) > KORTST and iban[-CIJFERS:] == genoemd.zfill(CIJFERS)
    )


def kaal(iban: str) -> str:
    """As banks write it in files: no spaces, capitals."""
    return "".join(iban.split()).upper()


def verkort(iban: str) -> str:
    """An account on a screen or in a message: never the whole number."""
    return f"{iban[:4]}…{iban[-4:]}" if len(iban) > 8 else "zonder nummer"
