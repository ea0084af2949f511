"""Why the register says no. The message is the sentence people read."""

from services.ledger.domain.vier_ogen.weigeringen import Weigering
from shared.money import bedrag


class ZekerheidIsOnbekend(Weigering):
    """Deze zekerheid staat niet in het register van deze lening, of zij is al vervallen."""


class ZekerheidIsAlVastgelegd(Weigering):
    """Deze zekerheid staat al in het register met een andere dekking. Leg een nieuwe taxatie vast."""


class MedeschuldenaarIsOnbekend(Weigering):
    """Deze persoon staat niet als medeschuldenaar bij deze lening, of is al ontslagen."""


class MedeschuldenaarIsDebiteur(Weigering):
    """Deze persoon is al schuldenaar van deze lening."""


class RegisterdagKanNiet(Weigering):
    """De dag ligt na vandaag, of voor de dag waarop dit begon."""


class RegelVerbiedtNiet(Weigering):
    """Geen regel verbiedt dit verzoek. Kies de reden waarom het college het weigert."""


class GedektDeelBlijftErbuiten(Weigering):
    """The secured part of a loan stays outside a schuldregeling (Bbz art. 42)."""

    def __init__(self, dekking_cent: int, hoogstens_cent: int) -> None:
        super().__init__(
            f"Zekerheden dekken {bedrag(dekking_cent)} van deze lening; dat deel blijft buiten de schuldregeling. Kwijtschelden kan tot"
            f" {bedrag(hoogstens_cent)} (Bbz art. 42)."
        )


class DekkingIsOnbekend(Weigering):
    """Niet van elke zekerheid is bekend wat zij dekt. Dat deel blijft buiten de schuldregeling (Bbz art. 42): taxeer haar eerst."""
