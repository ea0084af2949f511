"""What has to be done in a dossier now: each open task with its deadline and where that comes from."""

from collections.abc import Callable, Iterator
from datetime import date

from services.routing.domain.beloften import Beloften
from services.routing.projections.dossier import (
    TE_BESLISSEN,
    Aanvraag,
    Aanvraagstand,
    Dossier,
)
from services.routing.projections.invorderingstaken import achterstand
from services.routing.projections.stuktaken import bevestiging, is_verder, stukken
from services.routing.projections.taak import Stap, Taak
from shared.begrippen import Aanvraagsoort, Instrument

BESLISSEN: dict[Aanvraagstand, tuple[Stap, str]] = {
    "geopend": ("beoordelen", "Beoordeel de aanvraag"),
    "beoordeeld": ("tekenen", "Laat een tweede persoon tekenen"),
    "geweigerd": ("verstrekking_bekijken", "Bekijk waarom de verstrekking is geweigerd"),
}
# What has to be applied for: with an instrument of a route, the kind of its application.
AANVRAGEN: dict[Instrument, Aanvraagsoort] = {
    "bbz_krediet": "bedrijfskapitaal",
    "bbz_levensonderhoud": "levensonderhoud",
}
_LENING_LOOPT = Taak(
    stap="lening_loopt", actie="Niets: de lening loopt zonder achterstand", wacht_op="niemand"
)


def eerstvolgende(dossier: Dossier, beloften: Beloften) -> Taak:
    """The task that lapses first; without a deadline the first one that applies."""
    taken = list(open_taken(dossier, beloften))
    return min(taken, key=lambda taak: taak.termijn or date.max)


def open_taken(dossier: Dossier, beloften: Beloften) -> Iterator[Taak]:
    """Everything that is open, at least one: a dossier without work says so."""
    if dossier.is_gesloten:
        yield from list(achterstand(dossier, beloften)) or [_gesloten(dossier)]
        return
    gevonden = [taak for regel in _TAKEN for taak in regel(dossier, beloften)]
    yield from gevonden or [_zonder_termijn(dossier)]


def _routekeuze(dossier: Dossier, beloften: Beloften) -> Iterator[Taak]:
    if dossier.geen_route_op:
        yield Taak(
            stap="route_kiezen",
            actie="Kies een route met de hand",
            wacht_op="ons",
            herkomst="belofte",
            **beloften.route_met_de_hand(dossier.geen_route_op)._asdict(),
        )


def _gesprek(dossier: Dossier, beloften: Beloften) -> Iterator[Taak]:
    is_besproken = dossier.gesproken_op or is_verder(dossier)
    if dossier.route_op and dossier.ontvangen_op and not is_besproken:
        yield Taak(
            stap="eerste_gesprek",
            actie="Bel vandaag: er is spoed" if dossier.is_spoed else "Voer het eerste gesprek",
            wacht_op="ons",
            herkomst="belofte",
            **beloften.eerste_gesprek(dossier.ontvangen_op, dossier.is_spoed)._asdict(),
        )


def _vervolg(dossier: Dossier, _beloften: Beloften) -> Iterator[Taak]:
    if dossier.vervolg_op:
        yield Taak(
            stap="vervolggesprek",
            actie="Voer het afgesproken gesprek",
            wacht_op="ons",
            termijn=dossier.vervolg_op,
            herkomst="afspraak",
            grondslag="afgesproken met de ondernemer",
        )


def _indienen(dossier: Dossier, beloften: Beloften) -> Iterator[Taak]:
    """What the settled routes offer out of the Bbz has to be applied for; that is for the entrepreneur to do, with our help."""
    if dossier.is_voorstel or dossier.route_op is None or dossier.is_buiten_bbz:
        return
    instrumenten = {een for route in dossier.routes for een in route.instrumenten}
    soorten = {een.soort for een in dossier.aanvragen}
    for instrument, soort in AANVRAGEN.items():
        if instrument in instrumenten and soort not in soorten:
            waar = f"/aanmeldingen/{dossier.dossier_id}/aanvraag?soort={soort}"
            yield Taak(
                stap="aanvraag_indienen",
                actie=f"Dien de aanvraag om {soort} in",
                actie_daarna=f"Vraag na of er een aanvraag om {soort} komt",
                wacht_op="ondernemer",
                herkomst="belofte",
                adres=waar if dossier.dossier_id else "",
                **beloften.navraag_naar_aanvraag(dossier.route_op)._asdict(),
            )


def _opnieuw(dossier: Dossier, beloften: Beloften) -> Iterator[Taak]:
    """Who got a no may qualify now that something changed."""
    if dossier.opnieuw_op:
        yield Taak(
            stap="opnieuw_bekijken",
            actie="Bel: de aanmelding veranderde na een nee, misschien kan hulp uit het Bbz nu wel",
            wacht_op="ons",
            herkomst="belofte",
            **beloften.bevestigde_route(dossier.opnieuw_op)._asdict(),
        )


def _aanvragen(dossier: Dossier, _beloften: Beloften) -> Iterator[Taak]:
    return (
        _beslissen(aanvraag) for aanvraag in dossier.aanvragen if aanvraag.stand in TE_BESLISSEN
    )


def _buiten_behandeling(dossier: Dossier, beloften: Beloften) -> Iterator[Taak]:
    """What was asked for an application is still missing, and its term to decide runs again: leave it unhandled, or decide (Awb 4:5)."""
    lopend = {een.aanvraag_id for een in dossier.aanvragen if een.stand in BESLISSEN}
    for uitvraag in dossier.stukken.uitvragen:
        if uitvraag.aanvraag_id in lopend:
            yield Taak(
                stap="buiten_behandeling",
                actie="Besluit of u de aanvraag buiten behandeling stelt",
                actie_daarna="Beslis op de aanvraag: buiten behandeling stellen kan niet meer",
                wacht_op="ons",
                herkomst="wet",
                adres=f"/aanvragen/{uitvraag.aanvraag_id}?handeling=buitenbehandelingstellingen",
                **beloften.buiten_behandeling(uitvraag.hersteltermijn_tot)._asdict(),
            )


def _beslissen(aanvraag: Aanvraag) -> Taak:
    adres = f"/aanvragen/{aanvraag.aanvraag_id}"
    if aanvraag.stand == "wacht_op_aanvulling":
        return Taak(
            stap="aanvulling",
            actie="Wacht op de gevraagde gegevens",
            wacht_op="ondernemer",
            termijn=aanvraag.hersteltermijn_tot,
            actie_daarna="Besluit over de aanvraag zonder de gevraagde gegevens",
            herkomst="wet",
            grondslag="Awb artikel 4:15",
            adres=adres,
        )
    stap, actie = BESLISSEN[aanvraag.stand]
    return Taak(
        stap=stap,
        actie=actie,
        wacht_op="ons",
        termijn=aanvraag.beslistermijn_tot,
        herkomst="wet",
        grondslag="Bbz artikel 35",
        adres=adres,
    )


_TAKEN: tuple[Callable[[Dossier, Beloften], Iterator[Taak]], ...] = (
    _routekeuze,
    _gesprek,
    _vervolg,
    bevestiging,
    _indienen,
    _opnieuw,
    _aanvragen,
    _buiten_behandeling,
    stukken,
    achterstand,
)


def _zonder_termijn(dossier: Dossier) -> Taak:
    if any(not lening.is_afgelost for lening in dossier.leningen):
        return _LENING_LOOPT
    if dossier.aanvragen:
        return Taak(
            stap="afgesloten", actie="Niets: over elke aanvraag is beslist", wacht_op="niemand"
        )
    if dossier.route_op and dossier.gesproken_op:
        return _begeleiding(dossier)
    return Taak(
        stap="routekeuze", actie="Wacht tot de regels een route hebben gekozen", wacht_op="niemand"
    )


def _gesloten(dossier: Dossier) -> Taak:
    """A loan lives on when its dossier is closed."""
    if any(not lening.is_afgelost for lening in dossier.leningen):
        return _LENING_LOOPT
    wat = "het dossier is afgesloten" if dossier.afgesloten_op else "de aanmelding is ingetrokken"
    return Taak(stap="afgesloten", actie=f"Niets: {wat}", wacht_op="niemand")


def _begeleiding(dossier: Dossier) -> Taak:
    """Nothing was sent to a partner, so nobody there can answer: it is ours to refer, without a day that we promised."""
    partner = "het mobiliteitsteam" if dossier.leidende_route == 3 else "de adviseur"
    return Taak(stap="begeleiding", actie=f"Verwijs door naar {partner}", wacht_op="ons")
