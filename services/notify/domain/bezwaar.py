"""What every decision must say about objecting."""

from datetime import date

from services.notify.domain.brief import Afzender, Deel, voluit
from shared.parameters import Parameterset
from shared.recht.termijnen import wekentermijn


def laatste_dag_bezwaar(datum: date, parameters: Parameterset) -> date:
    """The term of Awb 6:7, which starts the day after the letter is sent (Awb 6:8) and never ends on a free day (Atw 1)."""
    return wekentermijn("bezwaar", datum, parameters).laatste_dag


def bezwaar(afzender: Afzender, datum: date, parameters: Parameterset) -> Deel:
    """By whom, where and until when an objection can be made (Awb 3:45), and what it must hold (Awb 6:5)."""
    return Deel(
        kop="Bent u het niet eens met dit besluit?",
        alineas=(
            f"Bel ons dan eerst: {afzender.telefoon}. Vaak komen wij er samen uit. U kunt ook bezwaar maken. Stuur uw bezwaar uiterlijk"
            f" {voluit(laatste_dag_bezwaar(datum, parameters))} naar {', '.join(afzender.adres)}.",
            "Zet in uw bezwaar uw naam en adres, de datum, over welk besluit het gaat en waarom u het er niet mee eens bent."
            " Vergeet niet om uw handtekening te zetten.",
        ),
    )
