"""bbz's pages: the applications with the oldest deadline first, and one application with its conditions and decisions."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from fastapi import Request
from starlette.responses import Response

from services.bbz.application import Bbz
from services.bbz.domain.events import Aanvraagfeit, VerstrekkingGeweigerd
from services.bbz.domain.looptijd import eerste_vervaldag, rentestart
from services.bbz.domain.producten import PRODUCTEN, gewone_product
from services.bbz.domain.state import Aanvraag
from services.bbz.domain.tips import TIPS
from services.bbz.domain.toets import Bijstandsvoorstel, Toets
from services.bbz.domain.verstrekking import voorstel
from services.bbz.domain.voorwaarden import BIJSTANDSVOORWAARDEN, VOORWAARDEN, toetsing
from services.bbz.entrypoints import words
from services.bbz.entrypoints.forms import FORMULIEREN
from services.bbz.entrypoints.http import beproef, verwerk
from services.bbz.entrypoints.keuzes import TITELS as HANDELINGEN
from services.bbz.entrypoints.keuzes import keuzes
from services.bbz.entrypoints.problems import geweigerd
from services.bbz.entrypoints.signing import TEKENEN, voorbeeld
from services.bbz.entrypoints.story import gebeurtenis, termijnlicht
from services.bbz.projections.aanvragen import Aanvraagregel, Vraag, aantallen, lijst, regel
from shared.contracts.personen import Persoon
from shared.money import bedrag
from shared.personen import Personenvraag
from shared.velden import Woord
from shared.web import preview
from shared.web.actors import chosen
from shared.web.beelden import Termijnlijn, termijnlijn
from shared.web.commands import Submitted
from shared.web.dutch import BESTEMMINGEN, gemeente
from shared.web.lights import Stand
from shared.web.pages import Pages
from shared.web.problems import standard_problem
from shared.web.requests import FormValues
from shared.web.tables import Choice, Column, Filter, Listing, ListQuery
from shared.web.typed import parse_typed

TEMPLATES = Path(__file__).parent.parent / "templates"
COLUMNS = (
    Column("ondernemer", "Ondernemer"),
    Column("beslistermijn_tot", "Besluit uiterlijk", sorts=True),
    Column("termijn", "Stand"),
    Column("soort", "Aanvraag"),
    Column("gemeente", "Gemeente"),
    Column("aanvraagdatum", "Aangevraagd", sorts=True),
    Column("bedrag", "Bedrag", sorts=True, right=True),
    Column("status", "Status"),
)
ZOEK = "Zoek op nummer van aanvraag, dossier of lening, of op bedrag"
LEEG = "Er zijn geen aanvragen. Een aanvraag komt hier te staan als zij is ingediend, na het eerste gesprek."
BLADEN = {"overzicht": "Overzicht", "voorwaarden": "Voorwaarden", "tijdlijn": "Tijdlijn"}
# What is said after each deed, and the next step.
GEDAAN: dict[str, str] = {
    "beoordelingen": "De beoordeling staat vast. Een ander beslist nu over de aanvraag.",
    "verstrekkingen": "Het krediet is verstrekt. Het grootboek opent de lening en de ondernemer krijgt een brief.",
    "toekenningen": "De bijstand is toegekend.",
    "afwijzingen": "De aanvraag is afgewezen. De ondernemer krijgt een brief.",
    "intrekkingen": "De aanvraag is ingetrokken. De ondernemer kan later een nieuwe indienen.",
    "verlengingen": "De beslistermijn is verlengd.",
    "buitenbehandelingstellingen": "De aanvraag is buiten behandeling gesteld. De ondernemer krijgt een brief.",
}
VORMEN = {
    "voldaan": Stand.BIJ,
    "niet_voldaan": Stand.ACHTERSTAND,
    "nog_open": Stand.GEEN_GEGEVENS,
    "niet_te_bepalen": Stand.LET_OP,
}
TITELS = {een.regel: een.titel for een in BIJSTANDSVOORWAARDEN} | {
    een.regel: een.titel for een in VOORWAARDEN
}


def make(bbz: Bbz, personen: Personenvraag) -> Pages:
    pages = Pages(TEMPLATES, werkdag=bbz.werkdag)
    _lijst(pages, bbz, personen)
    _aanvraag(pages, bbz, personen)
    return pages


def _lijst(pages: Pages, bbz: Bbz, personen: Personenvraag) -> None:
    @pages.router.get("/aanvragen")
    def overview(request: Request) -> Response:
        query = ListQuery.of(
            request, COLUMNS, sort="beslistermijn_tot", filters=("status", "gemeente")
        )
        with bbz.store.cursor() as cursor:
            vraag = Vraag(
                query.chosen.get("status"),
                query.chosen.get("gemeente"),
                query.sort,
                query.descending,
                query.page_size,
                query.offset,
                query.search,
            )
            rows, total = lijst(cursor, vraag)
            filters = _filters(aantallen(cursor, "status"), aantallen(cursor, "gemeente"))
        namen = personen.namen_of_niets([row.dossier_id for row in rows])
        listing = Listing(
            "Aanvragen", COLUMNS, _with_lights(bbz, rows), total, query, LEEG, filters, ZOEK
        )
        return pages.render(
            request,
            "aanvragen.html",
            listing=listing,
            namen=namen,
            woorden=words,
            bijgewerkt_tot=datetime.now(UTC),
        )


def _aanvraag(pages: Pages, bbz: Bbz, personen: Personenvraag) -> None:
    @pages.router.get("/aanvragen/{aanvraag_id}")
    def detail(request: Request, aanvraag_id: UUID) -> Response:
        return pages.render(
            request,
            "aanvraag.html",
            **_detail(bbz, personen, request, aanvraag_id, chosen(request).actor_id),
        )

    @pages.router.post("/aanvragen/{aanvraag_id}/{handeling}")
    def act(
        request: Request,
        aanvraag_id: UUID,
        handeling: Woord,
        waarden: FormValues,
        command: Submitted,
    ) -> Response:
        if handeling not in FORMULIEREN:
            raise standard_problem(404)
        waarden = _tips_samen(waarden)
        antwoord = preview.answer_of(waarden)
        waarden, is_bevestigd = preview.split(waarden)
        if antwoord == "wijzig":
            context = _detail(bbz, personen, request, aanvraag_id, command.actor)
            context |= {"handeling": handeling, "waarden": waarden}
            return pages.render(request, "aanvraag.html", **context)
        formulier, fouten = parse_typed(FORMULIEREN[handeling], waarden)
        with pages.attempt() as poging:
            if formulier and handeling in TEKENEN and not is_bevestigd:
                feiten = beproef(bbz, aanvraag_id, formulier, command)
                _mag_dit(feiten)
                return pages.render(
                    request,
                    preview.TEMPLATE,
                    voorbeeld=voorbeeld(aanvraag_id, handeling, waarden, feiten),
                )
            if formulier:
                verwerk(bbz, aanvraag_id, formulier, command)
        if formulier and not poging.weigering:
            daarna = ("/werkvoorraad", "Naar de werkvoorraad")
            return pages.done(request, f"/aanvragen/{aanvraag_id}", GEDAAN[handeling], daarna)
        context = _detail(bbz, personen, request, aanvraag_id, command.actor) | {
            "handeling": handeling,
            "waarden": waarden,
            "fouten": fouten,
            "weigering": poging.weigering,
        }
        status = poging.weigering.status if poging.weigering else 400
        return pages.render(request, "aanvraag.html", status=status, **context)


def _tips_samen(waarden: Mapping[str, str]) -> dict[str, str]:
    """The tips that were ticked, each a field of its own, as one field."""
    gekozen = [code for code in TIPS if waarden.get(f"tip_{code}")]
    rest = {naam: waarde for naam, waarde in waarden.items() if not naam.startswith("tip_")}
    return rest | {"tips": " ".join(gekozen)} if gekozen else rest


def _mag_dit(feiten: Sequence[Aanvraagfeit]) -> None:
    """Who only looks what a signature would do has not tried yet: the refusal is shown, and nothing is recorded."""
    for feit in feiten:
        if isinstance(feit, VerstrekkingGeweigerd):
            raise geweigerd(feit, is_vastgelegd=False)


def _filters(statuses: dict[str, int], gemeenten: dict[str, int]) -> list[Filter]:
    return [
        Filter(
            "status",
            "Status",
            [Choice(code, words.STATUS[code], count) for code, count in statuses.items()],
        ),
        Filter(
            "gemeente",
            "Gemeente",
            [Choice(code, gemeente(code), count) for code, count in gemeenten.items()],
        ),
    ]


def _with_lights(bbz: Bbz, rows: Sequence[Aanvraagregel]) -> list[dict[str, Any]]:
    dag = bbz.werkdag()
    return [{**dict(row), "licht": termijnlicht(row, dag)} for row in rows]


def _detail(
    bbz: Bbz, personen: Personenvraag, request: Request, aanvraag_id: UUID, actor: str
) -> dict[str, Any]:
    """Everything the page of one application shows; raises AanvraagBestaatNiet."""
    state, dag = bbz.toestand(aanvraag_id), bbz.werkdag()
    rij = regel(aanvraag_id, state)
    namen = personen.namen_of_niets([rij.dossier_id])
    toetsen = _toetsen(bbz, state, actor)
    kan = keuzes(state, rij, actor, toetsen)
    blad = request.query_params.get("blad", "")
    return {
        "aanvraag": state,
        "rij": rij,
        "licht": termijnlicht(rij, dag),
        "lijn": _lijn(rij, dag),
        "toetsen": toetsen,
        "titels": TITELS,
        "vormen": VORMEN,
        "parameterset": bbz.parameters.versie,
        "persoon": _persoon(namen, rij.dossier_id),
        "intake_antwoordt": namen is not None,
        "tijdlijn": _tijdlijn(bbz, request, aanvraag_id),
        "woorden": words,
        "bestemmingen": BESTEMMINGEN,
        "tips": TIPS,
        "producten": [(code, words.PRODUCT[code]) for code in PRODUCTEN.get(state.groep, {})],
        "product": gewone_product(state.groep),
        "voorgesteld": bedrag(rij.bedrag_cent, "").strip() if rij.bedrag_cent else "",
        "dag": dag,
        "rentestart": rentestart(dag) if dag else None,
        "eerste_vervaldag": eerste_vervaldag(dag) if dag else None,
        "bladen": BLADEN,
        "blad": blad if blad in BLADEN else "overzicht",
        "keuzes": kan,
        "handelingen": HANDELINGEN,
        "handeling": kan.formulier(request.query_params.get("handeling", "")),
        "waarden": {},
        "fouten": (),
        "weigering": None,
    }


def _lijn(rij: Aanvraagregel, dag: date | None) -> Termijnlijn | None:
    """The term to decide, as long as it runs (Bbz art. 35)."""
    if dag is None or not rij.loopt:
        return None
    return termijnlijn(
        ("Aangevraagd", rij.aanvraagdatum), ("Besluit uiterlijk", rij.beslistermijn_tot), dag
    )


def _tijdlijn(bbz: Bbz, request: Request, aanvraag_id: UUID) -> Listing:
    query = ListQuery.beside(request, f"/aanvragen/{aanvraag_id}", "tijdlijn", keep=("blad",))
    gebeurd = [gebeurtenis(stored) for stored in reversed(bbz.store.stream(aanvraag_id))]
    return Listing.of(
        "Gebeurtenissen, nieuwste eerst", (), gebeurd, query, "Er is nog niets gebeurd."
    )


def _toetsen(bbz: Bbz, state: Aanvraag, actor: str) -> tuple[Toets, ...]:
    """The conditions as they were at the decision, else as they would be if this person signed today."""
    if besluit := state.krediet or state.bijstand:
        return besluit.onderbouwing
    dag = bbz.werkdag()
    if dag is None or not state.loopt:
        return ()
    gewoon, kader = voorstel(state, actor, dag), bbz.kader_van(state)
    if state.kern.soort == "bedrijfskapitaal":
        return toetsing(gewoon, kader, VOORWAARDEN)
    return toetsing(
        Bijstandsvoorstel(**(dict(gewoon) | {"product": None})), kader, BIJSTANDSVOORWAARDEN
    )


def _persoon(namen: dict[UUID, Persoon | None] | None, dossier_id: UUID) -> Persoon | None:
    return namen.get(dossier_id) if namen else None
