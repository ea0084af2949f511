"""Why the ledger says no about the collection ladder. The message is the sentence people read."""

from datetime import date

from services.ledger.domain.invordering.begrippen import GeplandeStap
from services.ledger.domain.vier_ogen.weigeringen import Weigering
from shared.dates import voluit
from shared.money import bedrag


class InvorderingLooptNiet(Weigering):
    """Er loopt geen invordering: deze debiteur heeft geen achterstand. Er is niets vastgelegd."""


class InvorderingStaatStil(Weigering):
    """De invordering staat stil door uitstel, een pauze of een afspraak. Tot dan mag geen aanmaning of latere stap (Awb 4:94)."""


class StapIsNietAanDeBeurt(Weigering):
    """Another step is next."""

    def __init__(self, gepland: GeplandeStap | None) -> None:
        wat = (
            f"Eerst komt: {gepland.stap.replace('_', ' ')}, op {voluit(gepland.op)}."
            if gepland
            else "Er is geen volgende stap."
        )
        super().__init__(f"Deze stap is nu niet aan de beurt. {wat}")


class StapIsTeVroeg(Weigering):
    """The legal term before the step is not over."""

    def __init__(self, niet_voor: date) -> None:
        super().__init__(
            f"Deze stap mag pas vanaf {voluit(niet_voor)}: eerder is de wettelijke termijn om te betalen niet voorbij."
        )


class AfspraakIsTeHoog(Weigering):
    """More was promised than is owed."""

    def __init__(self, schuld_cent: int) -> None:
        super().__init__(
            f"De schuld is in totaal {bedrag(schuld_cent)}. Spreek hooguit dat bedrag af."
        )
        self.schuld_cent = schuld_cent


class AanmaningKanNietOvergeslagenWorden(Weigering):
    """Deze aanmaning is wettelijk nodig: zonder aanmaning kan er geen dwangbevel komen (Awb 4:117)."""


class PauzeIsVanBesluit(Weigering):
    """Deze pauze komt uit een besluit over de schuld. Wijzig dat besluit; daarna gaat de invordering vanzelf verder."""


class DagLigtTeVer(Weigering):
    """The day is not after today, or further away than the policy of the municipality allows."""

    def __init__(self, laatste: date) -> None:
        super().__init__(
            f"Kies een dag na vandaag en uiterlijk op {voluit(laatste)}. Dat is de langste wachttijd in uw gemeente."
        )
