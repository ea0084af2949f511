"""The page of the bank: files in, and receipts that wait for a person."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import Form, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.responses import RedirectResponse, Response

from services.ledger.adapters.bankformaat import MAX_BYTES
from services.ledger.adapters.inzage import Inzage
from services.ledger.entrypoints import words
from services.ledger.entrypoints.http import Toewijzing, neem_in, wijs_toe
from shared.velden import Woord
from shared.web.commands import Submitted
from shared.web.forms import form_of
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
    async def upload(request: Request, command: Submitted) -> Response:
        bestand = (await form_of(request)).get("bestand")
        if not isinstance(bestand, UploadFile) or not bestand.size:
            raise invalid_input((Fout("bestand", "Kies een bestand van uw bank."),))
        ingelezen = await run_in_threadpool(neem_in, inzage, await bestand.read(), command)
        return RedirectResponse(f"/bank?nieuw={ingelezen.bestand_id}#bestand-{ingelezen.bestand_id}", status_code=303)

    @pages.router.post("/bank/ontvangsten/{ontvangst_id}")
    def decide(
        ontvangst_id: UUID, besluit: Annotated[Woord, Form()], command: Submitted, lening: Annotated[Woord, Form()] = ""
    ) -> Response:  # fmt: skip
        if besluit not in dict(words.BESLUITEN):
            raise standard_problem(400)
        lening_id = inzage.zoek_lening(lening) if besluit == "toegewezen" else None
        wijs_toe(inzage, ontvangst_id, Toewijzing.model_validate({"besluit": besluit, "lening_id": lening_id}), command)
        return RedirectResponse("/bank", status_code=303)
