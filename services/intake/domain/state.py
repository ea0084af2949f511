"""One request for help, as its facts make it."""

from typing import Literal
from uuid import UUID

from services.intake.domain.events import (
    AanmeldingAangevuld,
    AanmeldingIngetrokken,
    AanmeldingOntvangen,
    DossierAfgesloten,
    DossierHeropend,
    PersoonGewist,
    PersoonSamengevoegd,
    PersoonsgegevensGecorrigeerd,
)
from shared.begrippen import Feit, Groep, Hulpvraag, Urgentie, Waarde

Status = Literal["onbekend", "open", "ingetrokken", "afgesloten"]


class Aanmelding(Waarde):
    """`is_gewist`: nobody can be reached about it any more."""

    status: Status = "onbekend"
    gemeente: str = ""
    groep: Groep = "gevestigd"
    hulpvraag: tuple[Hulpvraag, ...] = ()
    urgentie: Urgentie = Urgentie()
    is_groep_bekend: bool = True
    is_buiten_bbz: bool = False
    voorganger: UUID | None = None
    is_gewist: bool = False


def evolve(state: Aanmelding, feit: Feit) -> Aanmelding:
    match feit:
        case AanmeldingOntvangen():
            return Aanmelding(
                status="open",
                gemeente=feit.gemeente,
                groep=feit.groep,
                hulpvraag=feit.hulpvraag,
                urgentie=feit.urgentie,
                is_groep_bekend=feit.is_groep_bekend,
                is_buiten_bbz=feit.is_buiten_bbz,
                voorganger=feit.voorganger,
            )
        case AanmeldingAangevuld():
            return state.na(
                groep=feit.groep,
                hulpvraag=feit.hulpvraag,
                urgentie=feit.urgentie,
                is_groep_bekend=feit.is_groep_bekend,
                is_buiten_bbz=feit.is_buiten_bbz,
            )
        case AanmeldingIngetrokken():
            return state.na(status="ingetrokken")
        case DossierAfgesloten():
            return state.na(status="afgesloten")
        case DossierHeropend():
            return state.na(status="open")
        case PersoonGewist():
            return state.na(
                is_gewist=True, status="afgesloten" if state.status == "open" else state.status
            )
        case PersoonsgegevensGecorrigeerd() | PersoonSamengevoegd():
            return state
        case _:
            raise TypeError(f"unknown fact {type(feit).__name__}")
