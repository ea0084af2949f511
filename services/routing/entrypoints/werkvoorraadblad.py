"""The page of the caseload: mine, my team's, what waits, what sleeps, and everything."""

from datetime import date
from typing import Any, cast
from uuid import UUID

from fastapi import Request
from starlette.responses import Response

from services.routing.application import Routing
from services.routing.application.eigenaar import pak_volgende
from services.routing.domain.eigenaar.verdeling import team_van, werk_van
from services.routing.entrypoints import words
from services.routing.entrypoints.lights import licht_van
from services.routing.entrypoints.samen import SAMEN
from services.routing.projections import werkvoorraad
from services.routing.projections.eigenaarsverhaal import naam as naam_van
from services.routing.projections.taak import STAPPEN, Stap
from services.routing.projections.werkvoorraad import (
    FILTERS,
    NIEMAND,
    Blad,
    Keuze,
    Werkvoorraadregel,
)
from shared.organisatie.rijen import organisatie_en_dag
from shared.organisatie.staat import Organisatie
from shared.personen import Personenvraag
from shared.web import actors
from shared.web.commands import Submitted
from shared.web.dutch import gemeente
from shared.web.pages import Pages
from shared.web.problems import Probleem
from shared.web.tables import Choice, Column, Filter, Listing, ListQuery

PROJECTOR = "routing-werkvoorraad"
COLUMNS = (
    Column("dossier", "Ondernemer"),
    Column("gemeente", "Gemeente", sorts=True),
    Column("eigenaar", "Eigenaar"),
    Column("actie", "Volgende actie"),
    Column("termijn", "Termijn", sorts=True),
    Column("wacht_sinds", "Wacht", sorts=True, right=True),
    Column("stand", "Stand"),
)
ZOEK = "Zoek op dossiernummer"
LABELS = {"gemeente": "Gemeente", "team": "Team", "stap": "Stap", "van": "Eigenaar"}


def add(pages: Pages, routing: Routing, personen: Personenvraag) -> None:
    def show(request: Request, weigering: Probleem | None = None) -> Response:
        query = ListQuery.of(request, COLUMNS, sort="termijn", filters=("blad", *FILTERS))
        organisatie, werkdag = organisatie_en_dag(routing.store)
        ik = actors.chosen(request).actor_id
        mijn_team = team_van(organisatie, ik)
        standaard: Blad = "mij" if mijn_team and not query.search else "alles"
        blad = _blad(query.chosen.get("blad"), standaard)
        keuze = Keuze(
            blad,
            {naam: query.chosen[naam] for naam in FILTERS if naam in query.chosen},
            query.sort,
            query.descending,
            query.page_size,
            query.offset,
            query.search,
            werk_van(organisatie, ik, werkdag),
            mijn_team,
        )
        with routing.store.cursor() as cursor:
            regels = werkvoorraad.rows(cursor, keuze, werkdag)
            per_blad = werkvoorraad.counts(cursor, keuze, werkdag)
            chips = [
                _filter(naam, werkvoorraad.choices(cursor, keuze, werkdag, naam), organisatie)
                for naam in FILTERS
            ]
            zonder_eigenaar = werkvoorraad.zonder_eigenaar(cursor, mijn_team)
        namen = personen.namen_of_niets([regel.dossier_id for regel in regels])
        listing = Listing(
            words.BLADEN[blad],
            COLUMNS,
            [_row(regel, werkdag, namen, organisatie, ik) for regel in regels],
            per_blad[blad],
            query,
            _empty(blad, zonder_eigenaar),
            chips,
            ZOEK,
        )
        tabs = [
            (query.url(blad=naam, stap=None, page=None), label, per_blad[naam], naam == blad)
            for naam, label in words.BLADEN.items()
        ]
        return pages.render(
            request,
            "werkvoorraad.html",
            status=weigering.status if weigering else 200,
            weigering=weigering,
            listing=listing,
            tabs=tabs,
            samen=SAMEN if mijn_team and regels else None,
            mijn_team=mijn_team,
            zonder_eigenaar=zonder_eigenaar,
            naar_zonder=query.url(blad="alles", van=NIEMAND, team=mijn_team, stap=None, page=None),
            intake_antwoordt=namen is not None,
            herkomsten=words.HERKOMSTEN,
            stappen=STAPPEN,
            bijgewerkt_tot=routing.bijgewerkt_tot(PROJECTOR),
        )

    @pages.router.get("/werkvoorraad")
    def caseload(request: Request) -> Response:
        return show(request)

    @pages.router.post("/werkvoorraad/opgepakt")
    def pick(request: Request, command: Submitted) -> Response:
        with pages.attempt() as poging:
            gepakt = pak_volgende(routing.store, command).dossier_id
        if poging.weigering:
            return show(request, poging.weigering)
        if gepakt is None:
            return pages.done(
                request,
                "/werkvoorraad?blad=team",
                "Er wacht geen dossier zonder eigenaar in uw team.",
            )
        return pages.done(
            request,
            f"/dossiers/{gepakt}",
            "Dit dossier is nu van u.",
            ("/werkvoorraad?blad=mij", "Terug naar uw werkvoorraad"),
        )


def _blad(asked: str | None, standaard: Blad) -> Blad:
    return next((blad for blad in words.BLADEN if blad == asked), standaard)


def _filter(naam: str, waarden: list[tuple[str, int]], organisatie: Organisatie) -> Filter:
    return Filter(
        naam,
        LABELS[naam],
        [Choice(waarde, _label(naam, waarde, organisatie), aantal) for waarde, aantal in waarden],
    )


def _label(naam: str, waarde: str, organisatie: Organisatie) -> str:
    match naam:
        case "gemeente":
            return gemeente(waarde)
        case "stap":
            return STAPPEN[cast(Stap, waarde)]
        case "van":
            return "niemand" if waarde == NIEMAND else naam_van(organisatie, waarde)
    return waarde


def _row(
    regel: Werkvoorraadregel,
    werkdag: date | None,
    namen: dict[UUID, Any] | None,
    organisatie: Organisatie,
    ik: str,
) -> dict[str, Any]:
    persoon = (namen or {}).get(regel.dossier_id)
    dagen = (werkdag - regel.wacht_sinds).days if regel.wacht_sinds and werkdag else None
    eigenaar = naam_van(organisatie, regel.eigenaar) if regel.eigenaar else "wordt gezocht"
    return {
        "regel": regel,
        "naam": persoon.weergave if persoon else None,
        "eigenaar": "u" if regel.eigenaar == ik else eigenaar,
        "slaapt": werkvoorraad.slaapt(regel, werkdag),
        "dagen": dagen,
        "licht": licht_van(regel, werkdag),
        "actie": werkvoorraad.te_doen(regel, werkdag),
    }


def _empty(blad: Blad, zonder_eigenaar: int) -> str:
    """What would fill the list, and what waits elsewhere."""
    match blad:
        case "mij" if zonder_eigenaar:
            return "U heeft nu niets te doen. In uw team wachten dossiers zonder eigenaar: pak de volgende."
        case "mij":
            return "U heeft nu niets te doen. Op het blad Mijn team staat wat uw collega’s te doen hebben."
        case "team":
            return "Uw team heeft nu niets te doen."
        case "wacht":
            return "Er is niets waarvoor u of uw team op een ander wacht. Wat te laat is, staat bij Van mij en Mijn team."
        case "gesluimerd":
            return "Er sluimert geen dossier. Wat u laat sluimeren, staat hier tot zijn dag."
        case "afgesloten":
            return "Er is nog geen dossier afgesloten."
    return "Er zijn nog geen dossiers. Een nieuwe aanmelding komt hier vanzelf te staan."
