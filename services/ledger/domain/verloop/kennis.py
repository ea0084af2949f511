"""What is known on a day, and what a run over it comes to."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from services.ledger.domain.verloop import mutaties as m
from services.ledger.domain.verloop.herroepingen import herroepen
from services.ledger.domain.verloop.leningstand import Leningvoorwaarden, Posting, Stand
from shared.parameters import Parameterset


@dataclass(frozen=True, slots=True)
class Geweigerd:
    """A mutation that a rule forbids, with the reason."""

    mutatie_id: str
    reden: str


@dataclass(frozen=True, slots=True)
class Signaal:
    """What a caseworker must look at, and because of which mutation."""

    mutatie_id: str
    lening_id: str
    tekst: str


@dataclass(slots=True)
class Verloop:
    """What came of it: the stand of every loan at the end of the day, all postings in order, signals and refusals."""

    standen: dict[str, Stand] = field(default_factory=dict)
    postings: list[Posting] = field(default_factory=list)
    signalen: list[Signaal] = field(default_factory=list)
    geweigerd: list[Geweigerd] = field(default_factory=list)
    kennis: "Kennis | None" = None
    mijlpalen: list[tuple[date, dict[str, Stand], int, int, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Kennis:
    """What is known: the loans, the mutations booked by then, the parameters, and the day of knowing.

    `betaalt_vanaf` supposes, for a what-if, that from that day everything due is paid on its day. `streng` refuses what changes
    nothing: for mutations that nobody recorded yet.
    """

    leningen: tuple[Leningvoorwaarden, ...]
    mutaties: tuple[m.Mutatie, ...]
    parameters: Parameterset
    bekend_op: date
    betaalt_vanaf: date | None = None
    streng: bool = False

    def zonder_herroepen(self) -> tuple[m.Mutatie, ...]:
        """The mutations that count, by valutadatum; the order in which they are handed over does not matter."""
        if not self.mutaties:
            return ()
        weg = herroepen(self.mutaties).ids
        tellen = (
            een
            for een in self.mutaties
            if een.mutatie_id not in weg and not isinstance(een, m.Herroeping)
        )
        return tuple(
            sorted(
                tellen,
                key=lambda een: (
                    een.valutadatum,
                    een.boekdatum,
                    len(een.mutatie_id),
                    een.mutatie_id,
                ),
            )
        )


def bekend(
    leningen: Iterable[Leningvoorwaarden],
    mutaties: Iterable[m.Mutatie],
    parameters: Parameterset,
    op: date,
    *,
    streng: bool = False,
) -> Kennis:
    """What was known on a day: mutations booked on or before it."""
    return Kennis(
        tuple(leningen),
        tuple(een for een in mutaties if een.boekdatum <= op),
        parameters,
        op,
        streng=streng,
    )
