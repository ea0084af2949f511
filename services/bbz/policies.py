"""What bbz does with what others say."""

from datetime import date
from uuid import UUID

from services.bbz.domain.commands import (
    Aanvraagverzoek,
    BevestigLening,
    OpenAanvraag,
    RegistreerIntrekking,
    VerwerkAanvulling,
    VraagAanvulling,
    WijzigGroep,
)
from shared.contracts import intake, klok, ledger
from shared.contracts.base import Contract


def nieuwe_dag(event: Contract) -> date | None:
    return event.dag if isinstance(event, klok.DagAangebroken) else None


def verzoeken(event: Contract) -> list[Aanvraagverzoek]:
    """What an event of another service asks of the application that it names."""
    match event:
        case intake.AanvraagIngediend():
            return [
                OpenAanvraag(
                    aanvraag_id=event.aanvraag_id,
                    dossier_id=event.dossier_id,
                    gemeente=event.gemeente,
                    groep=event.groep,
                    soort=event.soort,
                    aanvraagdatum=event.ontvangen_op,
                    voorganger=event.voorganger,
                    gevraagd_cent=event.gevraagd_cent,
                    gevraagde_maanden=event.gevraagde_maanden,
                    bestemming=event.bestemming,
                    opgevolgde_tips=event.opgevolgde_tips,
                    op=event.ingediend_op,
                )
            ]
        case intake.StukkenGevraagd(aanvraag_id=UUID() as aanvraag_id):
            return [
                VraagAanvulling(
                    aanvraag_id=aanvraag_id,
                    uitvraag_id=event.uitvraag_id,
                    hersteltermijn_tot=event.hersteltermijn_tot,
                    op=event.gevraagd_op,
                )
            ]
        case intake.StukkenCompleet(aanvraag_id=UUID() as aanvraag_id):
            return [
                VerwerkAanvulling(
                    aanvraag_id=aanvraag_id, uitvraag_id=event.uitvraag_id, op=event.compleet_op
                )
            ]
        case ledger.LeningGeopend():
            return [
                BevestigLening(
                    aanvraag_id=event.aanvraag_id, lening_id=event.lening_id, op=event.boekdatum
                )
            ]
    return []


def raakt_dossier(event: Contract) -> UUID | None:
    """The dossier of which an event asks something of every running application."""
    match event:
        case intake.AanmeldingAangevuld() | intake.AanmeldingIngetrokken():
            return event.dossier_id
    return None


def verzoek_aan(event: Contract, aanvraag_id: UUID) -> Aanvraagverzoek | None:
    """What such an event asks of one of them."""
    match event:
        case intake.AanmeldingAangevuld(is_groep_bekend=True):
            return WijzigGroep(aanvraag_id=aanvraag_id, groep=event.groep, op=event.aangevuld_op)
        case intake.AanmeldingIngetrokken():
            return RegistreerIntrekking(
                aanvraag_id=aanvraag_id, reden=event.reden, op=event.ingetrokken_op
            )
    return None
