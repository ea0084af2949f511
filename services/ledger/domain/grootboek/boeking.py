"""What every booking carries, and how a debt stands after it. Amounts are euro cents."""

from datetime import date
from typing import Any
from uuid import UUID

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


class Mutatie(Feit):
    """What every fact of a loan carries: when booked, since when it counts, on which ground, computed with which parameters.

    The last fact of a decision says how the loan stands (`stand`) and from where the sums go on (`punt`).
    """

    dossier_id: UUID
    gemeente: str
    boekdatum: date
    valutadatum: date
    grondslag: str
    parameterset: str
    uitleg: str
    boekregels: tuple[Boekregel, ...] = ()
    saldi: Saldi = Saldi()
    stand: Rekenstand | None = None
    punt: Rekenpunt | None = None
