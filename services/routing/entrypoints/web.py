"""routing's pages: the caseload, a dossier over all services, and the choice of routes by hand."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.responses import Response

from services.routing.application import Routing
from services.routing.domain.beloften import Beloften
from services.routing.domain.commands import RegistreerGesprek
from services.routing.domain.routekeuze import INSTRUMENTEN
from services.routing.domain.stukken import RedenZonderStukken
from services.routing.domain.weigeringen import DossierIsOnbekend
from services.routing.entrypoints import eigenaarblad, samen, werkvoorraadblad, words
from services.routing.entrypoints.http import Gesprek, Routebevestiging, Routeopgave, doe
from services.routing.entrypoints.lights import licht_van, licht_van_lening
from services.routing.entrypoints.werkvoorraadblad import PROJECTOR
from services.routing.projections import dossier as dossiers
from services.routing.projections import dossiertabel, tijdlijn, werkvoorraad
from services.routing.projections.taken import eerstvolgende
from shared.begrippen import Waarde
from shared.personen import Personenvraag
from shared.web.commands import Submitted
from shared.web.forms import form_of
from shared.web.pages import Pages
from shared.web.problems import Fout, Probleem
from shared.web.requests import FormValues
from shared.web.tables import Listing, ListQuery
from shared.web.validation import parse_form

TEMPLATES = Path(__file__).parent.parent / "templates"
NIETS_GEBEURD = "Nog niets. Elke gebeurtenis van elk onderdeel komt hier te staan."
GESPREK = ("vorm", "vervolg_op")
DOSSIERBLADEN = {"overzicht": "Overzicht", "persoon": "Persoon", "tijdlijn": "Tijdlijn"}


def make(routing: Routing, personen: Personenvraag) -> Pages:
    pages = Pages(TEMPLATES, werkdag=routing.laatste_werkdag)
    werkvoorraadblad.add(pages, routing, personen)
    eigenaarblad.add(pages, routing)
    samen.add(pages, routing)
    _dossier(pages, routing, personen, Beloften(routing.parameters))
    _choice(pages, routing)
    return pages


def _detail(
    routing: Routing,
    personen: Personenvraag,
    beloften: Beloften,
    request: Request,
    dossier_id: UUID,
) -> dict[str, Any]:
    """Everything the page of a dossier shows; raises DossierIsOnbekend. Without an answer of intake there is no name."""
    query = ListQuery.beside(request, f"/dossiers/{dossier_id}", "tijdlijn", keep=("blad",))
    blad = request.query_params.get("blad", "")
    with routing.store.cursor() as cursor:
        dossier = dossiertabel.read(cursor, dossier_id)
        if dossier is None:
            raise DossierIsOnbekend
        steps, total = tijdlijn.read(cursor, dossier_id, query.page_size, query.offset)
    namen = personen.namen_of_niets([dossier_id])
    werkdag = routing.laatste_werkdag()
    regel = werkvoorraad.regel_van(dossier_id, dossier, "", beloften)
    return {
        "dossier_id": dossier_id,
        "dossier": dossier,
        "gebeurd": Listing(
            "Gebeurtenissen, nieuwste eerst", (), steps, total, query, NIETS_GEBEURD
        ),
        "intake_antwoordt": namen is not None,
        "persoon": namen.get(dossier_id) if namen else None,
        "eigenaar": eigenaarblad.van(routing, request, dossier_id),
        "taak": eerstvolgende(dossier, beloften),
        "nodig": routing.nodig(routing.routekeuze(dossier_id)),
        "licht": licht_van(regel, werkdag),
        "actie": werkvoorraad.te_doen(regel, werkdag),
        "leningen": [(lening, licht_van_lening(lening)) for lening in dossier.leningen],
        "words": words,
        "te_beslissen": dossiers.TE_BESLISSEN,
        "bijgewerkt_tot": routing.bijgewerkt_tot(PROJECTOR),
        "bladen": DOSSIERBLADEN,
        "blad": blad if blad in DOSSIERBLADEN else "overzicht",
    }


def _dossier(pages: Pages, routing: Routing, personen: Personenvraag, beloften: Beloften) -> None:
    def show(request: Request, dossier_id: UUID, *, status: int = 200, **anders: Any) -> Response:
        vooraf: dict[str, Any] = {"fouten": (), "weigering": None, "getypt": {}}
        detail = _detail(routing, personen, beloften, request, dossier_id)
        return pages.render(request, "dossier.html", status=status, **vooraf | detail | anders)

    @pages.router.get("/dossiers/{dossier_id}")
    def page(request: Request, dossier_id: UUID) -> Response:
        return show(request, dossier_id)

    @pages.router.post("/dossiers/{dossier_id}/gesprekken")
    def talked(
        request: Request, dossier_id: UUID, values: FormValues, command: Submitted
    ) -> Response:
        bevestigt = values.get("bevestig") == "ja"
        gesprek, fouten = parse_form(Gesprek, {naam: values.get(naam, "") for naam in GESPREK})
        zonder, mis = parse_form(Zonder, {"zonder_stukken": values.get("zonder_stukken", "")})
        if gesprek is None or zonder is None:
            return show(request, dossier_id, status=400, fouten=(*fouten, *mis), getypt=values)
        with pages.attempt() as poging:
            if bevestigt:
                bevestiging = Routebevestiging(gesprek=gesprek, **dict(zonder))
                doe(routing, bevestiging.maakt(dossier_id), command)
                return _routes_staan_vast(pages, request, dossier_id)
            doe(
                routing,
                lambda op: RegistreerGesprek(dossier_id=dossier_id, op=op, **dict(gesprek)),
                command,
            )
        if weigering := poging.weigering:
            return show(
                request, dossier_id, status=weigering.status, weigering=weigering, getypt=values
            )
        return pages.done(
            request,
            f"/dossiers/{dossier_id}",
            "Het gesprek is vastgelegd. Het staat na een paar tellen in de tijdlijn.",
            (f"/dossiers/{dossier_id}#routes", "Bevestig of kies de route"),
        )

    @pages.router.post("/dossiers/{dossier_id}/routebevestigingen")
    def confirmed(
        request: Request, dossier_id: UUID, values: FormValues, command: Submitted
    ) -> Response:
        zonder, fouten = parse_form(Zonder, {"zonder_stukken": values.get("zonder_stukken", "")})
        if zonder is None:
            return show(request, dossier_id, status=400, fouten=fouten, getypt=values)
        with pages.attempt() as poging:
            doe(routing, Routebevestiging(**dict(zonder)).maakt(dossier_id), command)
            return _routes_staan_vast(pages, request, dossier_id)
        status = poging.weigering.status if poging.weigering else 409
        return show(request, dossier_id, status=status, weigering=poging.weigering)


class Zonder(Waarde):
    """Why no papers are needed first, where somebody says so."""

    zonder_stukken: RedenZonderStukken | None = None


def _routes_staan_vast(pages: Pages, request: Request, dossier_id: UUID) -> Response:
    return pages.done(
        request,
        f"/dossiers/{dossier_id}",
        "De route staat vast. Zij staat na een paar tellen in het dossier.",
        (f"/aanmeldingen/{dossier_id}/aanvraag", "Dien een aanvraag in"),
    )


def _choice(pages: Pages, routing: Routing) -> None:
    def show(
        request: Request,
        dossier_id: UUID,
        *,
        status: int = 200,
        fouten: tuple[Fout, ...] = (),
        weigering: Probleem | None = None,
        **gekozen: Any,
    ) -> Response:
        state = routing.routekeuze(dossier_id)
        if state.uitkomst is None:
            raise DossierIsOnbekend
        return pages.render(
            request,
            "routekeuze.html",
            status=status,
            dossier_id=dossier_id,
            uitkomst=state.uitkomst,
            fouten=fouten,
            weigering=weigering,
            gekozen=gekozen.get("gekozen") or _chosen_before(state.uitkomst),
            instrumenten=INSTRUMENTEN,
            words=words,
            is_gesloten=state.status == "gesloten",
            is_gesproken=state.laatste_gesprek is not None,
            nodig=routing.nodig(state, INSTRUMENTEN),
        )

    @pages.router.get("/dossiers/{dossier_id}/routekeuze")
    def form(request: Request, dossier_id: UUID) -> Response:
        return show(request, dossier_id)

    @pages.router.post("/dossiers/{dossier_id}/routekeuze")
    async def choose(request: Request, dossier_id: UUID, command: Submitted) -> Response:
        form = await form_of(request)
        nummers = [str(value) for value in form.getlist("route")]
        routes = [
            {"nummer": int(nummer), "instrumenten": form.getlist(f"instrument_{nummer}")}
            for nummer in nummers
            if nummer in "123"
        ]
        leidend = str(form.get("leidende_route", ""))
        values = {
            "routes": routes,
            "leidende_route": int(leidend) if leidend.isdigit() else "",
            "reden": str(form.get("reden", "")),
            "zonder_stukken": str(form.get("zonder_stukken", "")),
        } | _met_gesprek({naam: str(form.get(naam, "")) for naam in GESPREK})
        keuze, fouten = parse_form(Routeopgave, values)
        fouten = (*_bij_het_gesprek(fouten), *_zonder_route(form, nummers))
        # Also the help under a route that was not ticked: it is asked about, and not dropped.
        aangevinkt = [
            {"nummer": nummer, "instrumenten": form.getlist(f"instrument_{nummer}")}
            for nummer in INSTRUMENTEN
        ]
        gekozen = {**values, "routes": aangevinkt, "nummers": nummers}
        if keuze is None or fouten:
            return await run_in_threadpool(
                show, request, dossier_id, status=400, fouten=fouten, gekozen=gekozen
            )
        with pages.attempt() as poging:
            await run_in_threadpool(doe, routing, keuze.maakt(dossier_id), command)
            return _routes_staan_vast(pages, request, dossier_id)
        weigering = poging.weigering
        return await run_in_threadpool(
            show,
            request,
            dossier_id,
            status=weigering.status if weigering else 409,
            weigering=weigering,
            gekozen=gekozen,
        )


def _met_gesprek(values: Mapping[str, str]) -> dict[str, Any]:
    """The fields of a talk on a form as the talk that they record; none where nothing was filled in."""
    gesprek = {naam: values[naam] for naam in GESPREK if values.get(naam)}
    return {"gesprek": gesprek} if gesprek else {}


def _bij_het_gesprek(fouten: tuple[Fout, ...]) -> tuple[Fout, ...]:
    return tuple(Fout(een.veld.removeprefix("gesprek."), een.melding) for een in fouten)


def _zonder_route(form: FormData, nummers: Sequence[str]) -> tuple[Fout, ...]:
    """Help that was ticked under a route that was not: it would be dropped without a word."""
    vergeten = [
        nummer
        for nummer in INSTRUMENTEN
        if str(nummer) not in nummers and form.getlist(f"instrument_{nummer}")
    ]
    return tuple(
        Fout(
            "routes",
            f"U koos hulp bij route {nummer}, maar route {nummer} zelf niet. Kies ook de route, of zet de hulp uit.",
        )
        for nummer in vergeten
    )


def _chosen_before(uitkomst: Any) -> dict[str, Any]:
    routes = getattr(uitkomst, "routes", ())
    return {
        "nummers": [str(route.nummer) for route in routes],
        "routes": [
            {"nummer": route.nummer, "instrumenten": route.instrumenten} for route in routes
        ],
        "leidende_route": getattr(uitkomst, "leidende_route", ""),
        "reden": "",
    }
