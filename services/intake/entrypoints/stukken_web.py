"""The pages of papers for the desk: the queue of data staff, and one dossier with what was asked, what came in, links and notes."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

from fastapi import Request
from starlette.responses import Response

from services.intake.adapters import inleverlinks, stukkenlijst
from services.intake.adapters.bestandsvorm import MEDIATYPEN
from services.intake.adapters.inzage import gezien
from services.intake.adapters.register import GegevensZijnGewist
from services.intake.application.stukken import Stukkenkast
from services.intake.domain.stukken import weigeringen
from services.intake.domain.stukken.begrippen import (
    Bestandssoort,
)
from services.intake.domain.stukken.nodig import Nodig
from services.intake.entrypoints import stukdaden
from services.intake.entrypoints import stukwoorden as woorden
from services.intake.entrypoints.stukblad import Blad
from shared.handle import Command, Done, handle
from shared.transaction import Transaction
from shared.web.actors import Acting
from shared.web.commands import Submitted
from shared.web.pages import Pages
from shared.web.problems import Probleem
from shared.web.tables import Choice, Column, Filter, Listing, ListQuery

COLUMNS = (
    Column("dag", "Dag", sorts=True),
    Column("stand", "Wat", sorts=True),
    Column("ondernemer", "Ondernemer", stays=True),
    Column("soorten", "Stukken"),
    Column("gemeente", "Gemeente", sorts=True),
    Column("dossier", "Dossier", stays=True),
)
LEEG = "Er zijn geen stukken te controleren en geen stukken gevraagd."
VEILIG = {
    "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def add_pages(pages: Pages, kast: Stukkenkast, nodig: Nodig) -> None:
    _wachtrij(pages, kast)
    blad = Blad(pages, kast, nodig)
    _lezen(pages, kast, blad)
    stukdaden.add(pages, kast, blad)
    _links(pages, kast, blad)


def _wachtrij(pages: Pages, kast: Stukkenkast) -> None:
    @pages.router.get("/stukken")
    def queue(request: Request, _actor: Acting) -> Response:
        query = ListQuery.of(request, COLUMNS, sort="dag", filters=("stand", "gemeente"))
        dag = kast.store.last_workday() or datetime.now(UTC).date()
        with kast.store.cursor() as cursor:
            rows, totaal = stukkenlijst.werk(
                cursor,
                dag,
                stand=query.chosen.get("stand"),
                gemeente=query.chosen.get("gemeente"),
                zoek=query.search,
                sort=query.sort,
                descending=query.descending,
                limit=query.page_size,
                offset=query.offset,
            )
            aantallen = stukkenlijst.aantallen(cursor, dag)
            namen = kast.register.names(cursor, [row.dossier_id for row in rows])
            gezien(cursor, "lijst /stukken", namen.keys())
        keuzes = [
            Choice(code, label, aantallen.get(code, 0)) for code, label in woorden.WERK.items()
        ]
        listing = Listing(
            "Stukken",
            COLUMNS,
            rows,
            totaal,
            query,
            LEEG,
            [Filter("stand", "Wat", keuzes)],
            "Zoek op nummer van dossier of aanvraag",
        )
        return pages.render(
            request,
            "stukken.html",
            listing=listing,
            namen=namen,
            woorden=woorden,
            bijgewerkt_tot=datetime.now(UTC),
        )


def _lezen(pages: Pages, kast: Stukkenkast, blad: Blad) -> None:
    @pages.router.get("/stukken/{dossier_id}")
    def detail(request: Request, dossier_id: UUID, _actor: Acting) -> Response:
        return blad.toon(request, dossier_id)

    @pages.router.get("/stukken/{dossier_id}/stuk/{stuk_id}/bestand")
    def download(dossier_id: UUID, stuk_id: UUID, _actor: Acting) -> Response:
        """Always as a file to keep, never shown here: what somebody sent runs nowhere."""
        return bijlage(*open_bestand(kast, dossier_id, stuk_id))


def open_bestand(
    kast: Stukkenkast, dossier_id: UUID, stuk_id: UUID
) -> tuple[bytes, str, Bestandssoort, UUID]:
    """What `bijlage` makes a file of; raises StukBestaatNiet, GegevensZijnGewist and a 409 Probleem before a scanner saw it."""
    with kast.store.cursor() as cursor:
        bestand = kast.kluis.open(cursor, dossier_id, stuk_id)
        rij = next(
            (een for een in stukkenlijst.stukken(cursor, dossier_id) if een.stuk_id == stuk_id),
            None,
        )
    if rij is None:
        raise weigeringen.StukBestaatNiet
    if rij.status == "vervallen":
        raise STUK_IS_VERVALLEN
    if bestand is None:
        raise GegevensZijnGewist
    if not kast.poort.mag_open(bestand.scan):
        raise NOG_NIET_GESCAND
    return bestand.inhoud, rij.soort, rij.bestandssoort, stuk_id


def bijlage(inhoud: bytes, soort: str, vorm: Bestandssoort, stuk_id: UUID) -> Response:
    naam = f"{soort}-{str(stuk_id)[:8]}.{'jpg' if vorm == 'jpeg' else vorm}"
    return Response(
        inhoud,
        media_type=MEDIATYPEN[vorm],
        headers={**VEILIG, "Content-Disposition": f'attachment; filename="{naam}"'},
    )


def _links(pages: Pages, kast: Stukkenkast, blad: Blad) -> None:
    @pages.router.post("/stukken/{dossier_id}/links")
    def make(request: Request, dossier_id: UUID, command: Submitted) -> Response:
        def work(transaction: Transaction, op: date) -> Done:
            kast.kluis.gemeente(transaction.cursor, dossier_id)
            kast.kluis.sleutel(transaction.cursor, dossier_id)
            inleverlinks.maak(
                transaction.cursor,
                kast.register.master,
                uuid4(),
                dossier_id,
                blad.nodig.link_geldig_tot(op),
                command.actor,
                op,
            )
            return Done()

        return blad.doe(
            request,
            dossier_id,
            lambda: _behandel(kast, command, work),
            "De link is gemaakt.",
            "links",
        )

    @pages.router.get("/stukken/{dossier_id}/links/{link_id}")
    def show(request: Request, dossier_id: UUID, link_id: UUID, _actor: Acting) -> Response:
        with kast.store.cursor() as cursor:
            link = next(
                (
                    een
                    for een in inleverlinks.van_dossier(cursor, dossier_id)
                    if een.link_id == link_id
                ),
                None,
            )
        dag = kast.store.last_workday()
        if link is None or dag is None or not link.werkt(dag):
            raise LINK_WERKT_NIET
        return pages.render(
            request,
            "inleverlink.html",
            dossier_id=dossier_id,
            link=link,
            code=inleverlinks.leesbaar(inleverlinks.code_van(kast.register.master, link_id)),
        )

    @pages.router.post("/stukken/{dossier_id}/links/{link_id}/intrekken")
    def withdraw(request: Request, dossier_id: UUID, link_id: UUID, command: Submitted) -> Response:
        def work(transaction: Transaction, op: date) -> Done:
            inleverlinks.trek_in(transaction.cursor, dossier_id, link_id, command.actor, op)
            return Done()

        return blad.doe(
            request,
            dossier_id,
            lambda: _behandel(kast, command, work),
            "De link is ingetrokken.",
            "links",
        )


def _behandel(
    kast: Stukkenkast, command: Command, work: Callable[[Transaction, date], Done]
) -> None:
    handle(kast.store, command, work, Done)


NOG_NIET_GESCAND = Probleem(
    409,
    "stuk-nog-niet-gescand",
    "Dit bestand is nog niet te openen",
    "De virusscanner heeft dit bestand nog niet bekeken.",
    "Probeer het over een paar minuten opnieuw. Blijft het zo, bel dan de beheerder: de scanner antwoordt niet.",
    "Het bestand is bewaard en staat apart.",
)
STUK_IS_VERVALLEN = Probleem(
    409,
    "stuk-is-vervallen",
    "Dit stuk is vervallen",
    "Dit stuk hoorde niet bij dit dossier. De inhoud is weggegooid.",
    "Is het toch nodig, vraag het dan opnieuw.",
)
LINK_WERKT_NIET = Probleem(
    404,
    "inleverlink-werkt-niet",
    "Deze link werkt niet meer",
    "De link is ingetrokken, verlopen, of er nooit geweest.",
    "Maak bij het dossier een nieuwe link.",
)
