"""The ledger's pages: who is behind and what is next, one loan to the cent, the bank, and the parameters of the law."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Form, Request
from psycopg.sql import SQL
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.responses import RedirectResponse, Response

from services.ledger.adapters.camt import MAX_BYTES
from services.ledger.adapters.inzage import Inzage
from services.ledger.application import duid, lees_in
from services.ledger.domain.commands import BekrachtigVoorstel, VerwerpVoorstel
from services.ledger.domain.schemastand import schemaregels
from services.ledger.domain.standen import Peiling
from services.ledger.entrypoints import words
from services.ledger.entrypoints.besluiten_http import voer_uit
from services.ledger.entrypoints.http import Toewijzing
from shared.parameters import Parameterset
from shared.personen import Personenvraag
from shared.web.actors import current_actor
from shared.web.dutch import bedrag, gemeente
from shared.web.export import as_csv
from shared.web.lights import WORDS, Licht, Stand
from shared.web.pages import Pages
from shared.web.problems import Fout, invalid_input, standard_problem
from shared.web.requests import takes
from shared.web.tables import Choice, Column, Filter, Listing, ListQuery

TEMPLATES = Path(__file__).parent.parent / "templates"
DEBITEUREN = (
    Column("debiteur", "Debiteur"),
    Column("stand", "Stand", sorts=True),
    Column("achterstand", "Achterstand", sorts=True, right=True),
    Column("stap", "Volgende stap", sorts=True),
    Column("saldo", "Nog te betalen", sorts=True, right=True),
    Column("ontvangen", "Laatste betaling", sorts=True),
)
WACHTRIJ = (
    Column("dag", "Bijgeschreven"), Column("bedrag", "Bedrag", right=True), Column("van", "Van"), Column("waarom", "Waarom"),
    Column("besluit", "Waar hoort dit?"),
)  # fmt: skip
LEEG = "Iedereen is bij of heeft een afspraak."
LEGE_WACHTRIJ = "Alle ontvangsten zijn geboekt. Er wacht niets op u."
# The address names a column; only these names reach SQL. Within `stand` red comes first, then the oldest next step.
ORDER = {
    "stand": SQL("rang {}, stap_op NULLS LAST, lening_id"),
    "achterstand": SQL("achterstand_cent {}, lening_id"),
    "stap": SQL("stap_op {} NULLS LAST, lening_id"),
    "saldo": SQL("hoofdsom_cent + rente_cent {}, lening_id"),
    "ontvangen": SQL("laatste_ontvangst_op {} NULLS LAST, lening_id"),
}
LICHTEN = (Stand.ACHTERSTAND, Stand.LET_OP, Stand.BIJ)


def make(inzage: Inzage, personen: Personenvraag, parameters: Parameterset) -> Pages:
    pages = Pages(TEMPLATES, werkdag=inzage.werkdag)
    _debtors(pages, inzage, personen)
    _loan(pages, inzage, personen)
    _bank(pages, inzage)
    _parameters(pages, inzage, parameters)
    return pages


def _debtors(pages: Pages, inzage: Inzage, personen: Personenvraag) -> None:
    @pages.router.get("/debiteuren")
    def debtors(request: Request) -> Response:
        query = ListQuery.of(request, DEBITEUREN, sort="stand", filters=("licht", "gemeente"))
        order = ORDER[query.sort].format(SQL("DESC" if query.descending else "ASC"))
        hoogstens = None if query.wants_csv else query.page_size
        rows, total = inzage.debiteuren(query.chosen, order, hoogstens, 0 if query.wants_csv else query.offset, query.search)
        if query.wants_csv:
            return as_csv("debiteuren", CSV, ([row[column.key] for column in CSV] for row in rows))
        listing = Listing("Debiteuren", DEBITEUREN, rows, total, query, LEEG, _filters(inzage), "Zoek op betalingskenmerk", csv=True)
        return pages.render(
            request, "debiteuren.html", listing=listing, namen=personen.namen_of_niets([row["dossier_id"] for row in rows]),
            licht_van=licht_van, afschriften_tot=inzage.afschriften_tot(), bijgewerkt_tot=inzage.bijgewerkt_tot(),
        )  # fmt: skip


CSV = (
    Column("lening_id", "Lening"), Column("betalingskenmerk", "Betalingskenmerk"), Column("gemeente", "Gemeente"), Column("licht", "Stand"),
    Column("reden", "Reden"), Column("sinds", "Sinds"), Column("achterstand_cent", "Achterstand (cent)"),
    Column("gemiste_termijnen", "Gemiste termijnen"), Column("stap", "Volgende stap"), Column("stap_op", "Op"),
    Column("hoofdsom_cent", "Hoofdsom (cent)"), Column("rente_cent", "Rente (cent)"), Column("laatste_ontvangst_op", "Laatste betaling"),
)  # fmt: skip


def _filters(inzage: Inzage) -> list[Filter]:
    lichten, gemeenten = inzage.aantallen("licht"), inzage.aantallen("gemeente")
    return [
        Filter("licht", "Stand", [Choice(stand, WORDS[stand], lichten.get(stand, 0), stand) for stand in LICHTEN]),
        Filter("gemeente", "Gemeente", [Choice(code, gemeente(code), aantal) for code, aantal in gemeenten.items()]),
    ]


def licht_van(row: dict[str, Any]) -> Licht:
    """The light of a debtor with its story."""
    wanneer = f"er {bedrag(row['achterstand_cent'])} binnen is" if row["licht"] == Stand.ACHTERSTAND else ""
    return Licht(Stand(row["licht"]), row["reden"], row["sinds"] if row["licht"] != Stand.BIJ else None, wanneer)


def _loan(pages: Pages, inzage: Inzage, personen: Personenvraag) -> None:
    @pages.router.get("/leningen/{lening_id}")
    def loan(request: Request, lening_id: UUID) -> Response:
        lening, debiteur = inzage.lening(lening_id), inzage.debiteur(lening_id)
        namen = personen.namen_of_niets([lening.dossier_id])
        return pages.render(
            request, "lening.html", lening=lening, debiteur=debiteur, licht=licht_van(debiteur) if debiteur else None, words=words,
            persoon=(namen or {}).get(lening.dossier_id), heeft_namen=namen is not None, schema=schemaregels(lening),
            regels=inzage.regels(lening_id), bijgewerkt_tot=inzage.bijgewerkt_tot(), peiling=_peiling(request, inzage, lening_id),
        )  # fmt: skip

    @pages.router.post("/leningen/{lening_id}/voorstellen/{besluit_id}")
    def decide(
        request: Request, lening_id: UUID, besluit_id: UUID, besluit: Annotated[Literal["bekrachtigen", "verwerpen"], Form()]
    ) -> Response:
        soort = BekrachtigVoorstel if besluit == "bekrachtigen" else VerwerpVoorstel
        voer_uit(inzage, soort(lening_id=lening_id, besluit_id=besluit_id, op=date.min, actor=current_actor(request)))
        return RedirectResponse(f"/leningen/{lening_id}", status_code=303)


def _peiling(request: Request, inzage: Inzage, lening_id: UUID) -> Peiling | None:
    """Only when somebody asks; raises a 400 Probleem for what is no day."""
    gevraagd = [request.query_params.get(naam) for naam in ("geldigOp", "bekendOp")]
    if not any(gevraagd):
        return None
    try:
        geldig_op, bekend_op = (date.fromisoformat(tekst) if tekst else None for tekst in gevraagd)
    except ValueError as error:
        raise standard_problem(400) from error
    return inzage.peiling(lening_id, geldig_op, bekend_op)


def _bank(pages: Pages, inzage: Inzage) -> None:
    @pages.router.get("/bank")
    def bank(request: Request) -> Response:
        query = ListQuery.of(request, WACHTRIJ, sort="dag")
        rows, total = inzage.wachtrij(query.page_size, query.offset)
        listing = Listing("Nog te duiden", WACHTRIJ, rows, total, query, LEGE_WACHTRIJ)
        return pages.render(
            request, "bank.html", listing=listing, bankregels=inzage.bankregels(rows), bestanden=inzage.bestanden(), words=words,
            afschriften_tot=inzage.afschriften_tot(), nieuw=request.query_params.get("nieuw"), bijgewerkt_tot=datetime.now(UTC),
        )  # fmt: skip

    @pages.router.post("/bank", openapi_extra=takes("multipart/form-data", max_bytes=MAX_BYTES + 4096))
    async def upload(request: Request) -> Response:
        bestand = (await request.form()).get("bestand")
        if not isinstance(bestand, UploadFile) or not bestand.size:
            raise invalid_input((Fout("bestand", "Kies een bestand van uw bank."),))
        ingelezen = await run_in_threadpool(lees_in, inzage.store, inzage.bank_key, await bestand.read(), current_actor(request))
        return RedirectResponse(f"/bank?nieuw={ingelezen.bestand_id}#bestand-{ingelezen.bestand_id}", status_code=303)

    @pages.router.post("/bank/ontvangsten/{ontvangst_id}")
    def decide(request: Request, ontvangst_id: UUID, besluit: Annotated[str, Form()], lening: Annotated[str, Form()] = "") -> Response:
        if besluit not in dict(words.BESLUITEN):
            raise standard_problem(400)
        gekozen = Toewijzing.model_validate({"besluit": besluit})
        lening_id = inzage.zoek_lening(lening) if gekozen.besluit == "toegewezen" else None
        duid(inzage.store, ontvangst_id, gekozen.besluit, lening_id, current_actor(request))
        return RedirectResponse("/bank", status_code=303)


def _parameters(pages: Pages, inzage: Inzage, parameters: Parameterset) -> None:
    @pages.router.get("/parameters")
    def shown(request: Request) -> Response:
        dag = inzage.werkdag()
        rows = list(parameters.op(dag)) if dag else []
        return pages.render(request, "parameters.html", rows=rows, dag=dag, versie=parameters.versie)
