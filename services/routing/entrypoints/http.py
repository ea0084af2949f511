"""routing's JSON API: the routes of a dossier, a choice by hand, a talk, and the caseload."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import Query, Request
from pydantic import BaseModel, Field

from services.routing.application import Routing, verwerk
from services.routing.domain.commands import (
    BevestigRoute,
    GekozenRoute,
    GevoerdGesprek,
    KiesRoute,
    RegistreerGesprek,
    Routeverzoek,
)
from services.routing.domain.eigenaar.verdeling import team_van, werk_van
from services.routing.domain.events import (
    GeenRouteGevonden,
    Gespreksvorm,
    RedenKeuze,
    Routenummer,
    RouteToegewezen,
)
from services.routing.domain.stukken import RedenZonderStukken, Soortstand
from services.routing.domain.weigeringen import (
    DossierIsOnbekend,
)
from services.routing.entrypoints import eigenaar
from services.routing.entrypoints.problems import TRANSLATION
from services.routing.projections import werkvoorraad
from services.routing.projections.werkvoorraad import Blad, Keuze, Werkvoorraadregel
from shared.begrippen import Groep, Hulpvraag, Instrument, Waarde
from shared.contracts.organisatie import Id
from shared.handle import Command, Done, handle
from shared.organisatie.rijen import organisatie_en_dag
from shared.transaction import Transaction
from shared.velden import Dag, Gemeentecode, Regel
from shared.web import actors
from shared.web.api import Api, make_api
from shared.web.commands import Asked
from shared.web.given import given
from shared.web.subjects import Subject

VERSION = "1.0.0"
DOSSIERS = Subject("Dossiers", "De routes van een dossier, en de gesprekken daarover.")
WERKVOORRAAD = Subject(
    "Werkvoorraad", "Wat er te doen is, met de termijn die het eerst verstrijkt."
)
Dienst = Annotated[Routing, given(Routing)]

WACHT_OP_STUKKEN = "Wat `stukken` bij de routes noemt, is er en is gecontroleerd; anders 409, tenzij `zonder_stukken` zegt waarom niet."


class Routeweergave(BaseModel):
    """One of the three routes: what is used on it, why, and the names of the rules that led here."""

    nummer: Routenummer
    instrumenten: tuple[Instrument, ...]
    redenen: tuple[str, ...]
    regels: tuple[str, ...]
    zonder_stukken: RedenZonderStukken | None = None
    ontbrekende_stukken: tuple[str, ...] = ()


class Nodigweergave(BaseModel):
    """A kind of paper that a route waits for, and how it is with it today."""

    route: Routenummer
    soort: str
    stand: Soortstand


class Routes(BaseModel):
    """The choice as it stands. `routes` is empty when no rule fits and nobody chose yet; `stukken` is what its routes need."""

    dossier_id: UUID
    status: str
    gemeente: str
    groep: Groep
    is_groep_bekend: bool
    hulpvraag: tuple[Hulpvraag, ...]
    is_spoed: bool
    team: str
    routes: tuple[Routeweergave, ...] = ()
    leidende_route: Routenummer | None = None
    leidende_reden: str = ""
    gekozen_door: str = ""
    redenen: tuple[str, ...] = ()
    stukken: tuple[Nodigweergave, ...] = ()
    bepaald_op: date


class Gesprek(Waarde):
    vorm: Gespreksvorm
    vervolg_op: Dag | None = None

    def gevoerd(self) -> GevoerdGesprek:
        return GevoerdGesprek(**dict(self))


class Routebevestiging(Waarde):
    """What the rules proposed is taken over; `gesprek` records the talk in the same step; `zonder_stukken`: why papers are not awaited."""

    gesprek: Gesprek | None = None
    zonder_stukken: RedenZonderStukken | None = None

    def maakt(self, dossier_id: UUID) -> Callable[[date], BevestigRoute]:
        gesprek = self.gesprek.gevoerd() if self.gesprek else None
        zonder = self.zonder_stukken
        return lambda op: BevestigRoute(
            dossier_id=dossier_id, gesprek=gesprek, zonder_stukken=zonder, op=op
        )


class Routeopgave(Waarde):
    """A choice by hand. The reason is kept with it; `gesprek` records the talk in the same step, `zonder_stukken` says why no papers are
    needed first."""

    routes: tuple[GekozenRoute, ...] = Field(min_length=1, max_length=3)
    leidende_route: Routenummer
    reden: RedenKeuze
    gesprek: Gesprek | None = None
    zonder_stukken: RedenZonderStukken | None = None

    def maakt(self, dossier_id: UUID) -> Callable[[date], KiesRoute]:
        gesprek = self.gesprek.gevoerd() if self.gesprek else None
        return lambda op: KiesRoute(
            dossier_id=dossier_id, op=op, **(dict(self) | {"gesprek": gesprek})
        )


class Werkvoorraadpagina(BaseModel):
    """One page of the caseload; `totaal` counts all pages."""

    werkdag: date | None
    totaal: int
    page: int
    page_size: int
    regels: list[Werkvoorraadregel]


def make(routing: Routing) -> Api:
    return make_api(
        "routing",
        "Doorstart routing",
        VERSION,
        "Routes van dossiers, en de werkvoorraad.",
        TRANSLATION,
        subjects=[DOSSIERS, eigenaar.EIGENAAR, WERKVOORRAAD],
        given=[routing],
    )


@DOSSIERS.get(
    "/dossiers/{dossier_id}/routes",
    summary="De routes van een dossier",
    description="De keuze zoals zij nu is, met de redenen. Zonder routes past geen regel en heeft nog niemand gekozen.",
)
def toon_routes(dossier_id: UUID, routing: Dienst) -> Routes:
    state = routing.routekeuze(dossier_id)
    if state.uitkomst is None:
        raise DossierIsOnbekend
    stukken = tuple(
        Nodigweergave.model_validate(een, from_attributes=True) for een in routing.nodig(state)
    )
    return _routes(dossier_id, state.status, state.uitkomst).model_copy(update={"stukken": stukken})


@DOSSIERS.post(
    "/dossiers/{dossier_id}/routekeuzes",
    status_code=204,
    summary="Kies de routes met de hand",
    description="Na een gesprek. Hoogstens drie routes, elk één keer, met een reden. Vanaf dan kiezen de regels niet meer. "
    + WACHT_OP_STUKKEN,
)
def kies_routes(dossier_id: UUID, keuze: Routeopgave, routing: Dienst, command: Asked) -> None:
    doe(routing, keuze.maakt(dossier_id), command)


@DOSSIERS.post(
    "/dossiers/{dossier_id}/routebevestigingen",
    status_code=204,
    summary="Bevestig de routes die de regels voorstellen",
    description="Na een gesprek, of met het gesprek erbij; zonder gesprek: 409. "
    + WACHT_OP_STUKKEN,
)
def bevestig_routes(
    dossier_id: UUID, bevestiging: Routebevestiging, routing: Dienst, command: Asked
) -> None:
    doe(routing, bevestiging.maakt(dossier_id), command)


@DOSSIERS.post(
    "/dossiers/{dossier_id}/gesprekken",
    status_code=204,
    summary="Leg een gesprek met de ondernemer vast",
    description="`vervolg_op` is de dag van het volgende gesprek, als die is afgesproken; niet vóór vandaag.",
)
def leg_gesprek_vast(dossier_id: UUID, gesprek: Gesprek, routing: Dienst, command: Asked) -> None:
    doe(
        routing,
        lambda op: RegistreerGesprek(dossier_id=dossier_id, op=op, **dict(gesprek)),
        command,
    )


def doe(routing: Routing, maak: Callable[[date], Routeverzoek], command: Command) -> None:
    """Decides on a request of a person, on the business day; raises the Weigering."""

    def work(transaction: Transaction, op: date) -> Done:
        verzoek = maak(op)
        cause = command.cause(op, correlation_id=str(verzoek.dossier_id))
        verwerk(transaction, verzoek, cause, routing.parameters)
        return Done()

    handle(routing.store, command, work, Done)


def _routes(dossier_id: UUID, status: str, uitkomst: RouteToegewezen | GeenRouteGevonden) -> Routes:
    found: dict[str, Any] = {
        "dossier_id": dossier_id,
        "status": status,
        "gemeente": uitkomst.gemeente,
        "groep": uitkomst.groep,
        "is_groep_bekend": uitkomst.is_groep_bekend,
        "hulpvraag": uitkomst.hulpvraag,
        "is_spoed": uitkomst.is_spoed,
        "team": uitkomst.team,
    }
    if isinstance(uitkomst, GeenRouteGevonden):
        return Routes(**found, redenen=uitkomst.redenen, bepaald_op=uitkomst.vastgesteld_op)
    return Routes(
        **found,
        routes=tuple(
            Routeweergave.model_validate(route, from_attributes=True) for route in uitkomst.routes
        ),
        leidende_route=uitkomst.leidende_route,
        leidende_reden=uitkomst.leidende_reden,
        gekozen_door=uitkomst.gekozen_door,
        bepaald_op=uitkomst.toegewezen_op,
    )


@WERKVOORRAAD.get(
    "/werkvoorraad",
    summary="De werkvoorraad, oudste termijn eerst",
    description="Eén regel per dossier. `blad` kiest van wie het is en wie aan zet is, `eigenaar` een medewerker of `niemand`.",
)
def toon_werkvoorraad(
    routing: Dienst,
    request: Request,
    blad: Blad = "alles",
    gemeente: Gemeentecode | None = None,
    team: Regel | None = None,
    stap: Regel | None = None,
    eigenaar: Id | None = None,
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
    page_size: Annotated[int, Query(alias="pageSize", ge=1, le=100)] = 25,
) -> Werkvoorraadpagina:
    filters = {
        naam: waarde
        for naam, waarde in (
            ("gemeente", gemeente),
            ("team", team),
            ("stap", stap),
            ("van", eigenaar),
        )
        if waarde
    }
    organisatie, werkdag = organisatie_en_dag(routing.store)
    ik = actors.chosen(request).actor_id
    keuze = Keuze(
        blad,
        filters,
        limit=page_size,
        offset=(page - 1) * page_size,
        mijn=werk_van(organisatie, ik, werkdag),
        mijn_team=team_van(organisatie, ik),
    )
    with routing.store.cursor() as cursor:
        regels = werkvoorraad.rows(cursor, keuze, werkdag)
        totaal = werkvoorraad.count(cursor, keuze, werkdag)
    return Werkvoorraadpagina(
        werkdag=werkdag, totaal=totaal, page=page, page_size=page_size, regels=regels
    )
