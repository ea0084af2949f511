"""One application as intake knows it, and all of a person together: what a new one is judged by."""

from datetime import date
from typing import Literal
from uuid import UUID

from services.intake.domain.aanvraag.begrippen import Bestemming
from services.intake.domain.aanvraag.events import AanvraagIngediend
from services.intake.domain.state import Aanmelding
from shared.begrippen import Aanvraagsoort, Feit, Waarde

# What bbz last told of it.
Stand = Literal["loopt", "verstrekt", "toegekend", "afgewezen", "ingetrokken", "buiten_behandeling"]


class Aanvraag(Waarde):
    is_ingediend: bool = False


def evolve(state: Aanvraag, feit: Feit) -> Aanvraag:
    match feit:
        case AanvraagIngediend():
            return state.na(is_ingediend=True)
        case _:
            raise TypeError(f"unknown fact {type(feit).__name__}")


class Tip(Waarde):
    """What bbz advised when it refused: a code, and the sentence for people."""

    code: str
    tekst: str


class EerdereAanvraag(Waarde):
    """An application of this person. Amounts in cents."""

    aanvraag_id: UUID
    dossier_id: UUID
    soort: Aanvraagsoort
    stand: Stand
    ontvangen_op: date
    gevraagd_cent: int | None = None
    gevraagde_maanden: int | None = None
    bestemming: Bestemming | None = None
    tips: tuple[Tip, ...] = ()


class Aanvraagbeeld(Waarde):
    """The dossier of a new application, and every application of its person, in all dossiers, the oldest first."""

    aanmelding: Aanmelding
    bekend: tuple[EerdereAanvraag, ...] = ()

    def lopend(self, soort: Aanvraagsoort) -> EerdereAanvraag | None:
        """The application of this kind that was not decided on yet."""
        return next(
            (een for een in self.bekend if een.soort == soort and een.stand == "loopt"), None
        )

    def voorganger(self, soort: Aanvraagsoort) -> EerdereAanvraag | None:
        """The last application of this kind."""
        return next((een for een in reversed(self.bekend) if een.soort == soort), None)
