"""Why the ledger says no about the bank. The message is the sentence people read."""

from uuid import UUID

from services.ledger.domain.vier_ogen.weigeringen import Weigering


class BestandIsAlOntvangen(Weigering):
    """The same bytes, or one of the statements in them, came before in `bestand_id`."""

    def __init__(self, bestand_id: UUID) -> None:
        self.bestand_id = bestand_id
        super().__init__(
            "Dit bankbestand, of een afschrift dat erin staat, is al eerder ingelezen."
        )


class OntvangstIsNietBesloten(Weigering):
    """Over deze regel is niets besloten dat terug kan. Een boeking haalt u van de schuld af met een correctie op die schuld."""


class OntvangstIsElders(Weigering):
    """Dit geld staat intussen ergens anders, of er is anders over besloten. Neem dat eerst terug op de pagina Bank."""


class OntvangstIsNietTeDuiden(Weigering):
    """Deze ontvangst staat niet (meer) in de wachtrij, of kan hier niet heen. Vraag de laatste stand op."""
