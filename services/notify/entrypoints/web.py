"""notify's pages: the letters, newest first, and one letter as it went out. Nothing of a letter is shown without its key."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from fastapi import Request
from markupsafe import Markup
from starlette.responses import Response

from services.notify.adapters.brieven import open_letter, stored_letter
from services.notify.adapters.opmaak import Stuk
from services.notify.application import Notify
from services.notify.domain.wachtreden import Omstandigheden, Wachtreden, wachtreden
from services.notify.entrypoints import opnieuw
from services.notify.entrypoints.http import find
from services.notify.projections import verzendingen
from services.notify.projections.verzendingen import Verzending
from shared.organisatie.rijen import organisatie_van
from shared.personen import GegevensGewist, IntakeAntwoordtNiet, Personenvraag
from shared.seals import SealBroken
from shared.web.actors import Acting
from shared.web.commands import Submitted
from shared.web.export import as_csv
from shared.web.pages import Pages
from shared.web.problems import Probleem
from shared.web.tables import Choice, Column, Filter, Listing, ListQuery

TEMPLATES = Path(__file__).parent.parent / "templates"
COLUMNS = (
    Column("soort", "Brief"),
    Column("ondernemer", "Ondernemer"),
    Column("gevraagd_op", "Datum"),
    Column("gemeente", "Gemeente"),
    Column("status", "Stand"),
)
SOORTEN = {
    "herinnering": "Herinnering",
    "stukkenverzoek": "Vraag om stukken",
    "buiten_behandeling": "Besluit: buiten behandeling",
    "aanmaning": "Aanmaning",
    "toekenning": "Toekenning",
    "ontvangstbevestiging": "Ontvangstbevestiging",
    "afwijzing": "Afwijzing",
}
STANDEN = {
    "gereserveerd": "Klaar om te versturen",
    "verstuurd": "Verstuurd",
    "niet_verstuurd": "Niet verstuurd",
    "mislukt": "Mislukt",
}
REDENEN = {
    "herhaling": "de gebeurtenis was een herhaling van een oude",
    "voor_startmerk": "de gebeurtenis is van voor de start van deze dienst",
    "betaald": "er is intussen betaald",
    "ingetrokken": "de aanmelding is ingetrokken",
    "aanmaning_ingetrokken": "de aanmaning is ingetrokken: er is betaald, of de invordering staat stil",
    "stukken_binnen": "alle stukken zijn al binnen",
    "alles_gevraagd": "de hele lening is opgeëist: over één termijn gaat geen herinnering meer uit",
    "staat_stil": "de invordering staat stil",
    "aanmaning": "er is of er komt een aanmaning over hetzelfde bedrag",
    "niet_meer_open": "deze termijn staat niet meer open",
    "gewist": "de gegevens van deze persoon zijn gewist",
    "dossier_onbekend": "er is geen naam en adres bij dit dossier",
    "afzender_onbekend": "er is geen afzender voor deze gemeente",
    "opmaak_mislukt": "de brief kon niet worden opgemaakt",
    "parameter_onbekend": "een termijn uit de wet is niet bekend voor deze dag",
}
WACHTREDENEN: dict[Wachtreden, str] = {
    "geen_werkdag": "er is nog geen werkdag begonnen",
    "vrije_dag": "vandaag gaat er geen post weg; de eerste werkdag daarna wel",
    "later": "de brief gaat niet weg voor de datum waarop hij is gevraagd",
    "na_herinnering": "vandaag ging er al een herinnering over deze lening weg; deze brief gaat op de volgende werkdag",
    "afzender_onbekend": "er is geen afzender voor deze gemeente",
    "namen_onbereikbaar": "naam en adres zijn nu niet op te vragen",
    "aan_de_beurt": "de brief wordt nu gemaakt",
}
ZOEK = "Zoek op betalingskenmerk of nummer"
LEEG = "Geen brieven klaar. Een brief komt hier te staan zodra er iets te melden is."
# The viewer of a browser needs to place the document it was given; nothing else may load.
PDF_POLICY = (
    "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"
)
GEWIST = Probleem(
    410,
    "brief-gewist",
    "Deze brief is gewist",
    "De gegevens van deze persoon zijn gewist. Niemand kan deze brief nog lezen.",
    "Er is niets te doen.",
    "Dat de brief is verstuurd, staat nog in de lijst.",
)
WACHT = Probleem(
    503,
    "sleutel-niet-bereikbaar",
    "Deze brief kan nu niet open",
    "Het onderdeel dat de sleutel bewaart (intake), antwoordt niet.",
    "Probeer het over een minuut opnieuw.",
    "De brief is bewaard.",
    headers={"Retry-After": "30"},
)
NIET_GEMAAKT = Probleem(
    404,
    "brief-niet-gemaakt",
    "Deze brief is er niet",
    "Deze brief is niet of nog niet gemaakt.",
    "Kijk op de bladzijde van de brief wat er speelt.",
)


@dataclass(frozen=True)
class Brievenpost:
    """What the pages need: the letters, and who knows the names."""

    notify: Notify
    personen: Personenvraag

    def wacht_op(
        self, rows: Sequence[Verzending], *, namen_bereikbaar: bool = True
    ) -> dict[UUID, str]:
        """Why each of these letters that is ready has not gone out, in words."""
        klaar, vandaag = (
            [row for row in rows if row.status == "gereserveerd"],
            self.notify.werkdag(),
        )
        organisatie = organisatie_van(self.notify.store)
        with self.notify.store.cursor() as cursor:
            achter = (
                verzendingen.na_herinnering(cursor, vandaag, [row.bericht_id for row in klaar])
                if vandaag
                else set()
            )
        return {
            row.bericht_id: WACHTREDENEN[
                wachtreden(
                    row.gevraagd_op,
                    Omstandigheden(
                        vandaag=vandaag,
                        is_na_herinnering=row.bericht_id in achter,
                        namen_bereikbaar=namen_bereikbaar,
                        heeft_afzender=organisatie.afzender(row.gemeente, vandaag) is not None,
                    ),
                )
            ]
            for row in klaar
        }


def make(notify: Notify, personen: Personenvraag) -> Pages:
    pages, post = Pages(TEMPLATES, werkdag=notify.werkdag), Brievenpost(notify, personen)
    _lijst(pages, post)
    opnieuw.add(pages, notify, SOORTEN)
    _brief(pages, post)
    return pages


def _lijst(pages: Pages, post: Brievenpost) -> None:
    @pages.router.get("/brieven")
    def overview(request: Request) -> Response:
        query = ListQuery.of(request, COLUMNS, sort="-gevraagd_op", filters=("soort", "status"))
        return (
            _as_csv(post.notify, query)
            if query.wants_csv
            else _overview(pages, request, post, query)
        )

    @pages.router.get("/brieven/opmaak.css")
    def style() -> Response:
        return Response(
            (TEMPLATES / "brief.css").read_bytes(),
            media_type="text/css",
            headers={"Cache-Control": "no-cache"},
        )


def _brief(pages: Pages, post: Brievenpost) -> None:
    def show(
        request: Request,
        bericht_id: UUID,
        *,
        status: int = 200,
        weigering: Probleem | None = None,
    ) -> Response:
        row = find(post.notify, bericht_id)
        brief, probleem = _shown(post, row)
        return pages.render(
            request,
            "bericht.html",
            status=status,
            weigering=weigering,
            row=row,
            brief=brief,
            probleem=probleem,
            soorten=SOORTEN,
            standen=STANDEN,
            redenen=REDENEN,
            wacht_op=post.wacht_op(
                [row], namen_bereikbaar=post.personen.namen_of_niets([row.dossier_id]) is not None
            ),
        )

    @pages.router.get("/brieven/{bericht_id}")
    def letter(bericht_id: UUID, request: Request, _actor: Acting) -> Response:
        return show(request, bericht_id)

    @pages.router.get("/brieven/{bericht_id}/pdf")
    def pdf(bericht_id: UUID, _actor: Acting) -> Response:
        find(post.notify, bericht_id)
        headers = {
            "Content-Disposition": f'inline; filename="brief-{str(bericht_id)[:8]}.pdf"',
            "Cache-Control": "no-store",
            "Content-Security-Policy": PDF_POLICY,
        }
        return Response(_open(post, bericht_id).pdf, media_type="application/pdf", headers=headers)

    @pages.router.post("/brieven/{bericht_id}/hervat")
    def retry(request: Request, bericht_id: UUID, command: Submitted) -> Response:
        with pages.attempt() as poging:
            post.notify.hervat(bericht_id, command)
            return pages.done(
                request,
                f"/brieven/{bericht_id}",
                "De brief wordt opnieuw gemaakt.",
                ("/brieven?status=mislukt", "Naar de andere mislukte brieven"),
            )
        status = poging.weigering.status if poging.weigering else 409
        return show(request, bericht_id, status=status, weigering=poging.weigering)


def _shown(post: Brievenpost, row: Verzending) -> tuple[Markup | None, Probleem | None]:
    """The letter as it went out, or why it cannot be shown."""
    if row.status != "verstuurd":
        return None, None
    try:
        return Markup(_open(post, row.bericht_id).html.decode()), None  # noqa: S704 made by our own escaping template, sealed since
    except Probleem as error:
        return None, error


def _open(post: Brievenpost, bericht_id: UUID) -> Stuk:
    """The letter in the clear; raises the Probleem that a reader should see."""
    with post.notify.store.cursor() as cursor:
        stored = stored_letter(cursor, bericht_id)
    if stored is None:
        raise NIET_GEMAAKT
    row = find(post.notify, bericht_id)
    try:
        return open_letter(
            bericht_id, stored, post.personen.open_sleutel(row.dossier_id, stored.verpakte_sleutel)
        )
    except (GegevensGewist, SealBroken) as error:
        raise GEWIST from error
    except IntakeAntwoordtNiet as error:
        raise WACHT from error


def _overview(pages: Pages, request: Request, post: Brievenpost, query: ListQuery) -> Response:
    soort, status = query.chosen.get("soort"), query.chosen.get("status")
    with post.notify.store.cursor() as cursor:
        rows = verzendingen.page(
            cursor, soort, status, limit=query.page_size, offset=query.offset, zoek=query.search
        )
        total, counts = (
            verzendingen.total(cursor, soort, status, query.search),
            verzendingen.counts(cursor),
        )
    filters = [
        Filter(
            key,
            label,
            [
                Choice(code, naam, sum(row["number"] for row in counts if row[key] == code))
                for code, naam in names.items()
            ],
        )
        for key, label, names in (("soort", "Brief", SOORTEN), ("status", "Stand", STANDEN))
    ]
    listing = Listing("Brieven", COLUMNS, rows, total, query, LEEG, filters, ZOEK, csv=True)
    namen = post.personen.namen_of_niets([row.dossier_id for row in rows])
    return pages.render(
        request,
        "brieven.html",
        listing=listing,
        keuze=opnieuw.OPNIEUW if status == "mislukt" else None,
        namen=namen,
        soorten=SOORTEN,
        standen=STANDEN,
        redenen=REDENEN,
        wacht_op=post.wacht_op(rows, namen_bereikbaar=namen is not None),
        bijgewerkt_tot=datetime.now(UTC),
    )


def _as_csv(notify: Notify, query: ListQuery) -> Response:
    """Without names: a file leaves the house."""
    columns = [
        Column(name, name)
        for name in (
            "gevraagd_op",
            "soort",
            "dossier_id",
            "gemeente",
            "status",
            "reden",
            "verstuurd_op",
            "bericht_id",
        )
    ]
    with notify.store.cursor() as cursor:
        rows = verzendingen.page(
            cursor,
            query.chosen.get("soort"),
            query.chosen.get("status"),
            limit=None,
            offset=0,
            zoek=query.search,
        )
    return as_csv(
        "brieven", columns, [[getattr(row, column.key) for column in columns] for row in rows]
    )
