"""Who has a dossier, on its pages: in the bar of the dossier, and a page to hand over, assign or let it sleep."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from services.routing.application import Routing
from services.routing.application.eigenaar import eigenaarschap
from services.routing.domain.eigenaar import verdeling
from services.routing.domain.eigenaar.commands import MaakWakker
from services.routing.domain.weigeringen import DossierIsOnbekend
from services.routing.entrypoints.eigenaar import (
    Maker,
    Overdracht,
    Overname,
    Sluimering,
    Toewijzing,
    doe,
)
from services.routing.projections import eigenaarsverhaal
from services.routing.projections.eigenaarsverhaal import naam
from shared.handle import Command
from shared.organisatie.rijen import organisatie_en_dag
from shared.organisatie.staat import Organisatie
from shared.web import actors
from shared.web.commands import Submitted
from shared.web.forms import form_of
from shared.web.pages import Pages
from shared.web.requests import FormValues
from shared.web.validation import parse_form

LABELS = {
    "aan": "Aan wie",
    "reden": "Reden",
    "punten": "Wat is er gedaan",
    "tot": "Tot welke dag",
    "eigenaar_was": "Wie het dossier had",
}


@dataclass(frozen=True)
class Eigenaarsbeeld:
    """What a page shows about who has a dossier, for who looks at it on this day."""

    eigenaar: str | None
    woorden: str
    team: str
    sluimert_tot: date | None
    mag_overnemen: bool = False
    mag_overdragen: bool = False
    mag_toewijzen: bool = False
    mag_sluimeren: bool = False
    collegas: tuple[tuple[str, str], ...] = ()


ONBEKEND = Eigenaarsbeeld(None, "", "", None)


def van(routing: Routing, request: Request, dossier_id: UUID) -> Eigenaarsbeeld:
    """Nothing to show for a dossier that the rule has not seen yet."""
    staat = eigenaarschap(routing.store, dossier_id)
    if not staat.is_bekend:
        return ONBEKEND
    organisatie, dag = organisatie_en_dag(routing.store)
    ik, eigenaar, gemeente = actors.chosen(request).actor_id, staat.eigenaar, staat.gemeente
    if dag is None:
        return ONBEKEND
    doet = verdeling.waarnemer(organisatie, eigenaar, dag) if eigenaar else None
    behandelt = verdeling.kan_behandelen(organisatie, ik, dossier_id, gemeente, dag)
    leidt = verdeling.leidt(organisatie, ik, gemeente, dag)
    is_van_team = verdeling.is_van_team(organisatie, ik, staat.team)
    return Eigenaarsbeeld(
        eigenaar,
        _woorden(organisatie, eigenaar, doet, ik),
        staat.team,
        staat.sluimert_tot,
        mag_overnemen=behandelt and eigenaar != ik,
        mag_overdragen=eigenaar is not None and (leidt or ik in (eigenaar, doet)),
        mag_toewijzen=leidt or (behandelt and is_van_team),
        mag_sluimeren=staat.is_open and (behandelt or leidt),
        collegas=_collegas(organisatie, dossier_id, gemeente, dag, eigenaar),
    )


def _woorden(organisatie: Organisatie, eigenaar: str | None, doet: str | None, ik: str) -> str:
    if eigenaar is None:
        return "geen eigenaar"
    wie = "u" if eigenaar == ik else naam(organisatie, eigenaar)
    if doet in (None, eigenaar):
        return wie
    return f"{wie} (vandaag doet {'u' if doet == ik else naam(organisatie, doet or '')} het werk)"


def _collegas(
    organisatie: Organisatie, dossier_id: UUID, gemeente: str, dag: date, zonder: str | None
) -> tuple[tuple[str, str], ...]:
    return tuple(
        (een.medewerker_id, een.aanduiding)
        for een in sorted(organisatie.medewerkers.values(), key=lambda een: een.aanduiding)
        if een.medewerker_id != zonder
        and verdeling.kan_behandelen(organisatie, een.medewerker_id, dossier_id, gemeente, dag)
    )


def add(pages: Pages, routing: Routing) -> None:
    def show(request: Request, dossier_id: UUID, *, status: int = 200, **anders: Any) -> Response:
        beeld = van(routing, request, dossier_id)
        if beeld is ONBEKEND:
            raise DossierIsOnbekend
        vooraf: dict[str, Any] = {"fouten": (), "weigering": None, "getypt": {}, "formulier": ""}
        return pages.render(
            request,
            "eigenaar.html",
            status=status,
            dossier_id=dossier_id,
            eigenaar=beeld,
            labels=LABELS,
            verhaal=eigenaarsverhaal,
            **vooraf | anders,
        )

    def finish(
        request: Request,
        dossier_id: UUID,
        maak: Maker | None,
        command: Command,
        gedaan: str,
        naar: tuple[str, str] = ("/werkvoorraad", "Terug naar de werkvoorraad"),
        **terug: Any,
    ) -> Response:
        """Back to the dossier after the deed; to the form, with all that was filled in, when it was refused."""
        if maak is None:
            return show(request, dossier_id, status=400, **terug)
        with pages.attempt() as poging:
            doe(routing, maak, command)
        if weigering := poging.weigering:
            return show(request, dossier_id, status=weigering.status, weigering=weigering, **terug)
        return pages.done(
            request,
            f"/dossiers/{dossier_id}",
            gedaan,
            naar,
        )

    @pages.router.get("/dossiers/{dossier_id}/eigenaar")
    def page(request: Request, dossier_id: UUID) -> Response:
        return show(request, dossier_id)

    @pages.router.post("/dossiers/{dossier_id}/overnames")
    def take(
        request: Request, dossier_id: UUID, values: FormValues, command: Submitted
    ) -> Response:
        overname, fouten = parse_form(Overname, values)
        maak = overname.maakt(dossier_id, command.actor) if overname else None
        return finish(request, dossier_id, maak, command, "Dit dossier is nu van u.", fouten=fouten)

    @pages.router.post("/dossiers/{dossier_id}/toewijzingen")
    def give(
        request: Request, dossier_id: UUID, values: FormValues, command: Submitted
    ) -> Response:
        toewijzing, fouten = parse_form(Toewijzing, values)
        maak = toewijzing.maakt(dossier_id, command.actor) if toewijzing else None
        return finish(
            request,
            dossier_id,
            maak,
            command,
            "Het dossier is toegewezen.",
            fouten=fouten,
            getypt=values,
            formulier="toewijzen",
        )

    @pages.router.post("/dossiers/{dossier_id}/overdrachten")
    async def hand_over(request: Request, dossier_id: UUID, command: Submitted) -> Response:
        form = await form_of(request)
        values: dict[str, Any] = {
            "aan": str(form.get("aan", "")),
            "reden": str(form.get("reden", "")),
            "punten": [str(punt) for punt in form.getlist("punten")],
        }
        overdracht, fouten = parse_form(Overdracht, values)
        maak = overdracht.maakt(dossier_id, command.actor) if overdracht else None
        return await run_in_threadpool(
            finish,
            request,
            dossier_id,
            maak,
            command,
            "Het dossier is overgedragen. Beide namen staan in de tijdlijn.",
            naar=(f"/stukken/{dossier_id}#notities", "Schrijf een notitie voor uw collega"),
            fouten=fouten,
            getypt=values,
            formulier="overdragen",
        )

    @pages.router.post("/dossiers/{dossier_id}/sluimeringen")
    def sleep(
        request: Request, dossier_id: UUID, values: FormValues, command: Submitted
    ) -> Response:
        sluimering, fouten = parse_form(Sluimering, _dichtstbij(values))
        maak = sluimering.maakt(dossier_id, command.actor) if sluimering else None
        return finish(
            request,
            dossier_id,
            maak,
            command,
            "Het dossier sluimert. Op de dag zelf staat het vanzelf weer in de werkvoorraad.",
            fouten=fouten,
            getypt=values,
            formulier="sluimeren",
        )

    @pages.router.post("/dossiers/{dossier_id}/wekkingen")
    def wake(request: Request, dossier_id: UUID, command: Submitted) -> Response:
        def maak(op: date) -> MaakWakker:
            return MaakWakker(dossier_id=dossier_id, door=command.actor, op=op)

        return finish(
            request, dossier_id, maak, command, "Het dossier staat weer in de werkvoorraad."
        )


def _dichtstbij(values: dict[str, str]) -> dict[str, str]:
    """The nearest day that was offered takes the place of the one that was typed."""
    veld, _, waarde = values.pop("neem_over", "").partition("=")
    return values | {veld: waarde} if veld else values
