"""One application, as its facts make it."""

from datetime import date
from typing import Literal

from services.bbz.domain.events import (
    AanvraagAfgewezen,
    AanvraagBeoordeeld,
    AanvraagBuitenBehandelingGesteld,
    AanvraagGeopend,
    AanvraagIngetrokken,
    AanvullingAlsnogBinnen,
    AanvullingGevraagd,
    AanvullingVerwerkt,
    BeslistermijnVerlengd,
    BeslistermijnVerstreken,
    GroepGewijzigd,
    IntrekkingGehoord,
    KredietVerstrekt,
    LeningBevestigd,
    LevensonderhoudToegekend,
    VerstrekkingGeweigerd,
)
from services.bbz.domain.weigeringen import AanvraagBestaatNiet, AanvraagIsAfgedaan
from shared.begrippen import Feit, Groep, Waarde

Status = Literal[
    "onbekend",
    "nooit_geopend",
    "open",
    "beoordeeld",
    "verstrekt",
    "toegekend",
    "afgewezen",
    "ingetrokken",
    "buiten_behandeling",
]


class Aanvraag(Waarde):
    """`weigering` is the last refusal to grant; `aanvulling` is set while the term to decide stands still.

    `uitgebleven` is set from the end of a hersteltermijn that was not used until what was missing comes in, or is asked again.
    """

    status: Status = "onbekend"
    opening: AanvraagGeopend | None = None
    groep: Groep = "gevestigd"
    beslistermijn_tot: date = date.min
    is_verlengd: bool = False
    is_verstreken: bool = False
    aanvulling: AanvullingGevraagd | None = None
    uitgebleven: AanvullingVerwerkt | None = None
    hersteltermijn_tot: date | None = None
    beoordeling: AanvraagBeoordeeld | None = None
    weigering: VerstrekkingGeweigerd | None = None
    krediet: KredietVerstrekt | None = None
    bijstand: LevensonderhoudToegekend | None = None
    afwijzing: AanvraagAfgewezen | None = None
    is_lening_bevestigd: bool = False
    buiten_behandeling: AanvraagBuitenBehandelingGesteld | None = None

    @property
    def loopt(self) -> bool:
        """No decision yet."""
        return self.status in ("open", "beoordeeld")

    @property
    def kern(self) -> AanvraagGeopend:
        """What the application was opened with; raises AanvraagBestaatNiet."""
        if self.opening is None:
            raise AanvraagBestaatNiet
        return self.opening

    def moet_lopen(self) -> None:
        """Raises AanvraagBestaatNiet, AanvraagIsAfgedaan."""
        _ = self.kern
        if not self.loopt:
            raise AanvraagIsAfgedaan

    @property
    def laatste_dag(self) -> date | None:
        """The next day after which something lapses by itself; None when nothing does any more."""
        if not self.loopt or self.is_verstreken:
            return None
        return self.aanvulling.hersteltermijn_tot if self.aanvulling else self.beslistermijn_tot


def evolve(state: Aanvraag, feit: Feit) -> Aanvraag:
    match feit:
        case AanvraagGeopend():
            return Aanvraag(
                status="open",
                opening=feit,
                groep=feit.groep,
                beslistermijn_tot=feit.beslistermijn_tot,
            )
        case GroepGewijzigd():
            return state.na(groep=feit.groep)
        case AanvraagBeoordeeld():
            return state.na(status="beoordeeld", beoordeling=feit)
        case KredietVerstrekt():
            return state.na(status="verstrekt", krediet=feit, aanvulling=None)
        case LevensonderhoudToegekend():
            return state.na(status="toegekend", bijstand=feit, aanvulling=None)
        case AanvraagAfgewezen():
            return state.na(status="afgewezen", afwijzing=feit, aanvulling=None)
        case AanvraagBuitenBehandelingGesteld():
            return state.na(status="buiten_behandeling", buiten_behandeling=feit)
        case AanvraagIngetrokken():
            return state.na(status="ingetrokken", aanvulling=None)
        case (
            BeslistermijnVerlengd()
            | AanvullingGevraagd()
            | AanvullingVerwerkt()
            | AanvullingAlsnogBinnen()
            | BeslistermijnVerstreken()
        ):
            return _termijn(state, feit)
    return _overig(state, feit)


def _overig(state: Aanvraag, feit: Feit) -> Aanvraag:
    match feit:
        case VerstrekkingGeweigerd():
            return state.na(weigering=feit)
        case IntrekkingGehoord():
            return state.na(status="nooit_geopend")
        case LeningBevestigd():
            return state.na(is_lening_bevestigd=True)
        case _:
            raise TypeError(f"unknown fact {type(feit).__name__}")


def _termijn(
    state: Aanvraag,
    feit: BeslistermijnVerlengd
    | AanvullingGevraagd
    | AanvullingVerwerkt
    | AanvullingAlsnogBinnen
    | BeslistermijnVerstreken,
) -> Aanvraag:
    match feit:
        case BeslistermijnVerlengd():
            return state.na(is_verlengd=True, beslistermijn_tot=feit.beslistermijn_tot)
        case AanvullingGevraagd():
            return state.na(
                aanvulling=feit, uitgebleven=None, hersteltermijn_tot=feit.hersteltermijn_tot
            )
        case AanvullingVerwerkt():
            return state.na(
                aanvulling=None,
                uitgebleven=feit if feit.is_uitgebleven else None,
                beslistermijn_tot=feit.beslistermijn_tot,
            )
        case AanvullingAlsnogBinnen():
            return state.na(uitgebleven=None)
        case BeslistermijnVerstreken():
            return state.na(is_verstreken=True)
