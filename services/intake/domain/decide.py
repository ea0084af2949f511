"""May this request be taken in, and what changes? An empty list means: already so."""

from services.intake.domain.commands import (
    Aanmeldingsverzoek,
    CorrigeerPersoonsgegevens,
    HeropenDossier,
    RegistreerAanmelding,
    RegistreerAanvulling,
    RegistreerIntrekking,
    SluitDossier,
    VoegPersoonSamen,
    WisPersoon,
)
from services.intake.domain.events import (
    AanmeldingAangevuld,
    AanmeldingIngetrokken,
    AanmeldingOntvangen,
    DossierAfgesloten,
    DossierHeropend,
    PersoonGewist,
    PersoonSamengevoegd,
    PersoonsgegevensGecorrigeerd,
)
from services.intake.domain.state import Aanmelding
from services.intake.domain.weigeringen import (
    AanmeldingBestaatNiet,
    AanmeldingIsIngetrokken,
    AanvraagLooptNog,
    DossierIsAlGesloten,
    DossierIsGesloten,
    DossierIsOpen,
    HulpvraagLooptElders,
    HulpvraagOntbreekt,
    PersoonIsGewist,
)
from shared.begrippen import Feit

# What an aanvulling answers anew, as a whole.
ANTWOORDEN = ("groep", "hulpvraag", "urgentie", "is_groep_bekend", "is_buiten_bbz")


def decide(state: Aanmelding, verzoek: Aanmeldingsverzoek) -> list[Feit]:
    match verzoek:
        case RegistreerAanmelding():
            return _registreer(state, verzoek)
        case RegistreerAanvulling():
            return _vul_aan(state, verzoek)
        case RegistreerIntrekking():
            return _trek_in(state, verzoek)
        case SluitDossier():
            return _sluit(state, verzoek)
        case HeropenDossier():
            return _heropen(state, verzoek)
        case CorrigeerPersoonsgegevens():
            return _corrigeer(state, verzoek)
        case VoegPersoonSamen():
            return _voeg_samen(state, verzoek)
        case WisPersoon():
            return _wis(state, verzoek)


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
            voorganger=verzoek.voorganger,
            persoon_id=verzoek.persoon_id,
            is_groep_bekend=verzoek.is_groep_bekend,
            is_buiten_bbz=verzoek.is_buiten_bbz,
        )
    ]


def _vul_aan(state: Aanmelding, verzoek: RegistreerAanvulling) -> list[Feit]:
    _moet_open_zijn(state)
    if not verzoek.hulpvraag:
        raise HulpvraagOntbreekt
    antwoord = {naam: getattr(verzoek, naam) for naam in ANTWOORDEN}
    if antwoord == {naam: getattr(state, naam) for naam in ANTWOORDEN}:
        return []
    if verzoek.elders:
        raise HulpvraagLooptElders(verzoek.elders)
    return [AanmeldingAangevuld(gemeente=state.gemeente, aangevuld_op=verzoek.op, **antwoord)]


def _trek_in(state: Aanmelding, verzoek: RegistreerIntrekking) -> list[Feit]:
    if state.status == "ingetrokken":
        return []
    _moet_open_zijn(state)
    return [
        AanmeldingIngetrokken(
            gemeente=state.gemeente, reden=verzoek.reden, ingetrokken_op=verzoek.op
        )
    ]


def _sluit(state: Aanmelding, verzoek: SluitDossier) -> list[Feit]:
    """A loan lives on; an application would wait for a decision that nobody takes (Awb 4:13)."""
    _moet_bestaan(state)
    if state.status != "open":
        raise DossierIsAlGesloten
    if verzoek.loopt:
        raise AanvraagLooptNog(verzoek.loopt)
    return [
        DossierAfgesloten(gemeente=state.gemeente, reden=verzoek.reden, afgesloten_op=verzoek.op)
    ]


def _heropen(state: Aanmelding, verzoek: HeropenDossier) -> list[Feit]:
    _moet_bestaan(state)
    if state.is_gewist:
        raise PersoonIsGewist
    if state.status == "open":
        raise DossierIsOpen
    if verzoek.elders:
        raise HulpvraagLooptElders(verzoek.elders)
    return [DossierHeropend(gemeente=state.gemeente, reden=verzoek.reden, heropend_op=verzoek.op)]


def _voeg_samen(state: Aanmelding, verzoek: VoegPersoonSamen) -> list[Feit]:
    _moet_bestaan(state)
    return [
        PersoonSamengevoegd(
            gemeente=state.gemeente,
            persoon_id=verzoek.persoon_id,
            was_persoon_id=verzoek.was_persoon_id,
            samengevoegd_op=verzoek.op,
        )
    ]


def _wis(state: Aanmelding, verzoek: WisPersoon) -> list[Feit]:
    _moet_bestaan(state)
    return [] if state.is_gewist else [PersoonGewist(gemeente=state.gemeente, gewist_op=verzoek.op)]


def _corrigeer(state: Aanmelding, verzoek: CorrigeerPersoonsgegevens) -> list[Feit]:
    """Also after a withdrawal: a loan and its letters live on (AVG art. 16)."""
    _moet_bestaan(state)
    if not verzoek.velden and not verzoek.andere_velden:
        return []
    return [
        PersoonsgegevensGecorrigeerd(
            gemeente=state.gemeente,
            velden=verzoek.velden,
            reden=verzoek.reden,
            gecorrigeerd_op=verzoek.op,
            andere_velden=verzoek.andere_velden,
        )
    ]


def _moet_bestaan(state: Aanmelding) -> None:
    if state.status == "onbekend":
        raise AanmeldingBestaatNiet


def _moet_open_zijn(state: Aanmelding) -> None:
    _moet_bestaan(state)
    if state.status == "ingetrokken":
        raise AanmeldingIsIngetrokken
    if state.status == "afgesloten":
        raise DossierIsGesloten
