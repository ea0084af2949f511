"""Which route, which team, and what changes? An empty list means: already so."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from services.routing.domain.commands import (
    BepaalRoute,
    BevestigRoute,
    GevoerdGesprek,
    HeropenDossier,
    HerzieRoute,
    KiesRoute,
    NoteerStuk,
    RegistreerGesprek,
    Routeverzoek,
    SluitDossier,
    SluitRoutekeuze,
)
from services.routing.domain.events import (
    GeenRouteGevonden,
    GesprekVastgelegd,
    RedenKeuze,
    Route,
    RoutekeuzeAfgesloten,
    RoutekeuzeGesloten,
    RoutekeuzeHeropend,
    RouteToegewezen,
    StukGehoord,
)
from services.routing.domain.routekeuze import INSTRUMENTEN, Vraagstuk, passende_routes, voorrang
from services.routing.domain.state import Routekeuze, Uitkomst, evolve
from services.routing.domain.stukken import RedenZonderStukken, Stukkenlijst, nodig
from services.routing.domain.weigeringen import (
    DossierIsOnbekend,
    GeenTeam,
    GesprekOntbreekt,
    InstrumentPastNietBijRoute,
    LeidendeRouteIsNietGekozen,
    RouteIsDubbel,
    RoutekeuzeIsGesloten,
    RouteOntbreekt,
    StukkenOntbreken,
    VervolgLigtInVerleden,
    VoorstelOntbreekt,
)
from shared.begrippen import Feit

GEEN_REGEL_PAST = "Geen enkele regel past bij deze groep en deze hulpvraag: een consulent kiest de route met de hand."
REDENEN_KEUZE: dict[RedenKeuze, str] = {
    "gesprek": "Een consulent koos deze route na een gesprek met de ondernemer.",
    "wens_ondernemer": "De ondernemer wil zelf deze route.",
    "nieuwe_informatie": "Er kwam nieuwe informatie die de regels niet kennen.",
    "geen_regel_past": "Geen enkele regel paste; een consulent koos deze route.",
}


# The name of the team for a municipality and a lead route; None where the organisation has none.
Teamkeuze = Callable[[str, int | None], str | None]


@dataclass(frozen=True)
class Kader:
    """What a decision looks at beside the dossier: the teams of the organisation, and the papers that each route asks for."""

    team_voor: Teamkeuze
    stukken_voor: Stukkenlijst


def decide(state: Routekeuze, verzoek: Routeverzoek, kader: Kader) -> list[Feit]:
    """Raises the Weigering."""
    team_voor = kader.team_voor
    match verzoek:
        case BepaalRoute():
            return _bepaal(state, verzoek, team_voor)
        case HerzieRoute():
            return _herzie(state, verzoek, team_voor)
        case BevestigRoute():
            return _bevestig(state, verzoek, kader)
        case KiesRoute():
            return _kies(state, verzoek, kader)
        case RegistreerGesprek():
            return _leg_gesprek_vast(state, verzoek)
        case NoteerStuk():
            return _noteer_stuk(state, verzoek)
        case SluitRoutekeuze():
            return _sluit(state, verzoek)
        case SluitDossier():
            return _sluit_af(state, verzoek)
        case HeropenDossier():
            return _heropen(state, verzoek)


def _bepaal(state: Routekeuze, verzoek: BepaalRoute, team_voor: Teamkeuze) -> list[Feit]:
    if state.status != "onbekend":
        return []
    return [
        _uitkomst(_vraagstuk(verzoek), verzoek, verzoek.gemeente, verzoek.ontvangen_op, team_voor)
    ]


def _herzie(state: Routekeuze, verzoek: HerzieRoute, team_voor: Teamkeuze) -> list[Feit]:
    if state.status == "gesloten":
        return []
    eerder = _bekend(state)
    if isinstance(eerder, RouteToegewezen) and eerder.gekozen_door == "medewerker":
        codes = {
            "groep": verzoek.groep,
            "is_groep_bekend": verzoek.is_groep_bekend,
            "hulpvraag": verzoek.hulpvraag,
            "is_spoed": verzoek.urgentie.is_spoed,
        }
        nieuw: Uitkomst = eerder.na(**codes, toegewezen_op=verzoek.op)
    else:
        nieuw = _uitkomst(
            _vraagstuk(verzoek),
            verzoek,
            eerder.gemeente,
            eerder.aanmelding_ontvangen_op,
            team_voor,
        )
    return [] if _zelfde(eerder, nieuw) else [nieuw]


def _bevestig(state: Routekeuze, verzoek: BevestigRoute, kader: Kader) -> list[Feit]:
    eerder = _open(state)
    if isinstance(eerder, GeenRouteGevonden):
        raise VoorstelOntbreekt
    gesprek = _eerst_gesproken(state, eerder, verzoek.gesprek, verzoek.op)
    if eerder.gekozen_door == "medewerker":
        return gesprek
    routes = _met_stukken(state, eerder.routes, verzoek, kader)
    return [
        *gesprek,
        eerder.na(routes=routes, gekozen_door="medewerker", toegewezen_op=verzoek.op),
    ]


def _kies(state: Routekeuze, verzoek: KiesRoute, kader: Kader) -> list[Feit]:
    eerder = _open(state)
    nummers = [route.nummer for route in verzoek.routes]
    if not nummers:
        raise RouteOntbreekt
    if len(set(nummers)) < len(nummers):
        raise RouteIsDubbel
    if verzoek.leidende_route not in nummers:
        raise LeidendeRouteIsNietGekozen
    if any(
        not set(route.instrumenten) <= set(INSTRUMENTEN[route.nummer]) for route in verzoek.routes
    ):
        raise InstrumentPastNietBijRoute
    gesprek = _eerst_gesproken(state, eerder, verzoek.gesprek, verzoek.op)
    reden = REDENEN_KEUZE[verzoek.reden]
    gekozen = tuple(
        Route(nummer=route.nummer, instrumenten=route.instrumenten, redenen=(reden,))
        for route in sorted(verzoek.routes, key=lambda route: route.nummer)
    )
    nieuw = RouteToegewezen(
        dossier_id=verzoek.dossier_id,
        gemeente=eerder.gemeente,
        groep=eerder.groep,
        is_groep_bekend=eerder.is_groep_bekend,
        hulpvraag=eerder.hulpvraag,
        is_spoed=eerder.is_spoed,
        routes=_met_stukken(state, gekozen, verzoek, kader),
        leidende_route=verzoek.leidende_route,
        leidende_reden=reden,
        team=_team(kader.team_voor, eerder.gemeente, verzoek.leidende_route),
        gekozen_door="medewerker",
        aanmelding_ontvangen_op=eerder.aanmelding_ontvangen_op,
        toegewezen_op=verzoek.op,
    )
    return gesprek if _zelfde(eerder, nieuw) else [*gesprek, nieuw]


def _met_stukken(
    state: Routekeuze, routes: tuple[Route, ...], verzoek: BevestigRoute | KiesRoute, kader: Kader
) -> tuple[Route, ...]:
    """First the papers, to see how the business stands, unless somebody says why not; a route that was settled before stays as it was."""
    vast = {route.nummer: route for route in _vast(state)}
    nieuw = [route.nummer for route in routes if route.nummer not in vast]
    lijst = nodig(state.stukken, nieuw, kader.stukken_voor, verzoek.op)
    ontbreken = tuple(een for een in lijst if not een.is_er)
    if ontbreken and verzoek.zonder_stukken is None:
        raise StukkenOntbreken(ontbreken)
    return tuple(
        _zonder(route, vast[route.nummer].zonder_stukken, vast[route.nummer].ontbrekende_stukken)
        if route.nummer in vast
        else _zonder(
            route,
            verzoek.zonder_stukken,
            tuple(een.soort for een in ontbreken if een.route == route.nummer),
        )
        for route in routes
    )


def _vast(state: Routekeuze) -> tuple[Route, ...]:
    """The routes that a person settled already."""
    eerder = state.uitkomst
    if isinstance(eerder, RouteToegewezen) and eerder.gekozen_door == "medewerker":
        return eerder.routes
    return ()


def _zonder(route: Route, reden: RedenZonderStukken | None, ontbreken: tuple[str, ...]) -> Route:
    return route.na(zonder_stukken=reden if ontbreken else None, ontbrekende_stukken=ontbreken)


def _noteer_stuk(state: Routekeuze, verzoek: NoteerStuk) -> list[Feit]:
    """Of a closed dossier too: it may be opened again."""
    feit = StukGehoord(**verzoek.model_dump(exclude={"dossier_id", "op"}), gehoord_op=verzoek.op)
    return [] if evolve(state, feit) == state else [feit]


def _eerst_gesproken(
    state: Routekeuze, eerder: Uitkomst, gesprek: GevoerdGesprek | None, op: date
) -> list[Feit]:
    """First the talk, to find the question behind the question; then the route. The talk as it is recorded in this step, if it is."""
    if gesprek is not None:
        return _gesproken(state, eerder, gesprek, op)
    if state.laatste_gesprek is None:
        raise GesprekOntbreekt
    return []


def _leg_gesprek_vast(state: Routekeuze, verzoek: RegistreerGesprek) -> list[Feit]:
    gesprek = GevoerdGesprek(vorm=verzoek.vorm, vervolg_op=verzoek.vervolg_op)
    return _gesproken(state, _open(state), gesprek, verzoek.op)


def _gesproken(
    state: Routekeuze, eerder: Uitkomst, gesprek: GevoerdGesprek, op: date
) -> list[Feit]:
    if gesprek.vervolg_op and gesprek.vervolg_op < op:
        raise VervolgLigtInVerleden(op)
    feit = GesprekVastgelegd(
        dossier_id=eerder.dossier_id,
        gemeente=eerder.gemeente,
        vorm=gesprek.vorm,
        gesproken_op=op,
        vervolg_op=gesprek.vervolg_op,
    )
    return [] if feit == state.laatste_gesprek else [feit]


def _sluit(state: Routekeuze, verzoek: SluitRoutekeuze) -> list[Feit]:
    if state.status == "gesloten":
        return []
    _bekend(state)
    return [RoutekeuzeGesloten(reden=verzoek.reden, gesloten_op=verzoek.op)]


def _sluit_af(state: Routekeuze, verzoek: SluitDossier) -> list[Feit]:
    if state.status == "gesloten":
        return []
    _bekend(state)
    return [RoutekeuzeAfgesloten(reden=verzoek.reden, afgesloten_op=verzoek.op)]


def _heropen(state: Routekeuze, verzoek: HeropenDossier) -> list[Feit]:
    return [RoutekeuzeHeropend(heropend_op=verzoek.op)] if state.status == "gesloten" else []


def _vraagstuk(verzoek: BepaalRoute | HerzieRoute) -> Vraagstuk:
    return Vraagstuk(
        groep=verzoek.groep,
        is_groep_bekend=verzoek.is_groep_bekend,
        hulpvraag=frozenset(verzoek.hulpvraag),
        urgentie=verzoek.urgentie,
        is_buiten_bbz=verzoek.is_buiten_bbz,
    )


def _uitkomst(
    vraag: Vraagstuk,
    verzoek: BepaalRoute | HerzieRoute,
    gemeente: str,
    ontvangen_op: date,
    team_voor: Teamkeuze,
) -> Uitkomst:
    routes = passende_routes(vraag)
    if not routes:
        return GeenRouteGevonden(
            dossier_id=verzoek.dossier_id,
            gemeente=gemeente,
            groep=vraag.groep,
            is_groep_bekend=vraag.is_groep_bekend,
            hulpvraag=verzoek.hulpvraag,
            is_spoed=vraag.urgentie.is_spoed,
            team=_team(team_voor, gemeente, None),
            redenen=(GEEN_REGEL_PAST,),
            aanmelding_ontvangen_op=ontvangen_op,
            vastgesteld_op=verzoek.op,
        )
    leidend = voorrang(vraag, routes)
    return RouteToegewezen(
        dossier_id=verzoek.dossier_id,
        gemeente=gemeente,
        groep=vraag.groep,
        is_groep_bekend=vraag.is_groep_bekend,
        hulpvraag=verzoek.hulpvraag,
        is_spoed=vraag.urgentie.is_spoed,
        routes=routes,
        leidende_route=leidend.route,
        leidende_reden=leidend.reden,
        team=_team(team_voor, gemeente, leidend.route),
        gekozen_door="regels",
        aanmelding_ontvangen_op=ontvangen_op,
        toegewezen_op=verzoek.op,
    )


def _team(team_voor: Teamkeuze, gemeente: str, route: int | None) -> str:
    """Nobody's dossier is one that is lost: without a team it waits."""
    if (team := team_voor(gemeente, route)) is None:
        raise GeenTeam
    return team


def _zelfde(eerder: Uitkomst, nieuw: Uitkomst) -> bool:
    """The same but for the day on which it was found."""
    dag = {"toegewezen_op", "vastgesteld_op"}
    return type(eerder) is type(nieuw) and eerder.model_dump(exclude=dag) == nieuw.model_dump(
        exclude=dag
    )


def _bekend(state: Routekeuze) -> Uitkomst:
    if state.uitkomst is None:
        raise DossierIsOnbekend
    return state.uitkomst


def _open(state: Routekeuze) -> Uitkomst:
    if state.status == "gesloten":
        raise RoutekeuzeIsGesloten
    return _bekend(state)
