"""The ledger's JSON API: loans and their lines, debtors; every other subject adds its own routes."""

from datetime import date
from typing import Any, Literal
from uuid import UUID

from fastapi import Response
from psycopg.sql import SQL
from pydantic import BaseModel

from services.ledger.adapters.inzage import Inzage
from services.ledger.domain.grootboek.boeking import OpenTermijn, Rekenstand, Saldi
from services.ledger.domain.lening.onderdelen import Voorwaarden
from services.ledger.domain.lening.state import Lening
from services.ledger.domain.vooruitblik.schemastand import Schemaregel, schemaregels
from services.ledger.entrypoints.api import bank as bank_http
from services.ledger.entrypoints.api import besluiten as besluiten_http
from services.ledger.entrypoints.api import borgtocht as borgtocht_http
from services.ledger.entrypoints.api import invordering as invordering_http
from services.ledger.entrypoints.api import journaal as journaal_http
from services.ledger.entrypoints.api import register as register_http
from services.ledger.entrypoints.api import standen as standen_http
from services.ledger.entrypoints.api import vaststellingen as vaststellingen_http
from services.ledger.entrypoints.api import vorderingen as vorderingen_http
from services.ledger.entrypoints.problems import TRANSLATION
from services.ledger.entrypoints.woorden.regels import Regelweergave, regels
from shared.velden import Gemeentecode
from shared.web.api import Api, make_api
from shared.web.paging import TOTAL, Paginagrootte, Paginanummer

VERSION = "1.0.0"
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
            nr=termijn.nr,
            vervaldag=termijn.vervaldag,
            rente_cent=termijn.rente_cent,
            aflossing_cent=termijn.aflossing_cent,
            termijn_cent=termijn.termijn_cent,
            eindsaldo_cent=termijn.eindsaldo_cent,
            open_cent=regel.open_cent,
            stand=regel.stand,
        )


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
        eigen = (
            "lening_id",
            "dossier_id",
            "gemeente",
            "regeling",
            "status",
            "betalingskenmerk",
            "voorwaarden",
            "open_termijnen",
            "stand",
        )
        return cls(
            saldi=lening.saldi,
            termijnen=termijnen,
            **{naam: getattr(lening, naam) for naam in eigen},
        )


class Leningen(BaseModel):
    totaal: int
    leningen: list[dict[str, Any]]


class Debiteuren(BaseModel):
    totaal: int
    debiteuren: list[dict[str, Any]]


def make(inzage: Inzage) -> Api:
    api = make_api(
        "ledger",
        "Doorstart ledger",
        VERSION,
        "Leningen, debiteuren en bankbestanden. Bedragen zijn centen.",
        TRANSLATION,
    )
    _loans(api, inzage)
    bank_http.add(api, inzage)
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
        rijen, totaal = inzage.debiteuren(
            {"soort": "lening"}, OP_NUMMER, page_size, (page - 1) * page_size
        )
        return Leningen(totaal=totaal, leningen=rijen)

    @api.get("/leningen/{lening_id}", summary="Eén lening")
    def loan(lening_id: UUID) -> Leningweergave:
        return Leningweergave.van(inzage.lening(lening_id))

    @api.get(
        "/leningen/{lening_id}/regels",
        summary="De grootboekregels van een lening, met uitleg; aantal in X-Total-Count",
    )
    def lines(
        lening_id: UUID, response: Response, page: Paginanummer = 1, page_size: Paginagrootte = 100
    ) -> list[Regelweergave]:
        inzage.lening(lening_id)
        gevonden, totaal = regels(inzage, lening_id, page_size, (page - 1) * page_size)
        response.headers[TOTAL] = str(totaal)
        return gevonden

    @api.get("/debiteuren", summary="De debiteurenlijst, achterstand eerst")
    def debtors(
        licht: Literal["bij", "let-op", "achterstand", "uitstel", "afspraak"] | None = None,
        gemeente: Gemeentecode | None = None,
        soort: Literal["lening", "vordering"] | None = None,
        page: Paginanummer = 1,
        page_size: Paginagrootte = 100,
    ) -> Debiteuren:
        keuze = {
            kolom: waarde
            for kolom, waarde in (("licht", licht), ("gemeente", gemeente), ("soort", soort))
            if waarde
        }
        rijen, totaal = inzage.debiteuren(keuze, OP_RANG, page_size, (page - 1) * page_size)
        return Debiteuren(totaal=totaal, debiteuren=rijen)
