"""What has to be done in a dossier now: each open task with its deadline and where that comes from."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Literal, cast

from services.routing.domain.beloften import Beloften
from services.routing.projections.dossier import (
    TE_BESLISSEN,
    Aanvraag,
    Aanvraagstand,
    Dossier,
    Lening,
    adres,
)
from shared.begrippen import Aanvraagsoort, Instrument, Waarde
from shared.recht.invorderingsstappen import Stap as Ladderstap

Herkomst = Literal["wet", "belofte", "afspraak"]
WachtOp = Literal["ons", "ondernemer", "partner", "niemand"]
Stap = Literal[
    "routekeuze",
    "route_kiezen",
    "eerste_gesprek",
    "vervolggesprek",
    "route_bevestigen",
    "aanvraag_indienen",
    "opnieuw_bekijken",
    "beoordelen",
    "tekenen",
    "verstrekking_bekijken",
    "aanvulling",
    "achterstand",
    "lening_loopt",
    "begeleiding",
    "afgesloten",
]
STAPPEN: dict[Stap, str] = {
    "routekeuze": "wacht op een route",
    "route_kiezen": "route kiezen",
    "eerste_gesprek": "eerste gesprek over het voorstel",
    "vervolggesprek": "vervolggesprek",
    "route_bevestigen": "voorstel bevestigen",
    "aanvraag_indienen": "wacht op een aanvraag",
    "opnieuw_bekijken": "na een nee opnieuw bekijken",
    "beoordelen": "aanvraag beoordelen",
    "tekenen": "besluit tekenen",
    "verstrekking_bekijken": "geweigerde verstrekking",
    "aanvulling": "wacht op aanvulling",
    "achterstand": "achterstand bespreken",
    "lening_loopt": "lening loopt",
    "begeleiding": "begeleiding loopt",
    "afgesloten": "afgesloten",
}
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
# The steps of the collection ladder that we take; the rest comes by itself or is a promise of the debtor. What is in neither, is ours.
ONBEKENDE_STAP = "Bekijk wat de volgende stap van de invordering is"
VANZELF: frozenset[Ladderstap] = frozenset({"hervatten", "aanmaning_versturen"})
LADDER: dict[Ladderstap, str] = {
    "contact": "Bel of ga langs over de achterstand",
    "aanmaning": "Stuur de aanmaning",
    "tweede_aanmaning": "Stuur de tweede aanmaning",
    "opeising": "Stel voor de lening op te eisen",
    "dwangbevel": "Vaardig het dwangbevel uit",
    "gesprek": "Voer het afgesproken gesprek",
    "overdracht": "Draag de invordering over aan de deurwaarder",
    "opnieuw_bekijken": "Bekijk de invordering opnieuw",
}


class Taak(Waarde):
    """One thing to do; `termijn` is the last day for it, `grondslag` the article or promise behind that day.

    `actie_daarna` is what we do once the day has passed for whoever we waited for.
    """

    stap: Stap
    actie: str
    actie_daarna: str = ""
    wacht_op: WachtOp
    termijn: date | None = None
    herkomst: Herkomst | None = None
    grondslag: str = ""
    adres: str = ""


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
        yield from list(_achterstand(dossier, beloften)) or [_gesloten(dossier)]
        return
    gevonden = [taak for regel in _TAKEN for taak in regel(dossier, beloften)]
    yield from gevonden or [_zonder_termijn(dossier, beloften)]


def _routekeuze(dossier: Dossier, beloften: Beloften) -> Iterator[Taak]:
    if dossier.geen_route_op:
        yield Taak(
            stap="route_kiezen",
            actie="Kies een route met de hand",
            wacht_op="ons",
            herkomst="belofte",
            **beloften.route_met_de_hand(dossier.geen_route_op)._asdict(),
        )


def _is_verder(dossier: Dossier) -> bool:
    """The office worked on it before talks and routes were recorded one by one."""
    return bool(dossier.leningen) or any(
        een.stand not in ("geopend", "ingetrokken") for een in dossier.aanvragen
    )


def _gesprek(dossier: Dossier, beloften: Beloften) -> Iterator[Taak]:
    is_besproken = dossier.gesproken_op or _is_verder(dossier)
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


def _bevestiging(dossier: Dossier, beloften: Beloften) -> Iterator[Taak]:
    """Where another talk was agreed, the route waits for that one."""
    if dossier.vervolg_op or not dossier.is_voorstel or _is_verder(dossier):
        return
    if dossier.gesproken_op:
        yield Taak(
            stap="route_bevestigen",
            actie="Bevestig de route die de regels voorstellen",
            wacht_op="ons",
            herkomst="belofte",
            **beloften.bevestigde_route(dossier.gesproken_op)._asdict(),
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


def _achterstand(dossier: Dossier, beloften: Beloften) -> Iterator[Taak]:
    for lening in dossier.leningen:
        if lening.stap:
            yield _ladderstap(lening, lening.stap)
        elif lening.achterstand_sinds:
            yield Taak(
                stap="achterstand",
                actie="Bel over de achterstand",
                wacht_op="ons",
                herkomst="belofte",
                adres=adres(lening),
                **beloften.contact_over_achterstand(lening.achterstand_sinds)._asdict(),
            )


def _ladderstap(lening: Lening, stap: str) -> Taak:
    """What the ledger planned for these arrears; a promise of the debtor is ours to look at once its day has passed."""
    waar = f"{adres(lening)}/invordering"
    if stap in VANZELF:
        return Taak(
            stap="achterstand",
            actie="Niets: de invordering staat stil of gaat vanzelf verder",
            wacht_op="niemand",
            adres=waar,
        )
    if stap == "afspraak_nakijken":
        return Taak(
            stap="achterstand",
            actie="Wacht op de afgesproken betaling",
            actie_daarna="Kijk of de afspraak is nagekomen",
            wacht_op="ondernemer",
            termijn=lening.stap_op,
            herkomst="afspraak",
            grondslag="afgesproken met de ondernemer",
            adres=waar,
        )
    return Taak(
        stap="achterstand",
        actie=LADDER.get(cast(Ladderstap, stap), ONBEKENDE_STAP),
        wacht_op="ons",
        termijn=lening.stap_op,
        herkomst="belofte",
        grondslag="de stappen van de invordering",
        adres=waar,
    )


_TAKEN: tuple[Callable[[Dossier, Beloften], Iterator[Taak]], ...] = (
    _routekeuze,
    _gesprek,
    _vervolg,
    _bevestiging,
    _indienen,
    _opnieuw,
    _aanvragen,
    _achterstand,
)


def _zonder_termijn(dossier: Dossier, beloften: Beloften) -> Taak:
    if any(not lening.is_afgelost for lening in dossier.leningen):
        return _LENING_LOOPT
    if dossier.aanvragen:
        return Taak(
            stap="afgesloten", actie="Niets: over elke aanvraag is beslist", wacht_op="niemand"
        )
    if dossier.route_op and dossier.gesproken_op:
        return _begeleiding(dossier, beloften)
    return Taak(
        stap="routekeuze", actie="Wacht tot de regels een route hebben gekozen", wacht_op="niemand"
    )


def _gesloten(dossier: Dossier) -> Taak:
    """A loan lives on when its dossier is closed."""
    if any(not lening.is_afgelost for lening in dossier.leningen):
        return _LENING_LOOPT
    wat = "het dossier is afgesloten" if dossier.afgesloten_op else "de aanmelding is ingetrokken"
    return Taak(stap="afgesloten", actie=f"Niets: {wat}", wacht_op="niemand")


def _begeleiding(dossier: Dossier, beloften: Beloften) -> Taak:
    partner = "het mobiliteitsteam" if dossier.leidende_route == 3 else "de adviseur"
    tot = beloften.navraag_bij_partner(dossier.laatste_dag) if dossier.laatste_dag else None
    return Taak(
        stap="begeleiding",
        actie=f"Wacht op bericht van {partner}",
        actie_daarna=f"Vraag na hoe het gaat bij {partner}",
        wacht_op="partner",
        termijn=tot.termijn if tot else None,
        herkomst="belofte",
        grondslag=tot.grondslag if tot else "",
    )
