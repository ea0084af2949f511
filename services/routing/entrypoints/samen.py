"""More dossiers at once: to a colleague, or asleep until a day; first a look at what happens to each, then each for itself."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.responses import Response

from services.routing.application import Routing
from services.routing.application.eigenaar import beproef
from services.routing.domain.eigenaar.verdeling import BEHANDELEN
from services.routing.domain.weigeringen import Weigering
from services.routing.entrypoints.eigenaar import Maker, Sluimering, Toewijzing, doe
from services.routing.projections import eigenaarsverhaal
from shared.dates import geteld, voluit
from shared.handle import Command
from shared.organisatie.rijen import organisatie_en_dag
from shared.web import bulk
from shared.web.bulk import Gevolg, Keuze
from shared.web.commands import Submitted
from shared.web.forms import form_of
from shared.web.pages import Pages
from shared.web.preview import CONFIRMED
from shared.web.problems import Fout
from shared.web.validation import parse_form

ADRES = "/werkvoorraad/samen"
SAMEN = Keuze(
    ADRES,
    "Wijs toe of laat sluimeren",
    lambda row: f"{row['regel'].dossier_id}/{row['regel'].eigenaar or ''}",
)
LABELS = {"wat": "Wat wilt u doen", "aan": "Aan wie", "tot": "Tot welke dag", "reden": "Waarom"}
WAT = (("toewijzen", "Toewijzen aan een collega"), ("sluimeren", "Laten sluimeren tot een dag"))
VELDEN = ("wat", "aan", "tot", "reden")


@dataclass(frozen=True)
class Gekozen:
    """A picked row: which dossier, and who had it when somebody looked."""

    sleutel: str
    dossier_id: UUID
    eigenaar_was: str | None

    @classmethod
    def of(cls, sleutel: str) -> "Gekozen | None":
        """None for what is no row of the caseload."""
        nummer, _, was = sleutel.partition("/")
        try:
            dossier_id = UUID(nummer)
        except ValueError:
            return None
        return cls(sleutel, dossier_id, was or None) if str(dossier_id) == nummer else None


def add(pages: Pages, routing: Routing) -> None:
    @pages.router.post(ADRES)
    async def together(request: Request, command: Submitted) -> Response:
        form = await form_of(request)
        return await run_in_threadpool(_samen, pages, routing, request, form, command)


def _samen(
    pages: Pages, routing: Routing, request: Request, form: FormData, command: Command
) -> Response:
    rijen = [een for sleutel in bulk.picked(form) if (een := Gekozen.of(sleutel))]
    getypt = {naam: str(form.get(naam, "")) for naam in VELDEN}
    if not rijen or "wat" not in form:
        return _toon(pages, routing, request, rijen, getypt)
    opdracht, fouten = _opdracht(getypt)
    if opdracht is None:
        return _toon(pages, routing, request, rijen, getypt, status=400, fouten=fouten)
    if form.get(CONFIRMED) != "ja":
        gevolgen = [_gevolg(routing, een, opdracht, command.actor) for een in rijen]
        return _toon(pages, routing, request, rijen, getypt, gevolgen=gevolgen)
    gedaan = sum(_doe(routing, een, opdracht, command) for een in rijen)
    niet = (
        f" {geteld(len(rijen) - gedaan, 'dossier')} kon niet meer." if gedaan < len(rijen) else ""
    )
    wat = "toegewezen" if isinstance(opdracht, Toewijzing) else "in sluimer gezet"
    return pages.done(
        request, "/werkvoorraad?blad=team", f"{geteld(gedaan, 'dossier')} {wat}.{niet}"
    )


def _opdracht(
    getypt: dict[str, str],
) -> tuple[Toewijzing | Sluimering | None, tuple[Fout, ...]]:
    match getypt["wat"]:
        case "toewijzen":
            return parse_form(Toewijzing, {"aan": getypt["aan"]})
        case "sluimeren":
            return parse_form(Sluimering, {"tot": getypt["tot"], "reden": getypt["reden"]})
    return None, (Fout("wat", "Kies wat u wilt doen."),)


def _maak(een: Gekozen, opdracht: Toewijzing | Sluimering, door: str) -> Maker:
    if isinstance(opdracht, Toewijzing):
        opdracht = opdracht.model_copy(update={"eigenaar_was": een.eigenaar_was})
    return opdracht.maakt(een.dossier_id, door)


def _gevolg(routing: Routing, een: Gekozen, opdracht: Toewijzing | Sluimering, door: str) -> Gevolg:
    """What would happen to one dossier, or why it cannot."""
    wat = f"Dossier {str(een.dossier_id)[:8]}"
    try:
        feiten = beproef(routing.store, routing.parameters, _maak(een, opdracht, door), door)
    except Weigering as weigering:
        return Gevolg(een.sleutel, wat, str(weigering), kan=False)
    if not feiten:
        return Gevolg(een.sleutel, wat, "Dit is al zo.", kan=False)
    if isinstance(opdracht, Sluimering):
        tot = voluit(opdracht.tot)
        return Gevolg(een.sleutel, wat, f"Sluimert tot {tot}.", kan=True)
    organisatie, _ = organisatie_en_dag(routing.store)
    aan = eigenaarsverhaal.naam(organisatie, opdracht.aan)
    was = eigenaarsverhaal.naam(organisatie, een.eigenaar_was) if een.eigenaar_was else "niemand"
    return Gevolg(een.sleutel, wat, f"Gaat van {was} naar {aan}.", kan=True)


def _doe(
    routing: Routing, een: Gekozen, opdracht: Toewijzing | Sluimering, command: Command
) -> bool:
    """Whether it could still be done: somebody may have been first."""
    try:
        doe(
            routing,
            _maak(een, opdracht, command.actor),
            bulk.one_of(command, een.sleutel),
        )
    except Weigering:
        return False
    return True


def _toon(
    pages: Pages,
    routing: Routing,
    request: Request,
    rijen: list[Gekozen],
    getypt: dict[str, str],
    *,
    status: int = 200,
    fouten: tuple[Fout, ...] = (),
    gevolgen: list[Gevolg] | None = None,
) -> Response:
    organisatie, dag = organisatie_en_dag(routing.store)
    collegas: list[tuple[str, Any]] = [
        (een.medewerker_id, een.aanduiding)
        for een in sorted(organisatie.medewerkers.values(), key=lambda een: een.aanduiding)
        if organisatie.rollen_van(een.medewerker_id, dag) & BEHANDELEN
    ]
    return pages.render(
        request,
        "samen.html",
        status=status,
        rijen=rijen,
        gevolgen=gevolgen,
        kunnen=[een for een in gevolgen or () if een.kan],
        getypt=getypt,
        fouten=fouten,
        labels=LABELS,
        adres=ADRES,
        wat=WAT,
        collegas=collegas,
        redenen=eigenaarsverhaal.SLUIMERREDENEN.items(),
    )
