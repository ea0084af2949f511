"""What follows from a request about papers. An empty list means: already so."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from services.intake.domain.stukken.commands import (
    ControleerStuk,
    LaatStukVervallen,
    LaatUitvraagVervallen,
    RegistreerOntvangst,
    Stukkenverzoek,
    Stukverzoek,
    VraagStukken,
    WijsStukAf,
)
from services.intake.domain.stukken.events import (
    StukAfgewezen,
    Stukfeit,
    StukGecontroleerd,
    StukkenCompleet,
    StukkenGevraagd,
    StukOntvangen,
    StukVervallen,
)
from services.intake.domain.stukken.state import Stuk, Stukken, Uitvraag, evolve
from services.intake.domain.stukken.weigeringen import (
    AanvraagLooptNiet,
    GeenStukGekozen,
    GeslotenDossierNeemtNietsAan,
    GeslotenDossierVraagtNiets,
    HersteltermijnLigtTeVroeg,
    HersteltermijnOntbreekt,
    StukIsAfgedaan,
    StukIsAlDubbel,
    UitvraagLooptAl,
    WaarvoorOntbreekt,
)
from shared.stukken import Stuksoort


def decide(state: Stukken, verzoek: Stukkenverzoek) -> list[Stukfeit]:
    feiten = _gevolg(state, verzoek)
    return [*feiten, *_compleet(state, feiten, verzoek)]


def _gevolg(state: Stukken, verzoek: Stukkenverzoek) -> list[Stukfeit]:
    match verzoek:
        case VraagStukken():
            return _vraag(state, verzoek)
        case RegistreerOntvangst():
            return _ontvang(state, verzoek)
        case ControleerStuk():
            return _controleer(state, verzoek)
        case WijsStukAf():
            return _wijs_af(state, verzoek)
        case LaatStukVervallen():
            return _laat_stuk_vervallen(state, verzoek)
        case LaatUitvraagVervallen():
            return _laat_uitvraag_vervallen(state, verzoek)


def _vraag(state: Stukken, verzoek: VraagStukken) -> list[Stukfeit]:
    """One request at a time for the same thing, so that its term stands still for one reason with one end."""
    if any(een.vraag.uitvraag_id == verzoek.uitvraag_id for een in state.uitvragen):
        return []
    if verzoek.is_gesloten:
        raise GeslotenDossierVraagtNiets
    if not verzoek.soorten:
        raise GeenStukGekozen
    if (verzoek.aanvraag_id is None) == (verzoek.route is None):
        raise WaarvoorOntbreekt
    if verzoek.hersteltermijn_tot <= verzoek.op:
        raise HersteltermijnLigtTeVroeg(verzoek.op + timedelta(days=1))
    if _lopende(state, verzoek, verzoek):
        raise UitvraagLooptAl
    if verzoek.aanvraag_id and verzoek.aanvraag_id not in verzoek.lopende:
        raise AanvraagLooptNiet
    return [
        StukkenGevraagd(
            **_van(verzoek),
            uitvraag_id=verzoek.uitvraag_id,
            soorten=verzoek.soorten,
            aanvraag_id=verzoek.aanvraag_id,
            route=verzoek.route,
            hersteltermijn_tot=verzoek.hersteltermijn_tot,
            gevraagd_op=verzoek.op,
            schort_op=_schort_op(verzoek.aanvraag_id, verzoek),
        )
    ]


def _ontvang(state: Stukken, verzoek: RegistreerOntvangst) -> list[Stukfeit]:
    """What nobody asked for is welcome too. The same file once more, of the same kind, is none; to a closed dossier only the desk adds."""
    for een in state.stukken:
        if een.ontvangst.stuk_id == verzoek.stuk_id:
            return []
        if een.telt and (een.ontvangst.soort, een.ontvangst.kenmerk) == (
            verzoek.soort,
            verzoek.kenmerk,
        ):
            raise StukIsAlDubbel
    if verzoek.is_gesloten and verzoek.bron != "loket":
        raise GeslotenDossierNeemtNietsAan
    return [
        StukOntvangen(
            **_van(verzoek),
            stuk_id=verzoek.stuk_id,
            soort=verzoek.soort,
            bron=verzoek.bron,
            bestandssoort=verzoek.bestandssoort,
            bytes=verzoek.bytes,
            kenmerk=verzoek.kenmerk,
            is_laatste=verzoek.is_laatste,
            ontvangen_op=verzoek.op,
        )
    ]


def _controleer(state: Stukken, verzoek: ControleerStuk) -> list[Stukfeit]:
    stuk = state.stuk(verzoek.stuk_id)
    if stuk.status == "gecontroleerd":
        return []
    _moet_tellen(stuk)
    return [
        StukGecontroleerd(
            **_van(verzoek),
            stuk_id=verzoek.stuk_id,
            soort=stuk.ontvangst.soort,
            gecontroleerd_op=verzoek.op,
        )
    ]


def _wijs_af(state: Stukken, verzoek: WijsStukAf) -> list[Stukfeit]:
    """It is asked again: within the request that still runs, else by a new one, of its own term, when the one before was complete."""
    stuk = state.stuk(verzoek.stuk_id)
    if stuk.status == "afgewezen":
        return []
    _moet_tellen(stuk)
    soort = stuk.ontvangst.soort
    gevraagd = [een for een in state.uitvragen if soort in een.vraag.soorten]
    loopt = next((een for een in reversed(gevraagd) if een.loopt(verzoek.op)), None)
    afgewezen = StukAfgewezen(
        **_van(verzoek),
        stuk_id=verzoek.stuk_id,
        soort=soort,
        reden=verzoek.reden,
        uitvraag_id=loopt.vraag.uitvraag_id if loopt else None,
        hersteltermijn_tot=loopt.vraag.hersteltermijn_tot if loopt else None,
        afgewezen_op=verzoek.op,
    )
    if loopt or not gevraagd:
        return [afgewezen]
    laatste = max(
        gevraagd, key=lambda een: (een.vraag.aanvraag_id is not None, een.vraag.gevraagd_op)
    )
    opnieuw = _opnieuw(state, laatste, verzoek, soort)
    return [afgewezen, opnieuw] if opnieuw else [afgewezen]


def _opnieuw(
    state: Stukken, gevraagd: Uitvraag, verzoek: WijsStukAf, soort: Stuksoort
) -> StukkenGevraagd | None:
    """None where it is missed already (its own request ran out, or another one for the same thing runs) or nobody waits for it any more."""
    if verzoek.is_gesloten:
        return None
    if gevraagd.vraag.aanvraag_id and gevraagd.vraag.aanvraag_id not in verzoek.lopende:
        return None
    is_gemist = not gevraagd.is_compleet or _lopende(state, gevraagd.vraag, verzoek)
    if is_gemist and verzoek.hersteltermijn_tot is None:
        return None
    if verzoek.hersteltermijn_tot is None:
        raise HersteltermijnOntbreekt
    if verzoek.hersteltermijn_tot <= verzoek.op:
        raise HersteltermijnLigtTeVroeg(verzoek.op + timedelta(days=1))
    if _lopende(state, gevraagd.vraag, verzoek):
        raise UitvraagLooptAl
    return gevraagd.vraag.na(
        uitvraag_id=verzoek.uitvraag_id,
        soorten=(soort,),
        hersteltermijn_tot=verzoek.hersteltermijn_tot,
        na_afwijzing=verzoek.reden,
        gevraagd_op=verzoek.op,
        schort_op=_schort_op(gevraagd.vraag.aanvraag_id, verzoek),
    )


def _laat_stuk_vervallen(state: Stukken, verzoek: LaatStukVervallen) -> list[Stukfeit]:
    stuk = state.stuk(verzoek.stuk_id)
    if stuk.status == "vervallen":
        return []
    return [
        StukVervallen(
            **_van(verzoek),
            stuk_id=verzoek.stuk_id,
            soort=stuk.ontvangst.soort,
            reden=verzoek.reden,
            vervallen_op=verzoek.op,
        )
    ]


def _laat_uitvraag_vervallen(state: Stukken, verzoek: LaatUitvraagVervallen) -> list[Stukfeit]:
    uitvraag = state.uitvraag(verzoek.uitvraag_id)
    return [
        StukVervallen(
            **_van(verzoek),
            uitvraag_id=verzoek.uitvraag_id,
            soort=soort,
            reden="niet_nodig",
            vervallen_op=verzoek.op,
        )
        for soort in uitvraag.ontbreekt
    ]


def _compleet(state: Stukken, feiten: list[Stukfeit], verzoek: Stukkenverzoek) -> list[Stukfeit]:
    """Every request of which nothing is missing any more says so, once."""
    for feit in feiten:
        state = evolve(state, feit)
    return [
        StukkenCompleet(
            **_van(verzoek),
            uitvraag_id=een.vraag.uitvraag_id,
            aanvraag_id=een.vraag.aanvraag_id,
            route=een.vraag.route,
            compleet_op=verzoek.op,
        )
        for een in state.uitvragen
        if not een.ontbreekt and not een.is_compleet
    ]


def _lopende(
    state: Stukken, waarvoor: VraagStukken | StukkenGevraagd, verzoek: Stukverzoek
) -> bool:
    return any(
        een.loopt(verzoek.op) and een.gaat_over(waarvoor.aanvraag_id, waarvoor.route)
        for een in state.uitvragen
    )


def _schort_op(aanvraag_id: UUID | None, verzoek: VraagStukken | WijsStukAf) -> bool:
    """The term of an application stands still, unless it has run out already (Awb 4:15)."""
    return aanvraag_id is not None and aanvraag_id not in verzoek.over_tijd


def _moet_tellen(stuk: Stuk) -> None:
    if not stuk.telt:
        raise StukIsAfgedaan


def _van(verzoek: Stukverzoek) -> dict[str, Any]:
    return {"dossier_id": verzoek.dossier_id, "gemeente": verzoek.gemeente}
