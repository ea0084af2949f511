"""The ledger's pages: who is behind and what is next, and the parameters of the law. Each other page has its own file."""

from pathlib import Path

from fastapi import Request
from psycopg.sql import SQL
from starlette.responses import Response

from services.ledger.adapters.inzage import Inzage, Rij
from services.ledger.entrypoints.pages import bank as web_bank
from services.ledger.entrypoints.pages import besluiten as web_besluiten
from services.ledger.entrypoints.pages import doorrekenen as web_doorrekenen
from services.ledger.entrypoints.pages import invordering as web_invordering
from services.ledger.entrypoints.pages import lening as web_lening
from services.ledger.entrypoints.pages import register as web_register
from services.ledger.entrypoints.pages import standen as web_standen
from services.ledger.entrypoints.pages import vaststellingen as web_vaststellingen
from services.ledger.entrypoints.pages import voorstellen as web_voorstellen
from services.ledger.entrypoints.pages import vorderingen as web_vorderingen
from services.ledger.entrypoints.pages.lights import licht_van
from services.ledger.entrypoints.woorden.invordering import WIE
from services.ledger.projections.betalingen import BETALINGEN
from shared.parameters import Parameterset
from shared.personen import Personenvraag
from shared.web.beelden import Deel, Maand
from shared.web.dutch import gemeente
from shared.web.export import as_csv
from shared.web.lights import WORDS, Stand
from shared.web.pages import Pages
from shared.web.tables import Choice, Column, Filter, Listing, ListQuery

TEMPLATES = Path(__file__).parent.parent / "templates"
DEBITEUREN = (
    Column("debiteur", "Debiteur"),
    Column("stand", "Stand", sorts=True),
    Column("achterstand", "Achterstand", sorts=True, right=True),
    Column("actie", "Volgende stap"),
    Column("stap", "Uiterlijk", sorts=True),
    Column("saldo", "Nog te betalen", sorts=True, right=True),
    Column("ontvangen", "Betalingen", sorts=True),
)
PARAMETERS = (
    Column("naam", "Naam"),
    Column("waarde", "Waarde"),
    Column("geldig_van", "Geldig vanaf"),
    Column("bron", "Bron"),
    Column("zekerheid", "Zekerheid"),
)
ZOEK = "Zoek op betalingskenmerk, nummer of bedrag"
LEEG = (
    "Er zijn nog geen debiteuren. Een lening of vordering komt hier te staan zodra zij geopend is."
)
# How sure a value of the law is.
ZEKERHEDEN = {
    "F": "uit de wet",
    "S": "uit een bron",
    "F/S": "uit de wet en een bron",
    "D": "afgeleid",
    "G": "algemeen bekend",
    "N": "niet bekend",
}
# The address names a column; only these names reach SQL. Within `stand` red comes first, then the oldest next step.
ORDER = {
    "stand": SQL("rang {}, stap_op NULLS LAST, lening_id"),
    "achterstand": SQL("achterstand_cent {}, lening_id"),
    "stap": SQL("stap_op {} NULLS LAST, lening_id"),
    "saldo": SQL("hoofdsom_cent + rente_cent {}, lening_id"),
    "ontvangen": SQL("laatste_ontvangst_op {} NULLS LAST, lening_id"),
}
LICHTEN = (Stand.ACHTERSTAND, Stand.LET_OP, Stand.AFSPRAAK, Stand.UITSTEL, Stand.BIJ)


def make(inzage: Inzage, personen: Personenvraag, parameters: Parameterset) -> Pages:
    pages = Pages(TEMPLATES, werkdag=inzage.werkdag)
    _debtors(pages, inzage, personen)
    web_lening.add(pages, inzage, personen)
    web_vaststellingen.add(pages, inzage, personen)
    web_vorderingen.add(pages, inzage, personen)
    web_besluiten.add(pages, inzage, personen)
    web_voorstellen.add(pages, inzage, personen)
    web_doorrekenen.add(pages, inzage, personen)
    web_standen.add(pages, inzage, personen)
    web_register.add(pages, inzage, personen)
    web_invordering.add(pages, inzage, personen)
    web_bank.add(pages, inzage)
    _parameters(pages, inzage, parameters)
    return pages


def _debtors(pages: Pages, inzage: Inzage, personen: Personenvraag) -> None:
    @pages.router.get("/debiteuren")
    def debtors(request: Request) -> Response:
        query = ListQuery.of(
            request, DEBITEUREN, sort="stand", filters=("licht", "soort", "gemeente")
        )
        order = ORDER[query.sort].format(SQL("DESC" if query.descending else "ASC"))
        hoogstens = None if query.wants_csv else query.page_size
        rows, total = inzage.debiteuren(
            query.chosen, order, hoogstens, 0 if query.wants_csv else query.offset, query.search
        )
        if query.wants_csv:
            return as_csv("debiteuren", CSV, ([row[column.key] for column in CSV] for row in rows))
        listing = Listing(
            "Debiteuren", DEBITEUREN, rows, total, query, LEEG, _filters(inzage), ZOEK, csv=True
        )
        lichten = inzage.aantallen("licht")
        delen = [
            Deel(
                WORDS[stand],
                lichten.get(stand, 0),
                stand,
                query.url(licht=None if query.chosen.get("licht") == stand else stand),
                query.chosen.get("licht") == stand,
            )
            for stand in LICHTEN
        ]
        return pages.render(
            request,
            "debiteuren.html",
            listing=listing,
            delen=delen,
            namen=personen.namen_of_niets([row["dossier_id"] for row in rows]),
            licht_van=licht_van,
            maanden_van=maanden_van,
            wie=WIE,
            voorstellen=len(inzage.met_voorstellen()),
            afschriften_tot=inzage.afschriften_tot(),
            bijgewerkt_tot=inzage.bijgewerkt_tot(),
        )


def maanden_van(rij: Rij) -> list[Maand]:
    """The latest terms of a row as the picture shows them."""
    return [
        Maand(een.vervaldag, een.betaald) for een in BETALINGEN.validate_python(rij["betalingen"])
    ]


CSV = (
    Column("lening_id", "Nummer"),
    Column("soort", "Soort"),
    Column("betalingskenmerk", "Betalingskenmerk"),
    Column("gemeente", "Gemeente"),
    Column("licht", "Stand"),
    Column("reden", "Reden"),
    Column("sinds", "Sinds"),
    Column("achterstand_cent", "Achterstand (cent)"),
    Column("gemiste_termijnen", "Gemiste termijnen"),
    Column("stap", "Volgende stap"),
    Column("stap_op", "Op"),
    Column("wie", "Wie"),
    Column("hoofdsom_cent", "Hoofdsom (cent)"),
    Column("rente_cent", "Rente (cent)"),
    Column("laatste_ontvangst_op", "Laatste betaling"),
)


def _filters(inzage: Inzage) -> list[Filter]:
    lichten, soorten, gemeenten = (
        inzage.aantallen("licht"),
        inzage.aantallen("soort"),
        inzage.aantallen("gemeente"),
    )
    return [
        Filter(
            "licht",
            "Stand",
            [Choice(stand, WORDS[stand], lichten.get(stand, 0), stand) for stand in LICHTEN],
        ),
        Filter(
            "soort", "Soort", [Choice(soort, soort, aantal) for soort, aantal in soorten.items()]
        ),
        Filter(
            "gemeente",
            "Gemeente",
            [Choice(code, gemeente(code), aantal) for code, aantal in gemeenten.items()],
        ),
    ]


def _parameters(pages: Pages, inzage: Inzage, parameters: Parameterset) -> None:
    @pages.router.get("/parameters")
    def shown(request: Request) -> Response:
        dag = inzage.werkdag()
        query = ListQuery.of(request, PARAMETERS, sort="")
        rows = [
            row
            for row in (parameters.op(dag) if dag else ())
            if query.search.casefold().replace(" ", "_") in row.naam.casefold()
        ]
        listing = Listing.of(
            "Parameters", PARAMETERS, rows, query, "Er is nog geen werkdag.", "Zoek op naam"
        )
        return pages.render(
            request,
            "parameters.html",
            listing=listing,
            dag=dag,
            versie=parameters.versie,
            zekerheden=ZEKERHEDEN,
        )
