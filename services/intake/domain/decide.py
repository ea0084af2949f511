"""May this request be taken in, and what changes? An empty list means: already so."""

from services.intake.domain.commands import (
    Aanmeldingsverzoek,
    CorrigeerPersoonsgegevens,
    RegistreerAanmelding,
    RegistreerAanvulling,
    RegistreerIntrekking,
)
from services.intake.domain.events import (
    AanmeldingAangevuld,
    AanmeldingIngetrokken,
    AanmeldingOntvangen,
    PersoonsgegevensGecorrigeerd,
)
from services.intake.domain.state import Aanmelding
from services.intake.domain.weigeringen import (
    AanmeldingBestaatNiet,
    AanmeldingIsIngetrokken,
    HulpvraagOntbreekt,
)
from shared.begrippen import Feit


def decide(state: Aanmelding, verzoek: Aanmeldingsverzoek) -> list[Feit]:
    match verzoek:
        case RegistreerAanmelding():
            return _registreer(state, verzoek)
        case RegistreerAanvulling():
            return _vul_aan(state, verzoek)
        case RegistreerIntrekking():
            return _trek_in(state, verzoek)
        case CorrigeerPersoonsgegevens():
            return _corrigeer(state, verzoek)


def _registreer(state: Aanmelding, verzoek: RegistreerAanmelding) -> list[Feit]:
    if not verzoek.hulpvraag:
        raise HulpvraagOntbreekt
    if state.status != "onbekend":
        return []
    return [
        AanmeldingOntvangen(
            dossier_id=verzoek.dossier_id,
            gemeente=verzoek.gemeente,
            kanaal=verzoek.kanaal,
            groep=verzoek.groep,
            hulpvraag=verzoek.hulpvraag,
            urgentie=verzoek.urgentie,
            ontvangen_op=verzoek.op,
        )
    ]


def _vul_aan(state: Aanmelding, verzoek: RegistreerAanvulling) -> list[Feit]:
    _moet_open_zijn(state)
    if not verzoek.hulpvraag:
        raise HulpvraagOntbreekt
    if (verzoek.groep, verzoek.hulpvraag, verzoek.urgentie) == (
        state.groep,
        state.hulpvraag,
        state.urgentie,
    ):
        return []
    return [
        AanmeldingAangevuld(
            gemeente=state.gemeente,
            groep=verzoek.groep,
            hulpvraag=verzoek.hulpvraag,
            urgentie=verzoek.urgentie,
            aangevuld_op=verzoek.op,
        )
    ]


def _trek_in(state: Aanmelding, verzoek: RegistreerIntrekking) -> list[Feit]:
    if state.status == "ingetrokken":
        return []
    _moet_open_zijn(state)
    return [
        AanmeldingIngetrokken(
            gemeente=state.gemeente, reden=verzoek.reden, ingetrokken_op=verzoek.op
        )
    ]


def _corrigeer(state: Aanmelding, verzoek: CorrigeerPersoonsgegevens) -> list[Feit]:
    """Also after a withdrawal: a loan and its letters live on (AVG art. 16)."""
    if state.status == "onbekend":
        raise AanmeldingBestaatNiet
    if not verzoek.velden:
        return []
    return [
        PersoonsgegevensGecorrigeerd(
            gemeente=state.gemeente,
            velden=verzoek.velden,
            reden=verzoek.reden,
            gecorrigeerd_op=verzoek.op,
        )
    ]


def _moet_open_zijn(state: Aanmelding) -> None:
    if state.status == "onbekend":
        raise AanmeldingBestaatNiet
    if state.status == "ingetrokken":
        raise AanmeldingIsIngetrokken
