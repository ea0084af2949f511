"""What follows from a request about an application. An empty list means: already so."""

from services.bbz.domain.afwijzing import wijs_af
from services.bbz.domain.beslistermijn import (
    beslistermijn_tot,
    controleer,
    verleng,
    verwerk_aanvulling,
    vraag_aanvulling,
)
from services.bbz.domain.buiten_behandeling import stel_buiten_behandeling
from services.bbz.domain.commands import (
    Aanvraagverzoek,
    BeoordeelAanvraag,
    BevestigLening,
    ControleerBeslistermijn,
    KenLevensonderhoudToe,
    OpenAanvraag,
    RegistreerAfwijzing,
    RegistreerIntrekking,
    StelBuitenBehandeling,
    VerlengBeslistermijn,
    VerstrekKrediet,
    VerwerkAanvulling,
    VraagAanvulling,
    WijzigGroep,
)
from services.bbz.domain.events import (
    AanvraagBeoordeeld,
    Aanvraagfeit,
    AanvraagGeopend,
    AanvraagIngetrokken,
    GroepGewijzigd,
    LeningBevestigd,
)
from services.bbz.domain.kader import Kader
from services.bbz.domain.state import Aanvraag
from services.bbz.domain.toekenning import ken_toe
from services.bbz.domain.verstrekking import verstrek
from services.bbz.domain.weigeringen import VoorstelOntbreekt
from shared.parameters import Parameterset


def decide(state: Aanvraag, verzoek: Aanvraagverzoek, kader: Kader) -> list[Aanvraagfeit]:
    match verzoek:
        case OpenAanvraag():
            return _open(state, verzoek, kader)
        case WijzigGroep():
            return _wijzig_groep(state, verzoek)
        case RegistreerIntrekking():
            return _trek_in(state, verzoek)
        case BevestigLening():
            return _bevestig(state, verzoek)
        case ControleerBeslistermijn() | VraagAanvulling() | VerwerkAanvulling():
            return _over_de_termijn(state, verzoek, kader.parameters)
        case StelBuitenBehandeling():
            return stel_buiten_behandeling(state, verzoek, kader)
        case VerstrekKrediet():
            return verstrek(state, verzoek, kader)
        case KenLevensonderhoudToe():
            return ken_toe(state, verzoek, kader)
        case RegistreerAfwijzing():
            return wijs_af(state, verzoek, kader)
    state.moet_lopen()
    match verzoek:
        case BeoordeelAanvraag():
            return _beoordeel(state, verzoek)
        case VerlengBeslistermijn():
            return verleng(state, verzoek, kader.parameters)
    raise TypeError(f"unknown request {type(verzoek).__name__}")


def _over_de_termijn(
    state: Aanvraag,
    verzoek: ControleerBeslistermijn | VraagAanvulling | VerwerkAanvulling,
    parameters: Parameterset,
) -> list[Aanvraagfeit]:
    """What a day or intake says of it; nobody can be told that it cannot be, so what does not fit is silence."""
    match verzoek:
        case ControleerBeslistermijn():
            return controleer(state, verzoek, parameters)
        case VraagAanvulling():
            return vraag_aanvulling(state, verzoek, parameters)
        case VerwerkAanvulling():
            return verwerk_aanvulling(state, verzoek, parameters)


def _open(state: Aanvraag, verzoek: OpenAanvraag, kader: Kader) -> list[Aanvraagfeit]:
    """Once."""
    if state.status != "onbekend":
        return []
    tot = beslistermijn_tot(verzoek.aanvraagdatum, kader.parameters)
    return [
        AanvraagGeopend(
            aanvraag_id=verzoek.aanvraag_id,
            dossier_id=verzoek.dossier_id,
            gemeente=verzoek.gemeente,
            groep=verzoek.groep,
            soort=verzoek.soort,
            aanvraagdatum=verzoek.aanvraagdatum,
            beslistermijn_tot=tot,
            parameterset=kader.parameters.versie,
            geopend_op=verzoek.op,
            voorganger=verzoek.voorganger,
            gevraagd_cent=verzoek.gevraagd_cent,
            gevraagde_maanden=verzoek.gevraagde_maanden,
            bestemming=verzoek.bestemming,
            opgevolgde_tips=verzoek.opgevolgde_tips,
        )
    ]


def _wijzig_groep(state: Aanvraag, verzoek: WijzigGroep) -> list[Aanvraagfeit]:
    """While no decision was made: the maximum and the months hang on the group (A-9)."""
    if not state.loopt or state.groep == verzoek.groep:
        return []
    return [
        GroepGewijzigd(
            dossier_id=state.kern.dossier_id,
            gemeente=state.kern.gemeente,
            groep=verzoek.groep,
            gewijzigd_op=verzoek.op,
        )
    ]


def _trek_in(state: Aanvraag, verzoek: RegistreerIntrekking) -> list[Aanvraagfeit]:
    """A running application ends; a decision stays. Raises AanvraagBestaatNiet, AanvraagIsAfgedaan."""
    if state.status == "ingetrokken":
        return []
    state.moet_lopen()
    return [
        AanvraagIngetrokken(
            dossier_id=state.kern.dossier_id,
            gemeente=state.kern.gemeente,
            reden=verzoek.reden,
            ingetrokken_op=verzoek.op,
        )
    ]


def _beoordeel(state: Aanvraag, verzoek: BeoordeelAanvraag) -> list[Aanvraagfeit]:
    if (
        verzoek.advies == "toewijzen"
        and state.kern.soort == "bedrijfskapitaal"
        and verzoek.voorgesteld_cent is None
    ):
        raise VoorstelOntbreekt
    beoordeling = AanvraagBeoordeeld(
        dossier_id=state.kern.dossier_id,
        gemeente=state.kern.gemeente,
        advies=verzoek.advies,
        is_levensvatbaar=verzoek.is_levensvatbaar,
        voorgesteld_cent=verzoek.voorgesteld_cent,
        beoordelaar=verzoek.beoordelaar,
        beoordeeld_op=verzoek.op,
    )
    is_al_zo = state.beoordeling and beoordeling == state.beoordeling.na(beoordeeld_op=verzoek.op)
    return [] if is_al_zo else [beoordeling]


def _bevestig(state: Aanvraag, verzoek: BevestigLening) -> list[Aanvraagfeit]:
    """The ledger also opens loans that were not granted here; those say nothing about our applications."""
    if (
        state.krediet is None
        or state.krediet.lening_id != verzoek.lening_id
        or state.is_lening_bevestigd
    ):
        return []
    return [
        LeningBevestigd(
            dossier_id=state.kern.dossier_id,
            gemeente=state.kern.gemeente,
            lening_id=verzoek.lening_id,
            bevestigd_op=verzoek.op,
        )
    ]
