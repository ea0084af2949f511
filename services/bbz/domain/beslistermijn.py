"""The term to decide on an application: its length, one extension, standing still, and its end (Bbz art. 35; Awb 4:15; Atw 1, 4 a)."""

from datetime import date, timedelta

from services.bbz.domain.commands import (
    ControleerBeslistermijn,
    VerlengBeslistermijn,
    VerwerkAanvulling,
    VraagAanvulling,
)
from services.bbz.domain.events import (
    Aanvraagfeit,
    AanvullingAlsnogBinnen,
    AanvullingGevraagd,
    AanvullingVerwerkt,
    BeslistermijnVerlengd,
    BeslistermijnVerstreken,
)
from services.bbz.domain.state import Aanvraag
from services.bbz.domain.weigeringen import (
    BeslistermijnIsAlVerlengd,
    BeslistermijnIsVoorbij,
    VerlengingIsTeLang,
)
from shared.dates import plus_weken
from shared.parameters import Parameterset
from shared.recht.termijnen import laatste_dag, wekentermijn


def beslistermijn_tot(aanvraagdatum: date, parameters: Parameterset) -> date:
    """The last day to decide: weeks from the day after receipt (Bbz art. 35 lid 2); raises ParameterOnbekend.

    A term longer than the limit of Atw 4 a does not move to a working day.
    """
    return laatste_dag(
        aanvraagdatum, parameters.waarde("beslistermijn_bbz", aanvraagdatum).aantal, parameters
    )


def opgeschorte_dagen(gevraagd_op: date, tot: date) -> int:
    """The days from the day after the request until, not including, the day it was met or its term ended (Awb 4:15)."""
    return max(0, (tot - gevraagd_op).days - 1)


def verleng(
    state: Aanvraag, verzoek: VerlengBeslistermijn, parameters: Parameterset
) -> list[Aanvraagfeit]:
    """Once, while the term runs, by at most the weeks of Bbz art. 35 lid 3."""
    if state.is_verlengd:
        raise BeslistermijnIsAlVerlengd
    _moet_lopen(state, verzoek.op)
    hooguit = parameters.waarde("beslistermijn_bbz_verlenging", state.kern.aanvraagdatum).aantal
    if verzoek.weken > hooguit:
        raise VerlengingIsTeLang(verzoek.weken, hooguit)
    return [
        BeslistermijnVerlengd(
            dossier_id=state.kern.dossier_id,
            gemeente=state.kern.gemeente,
            weken=verzoek.weken,
            beslistermijn_tot=plus_weken(state.beslistermijn_tot, verzoek.weken),
            grondslag="Bbz art. 35 lid 3",
            parameterset=parameters.versie,
            verlengd_op=verzoek.op,
        )
    ]


def vraag_aanvulling(
    state: Aanvraag, verzoek: VraagAanvulling, parameters: Parameterset
) -> list[Aanvraagfeit]:
    """The term stands still until what is missing came in or the hersteltermijn ended (Awb 4:5, 4:15).

    What intake asked cannot be refused: where the term does not run, or stands still for another request, nothing follows from it.
    """
    feiten: list[Aanvraagfeit] = []
    if not state.loopt or verzoek.hersteltermijn_tot <= verzoek.op:
        return []
    if state.aanvulling:
        if verzoek.op <= state.aanvulling.hersteltermijn_tot:
            return []
        hervat = _hervat(state, state.aanvulling, verzoek.op, parameters)
        feiten, state = [hervat], state.na(beslistermijn_tot=hervat.beslistermijn_tot)
    if state.is_verstreken or verzoek.op > state.beslistermijn_tot:
        return feiten
    return [
        *feiten,
        AanvullingGevraagd(
            dossier_id=state.kern.dossier_id,
            gemeente=state.kern.gemeente,
            hersteltermijn_tot=verzoek.hersteltermijn_tot,
            gevraagd_op=verzoek.op,
            uitvraag_id=verzoek.uitvraag_id,
        ),
    ]


def verwerk_aanvulling(
    state: Aanvraag, verzoek: VerwerkAanvulling, parameters: Parameterset
) -> list[Aanvraagfeit]:
    """What came in late is welcome as long as nothing was decided: then the application is not left unhandled for it."""
    if not state.loopt:
        return []
    feiten: list[Aanvraagfeit] = []
    uitgebleven = state.uitgebleven
    if state.aanvulling and state.aanvulling.uitvraag_id == verzoek.uitvraag_id:
        hervat = _hervat(state, state.aanvulling, verzoek.op, parameters)
        feiten, uitgebleven = [hervat], hervat if hervat.is_uitgebleven else None
    if uitgebleven and uitgebleven.uitvraag_id == verzoek.uitvraag_id:
        feiten.append(
            AanvullingAlsnogBinnen(
                dossier_id=state.kern.dossier_id,
                gemeente=state.kern.gemeente,
                uitvraag_id=verzoek.uitvraag_id,
                ontvangen_op=verzoek.op,
            )
        )
    return feiten


def controleer(
    state: Aanvraag, verzoek: ControleerBeslistermijn, parameters: Parameterset
) -> list[Aanvraagfeit]:
    """What ended by itself before this day, each told once: an unused hersteltermijn, then the term to decide."""
    feiten: list[Aanvraagfeit] = []
    eind = state.beslistermijn_tot
    if state.laatste_dag is None or verzoek.op <= state.laatste_dag:
        return []
    if state.aanvulling:
        hervat = _hervat(state, state.aanvulling, verzoek.op, parameters)
        feiten, eind = [hervat], hervat.beslistermijn_tot
    if verzoek.op > eind:
        feiten.append(
            BeslistermijnVerstreken(
                dossier_id=state.kern.dossier_id,
                gemeente=state.kern.gemeente,
                beslistermijn_tot=eind,
                vastgesteld_op=verzoek.op,
            )
        )
    return feiten


def _hervat(
    state: Aanvraag, aanvulling: AanvullingGevraagd, op: date, parameters: Parameterset
) -> AanvullingVerwerkt:
    is_uitgebleven = op > aanvulling.hersteltermijn_tot
    uiterlijk = wekentermijn("buiten_behandeling", aanvulling.hersteltermijn_tot, parameters)
    dagen = opgeschorte_dagen(aanvulling.gevraagd_op, min(op, aanvulling.hersteltermijn_tot))
    return AanvullingVerwerkt(
        dossier_id=state.kern.dossier_id,
        gemeente=state.kern.gemeente,
        is_uitgebleven=is_uitgebleven,
        dagen=dagen,
        beslistermijn_tot=state.beslistermijn_tot + timedelta(days=dagen),
        verwerkt_op=op,
        uitvraag_id=aanvulling.uitvraag_id,
        buiten_behandeling_tot=uiterlijk.laatste_dag if is_uitgebleven else None,
    )


def _moet_lopen(state: Aanvraag, op: date) -> None:
    if state.is_verstreken or (state.aanvulling is None and op > state.beslistermijn_tot):
        raise BeslistermijnIsVoorbij
