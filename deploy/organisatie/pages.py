"""The pages of the organisation: the two trees, who works here in which role, and every mandate with its history."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from fastapi import Request
from starlette.responses import Response

from deploy.organisatie import dossiers, formulierbladen, woorden
from deploy.organisatie.answers import mandaten, medewerkers
from deploy.organisatie.application import vraag
from deploy.organisatie.zinnen import naam
from shared.contracts.organisatie import (
    DossierVrijgegeven,
    MandaatIngetrokken,
    Organisatiegebeurtenis,
    RolIngetrokken,
)
from shared.handle import Command, Done, handle
from shared.organisatie.nu import eigen_gemeenten
from shared.organisatie.rijen import organisatie_en_dag, organisatie_in
from shared.organisatie.staat import Organisatie
from shared.store import Store
from shared.transaction import Transaction
from shared.velden import Woord
from shared.web import preview
from shared.web.commands import Submitted
from shared.web.pages import Pages
from shared.web.preview import Voorbeeld
from shared.web.problems import Probleem, standard_problem
from shared.web.requests import FormValues
from shared.web.tables import Column, Listing, ListQuery

Asks = Callable[[Organisatie, date], Organisatiegebeurtenis | None]
TEMPLATES = Path(__file__).parent / "templates"
MENSEN = (
    Column("medewerker", "Medewerker"),
    Column("team", "Team"),
    Column("rollen", "Rollen"),
    Column("sinds", "Werkt hier"),
)
MANDATEN = (
    Column("mandaat", "Mandaat"),
    Column("houder", "Houder"),
    Column("onderwerp", "Waarover"),
    Column("gemeenten", "Gemeenten"),
    Column("tot", "Tot en met", right=True),
    Column("geldig", "Geldig"),
    Column("stand", "Stand"),
)
AFSCHERMINGEN = (
    Column("dossier", "Dossier"),
    Column("gemeente", "Gemeente"),
    Column("voor", "Te openen door"),
    Column("vrijgeven", "Vrijgeven"),
)
GEEN_AFSCHERMING = "Er is geen dossier afgeschermd."
GEEN_MENSEN = "Er werkt nog niemand. Vertel de organisatie met: doorstart organisatie inrichten."
GEEN_MANDATEN = "Er is nog geen mandaat verleend. Zonder mandaat kan niemand een besluit tekenen."


def make_pages(store: Store) -> Pages:
    pages = Pages(TEMPLATES, werkdag=store.last_workday)

    @pages.router.get("/organisatie")
    def show(request: Request) -> Response:
        o, _ = organisatie_en_dag(store)
        return pages.render(request, "organisatie.html", o=o, woorden=woorden)

    def staff(request: Request, weigering: Probleem | None = None) -> Response:
        o, dag = organisatie_en_dag(store)
        query = ListQuery.of(request, MENSEN, sort="medewerker")
        listing = Listing.of("Medewerkers", MENSEN, medewerkers(o), query, GEEN_MENSEN)
        return shown(request, "medewerkers.html", weigering, o=o, listing=listing, dag=dag)

    def mandates(request: Request, weigering: Probleem | None = None) -> Response:
        o, dag = organisatie_en_dag(store)
        query = ListQuery.of(request, MANDATEN, sort="mandaat")
        listing = Listing.of("Mandaten", MANDATEN, mandaten(o, dag), query, GEEN_MANDATEN)
        return shown(request, "mandaten.html", weigering, o=o, listing=listing)

    def shown(
        request: Request, template: str, weigering: Probleem | None, **context: Any
    ) -> Response:
        """The list, with what was refused on it above it."""
        status = weigering.status if weigering else 200
        return pages.render(
            request, template, status=status, weigering=weigering, woorden=woorden, **context
        )

    @pages.router.get("/organisatie/medewerkers")
    def show_staff(request: Request) -> Response:
        return staff(request)

    @pages.router.get("/organisatie/mandaten")
    def show_mandates(request: Request) -> Response:
        return mandates(request)

    @pages.router.post("/organisatie/rollen/{toekenning_id}/intrekking")
    def withdraw_role(request: Request, toekenning_id: Woord, command: Submitted) -> Response:
        def asks(o: Organisatie, dag: date) -> Organisatiegebeurtenis | None:
            rol = o.rollen.get(toekenning_id)
            return rol and RolIngetrokken(
                toekenning_id=toekenning_id, medewerker_id=rol.medewerker_id, per=dag
            )

        with pages.attempt() as poging:
            _do(store, command, asks)
            return pages.done(request, "/organisatie/medewerkers", "De rol is ingetrokken.")
        return staff(request, _van_een_knop(poging.weigering))

    @pages.router.post("/organisatie/mandaten/{mandaat_id}/intrekking")
    def withdraw_mandate(request: Request, mandaat_id: Woord, command: Submitted) -> Response:
        def asks(o: Organisatie, dag: date) -> Organisatiegebeurtenis | None:
            mandaat = o.mandaten.get(mandaat_id)
            return mandaat and MandaatIngetrokken(
                mandaat_id=mandaat_id, houder=mandaat.houder, per=dag
            )

        with pages.attempt() as poging:
            _do(store, command, asks)
            return pages.done(request, "/organisatie/mandaten", "Het mandaat is ingetrokken.")
        return mandates(request, _van_een_knop(poging.weigering))

    _afschermingen(pages, store)
    formulierbladen.add(pages, store)
    return pages


def _afschermingen(pages: Pages, store: Store) -> None:
    @pages.router.get("/organisatie/afschermingen")
    def show_shielded(request: Request) -> Response:
        o, _ = organisatie_en_dag(store)
        query = ListQuery.of(request, AFSCHERMINGEN, sort="")
        rows = _afgeschermd(store, o)
        listing = Listing.of("Afgeschermde dossiers", AFSCHERMINGEN, rows, query, GEEN_AFSCHERMING)
        return pages.render(request, "afschermingen.html", listing=listing, woorden=woorden)

    @pages.router.post("/organisatie/afschermingen/{dossier_id}/vrijgave")
    def free(
        request: Request, dossier_id: UUID, values: FormValues, command: Submitted
    ) -> Response:
        o, _ = organisatie_en_dag(store)
        if str(dossier_id) not in o.afgeschermd:
            raise standard_problem(404)
        if preview.answer_of(values) != "ja":
            voorbeeld = Voorbeeld(
                "Geef een dossier vrij",
                request.url.path,
                "/organisatie/afschermingen",
                "Afgeschermde dossiers",
                "Geef het dossier vrij",
                [
                    f"Iedereen met een rol in de gemeente kan dossier {str(dossier_id)[:8]} weer openen en vinden."
                ],
                {},
            )
            return pages.render(request, preview.TEMPLATE, voorbeeld=voorbeeld)
        _do(store, command, lambda _o, _dag: DossierVrijgegeven(dossier_id=dossier_id))
        return pages.done(request, "/organisatie/afschermingen", "Het dossier is vrijgegeven.")


def _afgeschermd(store: Store, o: Organisatie) -> list[dict[str, object]]:
    """The shielded dossiers of the reader's municipalities, by number, with who may open them."""
    with store.cursor() as cursor:
        waar = dossiers.gemeenten_van(cursor, o.afgeschermd)
    return [
        {
            "dossier_id": dossier_id,
            "gemeente": waar[dossier_id],
            "voor": [naam(o, een) for een in voor],
        }
        for dossier_id, voor in o.afgeschermd.items()
        if waar.get(dossier_id) in eigen_gemeenten()
    ]


def _van_een_knop(weigering: Probleem | None) -> Probleem | None:
    """Without the names of fields: a button has none to lead to."""
    return replace(weigering, fouten=()) if weigering else None


def _do(store: Store, command: Command, asks: Asks) -> None:
    """Raises the refusal, and the Probleem for what there is not."""

    def work(transaction: Transaction, dag: date) -> Done:
        gevraagd = asks(organisatie_in(transaction), dag)
        if gevraagd is None:
            raise standard_problem(404)
        vraag(transaction, gevraagd, command)
        return Done()

    handle(store, command, work, Done)
