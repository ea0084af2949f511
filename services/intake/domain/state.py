"""One request for help, as its facts make it."""

from typing import Literal

from services.intake.domain.events import (
    AanmeldingAangevuld,
    AanmeldingIngetrokken,
    AanmeldingOntvangen,
    PersoonsgegevensGecorrigeerd,
)
from shared.begrippen import Feit, Groep, Hulpvraag, Urgentie, Waarde


class Aanmelding(Waarde):
    status: Literal["onbekend", "open", "ingetrokken"] = "onbekend"
    gemeente: str = ""
    groep: Groep = "gevestigd"
    hulpvraag: tuple[Hulpvraag, ...] = ()
    urgentie: Urgentie = Urgentie()


def evolve(state: Aanmelding, feit: Feit) -> Aanmelding:
    match feit:
        case AanmeldingOntvangen():
            return Aanmelding(
                status="open",
                gemeente=feit.gemeente,
                groep=feit.groep,
                hulpvraag=feit.hulpvraag,
                urgentie=feit.urgentie,
            )
        case AanmeldingAangevuld():
            return state.na(groep=feit.groep, hulpvraag=feit.hulpvraag, urgentie=feit.urgentie)
        case AanmeldingIngetrokken():
            return state.na(status="ingetrokken")
        case PersoonsgegevensGecorrigeerd():
            return state
        case _:
            raise TypeError(f"unknown fact {type(feit).__name__}")
