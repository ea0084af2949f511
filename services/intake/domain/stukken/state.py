"""All papers of one dossier, as their facts make them."""

from datetime import date
from uuid import UUID

from services.intake.domain.stukken.begrippen import Stukstatus
from services.intake.domain.stukken.events import (
    StukAfgewezen,
    StukGecontroleerd,
    StukkenCompleet,
    StukkenGevraagd,
    StukOntvangen,
    StukVervallen,
)
from services.intake.domain.stukken.weigeringen import StukBestaatNiet, UitvraagBestaatNiet
from shared.begrippen import Feit, Waarde
from shared.stukken import Stuksoort


class Uitvraag(Waarde):
    """What was asked in one go; `ontbreekt` is what did not come in yet, and nothing more once it was complete."""

    vraag: StukkenGevraagd
    ontbreekt: tuple[Stuksoort, ...]
    is_compleet: bool = False

    def loopt(self, op: date) -> bool:
        """Something is missing, and there is still time to hand it in."""
        return not self.is_compleet and op <= self.vraag.hersteltermijn_tot

    def is_te_laat(self, op: date) -> bool:
        return not self.is_compleet and op > self.vraag.hersteltermijn_tot

    def gaat_over(self, aanvraag_id: UUID | None, route: int | None) -> bool:
        return (self.vraag.aanvraag_id, self.vraag.route) == (aanvraag_id, route)


class Stuk(Waarde):
    """One file."""

    ontvangst: StukOntvangen
    status: Stukstatus = "ontvangen"

    @property
    def telt(self) -> bool:
        """It is here, and nobody said that it is not good enough."""
        return self.status in ("ontvangen", "gecontroleerd")


class Stukken(Waarde):
    uitvragen: tuple[Uitvraag, ...] = ()
    stukken: tuple[Stuk, ...] = ()

    def stuk(self, stuk_id: UUID) -> Stuk:
        """Raises StukBestaatNiet."""
        for een in self.stukken:
            if een.ontvangst.stuk_id == stuk_id:
                return een
        raise StukBestaatNiet

    def uitvraag(self, uitvraag_id: UUID) -> Uitvraag:
        """Raises UitvraagBestaatNiet."""
        for een in self.uitvragen:
            if een.vraag.uitvraag_id == uitvraag_id:
                return een
        raise UitvraagBestaatNiet


def evolve(state: Stukken, feit: Feit) -> Stukken:
    match feit:
        case StukkenGevraagd():
            nieuw = Uitvraag(vraag=feit, ontbreekt=feit.soorten)
            return state.na(uitvragen=(*state.uitvragen, nieuw))
        case StukOntvangen():
            erbij = state.na(stukken=(*state.stukken, Stuk(ontvangst=feit)))
            return _niet_meer_gemist(erbij, feit.soort) if feit.is_laatste else erbij
        case StukGecontroleerd():
            return _met_status(state, feit.stuk_id, "gecontroleerd")
        case StukAfgewezen():
            return _weer_gemist(_met_status(state, feit.stuk_id, "afgewezen"), feit.soort)
        case StukVervallen(stuk_id=UUID() as stuk_id):
            return _weer_gemist(_met_status(state, stuk_id, "vervallen"), feit.soort)
        case StukVervallen():
            return _niet_meer_gemist(state, feit.soort, feit.uitvraag_id)
        case StukkenCompleet():
            return state.na(
                uitvragen=tuple(
                    een.na(is_compleet=True) if een.vraag.uitvraag_id == feit.uitvraag_id else een
                    for een in state.uitvragen
                )
            )
        case _:
            raise TypeError(f"unknown fact {type(feit).__name__}")


def _met_status(state: Stukken, stuk_id: UUID, status: Stukstatus) -> Stukken:
    return state.na(
        stukken=tuple(
            een.na(status=status) if een.ontvangst.stuk_id == stuk_id else een
            for een in state.stukken
        )
    )


def _niet_meer_gemist(state: Stukken, soort: Stuksoort, uitvraag_id: UUID | None = None) -> Stukken:
    """One paper serves every request that waits for its kind; `uitvraag_id`: that one alone."""
    return state.na(
        uitvragen=tuple(
            een.na(ontbreekt=tuple(code for code in een.ontbreekt if code != soort))
            if uitvraag_id in (None, een.vraag.uitvraag_id)
            else een
            for een in state.uitvragen
        )
    )


def _weer_gemist(state: Stukken, soort: Stuksoort) -> Stukken:
    """Only a request that was not complete yet waits for it again: what was complete stays so (Awb 4:15)."""
    return state.na(
        uitvragen=tuple(
            een.na(ontbreekt=(*een.ontbreekt, soort))
            if not een.is_compleet and soort in een.vraag.soorten and soort not in een.ontbreekt
            else een
            for een in state.uitvragen
        )
    )
