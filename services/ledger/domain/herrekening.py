"""A loan computed from its first day on: what was booked and no longer holds is reversed, what is new is booked (A-22).

Whatever the order in which mutations become known, the lines of all bookings together are those of one run with everything known.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from services.ledger.domain.besluiten import Besluit
from services.ledger.domain.doorrekening import mutaties as m
from services.ledger.domain.doorrekening.kennis import Kennis
from services.ledger.domain.doorrekening.kennis import Verloop as Uitkomst
from services.ledger.domain.doorrekening.verloop import verloop
from services.ledger.domain.geschiedenis import Geschiedenis, lees
from services.ledger.domain.herboeker import Herboeker
from services.ledger.domain.mandaat import Mandaatregister
from services.ledger.domain.state import Lening
from services.ledger.domain.weigeringen import EerdereMutatieKanNietMeer, MutatieMagNiet
from shared.begrippen import Feit
from shared.parameters import Parameterset


@dataclass
class Boek:
    """What a decision about the whole life of a loan needs: its facts, the parameters, and who has a mandate."""

    feiten: Callable[[], Sequence[Feit]]
    parameters: Parameterset
    mandaten: Mandaatregister

    @cached_property
    def geschiedenis(self) -> Geschiedenis:
        return lees(self.feiten())


def herreken(
    lening: Lening, boek: Boek, dag: date, nieuw: m.Mutatie | None = None, besluit: Besluit | None = None,
    afschriften_tot: date | None = None,
) -> list[Feit]:  # fmt: skip
    """Everything up to and including a day, with one mutation more; raises MutatieMagNiet when a rule forbids it.

    A mutation with the id of an earlier one takes its place. `besluit` is the fact of the decision, without its figures.
    """
    historie = boek.geschiedenis
    mutaties = [*(een for een in historie.mutaties if not nieuw or een.mutatie_id != nieuw.mutatie_id), *([nieuw] if nieuw else [])]
    uit = reken(historie, mutaties, boek.parameters, dag)
    if uit.geweigerd:
        _keur(uit, reken(historie, historie.mutaties, boek.parameters, dag), nieuw)
    herboeker = Herboeker(lening, historie, uit, boek.parameters.versie, dag)
    herboeker.boek(besluit)
    herboeker.stel_gemist_vast(afschriften_tot)
    return herboeker.sluit_af()


def reken(historie: Geschiedenis, mutaties: Sequence[m.Mutatie], parameters: Parameterset, dag: date) -> Uitkomst:
    """One run with everything known."""
    return verloop(Kennis((historie.lening,), tuple(mutaties), parameters, dag), dag)


def _keur(uit: Uitkomst, zonder: Uitkomst, nieuw: m.Mutatie | None) -> None:
    """The new mutation is allowed, and takes the ground from under no earlier one."""
    redenen = {een.mutatie_id: een.reden for een in uit.geweigerd}
    if nieuw and nieuw.mutatie_id in redenen:
        raise MutatieMagNiet(redenen[nieuw.mutatie_id])
    al = {een.mutatie_id for een in zonder.geweigerd}
    if anders := [reden for mutatie_id, reden in redenen.items() if mutatie_id not in al]:
        raise EerdereMutatieKanNietMeer(anders[0])
