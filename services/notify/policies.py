"""What others tell, and the letter it asks for."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from services.notify.domain.commands import (
    Aanleiding,
    AnnuleerBerichten,
    BevriesBerichten,
    HervatBerichten,
    OpenTermijn,
    VerstuurAanmaning,
    VerstuurAfwijzing,
    VerstuurBuitenBehandeling,
    VerstuurHerinnering,
    VerstuurOntvangstbevestiging,
    VerstuurStukkenverzoek,
    VerstuurToekenning,
    Verstuurverzoek,
    WerkHerinneringenBij,
    stukkenbrief,
)
from services.notify.domain.events import RedenNietVerstuurd
from services.notify.domain.gegevens import (
    Aanmaningsgegevens,
    Afwijzingsgegevens,
    Buitenbehandelinggegevens,
    Herinneringsgegevens,
    Krediet,
    Ontvangstgegevens,
    Rekening,
    Stukkenverzoekgegevens,
)
from services.notify.domain.schuldstand import beletsel_met
from shared.contracts import bbz, intake, invordering, klok, ledger, routing
from shared.contracts.base import Contract

Briefverzoek = (
    Verstuurverzoek | AnnuleerBerichten | BevriesBerichten | WerkHerinneringenBij | HervatBerichten
)


def nieuwe_dag(event: Contract) -> date | None:
    return event.dag if isinstance(event, klok.DagAangebroken) else None


def verzoeken(event: Contract, aanleiding: Aanleiding) -> Sequence[Briefverzoek]:
    """Their fact becomes our request; what needs no letter gives nothing. An event that is told once more calls no letter off."""
    gevraagd = _verzoeken(event, aanleiding)
    if aanleiding.is_herhaling:
        return [
            een for een in gevraagd if not isinstance(een, AnnuleerBerichten | WerkHerinneringenBij)
        ]
    return gevraagd


def _verzoeken(event: Contract, aanleiding: Aanleiding) -> Sequence[Briefverzoek]:
    match event:
        case routing.RouteToegewezen() | routing.GeenRouteGevonden():
            return [_ontvangstbevestiging(event, aanleiding)]
        case bbz.KredietVerstrekt():
            return [_toekenning_van_besluit(event, aanleiding)]
        case ledger.LeningGeopend():
            return [_toekenning_van_rekening(event, aanleiding)]
        case bbz.AanvraagAfgewezen():
            return [_afwijzing(event, aanleiding)]
        case bbz.AanvraagBuitenBehandelingGesteld():
            return [_buiten_behandeling(event, aanleiding)]
        case intake.StukkenGevraagd() | intake.StukAfgewezen() | intake.StukkenCompleet():
            return _over_stukken(event, aanleiding)
        case intake.AanmeldingIngetrokken():
            return [
                AnnuleerBerichten(
                    soort="ontvangstbevestiging",
                    reden="ingetrokken",
                    dossier_id=event.dossier_id,
                    op=event.ingetrokken_op,
                )
            ]
    return _over_invordering(event, aanleiding)


def _over_stukken(
    event: intake.StukkenGevraagd | intake.StukAfgewezen | intake.StukkenCompleet,
    aanleiding: Aanleiding,
) -> Sequence[Briefverzoek]:
    """A letter that did not go out yet is not needed when everything is in."""
    match event:
        case intake.StukkenGevraagd():
            gegevens = Stukkenverzoekgegevens(
                soorten=event.soorten,
                hersteltermijn_tot=event.hersteltermijn_tot,
                gevraagd_op=event.gevraagd_op,
                is_aanvraag=event.aanvraag_id is not None,
                schort_op=event.schort_op,
                na_afwijzing=event.na_afwijzing,
            )
            return [_stukkenverzoek(event, aanleiding, event.uitvraag_id, gegevens)]
        case intake.StukAfgewezen() if event.hersteltermijn_tot:
            gegevens = Stukkenverzoekgegevens(
                soorten=(event.soort,),
                hersteltermijn_tot=event.hersteltermijn_tot,
                gevraagd_op=event.afgewezen_op,
                na_afwijzing=event.reden,
            )
            return [_stukkenverzoek(event, aanleiding, event.stuk_id, gegevens)]
        case intake.StukkenCompleet():
            return [
                AnnuleerBerichten(
                    soort="stukkenverzoek",
                    reden="stukken_binnen",
                    dossier_id=event.dossier_id,
                    op=event.compleet_op,
                    bericht_id=stukkenbrief(event.uitvraag_id),
                )
            ]
    return []


def _stukkenverzoek(
    event: intake.StukkenGevraagd | intake.StukAfgewezen,
    aanleiding: Aanleiding,
    over: UUID,
    gegevens: Stukkenverzoekgegevens,
) -> VerstuurStukkenverzoek:
    return VerstuurStukkenverzoek(
        aanleiding=aanleiding,
        dossier_id=event.dossier_id,
        gemeente=event.gemeente,
        op=gegevens.gevraagd_op,
        over=over,
        gegevens=gegevens,
    )


def _buiten_behandeling(
    event: bbz.AanvraagBuitenBehandelingGesteld, aanleiding: Aanleiding
) -> VerstuurBuitenBehandeling:
    gegevens = Buitenbehandelinggegevens(
        grondslag=event.grondslag,
        hersteltermijn_tot=event.hersteltermijn_tot,
        gesteld_op=event.gesteld_op,
    )
    return VerstuurBuitenBehandeling(
        aanleiding=aanleiding,
        dossier_id=event.dossier_id,
        gemeente=event.gemeente,
        op=event.gesteld_op,
        aanvraag_id=event.aanvraag_id,
        gegevens=gegevens,
    )


def _over_invordering(event: Contract, aanleiding: Aanleiding) -> Sequence[Briefverzoek]:
    match event:
        case ledger.BetalingGemist() if event.termijn:
            return [_herinnering(event, aanleiding), *_bijwerken(event)]
        case invordering.AanmaningOpgemaakt():
            return [*_geen_herinnering(event, "aanmaning"), _aanmaning(event, aanleiding)]
        case invordering.InvorderingGepauzeerd():
            return _geen_herinnering(event, "staat_stil")
        case invordering.DwangbevelUitgevaardigd() | invordering.InvorderingOvergedragen():
            return _geen_herinnering(event, "alles_gevraagd")
        case invordering.InvorderingBeeindigd(
            reden="opgeeist"
        ):  # also where a claim that was revoked counts again
            return _geen_herinnering(event, "alles_gevraagd")
        case ledger.LeningOpgeeist():
            return [_annuleer(event, "alles_gevraagd")]
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
            return [_annuleer(event, "betaald")]
        case ledger.Mutatie():
            return _bijwerken(event)
        case intake.PersoonGewist():
            return [BevriesBerichten(dossier_id=event.dossier_id, op=event.gewist_op)]
        case intake.PersoonsgegevensGecorrigeerd():
            return [HervatBerichten(dossier_id=event.dossier_id, op=event.gecorrigeerd_op)]
    return []


def _annuleer(event: ledger.Mutatie, reden: RedenNietVerstuurd) -> AnnuleerBerichten:
    return AnnuleerBerichten(
        soort="herinnering",
        reden=reden,
        dossier_id=event.dossier_id,
        lening_id=event.lening_id,
        op=event.boekdatum,
    )


def _geen_herinnering(
    event: invordering.Invordering, reden: RedenNietVerstuurd
) -> list[Briefverzoek]:
    """What waits for terms of this loan is not sent any more."""
    if event.schuldsoort != "lening":
        return []
    return [
        AnnuleerBerichten(
            soort="herinnering",
            reden=reden,
            dossier_id=event.dossier_id,
            lening_id=event.schuld_id,
            op=event.op,
        )
    ]


def _bijwerken(event: ledger.Mutatie) -> list[Briefverzoek]:
    if event.gemist is None:
        return []
    gemist = tuple(
        OpenTermijn(termijn=een.termijn, openstaand_cent=een.openstaand_cent)
        for een in event.gemist
    )
    return [
        WerkHerinneringenBij(
            dossier_id=event.dossier_id,
            lening_id=event.lening_id,
            achterstand_cent=event.achterstand_cent,
            gemist=gemist,
            op=event.boekdatum,
        )
    ]


def _ontvangstbevestiging(
    event: routing.RouteToegewezen | routing.GeenRouteGevonden, aanleiding: Aanleiding
) -> VerstuurOntvangstbevestiging:
    if isinstance(event, routing.GeenRouteGevonden):
        gegevens, op = Ontvangstgegevens(team=event.team), event.vastgesteld_op
    else:
        gegevens, op = (
            Ontvangstgegevens(
                team=event.team,
                is_spoed=event.is_spoed,
                hulpvraag=event.hulpvraag,
                ontvangen_op=event.aanmelding_ontvangen_op,
            ),
            event.toegewezen_op,
        )
    return VerstuurOntvangstbevestiging(
        aanleiding=aanleiding,
        dossier_id=event.dossier_id,
        gemeente=event.gemeente,
        op=op,
        gegevens=gegevens,
    )


def _toekenning_van_besluit(
    event: bbz.KredietVerstrekt, aanleiding: Aanleiding
) -> VerstuurToekenning:
    krediet = Krediet(
        hoofdsom_cent=event.hoofdsom_cent,
        jaarrente_procent=event.jaarrente_procent,
        methode=event.methode,
        termijnen=event.termijnen,
        besluitdatum=event.besluitdatum,
        uitbetaald_op=event.uitbetaald_op,
    )
    return VerstuurToekenning(
        aanleiding=aanleiding,
        dossier_id=event.dossier_id,
        gemeente=event.gemeente,
        op=event.besluitdatum,
        lening_id=event.lening_id,
        krediet=krediet,
    )


def _toekenning_van_rekening(
    event: ledger.LeningGeopend, aanleiding: Aanleiding
) -> VerstuurToekenning:
    rekening = Rekening(
        eerste_vervaldag=event.eerste_vervaldag,
        einddatum=event.einddatum,
        betalingskenmerk=event.betalingskenmerk,
    )
    return VerstuurToekenning(
        aanleiding=aanleiding,
        dossier_id=event.dossier_id,
        gemeente=event.gemeente,
        op=event.boekdatum,
        lening_id=event.lening_id,
        rekening=rekening,
    )


def _afwijzing(event: bbz.AanvraagAfgewezen, aanleiding: Aanleiding) -> VerstuurAfwijzing:
    gegevens = Afwijzingsgegevens(
        grondslag=event.grondslag,
        reden=event.reden,
        afgewezen_op=event.afgewezen_op,
        gevraagd=event.soort or "",
        tips=tuple(tip.tekst for tip in event.tips),
    )
    return VerstuurAfwijzing(
        aanleiding=aanleiding,
        dossier_id=event.dossier_id,
        gemeente=event.gemeente,
        op=event.afgewezen_op,
        aanvraag_id=event.aanvraag_id,
        gegevens=gegevens,
    )


def _herinnering(event: ledger.BetalingGemist, aanleiding: Aanleiding) -> VerstuurHerinnering:
    gegevens = Herinneringsgegevens(
        termijn=event.termijn,
        vervaldag=event.vervaldag,
        termijnbedrag_cent=event.termijnbedrag_cent,
        openstaand_cent=event.openstaand_cent,
        achterstand_cent=event.achterstand_cent,
        gemiste_termijnen=event.gemiste_termijnen,
        betalingskenmerk=event.betalingskenmerk,
    )
    return VerstuurHerinnering(
        aanleiding=aanleiding,
        dossier_id=event.dossier_id,
        gemeente=event.gemeente,
        op=event.boekdatum,
        lening_id=event.lening_id,
        gegevens=gegevens,
        beletsel=beletsel_met(event.geen_herinnering),
    )


def _aanmaning(event: invordering.AanmaningOpgemaakt, aanleiding: Aanleiding) -> VerstuurAanmaning:
    gegevens = Aanmaningsgegevens(
        is_tweede=event.soort == "tweede_aanmaning",
        is_na_beschikking=event.is_na_beschikking,
        bedrag_cent=event.bedrag_cent,
        vergoeding_cent=event.vergoeding_cent,
        gemiste_termijnen=event.gemiste_termijnen,
        betalingskenmerk=event.betalingskenmerk,
        is_vordering=event.schuldsoort == "vordering",
    )
    return VerstuurAanmaning(
        aanleiding=aanleiding,
        dossier_id=event.dossier_id,
        gemeente=event.gemeente,
        op=event.op,
        gegevens=gegevens,
        aanmaning_id=event.aanmaning_id,
        lening_id=event.schuld_id if event.schuldsoort == "lening" else None,
    )
