"""Every component in every state, on pages that look like the real ones. For the tests only; all people are invented."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, Response
from pydantic import BaseModel, Field

from shared.web.api import make_api
from shared.web.app import make_app
from shared.web.beelden import Deel, Maand, Trede, termijnlijn
from shared.web.lights import WORDS, Licht, Stand
from shared.web.pages import Pages
from shared.web.problems import Dichtstbij, Probleem
from shared.web.requests import FormValues
from shared.web.tables import Choice, Column, Filter, Listing, ListQuery
from shared.web.validation import parse_form
from tests.steun.organisatie import demo_bron

COLUMNS = (
    Column("lening", "Lening"),
    Column("stand", "Stand"),
    Column("achterstand", "Achterstand", sorts=True, right=True),
    Column("gemist", "Gemist", sorts=True, right=True),
    Column("stap", "Volgende stap", sorts=True),
    Column("termijnen", "Termijnen"),
)
REASONS = (
    "alles op tijd betaald",
    "termijn van deze week nog niet binnen",
    "twee termijnen gemist",
    "uitstel tot 1 maart 2027",
)


@dataclass(frozen=True)
class Debiteur:
    nummer: str
    licht: Licht
    achterstand_cent: int
    gemist: int
    stap: str
    voor: date


@dataclass(frozen=True)
class Stap:
    dag: date
    wat: str
    wie: str
    toelichting: str = ""
    adres: str = ""


TE_VEEL = Probleem(
    409,
    "te-veel",
    "Dit kan niet",
    "Er staat nog € 1.000,00 open.",
    "Vul hoogstens dat bedrag in.",
    dichtstbij=(Dichtstbij("bedrag", "1000", "Vul € 1.000,00 in"),),
)


class Betaling(BaseModel):
    bedrag: int = Field(gt=0)
    soort: str
    toelichting: str = ""


STEPS = (
    Stap(
        date(2026, 9, 1),
        "Aanmelding ontvangen",
        "via de gemeente, door intake",
        "Hulpvraag: kan de huur van de winkel niet betalen.",
    ),
    Stap(
        date(2026, 9, 2),
        "Route toegewezen",
        "door routing",
        "Route 2, problemen oplossen: er zijn schulden en de omzet daalt.",
    ),
    Stap(
        date(2026, 10, 12),
        "Krediet verstrekt",
        "door consulent-2, gezien door consulent-1",
        "€ 12.000,00 in 36 maanden.",
        "/debiteuren",
    ),
)


MAANDEN = [
    Maand(date(2026, month, 1), betaald)
    for month, betaald in enumerate(("op_tijd",) * 7 + ("te_laat", "niets", "gemist", "gemist"), 1)
]
TREDEN = (
    Trede("Contact", "gedaan", date(2026, 9, 3), "gesproken"),
    Trede("Aanmaning", "hier", date(2026, 10, 1)),
    Trede("Opeising", "overgeslagen"),
    Trede("Dwangbevel", "straks", date(2026, 11, 20)),
    Trede("Overdracht", "straks"),
)


def debtors() -> list[Debiteur]:
    stands = list(Stand)
    return [
        Debiteur(
            f"2026-{1000 + index}",
            Licht(stands[index % 6], REASONS[index % 4], date(2026, 9, 1) + timedelta(days=index)),
            index % 3 * 41_250,
            index % 3,
            ("bellen", "brief sturen", "geen")[index % 3],
            date(2026, 11, 3) + timedelta(days=index % 5),
        )
        for index in range(60)
    ]


def showcase_app() -> FastAPI:
    pages = Pages(Path(__file__).parent / "templates", werkdag=lambda: date(2026, 11, 2))
    router = pages.router

    @router.get("/debiteuren")
    def lijst(request: Request) -> HTMLResponse:
        query = ListQuery.of(request, COLUMNS, sort="-achterstand", filters=("stand", "gemeente"))
        found = [
            row
            for row in debtors()
            if query.chosen.get("stand") in (None, row.licht.stand)
            and "gemeente" not in query.chosen
        ]
        found.sort(key=lambda row: row.achterstand_cent, reverse=query.descending)
        filters = (
            Filter(
                "stand", "Stand", [Choice(stand, word, 10, stand) for stand, word in WORDS.items()]
            ),
            Filter(
                "gemeente",
                "Gemeente",
                [
                    Choice("GM0502", "Capelle aan den IJssel"),
                    Choice("GM0542", "Krimpen aan den IJssel"),
                ],
            ),
        )
        rows = found[query.offset : query.offset + query.page_size]
        empty = "Iedereen is bij of heeft een afspraak. Laatste controle 10:04."
        listing = Listing(
            "Debiteuren die aandacht vragen",
            COLUMNS,
            rows,
            len(found),
            query,
            empty,
            filters,
            "Zoek op leningnummer",
        )
        delen = [
            Deel(word, 10, stand, query.url(stand=stand), query.chosen.get("stand") == stand)
            for stand, word in WORDS.items()
        ]
        return pages.render(
            request,
            "lijst.html",
            listing=listing,
            delen=delen,
            maanden=MAANDEN,
            bijgewerkt_tot=datetime.now(UTC) - timedelta(seconds=4),
        )

    @router.get("/dossiers/2026-1001")
    def dossier(request: Request) -> HTMLResponse:
        licht = Licht(
            Stand.ACHTERSTAND,
            "Twee termijnen gemist",
            date(2026, 10, 1),
            "€ 412,50 is betaald of er een afspraak is",
        )
        old = datetime.now(UTC) - timedelta(minutes=7)
        return pages.render(
            request,
            "dossier.html",
            licht=licht,
            steps=STEPS,
            treden=TREDEN,
            op_tijd=termijnlijn(
                ("Aangevraagd", date(2026, 9, 1)),
                ("Besluit uiterlijk", date(2026, 11, 24)),
                date(2026, 11, 2),
            ),
            te_laat=termijnlijn(
                ("Aangevraagd", date(2026, 6, 1)),
                ("Besluit uiterlijk", date(2026, 8, 24)),
                date(2026, 11, 2),
            ),
            bijgewerkt_tot=old,
        )

    @router.get("/bank")
    def formulier(request: Request) -> HTMLResponse:
        return pages.render(request, "formulier.html", values={}, fouten=(), weigering=None)

    @router.post("/bank")
    def verstuur(request: Request, values: FormValues) -> Response:
        gelezen, fouten = parse_form(Betaling, values)
        with pages.attempt() as poging:
            if gelezen and gelezen.bedrag > 1000:
                raise TE_VEEL
        if fouten or poging.weigering:
            return pages.render(
                request,
                "formulier.html",
                status=400 if fouten else 409,
                values=values,
                fouten=fouten,
                weigering=poging.weigering,
            )
        return pages.done(
            request, "/bank", "De betaling staat vast.", ("/brieven", "Naar de brieven")
        )

    @router.get("/brieven")
    def geweigerd() -> HTMLResponse:
        raise Probleem(
            409,
            "bankbestand-al-ingelezen",
            "Dit bankbestand is al ingelezen",
            "Een bestand met precies deze inhoud is op 18 november 2026 ingelezen.",
            "Kijk bij de ingelezen bestanden. Wilde u een ander bestand kiezen, doe dat dan opnieuw.",
            "Er is niets dubbel geboekt.",
        )

    return make_app("proef", make_api("proef", "Proef", "1.0.0"), pages, organisatie=demo_bron)
