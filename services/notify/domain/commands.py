"""Everything notify can be asked."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID, uuid5

from services.notify.domain.events import RedenMislukt, RedenNietVerstuurd
from services.notify.domain.gegevens import (
    Aanmaningsgegevens,
    Afwijzingsgegevens,
    Berichtsoort,
    Buitenbehandelinggegevens,
    Gegevens,
    Herinneringsgegevens,
    Krediet,
    Ontvangstgegevens,
    Rekening,
    Stukkenverzoekgegevens,
)
from services.notify.domain.schuldstand import Beletsel
from shared.begrippen import Verzoek, Waarde


class Aanleiding(Waarde):
    """The event that asks for a letter: when its source wrote it down, and since when notify answers for letters."""

    event_id: UUID
    vastgelegd: datetime
    startmerk: datetime
    is_herhaling: bool = False
    is_gewist: bool = False

    @property
    def beletsel(self) -> Literal["herhaling", "voor_startmerk", "gewist"] | None:
        """Why this event sends nothing: it is told once more, it is from before our time, or the person was erased."""
        if self.is_herhaling:
            return "herhaling"
        if self.vastgelegd < self.startmerk:
            return "voor_startmerk"
        return "gewist" if self.is_gewist else None


class Berichtverzoek(Verzoek):
    """A letter about something of a dossier. `op` is the business day of its cause."""

    aanleiding: Aanleiding
    dossier_id: UUID
    gemeente: str
    op: date


class VerstuurOntvangstbevestiging(Berichtverzoek):
    gegevens: Ontvangstgegevens

    @property
    def bericht_id(self) -> UUID:
        """One for each dossier."""
        return uuid5(self.dossier_id, "ontvangstbevestiging")


class VerstuurToekenning(Berichtverzoek):
    """Half of a toekenning: the decision from bbz, or the account from the ledger, in whichever order they come."""

    lening_id: UUID
    krediet: Krediet | None = None
    rekening: Rekening | None = None

    @property
    def bericht_id(self) -> UUID:
        """One for each loan."""
        return uuid5(self.lening_id, "toekenning")


class VerstuurAfwijzing(Berichtverzoek):
    aanvraag_id: UUID
    gegevens: Afwijzingsgegevens

    @property
    def bericht_id(self) -> UUID:
        """One for each application."""
        return uuid5(self.aanvraag_id, "afwijzing")


class VerstuurStukkenverzoek(Berichtverzoek):
    """`over` is the request for papers, or the paper that was not good enough."""

    over: UUID
    gegevens: Stukkenverzoekgegevens

    @property
    def bericht_id(self) -> UUID:
        """One for each request, and one for each paper that was refused."""
        return stukkenbrief(self.over)


class VerstuurBuitenBehandeling(Berichtverzoek):
    aanvraag_id: UUID
    gegevens: Buitenbehandelinggegevens

    @property
    def bericht_id(self) -> UUID:
        """One for each application."""
        return uuid5(self.aanvraag_id, "buiten_behandeling")


def stukkenbrief(over: UUID) -> UUID:
    return uuid5(over, "stukkenbrief")


class VerstuurHerinnering(Berichtverzoek):
    """`beletsel`: the state of collection lets it not out."""

    lening_id: UUID
    beletsel: Beletsel | None = None
    gegevens: Herinneringsgegevens

    @property
    def bericht_id(self) -> UUID:
        """One for each term of a loan, whatever event asks for it and however often."""
        return uuid5(self.lening_id, f"herinnering/{self.gegevens.termijn}")


class VerstuurAanmaning(Berichtverzoek):
    """`aanmaning_id` is the number that the ledger gave its demand; None for a claim that is no loan."""

    aanmaning_id: UUID
    lening_id: UUID | None
    gegevens: Aanmaningsgegevens

    @property
    def bericht_id(self) -> UUID:
        """One for each demand."""
        return self.aanmaning_id


class AnnuleerBerichten(Verzoek):
    """What waits of one kind for a loan or a dossier is not needed any more; with `bericht_id` only that letter."""

    soort: Berichtsoort
    reden: RedenNietVerstuurd
    dossier_id: UUID
    lening_id: UUID | None = None
    bericht_id: UUID | None = None
    op: date


class OpenTermijn(Waarde):
    """What is open of a term that was missed."""

    termijn: int
    openstaand_cent: int


class WerkHerinneringenBij(Verzoek):
    """These terms of a loan are missed and unpaid now, and no others."""

    dossier_id: UUID
    lening_id: UUID
    achterstand_cent: int
    gemist: tuple[OpenTermijn, ...]
    op: date


class HervatBerichten(Verzoek):
    """What the register says of the person of this dossier was put right: letters that failed for it are made again."""

    dossier_id: UUID
    op: date


class BevriesBerichten(Verzoek):
    """The person of this dossier was erased: nothing that waits or failed goes out any more, of whatever kind."""

    dossier_id: UUID
    op: date


class AnnuleerBericht(Verzoek):
    reden: RedenNietVerstuurd
    op: date


class RegistreerVerzending(Verzoek):
    """The letter that was made says `gegevens`; None: whatever waits."""

    op: date
    gegevens: Gegevens | None = None


class RegistreerMislukking(Verzoek):
    reden: RedenMislukt
    op: date


class HervatBezorging(Verzoek):
    op: date


Verstuurverzoek = (
    VerstuurOntvangstbevestiging
    | VerstuurToekenning
    | VerstuurAfwijzing
    | VerstuurHerinnering
    | VerstuurAanmaning
    | VerstuurStukkenverzoek
    | VerstuurBuitenBehandeling
)
Bezorgverzoek = (
    AnnuleerBericht
    | WerkHerinneringenBij
    | RegistreerVerzending
    | RegistreerMislukking
    | HervatBezorging
)
