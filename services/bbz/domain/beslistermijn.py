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
    AanvullingGevraagd,
    AanvullingVerwerkt,
    BeslistermijnVerlengd,
    BeslistermijnVerstreken,
)
from services.bbz.domain.state import Aanvraag
from services.bbz.domain.weigeringen import (
    AanvullingIsAlGevraagd,
    AanvullingIsNietGevraagd,
    BeslistermijnIsAlVerlengd,
    BeslistermijnIsVoorbij,
    HersteltermijnLigtTeVroeg,
    VerlengingIsTeLang,
)
from shared.dates import plus_weken
from shared.parameters import Parameterset
from shared.recht.termijnen import laatste_dag


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


def vraag_aanvulling(state: Aanvraag, verzoek: VraagAanvulling) -> list[Aanvraagfeit]:
    """The term stands still until what is missing came in or the hersteltermijn ended (Awb 4:5, 4:15)."""
    if state.aanvulling:
        if state.aanvulling.hersteltermijn_tot == verzoek.hersteltermijn_tot:
            return []
        raise AanvullingIsAlGevraagd
    _moet_lopen(state, verzoek.op)
    if verzoek.hersteltermijn_tot <= verzoek.op:
        raise HersteltermijnLigtTeVroeg(verzoek.op + timedelta(days=1))
    return [
        AanvullingGevraagd(
            dossier_id=state.kern.dossier_id,
            gemeente=state.kern.gemeente,
            hersteltermijn_tot=verzoek.hersteltermijn_tot,
            gevraagd_op=verzoek.op,
        )
    ]


def verwerk_aanvulling(state: Aanvraag, verzoek: VerwerkAanvulling) -> list[Aanvraagfeit]:
    if state.aanvulling is None:
        raise AanvullingIsNietGevraagd
    return [_hervat(state, state.aanvulling, verzoek.op)]


def controleer(state: Aanvraag, verzoek: ControleerBeslistermijn) -> list[Aanvraagfeit]:
    """What ended by itself before this day, each told once: an unused hersteltermijn, then the term to decide."""
    feiten: list[Aanvraagfeit] = []
    eind = state.beslistermijn_tot
    if state.laatste_dag is None or verzoek.op <= state.laatste_dag:
        return []
    if state.aanvulling:
        hervat = _hervat(state, state.aanvulling, verzoek.op)
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


def _hervat(state: Aanvraag, aanvulling: AanvullingGevraagd, op: date) -> AanvullingVerwerkt:
    dagen = opgeschorte_dagen(aanvulling.gevraagd_op, min(op, aanvulling.hersteltermijn_tot))
    return AanvullingVerwerkt(
        dossier_id=state.kern.dossier_id,
        gemeente=state.kern.gemeente,
        is_uitgebleven=op > aanvulling.hersteltermijn_tot,
        dagen=dagen,
        beslistermijn_tot=state.beslistermijn_tot + timedelta(days=dagen),
        verwerkt_op=op,
    )


def _moet_lopen(state: Aanvraag, op: date) -> None:
    if state.is_verstreken or (state.aanvulling is None and op > state.beslistermijn_tot):
        raise BeslistermijnIsVoorbij
