"""The page of the bank: files in, and receipts that wait for a person."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import Form, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.responses import RedirectResponse, Response

from services.ledger.adapters.camt import MAX_BYTES
from services.ledger.adapters.inzage import Inzage
from services.ledger.bank import duid, lees_in
from services.ledger.entrypoints import words
from services.ledger.entrypoints.http import Toewijzing
from shared.web.actors import current_actor
from shared.web.pages import Pages
from shared.web.problems import Fout, invalid_input, standard_problem
from shared.web.requests import takes
from shared.web.tables import Column, Listing, ListQuery

WACHTRIJ = (
    Column("dag", "Bijgeschreven"), Column("bedrag", "Bedrag", right=True), Column("van", "Van"), Column("waarom", "Waarom"),
    Column("besluit", "Waar hoort dit?"),
)  # fmt: skip
LEGE_WACHTRIJ = "Alle ontvangsten zijn geboekt. Er wacht niets op u."


def add(pages: Pages, inzage: Inzage) -> None:
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
