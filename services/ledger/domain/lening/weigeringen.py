"""Why the ledger says no about a loan. The message is the sentence people read."""

from services.ledger.domain.vier_ogen.weigeringen import Weigering


class LeningIsOnbekend(Weigering):
    """Er is geen lening met dit nummer."""


class LeningIsAfgelost(Weigering):
    """Deze lening is al afgelost: een besluit verandert niets meer. Geld dat nog binnenkomt gaat terug, of naar een andere lening."""


class LeningBestondNiet(Weigering):
    """Op de dag van 'bekend op' was deze lening nog niet geopend. Kies een latere dag."""


class MutatieMagNiet(Weigering):
    """A rule of the law forbids it; the message names the article."""


class EerdereMutatieKanNietMeer(Weigering):
    """What is asked takes the ground from under something that was decided or paid before."""

    def __init__(self, reden: str) -> None:
        super().__init__(
            f"Hierdoor kan een eerdere mutatie niet meer: {reden} Corrigeer eerst die mutatie."
        )


class ValutadatumKanNiet(Weigering):
    """De dag vanaf wanneer dit telt ligt na vandaag, of voor de uitbetaling van de lening."""


class HerroepingKanNiet(Weigering):
    """Een storno draait een ontvangst terug en een correctie een mutatie; elk bestaat op deze lening en is nog niet teruggedraaid."""


class BetaalkeuzeKanNiet(Weigering):
    """Bij deze ontvangst kan geen keuze worden vastgelegd: zij staat niet op deze lening, of de keuze is al gemaakt."""
