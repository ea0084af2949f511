"""One letter, as its facts make it."""

from datetime import date
from typing import Literal
from uuid import UUID

from services.notify.domain.events import (
    BerichtBijgewerkt,
    BerichtGereserveerd,
    BerichtNietVerstuurd,
    BerichtVerstuurd,
    BezorgingHervat,
    BezorgingMislukt,
    ToekenningAangevuld,
)
from services.notify.domain.gegevens import Gegevens, Krediet, Rekening
from shared.begrippen import Feit, Waarde

Status = Literal["onbekend", "gereserveerd", "verstuurd", "niet_verstuurd", "mislukt"]


class Bericht(Waarde):
    """`krediet` and `rekening` are the halves of a toekenning that came in; the rest is there from the reservation on."""

    status: Status = "onbekend"
    dossier_id: UUID | None = None
    lening_id: UUID | None = None
    gemeente: str = ""
    aanleiding: UUID | None = None
    gegevens: Gegevens | None = None
    gereserveerd_op: date | None = None
    krediet: Krediet | None = None
    rekening: Rekening | None = None


def evolve(state: Bericht, feit: Feit) -> Bericht:
    match feit:
        case ToekenningAangevuld():
            return state.na(
                krediet=feit.krediet or state.krediet, rekening=feit.rekening or state.rekening
            )
        case BerichtGereserveerd():
            return state.na(status="gereserveerd", **dict(feit))
        case BerichtBijgewerkt():
            return state.na(gegevens=feit.gegevens)
        case BerichtVerstuurd():
            return state.na(status="verstuurd")
        case BerichtNietVerstuurd():
            return state.na(status="niet_verstuurd")
        case BezorgingMislukt():
            return state.na(status="mislukt")
        case BezorgingHervat():
            return state.na(status="gereserveerd")
        case _:
            raise TypeError(f"unknown fact {type(feit).__name__}")
