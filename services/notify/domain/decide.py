"""Does this letter go out, and what became of it? An empty list means silence: it was asked before, or it needs nothing."""

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
)
from services.notify.domain.events import (
    BerichtGereserveerd,
    BerichtNietVerstuurd,
    BerichtVerstuurd,
    BezorgingHervat,
    BezorgingMislukt,
    RedenNietVerstuurd,
    ToekenningAangevuld,
)
from services.notify.domain.gegevens import Gegevens, Toekenningsgegevens
from services.notify.domain.state import Bericht
from services.notify.domain.weigeringen import BerichtBestaatNiet, BezorgingIsNietMislukt
from shared.begrippen import Feit


def decide(state: Bericht, verzoek: Verstuurverzoek) -> list[Feit]:
    """A letter is asked for: the first time it is reserved, or refused for good; ever after silence."""
    if state.status != "onbekend":
        return []
    if beletsel := verzoek.aanleiding.beletsel:
        return [_niet_verstuurd(verzoek, beletsel)]
    if isinstance(verzoek, VerstuurToekenning):
        return _toekenning(state, verzoek)
    return [_gereserveerd(verzoek, verzoek.gegevens)]


def decide_bezorging(state: Bericht, verzoek: Bezorgverzoek) -> list[Feit]:
    """What became of a reserved letter; silence where somebody else was first."""
    if isinstance(verzoek, HervatBezorging):
        return _hervat(state, verzoek)
    if state.status != "gereserveerd" or state.gegevens is None or state.dossier_id is None or state.aanleiding is None:
        return []
    soort, dossier_id = state.gegevens.soort, state.dossier_id
    match verzoek:
        case RegistreerVerzending():
            return [
                BerichtVerstuurd(
                    dossier_id=dossier_id, lening_id=state.lening_id, soort=soort, kanaal="post", aanleiding=state.aanleiding,
                    verstuurd_op=verzoek.op,
                )
            ]  # fmt: skip
        case AnnuleerBericht():
            return [
                BerichtNietVerstuurd(
                    dossier_id=dossier_id, lening_id=state.lening_id, gemeente=state.gemeente, soort=soort,
                    aanleiding=state.aanleiding, reden=verzoek.reden, besloten_op=verzoek.op,
                )
            ]  # fmt: skip
        case RegistreerMislukking():
            return [BezorgingMislukt(dossier_id=dossier_id, soort=soort, reden=verzoek.reden, vastgesteld_op=verzoek.op)]


def _toekenning(state: Bericht, verzoek: VerstuurToekenning) -> list[Feit]:
    """The decision and the account come from two services, which know no order between them."""
    krediet, rekening = verzoek.krediet or state.krediet, verzoek.rekening or state.rekening
    if krediet and rekening:
        return [_gereserveerd(verzoek, Toekenningsgegevens(krediet=krediet, rekening=rekening))]
    if (krediet, rekening) == (state.krediet, state.rekening):
        return []
    return [ToekenningAangevuld(krediet=verzoek.krediet, rekening=verzoek.rekening)]


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
        dossier_id=verzoek.dossier_id, lening_id=_lening(verzoek), gemeente=verzoek.gemeente,
        aanleiding=verzoek.aanleiding.event_id, gegevens=gegevens, gereserveerd_op=verzoek.op,
    )  # fmt: skip


def _niet_verstuurd(verzoek: Verstuurverzoek, reden: RedenNietVerstuurd) -> BerichtNietVerstuurd:
    soort = "toekenning" if isinstance(verzoek, VerstuurToekenning) else verzoek.gegevens.soort
    return BerichtNietVerstuurd(
        dossier_id=verzoek.dossier_id, lening_id=_lening(verzoek), gemeente=verzoek.gemeente, soort=soort,
        aanleiding=verzoek.aanleiding.event_id, reden=reden, besloten_op=verzoek.op,
    )  # fmt: skip


def _lening(verzoek: Verstuurverzoek) -> UUID | None:
    return verzoek.lening_id if isinstance(verzoek, VerstuurHerinnering | VerstuurToekenning | VerstuurAanmaning) else None
