"""One row of the debtor list: a loan or a vordering, with its light, the reason, and the next step with a date."""

from datetime import date
from typing import Any, Literal
from uuid import UUID

from services.ledger.domain.grootboek.boeking import Mutatie
from services.ledger.projections.betalingen import Termijnbetaling
from shared.begrippen import Waarde

Licht = Literal["bij", "let-op", "achterstand", "uitstel", "afspraak"]
RANG: dict[Licht, int] = {"achterstand": 0, "let-op": 1, "afspraak": 2, "uitstel": 3, "bij": 4}
# How a vordering that was put outside collection stands still, with or without a ladder.
GESTAAKT = "buiten invordering"


class Debiteur(Waarde):
    """Field for column the row of the table `debiteuren`; `lening_id` is that of the loan or the vordering.

    `stap` never misses while there are arrears.
    """

    lening_id: UUID
    soort: Literal["lening", "vordering"] = "lening"
    dossier_id: UUID
    gemeente: str
    betalingskenmerk: str
    regeling: str
    oorspronkelijk_cent: int
    einddatum: date
    hoofdsom_cent: int = 0
    rente_cent: int = 0
    vervallen_cent: int = 0
    achterstand_cent: int = 0
    tegoed_cent: int = 0
    gemiste_termijnen: int = 0
    gemist_zonder_termijn: int = 0
    is_afgelost: bool = False
    licht: Licht = "bij"
    rang: int = RANG["bij"]
    reden: str = ""
    sinds: date
    stap: str | None = None
    stap_op: date | None = None
    wie: str | None = None
    stap_uitleg: str | None = None
    laatste_stap: str | None = None
    laatste_stap_op: date | None = None
    pauze: str | None = None
    uitstel_tot: date | None = None
    is_opgeeist: bool = False
    afspraak_op: date | None = None
    laatste_ontvangst_op: date | None = None
    betalingen: tuple[Termijnbetaling, ...] = ()


def saldi_van(feit: Mutatie) -> dict[str, Any]:
    """What is open after a fact, as the row shows it: costs are no column of their own."""
    return {naam: cent for naam, cent in vars(feit.saldi).items() if naam != "kosten_cent"}
