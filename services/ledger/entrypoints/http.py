"""The ledger's JSON API: loans and their lines, debtors, bank files in, and what a person says about a receipt."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Query, Request, Response
from psycopg.sql import SQL
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool

from services.ledger.adapters.bankformaat import MAX_BYTES
from services.ledger.adapters.inzage import Inzage
from services.ledger.bank import duid, lees_in
from services.ledger.domain.events import OpenTermijn, Rekenstand, Saldi, Voorwaarden
from services.ledger.domain.schemastand import Schemaregel, schemaregels
from services.ledger.domain.state import Lening
from services.ledger.entrypoints import (
    besluiten_http,
    borgtocht_http,
    invordering_http,
    journaal_http,
    register_http,
    standen_http,
    vaststellingen_http,
    vorderingen_http,
)
from services.ledger.entrypoints.problems import TRANSLATION
from services.ledger.entrypoints.regels import Regelweergave, regels
from shared.begrippen import Waarde
from shared.handle import Command, Done, handle, once, recall
from shared.store import Transaction
from shared.velden import Gemeentecode
from shared.web.api import Api, make_api
from shared.web.commands import Asked
from shared.web.requests import takes

VERSION = "1.0.0"
Paginanummer = Annotated[int, Query(ge=1, le=100_000)]
Paginagrootte = Annotated[int, Query(alias="pageSize", ge=1, le=500)]
OP_NUMMER, OP_RANG = SQL("lening_id"), SQL("rang, stap_op NULLS LAST, lening_id")


class Termijn(BaseModel):
    """A term of the schedule of the besluit, and how it stands."""

    nr: int
    vervaldag: date
    rente_cent: int
    aflossing_cent: int
    termijn_cent: int
    eindsaldo_cent: int
    open_cent: int
    stand: str

    @classmethod
    def van(cls, regel: Schemaregel) -> "Termijn":
        termijn = regel.termijn
        return cls(
            nr=termijn.nr, vervaldag=termijn.vervaldag, rente_cent=termijn.rente_cent, aflossing_cent=termijn.aflossing_cent,
            termijn_cent=termijn.termijn_cent, eindsaldo_cent=termijn.eindsaldo_cent, open_cent=regel.open_cent, stand=regel.stand,
        )  # fmt: skip


class Leningweergave(BaseModel):
    """One loan as it stands in the books."""

    lening_id: UUID
    dossier_id: UUID
    gemeente: str
    regeling: str
    status: str
    betalingskenmerk: str
    voorwaarden: Voorwaarden | None
    saldi: Saldi
    open_termijnen: tuple[OpenTermijn, ...]
    stand: Rekenstand | None
    termijnen: tuple[Termijn, ...]

    @classmethod
    def van(cls, lening: Lening) -> "Leningweergave":
        termijnen = tuple(Termijn.van(regel) for regel in schemaregels(lening))
        eigen = ("lening_id", "dossier_id", "gemeente", "regeling", "status", "betalingskenmerk", "voorwaarden", "open_termijnen", "stand")
        return cls(saldi=lening.saldi, termijnen=termijnen, **{naam: getattr(lening, naam) for naam in eigen})


class Toewijzing(Waarde):
    """Where a receipt belongs. `lening_id` only for `toegewezen`."""

    besluit: Literal["toegewezen", "terugstorten", "geen_lening"] = "toegewezen"
    lening_id: UUID | None = None


class BekendAfschrift(BaseModel):
    """A statement of the file that stood in `bestand_id` already; it was not taken in again."""

    nummer: int | None
    dag: date
    bestand_id: UUID


class Bankbestand(BaseModel):
    """What of a file is new, and what a person must know about it: a statement that is missing, for one."""

    bestand_id: UUID
    versie: str
    afschriften: int
    regels: int
    overgeslagen: list[BekendAfschrift] = []
    let_op: list[str] = []


class Import(BaseModel):
    """A bank file and what became of its lines; amounts in cents."""

    bestand_id: UUID
    versie: str
    van: date
    tot: date
    afschriften: int
    regels: int
    bij_cent: int
    af_cent: int
    geboekt: int
    te_duiden: int
    in_verwerking: int


class Leningen(BaseModel):
    totaal: int
    leningen: list[dict[str, Any]]


class Debiteuren(BaseModel):
    totaal: int
    debiteuren: list[dict[str, Any]]


class Ontvangsten(BaseModel):
    totaal: int
    ontvangsten: list[dict[str, Any]]


def make(inzage: Inzage) -> Api:
    api = make_api("ledger", "Doorstart ledger", VERSION, "Leningen, debiteuren en bankbestanden. Bedragen zijn centen.", TRANSLATION)
    _loans(api, inzage)
    _bank(api, inzage)
    besluiten_http.add(api, inzage)
    vaststellingen_http.add(api, inzage)
    vorderingen_http.add(api, inzage)
    standen_http.add(api, inzage)
    journaal_http.add(api, inzage)
    register_http.add(api, inzage)
    borgtocht_http.add(api, inzage)
    invordering_http.add(api, inzage)
    return api


def _loans(api: Api, inzage: Inzage) -> None:
    @api.get("/leningen", summary="Alle leningen met hun saldi")
    def loans(page: Paginanummer = 1, page_size: Paginagrootte = 100) -> Leningen:
        rijen, totaal = inzage.debiteuren({"soort": "lening"}, OP_NUMMER, page_size, (page - 1) * page_size)
        return Leningen(totaal=totaal, leningen=rijen)

    @api.get("/leningen/{lening_id}", summary="Eén lening")
    def loan(lening_id: UUID) -> Leningweergave:
        return Leningweergave.van(inzage.lening(lening_id))

    @api.get("/leningen/{lening_id}/regels", summary="De grootboekregels van een lening, met uitleg")
    def lines(lening_id: UUID) -> list[Regelweergave]:
        inzage.lening(lening_id)
        return regels(inzage, lening_id)

    @api.get("/debiteuren", summary="De debiteurenlijst, achterstand eerst")
    def debtors(
        licht: Literal["bij", "let-op", "achterstand", "uitstel", "afspraak"] | None = None, gemeente: Gemeentecode | None = None,
        soort: Literal["lening", "vordering"] | None = None,
        page: Paginanummer = 1, page_size: Paginagrootte = 100,
    ) -> Debiteuren:  # fmt: skip
        keuze = {kolom: waarde for kolom, waarde in (("licht", licht), ("gemeente", gemeente), ("soort", soort)) if waarde}
        rijen, totaal = inzage.debiteuren(keuze, OP_RANG, page_size, (page - 1) * page_size)
        return Debiteuren(totaal=totaal, debiteuren=rijen)


def _bank(api: Api, inzage: Inzage) -> None:
    @api.post(
        "/bankafschriften", status_code=201, summary="Lees een bankbestand in (camt.053 versie 02 of 08, of MT940)",
        openapi_extra=takes("application/xml", "text/xml", "text/plain", max_bytes=MAX_BYTES),
    )  # fmt: skip
    async def upload(request: Request, command: Asked) -> Bankbestand:
        return await run_in_threadpool(neem_in, inzage, await request.body(), command)

    @api.get("/bankafschriften", summary="De ingelezen bankbestanden, nieuwste eerst")
    def imports() -> list[Import]:
        return [Import(**{naam: rij[naam] for naam in Import.model_fields}) for rij in inzage.bestanden()]

    @api.get("/ontvangsten", summary="Ontvangsten die op een besluit wachten; zonder naam of rekeningnummer")
    def queue(page: Paginanummer = 1, page_size: Paginagrootte = 100) -> Ontvangsten:
        rijen, totaal = inzage.wachtrij(page_size, (page - 1) * page_size)
        return Ontvangsten(totaal=totaal, ontvangsten=rijen)

    @api.post("/ontvangsten/{ontvangst_id}/toewijzingen", status_code=202, summary="Zeg waar een ontvangst hoort")
    def assign(ontvangst_id: UUID, toewijzing: Toewijzing, command: Asked) -> Response:
        wijs_toe(inzage, ontvangst_id, toewijzing, command)
        return Response(status_code=202)


def neem_in(inzage: Inzage, content: bytes, command: Command) -> Bankbestand:
    """Takes in a bank file; raises AfschriftKloptNiet, BestandIsAlOntvangen."""
    if earlier := recall(inzage.store, command, Bankbestand):
        return earlier
    gelezen = lees_in(inzage.store, inzage.bank_key, inzage.rekeningen, content, command.actor)
    ingelezen = Bankbestand.model_validate(gelezen, from_attributes=True)
    return once(inzage.store, command, lambda _transaction: ingelezen, Bankbestand)


def wijs_toe(inzage: Inzage, ontvangst_id: UUID, toewijzing: Toewijzing, command: Command) -> None:
    """Says where a receipt belongs; raises OntvangstIsNietTeDuiden, LeningIsOnbekend."""
    lening_id = toewijzing.lening_id if toewijzing.besluit == "toegewezen" else None

    def work(transaction: Transaction, op: date) -> Done:
        duid(transaction, ontvangst_id, toewijzing.besluit, lening_id, command.actor, op)
        return Done()

    handle(inzage.store, command, work, Done)
