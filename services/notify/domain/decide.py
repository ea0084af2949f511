"""Does this letter go out, and what became of it? An empty list means silence: it was asked before, or it needs nothing."""

from datetime import date
from uuid import UUID

from services.notify.domain.commands import (
    AnnuleerBericht,
    Bezorgverzoek,
    HervatBezorging,
    RegistreerMislukking,
    RegistreerVerzending,
    VerstuurAanmaning,
    VerstuurHerinnering,
    VerstuurToekenning,
    Verstuurverzoek,
    WerkHerinneringenBij,
)
from services.notify.domain.events import (
    BerichtBijgewerkt,
    BerichtGereserveerd,
    BerichtNietVerstuurd,
    BerichtVerstuurd,
    BezorgingHervat,
    BezorgingMislukt,
    RedenNietVerstuurd,
    ToekenningAangevuld,
)
from services.notify.domain.gegevens import Gegevens, Herinneringsgegevens, Toekenningsgegevens
from services.notify.domain.state import Bericht
from services.notify.domain.weigeringen import BerichtBestaatNiet, BezorgingIsNietMislukt
from shared.begrippen import Feit


def decide(state: Bericht, verzoek: Verstuurverzoek) -> list[Feit]:
    """A letter is asked for: the first time it is reserved, or refused for good; ever after silence."""
    if state.status != "onbekend":
        return []
    if beletsel := verzoek.aanleiding.beletsel:
        return [_niet_verstuurd(verzoek, beletsel)]
    if isinstance(verzoek, VerstuurHerinnering) and verzoek.beletsel:
        return [_niet_verstuurd(verzoek, verzoek.beletsel)]
    if isinstance(verzoek, VerstuurToekenning):
        return _toekenning(state, verzoek)
    return [_gereserveerd(verzoek, verzoek.gegevens)]


def decide_bezorging(state: Bericht, verzoek: Bezorgverzoek) -> list[Feit]:
    """What became of a reserved letter; silence where somebody else was first."""
    if isinstance(verzoek, HervatBezorging):
        return _hervat(state, verzoek)
    if state.gegevens is None or state.dossier_id is None or state.aanleiding is None:
        return []
    if isinstance(verzoek, WerkHerinneringenBij):
        return _bijgewerkt(state, verzoek)
    if state.status != "gereserveerd" and not (
        isinstance(verzoek, AnnuleerBericht) and state.status == "mislukt"
    ):
        return []
    soort, dossier_id = state.gegevens.soort, state.dossier_id
    match verzoek:
        case RegistreerVerzending(gegevens=gemaakt) if gemaakt and gemaakt != state.gegevens:
            return []
        case RegistreerVerzending():
            return [
                BerichtVerstuurd(
                    dossier_id=dossier_id,
                    lening_id=state.lening_id,
                    soort=soort,
                    kanaal="post",
                    aanleiding=state.aanleiding,
                    verstuurd_op=verzoek.op,
                )
            ]
        case AnnuleerBericht():
            return [_afgelast(state, verzoek.reden, verzoek.op)]
        case RegistreerMislukking():
            return [
                BezorgingMislukt(
                    dossier_id=dossier_id,
                    soort=soort,
                    reden=verzoek.reden,
                    vastgesteld_op=verzoek.op,
                )
            ]


def _toekenning(state: Bericht, verzoek: VerstuurToekenning) -> list[Feit]:
    """The decision and the account come from two services, which know no order between them."""
    krediet, rekening = verzoek.krediet or state.krediet, verzoek.rekening or state.rekening
    if krediet and rekening:
        return [_gereserveerd(verzoek, Toekenningsgegevens(krediet=krediet, rekening=rekening))]
    if (krediet, rekening) == (state.krediet, state.rekening):
        return []
    return [ToekenningAangevuld(krediet=verzoek.krediet, rekening=verzoek.rekening)]


def _bijgewerkt(state: Bericht, verzoek: WerkHerinneringenBij) -> list[Feit]:
    """A herinnering that waits says what is open when it goes out, or nothing where its term is not missed any more."""
    gegevens = state.gegevens
    if state.status not in ("gereserveerd", "mislukt") or not isinstance(
        gegevens, Herinneringsgegevens
    ):
        return []
    over = next((een for een in verzoek.gemist if een.termijn == gegevens.termijn), None)
    if over is None:
        return [_afgelast(state, "niet_meer_open", verzoek.op)]
    nu = gegevens.na(
        openstaand_cent=over.openstaand_cent,
        achterstand_cent=verzoek.achterstand_cent,
        gemiste_termijnen=len(verzoek.gemist),
    )
    return [] if nu == gegevens else [BerichtBijgewerkt(gegevens=nu, op=verzoek.op)]


def _afgelast(state: Bericht, reden: RedenNietVerstuurd, op: date) -> BerichtNietVerstuurd:
    if state.gegevens is None or state.dossier_id is None or state.aanleiding is None:
        raise ValueError("a letter that was never reserved cannot be called off")
    return BerichtNietVerstuurd(
        dossier_id=state.dossier_id,
        lening_id=state.lening_id,
        gemeente=state.gemeente,
        soort=state.gegevens.soort,
        aanleiding=state.aanleiding,
        reden=reden,
        besloten_op=op,
    )


def _hervat(state: Bericht, verzoek: HervatBezorging) -> list[Feit]:
    if state.status == "onbekend":
        raise BerichtBestaatNiet
    if state.status == "gereserveerd":
        return []
    if state.status != "mislukt":
        raise BezorgingIsNietMislukt
    return [BezorgingHervat(hervat_op=verzoek.op)]


def _gereserveerd(verzoek: Verstuurverzoek, gegevens: Gegevens) -> BerichtGereserveerd:
    return BerichtGereserveerd(
        dossier_id=verzoek.dossier_id,
        lening_id=_lening(verzoek),
        gemeente=verzoek.gemeente,
        aanleiding=verzoek.aanleiding.event_id,
        gegevens=gegevens,
        gereserveerd_op=verzoek.op,
    )


def _niet_verstuurd(verzoek: Verstuurverzoek, reden: RedenNietVerstuurd) -> BerichtNietVerstuurd:
    soort = "toekenning" if isinstance(verzoek, VerstuurToekenning) else verzoek.gegevens.soort
    return BerichtNietVerstuurd(
        dossier_id=verzoek.dossier_id,
        lening_id=_lening(verzoek),
        gemeente=verzoek.gemeente,
        soort=soort,
        aanleiding=verzoek.aanleiding.event_id,
        reden=reden,
        besloten_op=verzoek.op,
    )


def _lening(verzoek: Verstuurverzoek) -> UUID | None:
    return (
        verzoek.lening_id
        if isinstance(verzoek, VerstuurHerinnering | VerstuurToekenning | VerstuurAanmaning)
        else None
    )
