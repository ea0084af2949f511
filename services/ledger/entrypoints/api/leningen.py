"""The API of loans with their lines, and of the list of debtors."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal
from uuid import UUID

from fastapi import Response
from psycopg.sql import SQL
from pydantic import BaseModel

from services.ledger.domain.grootboek.boeking import OpenTermijn, Rekenstand, Saldi
from services.ledger.domain.lening.onderdelen import Voorwaarden
from services.ledger.domain.lening.state import Lening
from services.ledger.domain.vooruitblik.schemastand import Schemaregel, schemaregels
from services.ledger.entrypoints.api.dienst import Dienst
from services.ledger.entrypoints.woorden.regels import Regelweergave, regels
from shared.velden import Gemeentecode
from shared.web.paging import TOTAL, Paginagrootte, Paginanummer
from shared.web.subjects import Subject

LENINGEN = Subject("Leningen", "Leningen met hun saldi, hun schema en hun grootboekregels.")
DEBITEUREN = Subject("Debiteuren", "Wie iets schuldig is, met het licht en de volgende stap.")
OP_NUMMER, OP_RANG = SQL("lening_id"), SQL("rang, stap_op NULLS LAST, lening_id")
Licht = Literal["bij", "let-op", "achterstand", "uitstel", "afspraak"]


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


class Debiteurregel(BaseModel):
    """A loan or a vordering as the list shows it; `rang` is its place by light, `stap` the next step of collection."""

    lening_id: UUID
    dossier_id: UUID
    soort: Literal["lening", "vordering"]
    gemeente: str
    betalingskenmerk: str
    regeling: str
    oorspronkelijk_cent: int
    einddatum: date
    hoofdsom_cent: int
    rente_cent: int
    vervallen_cent: int
    achterstand_cent: int
    tegoed_cent: int
    gemiste_termijnen: int
    gemist_zonder_termijn: int
    is_afgelost: bool
    is_opgeeist: bool
    licht: str
    rang: int
    reden: str
    sinds: date
    stap: str | None
    stap_op: date | None
    stap_uitleg: str | None
    wie: str | None
    laatste_stap: str | None
    laatste_stap_op: date | None
    laatste_ontvangst_op: date | None
    pauze: str | None
    afspraak_op: date | None
    uitstel_tot: date | None


class Leningen(BaseModel):
    """One page; `totaal` counts all pages."""

    totaal: int
    leningen: list[Debiteurregel]


class Debiteuren(BaseModel):
    """One page, arrears first; `totaal` counts all pages."""

    totaal: int
    debiteuren: list[Debiteurregel]


@LENINGEN.get(
    "/leningen",
    summary="Alle leningen met hun saldi",
    description="Op nummer. `totaal` telt alle bladzijden.",
)
def toon_leningen(
    inzage: Dienst, page: Paginanummer = 1, page_size: Paginagrootte = 100
) -> Leningen:
    rijen, totaal = inzage.debiteuren(
        {"soort": "lening"}, OP_NUMMER, page_size, (page - 1) * page_size
    )
    return Leningen(totaal=totaal, leningen=_regels(rijen))


@LENINGEN.get(
    "/leningen/{lening_id}",
    summary="Eén lening",
    description="De voorwaarden van het besluit, de saldi, en het schema met wat er van elke termijn open staat.",
)
def toon_lening(lening_id: UUID, inzage: Dienst) -> Leningweergave:
    return Leningweergave.van(inzage.lening(lening_id))


@LENINGEN.get(
    "/leningen/{lening_id}/regels",
    summary="De grootboekregels van een lening, met uitleg; aantal in X-Total-Count",
    description="In de volgorde waarin zij geboekt zijn, met artikel en boekregels.",
)
def toon_leningregels(
    lening_id: UUID,
    inzage: Dienst,
    response: Response,
    page: Paginanummer = 1,
    page_size: Paginagrootte = 100,
) -> list[Regelweergave]:
    inzage.lening(lening_id)
    gevonden, totaal = regels(inzage, lening_id, page_size, (page - 1) * page_size)
    response.headers[TOTAL] = str(totaal)
    return gevonden


@DEBITEUREN.get(
    "/debiteuren",
    summary="De debiteurenlijst, achterstand eerst",
    description="Leningen en vorderingen samen, met de volgende stap van de invordering. `totaal` telt alle bladzijden.",
)
def toon_debiteuren(
    inzage: Dienst,
    licht: Licht | None = None,
    gemeente: Gemeentecode | None = None,
    soort: Literal["lening", "vordering"] | None = None,
    page: Paginanummer = 1,
    page_size: Paginagrootte = 100,
) -> Debiteuren:
    keuze: dict[str, str] = {
        kolom: waarde
        for kolom, waarde in (("licht", licht), ("gemeente", gemeente), ("soort", soort))
        if waarde
    }
    rijen, totaal = inzage.debiteuren(keuze, OP_RANG, page_size, (page - 1) * page_size)
    return Debiteuren(totaal=totaal, debiteuren=_regels(rijen))


def _regels(rijen: Sequence[dict[str, Any]]) -> list[Debiteurregel]:
    return [Debiteurregel.model_validate(rij) for rij in rijen]
