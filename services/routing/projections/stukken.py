"""The papers of a dossier as far as they are work: what was asked and is not complete, what came in, and what a route waits for."""

from datetime import date
from uuid import UUID

from services.routing.domain.stukken import Nodig, Stuk, Stukstand, met, stand_van
from shared.begrippen import Waarde
from shared.contracts import intake
from shared.contracts.base import Contract


class Uitvraag(Waarde):
    """Papers that were asked for; of an application when `aanvraag_id` is there, then its own task waits for them."""

    uitvraag_id: UUID
    aanvraag_id: UUID | None = None
    route: int | None = None
    soorten: tuple[str, ...] = ()
    hersteltermijn_tot: date


class Stukkenstand(Waarde):
    """`te_bekijken` are papers that wait for somebody of us; `stukken` are all that were heard of."""

    uitvragen: tuple[Uitvraag, ...] = ()
    te_bekijken: tuple[UUID, ...] = ()
    stukken: tuple[Stuk, ...] = ()

    def per_soort(self, uitvraag: Uitvraag) -> tuple[Nodig, ...]:
        """How it is with each kind of paper that was asked in one go."""
        return tuple(
            Nodig(route=uitvraag.route or 0, soort=soort, stand=stand_van(self.stukken, soort))
            for soort in uitvraag.soorten
        )


def vouw(stand: Stukkenstand, event: Contract) -> Stukkenstand | None:
    """The papers after one more event; None for an event that is not about papers."""
    match event:
        case intake.StukkenGevraagd():
            nieuw = Uitvraag(
                uitvraag_id=event.uitvraag_id,
                aanvraag_id=event.aanvraag_id,
                route=event.route,
                soorten=event.soorten,
                hersteltermijn_tot=event.hersteltermijn_tot,
            )
            return stand.na(uitvragen=(*_zonder(stand, event.uitvraag_id), nieuw))
        case intake.StukOntvangen():
            erbij = stand.na(te_bekijken=(*stand.te_bekijken, event.stuk_id))
            return _met(erbij, event.stuk_id, event.soort, "ontvangen", event.is_laatste)
        case intake.StukGecontroleerd():
            return _met(_bekeken(stand, event.stuk_id), event.stuk_id, event.soort, "gecontroleerd")
        case intake.StukAfgewezen():
            nu = _met(_bekeken(stand, event.stuk_id), event.stuk_id, event.soort, "afgewezen")
            return _afgewezen(nu, event)
        case intake.StukVervallen():
            return _vervallen(stand.na(uitvragen=_zonder(stand, event.uitvraag_id)), event)
        case intake.StukkenCompleet():
            return stand.na(uitvragen=_zonder(stand, event.uitvraag_id))
    return None


def _afgewezen(stand: Stukkenstand, event: intake.StukAfgewezen) -> Stukkenstand:
    if event.hersteltermijn_tot is None:
        return stand
    tot = event.hersteltermijn_tot
    return stand.na(
        uitvragen=tuple(
            een.na(hersteltermijn_tot=tot) if een.uitvraag_id == event.uitvraag_id else een
            for een in stand.uitvragen
        )
    )


def _zonder(stand: Stukkenstand, uitvraag_id: UUID | None) -> tuple[Uitvraag, ...]:
    return tuple(een for een in stand.uitvragen if een.uitvraag_id != uitvraag_id)


def _vervallen(stand: Stukkenstand, event: intake.StukVervallen) -> Stukkenstand:
    if event.stuk_id is None:
        return stand
    return _met(_bekeken(stand, event.stuk_id), event.stuk_id, event.soort, "vervallen")


def _bekeken(stand: Stukkenstand, stuk_id: UUID) -> Stukkenstand:
    return stand.na(te_bekijken=tuple(een for een in stand.te_bekijken if een != stuk_id))


def _met(
    stand: Stukkenstand, stuk_id: UUID, soort: str, nu: Stukstand, is_laatste: bool = True
) -> Stukkenstand:
    stuk = Stuk(stuk_id=stuk_id, soort=soort, stand=nu, is_laatste=is_laatste)
    return stand.na(stukken=met(stand.stukken, stuk))
