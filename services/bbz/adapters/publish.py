"""bbz's private facts as the world sees them."""

from services.bbz.domain import events
from services.bbz.domain.tips import TIPS
from shared.contracts import bbz as contract
from shared.contracts.base import Contract
from shared.facts import StoredFact


def publish(stored: StoredFact) -> Contract | None:
    aanvraag_id = stored.stream_id
    match stored.fact:
        case events.AanvraagGeopend() as feit:
            return contract.AanvraagGeopend.model_validate(dict(feit))
        case events.AanvraagBeoordeeld() as feit:
            return contract.AanvraagBeoordeeld.model_validate(
                {**dict(feit), "aanvraag_id": aanvraag_id}
            )
        case events.KredietVerstrekt() as feit:
            return contract.KredietVerstrekt.model_validate(
                {**dict(feit), "aanvraag_id": aanvraag_id}
            )
        case events.LevensonderhoudToegekend() as feit:
            maandbedragen = tuple(contract.Maandbedrag(**dict(een)) for een in feit.maandbedragen)
            return contract.LevensonderhoudToegekend.model_validate(
                {**dict(feit), "aanvraag_id": aanvraag_id, "maandbedragen": maandbedragen}
            )
        case events.VerstrekkingGeweigerd() as feit:
            return contract.VerstrekkingGeweigerd.model_validate(
                {**dict(feit), "aanvraag_id": aanvraag_id}
            )
        case events.AanvraagAfgewezen() as feit:
            tips = tuple(contract.Tip(code=code, tekst=TIPS[code]) for code in feit.tips)
            return contract.AanvraagAfgewezen.model_validate(
                {**dict(feit), "aanvraag_id": aanvraag_id, "reden": feit.uitleg, "tips": tips}
            )
        case events.AanvraagIngetrokken() as feit:
            return contract.AanvraagIngetrokken.model_validate(
                {**dict(feit), "aanvraag_id": aanvraag_id}
            )
        case events.AanvullingGevraagd() as feit:
            return contract.AanvullingGevraagd.model_validate(
                {**dict(feit), "aanvraag_id": aanvraag_id}
            )
        case events.AanvraagBuitenBehandelingGesteld() as feit:
            return contract.AanvraagBuitenBehandelingGesteld.model_validate(
                {**dict(feit), "aanvraag_id": aanvraag_id}
            )
        case events.BeslistermijnVerstreken() as feit:
            return contract.BeslistermijnVerstreken.model_validate(
                {**dict(feit), "aanvraag_id": aanvraag_id}
            )
    return _beslistermijn_gewijzigd(stored)


def _beslistermijn_gewijzigd(stored: StoredFact) -> Contract | None:
    match stored.fact:
        case events.BeslistermijnVerlengd() as feit:
            reden, op = "verlengd", feit.verlengd_op
        case events.AanvullingVerwerkt() as feit:
            reden, op = (
                "aanvulling_uitgebleven" if feit.is_uitgebleven else "aangevuld",
                feit.verwerkt_op,
            )
        case _:
            return None
    return contract.BeslistermijnGewijzigd.model_validate(
        {
            "dossier_id": feit.dossier_id,
            "aanvraag_id": stored.stream_id,
            "gemeente": feit.gemeente,
            "reden": reden,
            "beslistermijn_tot": feit.beslistermijn_tot,
            "gewijzigd_op": op,
            "buiten_behandeling_tot": getattr(feit, "buiten_behandeling_tot", None),
        }
    )
