"""What others tell, and the letter it asks for."""

from collections.abc import Sequence
from datetime import date

from services.notify.domain.commands import (
    Aanleiding,
    AnnuleerBerichten,
    VerstuurAanmaning,
    VerstuurAfwijzing,
    VerstuurHerinnering,
    VerstuurOntvangstbevestiging,
    VerstuurToekenning,
    Verstuurverzoek,
)
from services.notify.domain.gegevens import (
    Aanmaningsgegevens,
    Afwijzingsgegevens,
    Herinneringsgegevens,
    Krediet,
    Ontvangstgegevens,
    Rekening,
)
from shared.contracts import bbz, intake, invordering, klok, ledger, routing
from shared.contracts.base import Contract


def nieuwe_dag(event: Contract) -> date | None:
    return event.dag if isinstance(event, klok.DagAangebroken) else None


def verzoeken(event: Contract, aanleiding: Aanleiding) -> Sequence[Verstuurverzoek | AnnuleerBerichten]:
    """Their fact becomes our request; what needs no letter gives nothing."""
    match event:
        case routing.RouteToegewezen() | routing.GeenRouteGevonden():
            return [_ontvangstbevestiging(event, aanleiding)]
        case bbz.KredietVerstrekt():
            return [_toekenning_van_besluit(event, aanleiding)]
        case ledger.LeningGeopend():
            return [_toekenning_van_rekening(event, aanleiding)]
        case bbz.AanvraagAfgewezen():
            return [_afwijzing(event, aanleiding)]
        case ledger.BetalingGemist() if event.termijn:
            return [_herinnering(event, aanleiding)]
        case invordering.AanmaningOpgemaakt():
            return [_aanmaning(event, aanleiding)]
        case invordering.AanmaningIngetrokken():
            lening_id = event.schuld_id if event.schuldsoort == "lening" else None
            return [
                AnnuleerBerichten(
                    soort="aanmaning",
                    reden="aanmaning_ingetrokken",
                    dossier_id=event.dossier_id,
                    lening_id=lening_id,
                    op=event.op,
                    bericht_id=event.aanmaning_id,
                )
            ]
        case ledger.AchterstandIngelopen() | ledger.LeningAfgelost():
            return [
                AnnuleerBerichten(
                    soort="herinnering", reden="betaald", dossier_id=event.dossier_id, lening_id=event.lening_id, op=event.boekdatum
                )
            ]
        case intake.AanmeldingIngetrokken():
            return [
                AnnuleerBerichten(soort="ontvangstbevestiging", reden="ingetrokken", dossier_id=event.dossier_id, op=event.ingetrokken_op)
            ]
    return []


def _ontvangstbevestiging(
    event: routing.RouteToegewezen | routing.GeenRouteGevonden, aanleiding: Aanleiding
) -> VerstuurOntvangstbevestiging:
    if isinstance(event, routing.GeenRouteGevonden):
        gegevens, op = Ontvangstgegevens(team=event.team), event.vastgesteld_op
    else:
        gegevens, op = (
            Ontvangstgegevens(
                team=event.team, is_spoed=event.is_spoed, hulpvraag=event.hulpvraag, ontvangen_op=event.aanmelding_ontvangen_op
            ),
            event.toegewezen_op,
        )
    return VerstuurOntvangstbevestiging(
        aanleiding=aanleiding, dossier_id=event.dossier_id, gemeente=event.gemeente, op=op, gegevens=gegevens
    )


def _toekenning_van_besluit(event: bbz.KredietVerstrekt, aanleiding: Aanleiding) -> VerstuurToekenning:
    krediet = Krediet(
        hoofdsom_cent=event.hoofdsom_cent, jaarrente_procent=event.jaarrente_procent, methode=event.methode, termijnen=event.termijnen,
        besluitdatum=event.besluitdatum, uitbetaald_op=event.uitbetaald_op,
    )  # fmt: skip
    return VerstuurToekenning(
        aanleiding=aanleiding, dossier_id=event.dossier_id, gemeente=event.gemeente, op=event.besluitdatum, lening_id=event.lening_id,
        krediet=krediet,
    )  # fmt: skip


def _toekenning_van_rekening(event: ledger.LeningGeopend, aanleiding: Aanleiding) -> VerstuurToekenning:
    rekening = Rekening(eerste_vervaldag=event.eerste_vervaldag, einddatum=event.einddatum, betalingskenmerk=event.betalingskenmerk)
    return VerstuurToekenning(
        aanleiding=aanleiding, dossier_id=event.dossier_id, gemeente=event.gemeente, op=event.boekdatum, lening_id=event.lening_id,
        rekening=rekening,
    )  # fmt: skip


def _afwijzing(event: bbz.AanvraagAfgewezen, aanleiding: Aanleiding) -> VerstuurAfwijzing:
    gegevens = Afwijzingsgegevens(grondslag=event.grondslag, reden=event.reden, afgewezen_op=event.afgewezen_op)
    return VerstuurAfwijzing(
        aanleiding=aanleiding, dossier_id=event.dossier_id, gemeente=event.gemeente, op=event.afgewezen_op, aanvraag_id=event.aanvraag_id,
        gegevens=gegevens,
    )  # fmt: skip


def _herinnering(event: ledger.BetalingGemist, aanleiding: Aanleiding) -> VerstuurHerinnering:
    gegevens = Herinneringsgegevens(
        termijn=event.termijn, vervaldag=event.vervaldag, termijnbedrag_cent=event.termijnbedrag_cent,
        openstaand_cent=event.openstaand_cent, achterstand_cent=event.achterstand_cent, gemiste_termijnen=event.gemiste_termijnen,
        betalingskenmerk=event.betalingskenmerk,
    )  # fmt: skip
    return VerstuurHerinnering(
        aanleiding=aanleiding, dossier_id=event.dossier_id, gemeente=event.gemeente, op=event.boekdatum, lening_id=event.lening_id,
        gegevens=gegevens,
    )  # fmt: skip


def _aanmaning(event: invordering.AanmaningOpgemaakt, aanleiding: Aanleiding) -> VerstuurAanmaning:
    gegevens = Aanmaningsgegevens(
        is_tweede=event.soort == "tweede_aanmaning", is_na_beschikking=event.is_na_beschikking, bedrag_cent=event.bedrag_cent,
        vergoeding_cent=event.vergoeding_cent, gemiste_termijnen=event.gemiste_termijnen, betalingskenmerk=event.betalingskenmerk,
        is_vordering=event.schuldsoort == "vordering",
    )  # fmt: skip
    return VerstuurAanmaning(
        aanleiding=aanleiding, dossier_id=event.dossier_id, gemeente=event.gemeente, op=event.op, gegevens=gegevens,
        aanmaning_id=event.aanmaning_id, lening_id=event.schuld_id if event.schuldsoort == "lening" else None,
    )  # fmt: skip
