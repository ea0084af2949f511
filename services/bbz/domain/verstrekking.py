"""May this credit be granted? Every condition is looked at; the first that fails refuses, as a fact."""

from datetime import date
from uuid import UUID, uuid5

from services.bbz.domain.commands import KenLevensonderhoudToe, VerstrekKrediet
from services.bbz.domain.events import Aanvraagfeit, KredietVerstrekt, VerstrekkingGeweigerd
from services.bbz.domain.kader import Kader
from services.bbz.domain.looptijd import eerste_vervaldag, rentestart
from services.bbz.domain.producten import METHODEN, gewone_product
from services.bbz.domain.rente import jaarrente
from services.bbz.domain.state import Aanvraag
from services.bbz.domain.toets import Toets, Voorstel
from services.bbz.domain.voorwaarden import VOORWAARDEN, toetsing
from services.bbz.domain.weigeringen import (
    EersteVervaldagLigtTeVroeg,
    KredietIsAlVerstrekt,
    LevensonderhoudIsGeenKrediet,
    MethodePastNietBijProduct,
    UitbetalingLigtTeVer,
    UitbetalingLigtVoorBesluit,
)
from shared.dates import plus_maanden


def lening_id(aanvraag_id: UUID) -> UUID:
    """One application, one loan: the same id however often it is asked."""
    return uuid5(aanvraag_id, "lening")


def voorstel(state: Aanvraag, ondertekenaar: str, op: date) -> Voorstel:
    """What the conditions see when this person would sign for what was proposed, with the usual product of the group."""
    beoordeling = state.beoordeling
    return Voorstel(
        gemeente=state.kern.gemeente,
        groep=state.groep,
        aanvraagdatum=state.kern.aanvraagdatum,
        beoordelaar=beoordeling.beoordelaar if beoordeling else None,
        advies=beoordeling.advies if beoordeling else None,
        is_levensvatbaar=beoordeling.is_levensvatbaar if beoordeling else None,
        product=gewone_product(state.groep),
        bedrag_cent=beoordeling.voorgesteld_cent if beoordeling else None,
        ondertekenaar=ondertekenaar,
        besluitdatum=op,
    )


def gevraagd_voorstel(state: Aanvraag, verzoek: VerstrekKrediet) -> Voorstel:
    """What the conditions see of a request to grant."""
    return voorstel(state, verzoek.ondertekenaar, verzoek.op).na(
        regeling=verzoek.regeling,
        product=verzoek.product,
        bedrag_cent=verzoek.bedrag_cent,
        termijnen=verzoek.termijnen,
        uitbetaald_op=verzoek.uitbetaald_op,
        eerste_vervaldag=verzoek.eerste_vervaldag,
    )


def verstrek(state: Aanvraag, verzoek: VerstrekKrediet, kader: Kader) -> list[Aanvraagfeit]:
    if state.krediet:
        if _is_hetzelfde(state.krediet, verzoek):
            return []
        raise KredietIsAlVerstrekt(state.kern.dossier_id)
    state.moet_lopen()
    _moet_kloppen(state, verzoek)
    gevraagd = gevraagd_voorstel(state, verzoek)
    toetsen = toetsing(gevraagd, kader, VOORWAARDEN)
    geweigerd = weiger(state, verzoek, verzoek.bedrag_cent, kader, toetsen)
    return [_krediet(state, verzoek, gevraagd, kader, toetsen)] if geweigerd is None else geweigerd


def weiger(
    state: Aanvraag,
    verzoek: VerstrekKrediet | KenLevensonderhoudToe,
    bedrag_cent: int,
    kader: Kader,
    toetsen: tuple[Toets, ...],
) -> list[Aanvraagfeit] | None:
    """The refusal by the first condition that fails, nothing where it was refused so already; None where every condition is met."""
    gezakt = next((toets for toets in toetsen if not toets.is_voldaan), None)
    if gezakt is None:
        return None
    nee = _weigering(state, verzoek, bedrag_cent, kader, gezakt)
    return [] if nee == state.weigering else [nee]


def _is_hetzelfde(krediet: KredietVerstrekt, verzoek: VerstrekKrediet) -> bool:
    """The same request once more, perhaps on a later day."""
    eerste = verzoek.eerste_vervaldag or eerste_vervaldag(verzoek.uitbetaald_op)
    return (
        krediet.hoofdsom_cent,
        krediet.product,
        krediet.termijnen,
        krediet.methode,
        krediet.dagtelling,
        krediet.regeling,
        krediet.uitbetaald_op,
        krediet.eerste_vervaldag,
        krediet.ondertekenaar,
    ) == (
        verzoek.bedrag_cent,
        verzoek.product,
        verzoek.termijnen,
        verzoek.methode,
        verzoek.dagtelling,
        verzoek.regeling,
        verzoek.uitbetaald_op,
        eerste,
        verzoek.ondertekenaar,
    )


def _moet_kloppen(state: Aanvraag, verzoek: VerstrekKrediet) -> None:
    """What no besluit can say, whatever the rules are."""
    if state.kern.soort == "levensonderhoud":
        raise LevensonderhoudIsGeenKrediet
    if verzoek.methode not in METHODEN[verzoek.product]:
        raise MethodePastNietBijProduct
    if verzoek.uitbetaald_op < verzoek.op:
        raise UitbetalingLigtVoorBesluit(verzoek.op)
    if verzoek.uitbetaald_op > (laatste := plus_maanden(verzoek.op, 12)):
        raise UitbetalingLigtTeVer(laatste)
    if verzoek.eerste_vervaldag and verzoek.eerste_vervaldag < rentestart(verzoek.uitbetaald_op):
        raise EersteVervaldagLigtTeVroeg


def _krediet(
    state: Aanvraag,
    verzoek: VerstrekKrediet,
    gevraagd: Voorstel,
    kader: Kader,
    toetsen: tuple[Toets, ...],
) -> KredietVerstrekt:
    return KredietVerstrekt(
        dossier_id=state.kern.dossier_id,
        gemeente=state.kern.gemeente,
        lening_id=lening_id(verzoek.aanvraag_id),
        groep=state.groep,
        regeling=verzoek.regeling,
        product=verzoek.product,
        hoofdsom_cent=verzoek.bedrag_cent,
        jaarrente_procent=jaarrente(gevraagd, kader.parameters),
        methode=verzoek.methode,
        termijnen=verzoek.termijnen,
        dagtelling=verzoek.dagtelling,
        uitbetaald_op=verzoek.uitbetaald_op,
        eerste_vervaldag=verzoek.eerste_vervaldag or eerste_vervaldag(verzoek.uitbetaald_op),
        aanvraagdatum=state.kern.aanvraagdatum,
        besluitdatum=verzoek.op,
        parameterset=kader.parameters.versie,
        ondertekenaar=verzoek.ondertekenaar,
        mandaat=kader.mandaten.kenmerk(verzoek.ondertekenaar, state.kern.gemeente, verzoek.op),
        onderbouwing=toetsen,
    )


def _weigering(
    state: Aanvraag,
    verzoek: VerstrekKrediet | KenLevensonderhoudToe,
    bedrag_cent: int,
    kader: Kader,
    toets: Toets,
) -> VerstrekkingGeweigerd:
    """The refusal to grant, as the fact that keeps it."""
    return VerstrekkingGeweigerd(
        dossier_id=state.kern.dossier_id,
        gemeente=state.kern.gemeente,
        regel=toets.regel,
        grondslag=toets.grondslag,
        uitleg=toets.uitleg,
        bedrag_cent=bedrag_cent,
        gevraagd_cent=toets.gevraagd_cent,
        toegestaan_cent=toets.toegestaan_cent,
        gevraagd_maanden=toets.gevraagd_maanden,
        toegestaan_maanden=toets.toegestaan_maanden,
        parameter=toets.parameter,
        parameterset=kader.parameters.versie,
        ondertekenaar=verzoek.ondertekenaar,
        geweigerd_op=verzoek.op,
    )
