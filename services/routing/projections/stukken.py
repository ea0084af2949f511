"""The papers of a dossier as far as they are work: what was asked and is not complete, and what came in and nobody looked at."""

from datetime import date
from uuid import UUID

from shared.begrippen import Waarde
from shared.contracts import intake
from shared.contracts.base import Contract


class Uitvraag(Waarde):
    """Papers that were asked for; of an application when `aanvraag_id` is there, then its own task waits for them."""

    uitvraag_id: UUID
    aanvraag_id: UUID | None = None
    hersteltermijn_tot: date


class Stukkenstand(Waarde):
    """`te_bekijken` are papers that wait for somebody of us."""

    uitvragen: tuple[Uitvraag, ...] = ()
    te_bekijken: tuple[UUID, ...] = ()


def vouw(stand: Stukkenstand, event: Contract) -> Stukkenstand | None:
    """The papers after one more event; None for an event that is not about papers."""
    match event:
        case intake.StukkenGevraagd():
            nieuw = Uitvraag(
                uitvraag_id=event.uitvraag_id,
                aanvraag_id=event.aanvraag_id,
                hersteltermijn_tot=event.hersteltermijn_tot,
            )
            return stand.na(uitvragen=(*_zonder(stand, event.uitvraag_id), nieuw))
        case intake.StukOntvangen():
            return stand.na(te_bekijken=(*stand.te_bekijken, event.stuk_id))
        case intake.StukGecontroleerd():
            return stand.na(te_bekijken=_bekeken(stand, event.stuk_id))
        case intake.StukAfgewezen():
            return _afgewezen(stand.na(te_bekijken=_bekeken(stand, event.stuk_id)), event)
        case intake.StukVervallen():
            return stand.na(
                uitvragen=_zonder(stand, event.uitvraag_id),
                te_bekijken=_bekeken(stand, event.stuk_id),
            )
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


def _bekeken(stand: Stukkenstand, stuk_id: UUID | None) -> tuple[UUID, ...]:
    return tuple(een for een in stand.te_bekijken if een != stuk_id)
