"""What bbz does with what others say."""

from datetime import date
from uuid import UUID, uuid5

from services.bbz.domain.begrippen import Soort
from services.bbz.domain.commands import (
    Aanvraagverzoek,
    BevestigLening,
    OpenAanvraag,
    RegistreerIntrekking,
)
from shared.begrippen import Instrument
from shared.contracts import intake, klok, ledger, routing
from shared.contracts.base import Contract

SOORTEN: dict[Instrument, Soort] = {
    "bbz_krediet": "bedrijfskapitaal",
    "bbz_levensonderhoud": "levensonderhoud",
}


def aanvraag_id(dossier_id: UUID, soort: Soort) -> UUID:
    """One application of each kind in a dossier: the same id however often its route is heard."""
    return uuid5(dossier_id, soort)


def nieuwe_dag(event: Contract) -> date | None:
    return event.dag if isinstance(event, klok.DagAangebroken) else None


def verzoeken(event: Contract) -> list[Aanvraagverzoek]:
    """What an event of another service asks of our applications."""
    match event:
        case routing.RouteToegewezen():
            instrumenten = {
                instrument for route in event.routes for instrument in route.instrumenten
            }
            return [
                _open(event, soort)
                for instrument, soort in SOORTEN.items()
                if instrument in instrumenten
            ]
        case intake.AanmeldingIngetrokken():
            return [_trek_in(event, soort) for soort in SOORTEN.values()]
        case ledger.LeningGeopend():
            return [
                BevestigLening(
                    aanvraag_id=event.aanvraag_id, lening_id=event.lening_id, op=event.boekdatum
                )
            ]
    return []


def _open(event: routing.RouteToegewezen, soort: Soort) -> OpenAanvraag:
    return OpenAanvraag(
        aanvraag_id=aanvraag_id(event.dossier_id, soort),
        dossier_id=event.dossier_id,
        gemeente=event.gemeente,
        groep=event.groep,
        soort=soort,
        aanvraagdatum=event.aanmelding_ontvangen_op,
        op=event.toegewezen_op,
    )


def _trek_in(event: intake.AanmeldingIngetrokken, soort: Soort) -> RegistreerIntrekking:
    return RegistreerIntrekking(
        aanvraag_id=aanvraag_id(event.dossier_id, soort),
        dossier_id=event.dossier_id,
        gemeente=event.gemeente,
        reden=event.reden,
        op=event.ingetrokken_op,
    )
