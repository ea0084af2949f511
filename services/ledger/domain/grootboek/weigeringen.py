"""Why the ledger says no about the books. The message is the sentence people read."""

from uuid import UUID

from services.ledger.domain.vier_ogen.weigeringen import Weigering


class BedragIsNietPositief(Weigering):
    """Een betaling is ten minste één cent."""


class MutatieIsVerdwenen(Exception):
    """A recorded mutation vanished or changed without a recorded storno, correctie or herroeping: a mistake of ours, never a rule."""

    def __init__(self, van: UUID) -> None:
        super().__init__(f"recorded mutation {van} is gone or changed, and nobody took it back")
        self.van = van
