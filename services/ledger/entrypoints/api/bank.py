"""The API of the bank: files in, our accounts, lines that wait, and what a person says about them."""

from datetime import date
from typing import Literal
from uuid import UUID

from fastapi import Request, Response
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool

from services.ledger.adapters.bank import inzage as bankinzage
from services.ledger.adapters.bank.formaat import MAX_BYTES
from services.ledger.adapters.inzage import Inzage
from services.ledger.application.bank import beproef, duid, lees_in, zet_terug
from services.ledger.domain.grootboek.boeking import Saldi
from services.ledger.domain.lening.toelichting import uitleg_van
from services.ledger.entrypoints.api.dienst import Dienst
from services.ledger.entrypoints.woorden.algemeen import zin
from shared.begrippen import Waarde
from shared.handle import Command, Done, handle, once, recall
from shared.transaction import Transaction
from shared.web.commands import Asked
from shared.web.openapi import problems
from shared.web.paging import TOTAL, Paginagrootte, Paginanummer, page_of
from shared.web.requests import takes
from shared.web.subjects import Subject

BANK = Subject("Bank", "Bankbestanden, onze rekeningen, en ontvangsten die op een besluit wachten.")


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


class Rekeningweergave(BaseModel):
    """An account of ours, shortened: complete up to `tot`; `gat` says what is missing behind it."""

    rekening: str
    van: date | None
    geldig_tot: date | None
    tot: date | None
    gat: str | None


class Schuldkeuze(Waarde):
    """The loan or vordering that a line may be booked on."""

    lening_id: UUID


class Voorbeeld(BaseModel):
    """What booking a line would do to a debt; amounts in cents."""

    bedrag_cent: int
    saldi_oud: Saldi
    saldi_nieuw: Saldi
    uitleg: list[str]


class Bankregelweergave(BaseModel):
    """A line of a bank file by its place there, without name or account; `bedrag_cent` below zero went off."""

    ontvangst_id: UUID
    bestand_id: UUID
    plaats: int
    post: int
    deel: int
    valutadatum: date
    bedrag_cent: int


class WachtendeOntvangst(Bankregelweergave):
    """`reden` is why it waits for a person."""

    afschrift_id: UUID
    betalingskenmerk: str | None
    reden: str | None


class BeslotenOntvangst(Bankregelweergave):
    """What a person decided about a line without a debt."""

    status: Literal["terugstorten", "geen_lening"]
    actor: str | None
    besloten_op: date | None


class Ontvangsten(BaseModel):
    """One page, oldest first; `totaal` counts all pages."""

    totaal: int
    ontvangsten: list[WachtendeOntvangst]


class BeslotenOntvangsten(BaseModel):
    """One page, newest decision first; `totaal` counts all pages."""

    totaal: int
    ontvangsten: list[BeslotenOntvangst]


@BANK.post(
    "/bankafschriften",
    status_code=201,
    summary="Lees een bankbestand in (camt.053 versie 02 of 08, of MT940)",
    description="Alleen afschriften van onze eigen rekeningen. Wat al bekend was, wordt overgeslagen en genoemd.",
    openapi_extra=takes(
        "application/xml",
        "text/xml",
        "text/plain",
        max_bytes=MAX_BYTES,
        xml={"type": "string", "minLength": 1, "format": "camt.053"},
        plain={"type": "string", "minLength": 1, "format": "mt940"},
    ),
)
async def lees_bankbestand_in(request: Request, inzage: Dienst, command: Asked) -> Bankbestand:
    return await run_in_threadpool(neem_in, inzage, await request.body(), command)


@BANK.get(
    "/bankafschriften",
    summary="De ingelezen bankbestanden, nieuwste eerst; aantal in X-Total-Count",
    description="Elk bestand met wat er van zijn regels is geworden. Bedragen zijn centen; af is negatief.",
)
def toon_bankbestanden(
    response: Response, inzage: Dienst, page: Paginanummer = 1, page_size: Paginagrootte = 100
) -> list[Import]:
    rijen, totaal = inzage.bestanden(page_size, (page - 1) * page_size)
    response.headers[TOTAL] = str(totaal)
    return [Import(**{naam: rij[naam] for naam in Import.model_fields}) for rij in rijen]


@BANK.get(
    "/rekeningen",
    summary="Onze bankrekeningen, en tot en met welke dag hun afschriften compleet zijn; aantal in X-Total-Count",
    description="Ingekorte nummers. `gat` zegt welk afschrift ontbreekt na `tot`.",
)
def toon_rekeningen(
    response: Response, inzage: Dienst, page: Paginanummer = 1, page_size: Paginagrootte = 100
) -> list[Rekeningweergave]:
    alle = bankinzage.rekeningen(inzage.store, inzage.rekeningen)
    return [
        Rekeningweergave.model_validate(een, from_attributes=True)
        for een in page_of(response, alle, page, page_size)
    ]


@BANK.get(
    "/ontvangsten",
    summary="Ontvangsten die op een besluit wachten; zonder naam of rekeningnummer",
    description="Regels die niet vanzelf bij een schuld horen, met de reden. `totaal` telt alle bladzijden.",
)
def toon_wachtende_ontvangsten(
    inzage: Dienst, page: Paginanummer = 1, page_size: Paginagrootte = 100
) -> Ontvangsten:
    rijen, totaal = inzage.wachtrij(page_size, (page - 1) * page_size)
    return Ontvangsten(
        totaal=totaal, ontvangsten=[WachtendeOntvangst.model_validate(rij) for rij in rijen]
    )


@BANK.get(
    "/ontvangsten/besloten",
    summary="Regels waarover zonder schuld is besloten; zo'n besluit kan terug",
    description="Teruggestort of zonder lening, nieuwste besluit eerst. `totaal` telt alle bladzijden.",
)
def toon_besloten_ontvangsten(
    inzage: Dienst, page: Paginanummer = 1, page_size: Paginagrootte = 100
) -> BeslotenOntvangsten:
    rijen, totaal = bankinzage.besloten(inzage.store, page_size, (page - 1) * page_size)
    return BeslotenOntvangsten(
        totaal=totaal, ontvangsten=[BeslotenOntvangst.model_validate(rij) for rij in rijen]
    )


@BANK.post(
    "/ontvangsten/{ontvangst_id}/voorbeelden",
    summary="Wat het boeken op een schuld zou doen; er wordt niets vastgelegd",
    description="De saldi van de schuld voor en na, en de uitleg daarvan.",
    responses=problems(409),
)
def beproef_ontvangst(ontvangst_id: UUID, schuld: Schuldkeuze, inzage: Dienst) -> Voorbeeld:
    proef = beproef(inzage.store, inzage.kader, ontvangst_id, schuld.lening_id)
    uitleg = [zin(uitleg_van(feit)) for feit in proef.feiten]
    return Voorbeeld(
        bedrag_cent=proef.bedrag_cent,
        saldi_oud=proef.saldi_oud,
        saldi_nieuw=proef.saldi_nieuw,
        uitleg=uitleg,
    )


@BANK.post(
    "/ontvangsten/{ontvangst_id}/terugzettingen",
    status_code=202,
    response_class=Response,
    summary="Neem een besluit over een regel terug",
    description="De regel wacht daarna weer op een besluit.",
)
def zet_ontvangst_terug(ontvangst_id: UUID, inzage: Dienst, command: Asked) -> Response:
    neem_terug(inzage, ontvangst_id, command)
    return Response(status_code=202)


@BANK.post(
    "/ontvangsten/{ontvangst_id}/toewijzingen",
    status_code=202,
    response_class=Response,
    summary="Zeg waar een ontvangst hoort",
    description="`lening_id` hoort alleen bij `toegewezen`. Het boeken volgt meteen daarna, op de achtergrond.",
)
def wijs_ontvangst_toe(
    ontvangst_id: UUID, toewijzing: Toewijzing, inzage: Dienst, command: Asked
) -> Response:
    wijs_toe(inzage, ontvangst_id, toewijzing, command)
    return Response(status_code=202)


def neem_in(inzage: Inzage, content: bytes, command: Command) -> Bankbestand:
    """Takes in a bank file; raises AfschriftKloptNiet, BestandIsAlOntvangen."""
    if earlier := recall(inzage.store, command, Bankbestand):
        return earlier
    gelezen = lees_in(inzage.store, inzage.bank_key, inzage.rekeningen, content, command.actor)
    ingelezen = Bankbestand.model_validate(gelezen, from_attributes=True)
    return once(inzage.store, command, lambda _transaction: ingelezen, Bankbestand)


def neem_terug(inzage: Inzage, ontvangst_id: UUID, command: Command) -> None:
    """What was decided about a line is taken back; raises OntvangstIsNietBesloten."""

    def work(transaction: Transaction, op: date) -> Done:
        zet_terug(transaction, ontvangst_id, command.actor, op)
        return Done()

    handle(inzage.store, command, work, Done)


def wijs_toe(inzage: Inzage, ontvangst_id: UUID, toewijzing: Toewijzing, command: Command) -> None:
    """Says where a receipt belongs; raises OntvangstIsNietTeDuiden, LeningIsOnbekend."""
    lening_id = toewijzing.lening_id if toewijzing.besluit == "toegewezen" else None

    def work(transaction: Transaction, op: date) -> Done:
        duid(transaction, ontvangst_id, toewijzing.besluit, lening_id, command.actor, op)
        return Done()

    handle(inzage.store, command, work, Done)
