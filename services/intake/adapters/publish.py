"""intake's private facts as the world sees them."""

from services.intake.domain import events
from services.intake.domain.aanvraag.events import AanvraagIngediend
from services.intake.domain.notities.events import NotitieGemaakt
from services.intake.domain.stukken.events import Stukfeit
from shared.contracts import intake as contract
from shared.contracts.base import Contract
from shared.facts import StoredFact


def publish(stored: StoredFact) -> Contract | None:
    match stored.fact:
        case events.AanmeldingOntvangen() as feit:
            return contract.AanmeldingOntvangen(**dict(feit))
        case events.AanmeldingAangevuld() as feit:
            return contract.AanmeldingAangevuld(dossier_id=stored.stream_id, **dict(feit))
        case events.AanmeldingIngetrokken() as feit:
            return contract.AanmeldingIngetrokken(dossier_id=stored.stream_id, **dict(feit))
        case events.PersoonsgegevensGecorrigeerd() as feit:
            return contract.PersoonsgegevensGecorrigeerd(dossier_id=stored.stream_id, **dict(feit))
        case AanvraagIngediend() as feit:
            return contract.AanvraagIngediend(**dict(feit))
        case Stukfeit() | NotitieGemaakt() as feit:
            return contract.BY_NAME[stored.name].model_validate(dict(feit))
        case events.DossierAfgesloten() as feit:
            return contract.DossierAfgesloten(dossier_id=stored.stream_id, **dict(feit))
        case events.DossierHeropend() as feit:
            return contract.DossierHeropend(dossier_id=stored.stream_id, **dict(feit))
        case events.PersoonSamengevoegd() as feit:
            return contract.PersoonSamengevoegd(dossier_id=stored.stream_id, **dict(feit))
        case events.PersoonGewist() as feit:
            return contract.PersoonGewist(dossier_id=stored.stream_id, **dict(feit))
    return None
