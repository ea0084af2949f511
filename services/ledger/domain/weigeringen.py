"""Why the ledger says no. The message is the sentence people read."""

from datetime import date
from uuid import UUID


class Weigering(Exception):
    """Dit verzoek kan niet."""

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else self.__doc__ or ""


class LeningIsOnbekend(Weigering):
    """Er is geen lening met dit nummer."""


class LeningIsAfgelost(Weigering):
    """Deze lening is al afgelost. Stort het bedrag terug, of wijs het toe aan een andere lening."""


class BedragIsNietPositief(Weigering):
    """Een betaling is ten minste één cent."""


class RenteIsAlGeboekt(Weigering):
    """A receipt that counts before interest that stands in the books already: that interest would be wrong."""

    def __init__(self, telt_vanaf: date, vast_tot: date) -> None:
        super().__init__(
            f"De betaling telt vanaf {telt_vanaf.isoformat()}, maar de rente die daarvan afhangt is al geboekt (vast tot en met"
            f" {vast_tot.isoformat()}). Er is niets geboekt. Laat de rente eerst herrekenen."
        )


class VervaldagLigtInTermijn(Weigering):
    """Bij rente op dagen ligt de vervaldag op of na de laatste dag van de termijn. Neem de vervaldag over uit de beschikking."""


class BestandIsAlOntvangen(Weigering):
    """The same bytes, or one of the statements in them, came before in `bestand_id`."""

    def __init__(self, bestand_id: UUID) -> None:
        self.bestand_id = bestand_id
        super().__init__("Dit bankbestand, of een afschrift dat erin staat, is al eerder ingelezen.")


class OntvangstIsNietTeDuiden(Weigering):
    """Deze ontvangst staat niet (meer) in de wachtrij, of kan hier niet heen. Vraag de laatste stand op."""
