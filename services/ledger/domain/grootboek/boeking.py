"""What every booking carries, and how a debt stands after it. Amounts are euro cents."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import BeforeValidator, Field, PlainSerializer

from services.ledger.domain.grootboek.boekregels import Boekregel
from shared.begrippen import Feit, Waarde


class Saldi(Waarde):
    """What is open after a fact. `vervallen_cent` fell due and is unpaid; `achterstand_cent` is the part that was found missed."""

    hoofdsom_cent: int = 0
    rente_cent: int = 0
    kosten_cent: int = 0
    vervallen_cent: int = 0
    achterstand_cent: int = 0
    tegoed_cent: int = 0
    gemiste_termijnen: int = 0


def _saldi(rij: object) -> object:
    return dict(zip(Saldi.model_fields, rij, strict=False)) if isinstance(rij, list) else rij


def _rij(saldi: Saldi) -> list[int]:
    rij = list(vars(saldi).values())
    while rij and not rij[-1]:
        rij.pop()
    return rij


# In the log the balances are a row in the order of the fields, up to the last that is not zero.
Saldirij = Annotated[Saldi, BeforeValidator(_saldi), PlainSerializer(_rij, when_used="json")]


class OpenTermijn(Waarde):
    """A term with something to pay: what it asked in all, and what is open of it. `nr` 0: no term, such as a claim."""

    nr: int
    vervaldag: date
    termijnbedrag_cent: int
    rente_cent: int
    aflossing_cent: int = 0
    is_vervallen: bool = False
    is_gemist: bool = False

    @property
    def open_cent(self) -> int:
        return self.rente_cent + self.aflossing_cent


class Rekenstand(Waarde):
    """Where a loan stands, computed up to and including `gerekend_tm`."""

    gerekend_tm: date
    status: str
    open_termijnen: tuple[OpenTermijn, ...]
    niet_vervallen_cent: int
    uitgestelde_rente_cent: int
    wettelijke_rente_cent: int
    uitstelmaanden: int
    uitstel_tot: date | None
    volgende_dag: date | None
    einddatum: date | None


class Rekenpunt(Waarde):
    """From where the sums of a loan go on: its stand at the start of `dag`, with the receipts of that day that were known.

    A memo, not a fact: of another `vorm` it is put aside and the loan is computed from its first day.
    """

    vorm: str
    dag: date
    stand: dict[str, Any]


class GemisteTermijn(Waarde):
    """A term that was found missed, and what of it is open."""

    nr: int
    vervaldag: date
    open_cent: int


class Verandering(Waarde):
    """What others must hear besides the balances: when the loan ends, uitstel, opeising, and all that was missed and is unpaid."""

    einddatum: date | None = None
    uitstel_tot: date | None = None
    is_opgeeist: bool = False
    gemist: tuple[GemisteTermijn, ...] = ()

    @property
    def gemist_zonder_termijn(self) -> int:
        """How many of what was found missed are no term."""
        return sum(not een.nr for een in self.gemist)


class Mutatie(Feit):
    """What every fact of a loan or vordering says: when booked, since when it counts, on which ground, by which parameters.

    Without `valutadatum` it counts from the day it was booked; without `gerekend_tm` the loan is computed up to that day. `uitleg` is
    kept where the fact cannot tell it by itself: read it with `uitleg_van`. `stand` and `punt` are what the rules made of the loan:
    they go beside the last fact of a decision into the state, never into the log (ADR 20).
    """

    dossier_id: UUID
    gemeente: str
    boekdatum: date
    valutadatum: date = Field(default_factory=lambda velden: velden["boekdatum"])
    grondslag: str
    parameterset: str
    uitleg: str = ""
    boekregels: tuple[Boekregel, ...] = ()
    saldi: Saldirij = Saldi()
    verandering: Verandering | None = None
    gerekend_tm: date | None = None
    stand: Rekenstand | None = Field(default=None, exclude=True)
    punt: Rekenpunt | None = Field(default=None, exclude=True)

    def stored(self) -> str:
        zelfde_dag = {"valutadatum"} if self.valutadatum == self.boekdatum else None
        return self.model_dump_json(exclude_defaults=True, exclude=zelfde_dag)
