"""The text of the decision not to handle an application: why, on which article, what else there is, and how to object (Awb 4:5)."""

from datetime import date

from services.notify.domain.bezwaar import bezwaar
from services.notify.domain.brief import Afzender, Deel, voluit
from services.notify.domain.gegevens import Buitenbehandelinggegevens
from shared.parameters import Parameterset

BETREFT = "Wij behandelen uw aanvraag niet"


def delen(
    gegevens: Buitenbehandelinggegevens, afzender: Afzender, datum: date, parameters: Parameterset
) -> tuple[Deel, ...]:
    return (
        Deel(
            alineas=(
                f"Op {voluit(gegevens.gesteld_op)} besloten wij om uw aanvraag niet te behandelen.",
            )
        ),
        Deel(
            kop="Waarom niet?",
            alineas=(
                f"Wij vroegen u om stukken. Die waren op {voluit(gegevens.hersteltermijn_tot)} niet allemaal binnen. Zonder die stukken"
                " kunnen wij niet beslissen.",
                f"Dit staat in {gegevens.grondslag} (Algemene wet bestuursrecht).",
            ),
        ),
        Deel(
            kop="Wat kan wel?",
            alineas=(
                "U kunt een nieuwe aanvraag doen. Wij helpen u daarbij.",
                f"Bel ons: {afzender.telefoon} ({afzender.bereikbaar}).",
            ),
        ),
        bezwaar(afzender, datum, parameters),
    )
