"""The page of the bank: files in, and receipts that wait for a person."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.responses import RedirectResponse, Response

from services.ledger.adapters.bank import inzage as bankinzage
from services.ledger.adapters.bank.formaat import MAX_BYTES
from services.ledger.adapters.inzage import Inzage
from services.ledger.application.bank import beproef
from services.ledger.domain.lening.toelichting import uitleg_van
from services.ledger.entrypoints.api.bank import Toewijzing, neem_in, neem_terug, wijs_toe
from services.ledger.entrypoints.pages.gevolgbeeld import saldoregels
from services.ledger.entrypoints.woorden import algemeen as words
from services.ledger.entrypoints.woorden import vaststelling as vaststellingwoorden
from shared.web import preview
from shared.web.commands import Submitted
from shared.web.dutch import bedrag, datum
from shared.web.forms import form_of
from shared.web.pages import Pages
from shared.web.preview import Voorbeeld
from shared.web.problems import Fout, invalid_input, standard_problem
from shared.web.requests import FormValues, takes
from shared.web.tables import PAGE_SIZES, Column, Listing, ListQuery

WACHTRIJ = (
    Column("dag", "Bijgeschreven"),
    Column("bedrag", "Bedrag", right=True),
    Column("van", "Van"),
    Column("waarom", "Waarom"),
    Column("besluit", "Waar hoort dit?"),
)
BESLOTEN = (
    Column("dag", "Bijgeschreven"),
    Column("bedrag", "Bedrag", right=True),
    Column("van", "Van"),
    Column("wat", "Besluit"),
    Column("terug", "Terugnemen"),
)
BESTANDEN = (
    Column("dag", "Afschriften"),
    Column("ingelezen", "Ingelezen"),
    Column("regels", "Regels", right=True),
    Column("bij", "Bij", right=True),
    Column("af", "Af", right=True),
    Column("geboekt", "Geboekt"),
)
ZOEK = "Zoek op betalingskenmerk of bedrag"
LEGE_WACHTRIJ = "Er wacht geen ontvangst op u. Een ontvangst waarvan niet duidelijk is waar zij hoort, komt hier te staan."
GEEN_BESLUIT = "Over geen enkele regel is zonder schuld besloten."


def add(pages: Pages, inzage: Inzage) -> None:
    _lijsten(pages, inzage)
    _bestand_erbij(pages, inzage)
    _besluiten(pages, inzage)


def _lijsten(pages: Pages, inzage: Inzage) -> None:
    @pages.router.get("/bank")
    def bank(request: Request) -> Response:
        query = ListQuery.of(request, WACHTRIJ, sort="dag")
        rows, total = inzage.wachtrij(query.page_size, query.offset, query.search)
        listing = Listing(
            "Nog te duiden", WACHTRIJ, rows, total, query, LEGE_WACHTRIJ, search_label=ZOEK
        )
        return pages.render(
            request,
            "bank.html",
            listing=listing,
            bankregels=bankinzage.bankregels(inzage.store, inzage.bank_key, rows),
            bestanden=_bestanden(inzage, request, 1),
            words=words,
            afschriften_tot=inzage.afschriften_tot(),
            rekeningen=bankinzage.rekeningen(inzage.store, inzage.rekeningen),
            wacht=bankinzage.in_de_wachtrij(inzage.store),
            besloten=bankinzage.besloten(inzage.store, 1)[1],
            nieuw=request.query_params.get("nieuw"),
            bekend=_getal(request.query_params.get("bekend", "")),
            bijgewerkt_tot=datetime.now(UTC),
        )

    @pages.router.get("/bank/bestanden")
    def files(request: Request) -> Response:
        return pages.render(
            request,
            "bank_bestanden.html",
            listing=_bestanden(inzage, request),
            bijgewerkt_tot=datetime.now(UTC),
        )

    @pages.router.get("/bank/besloten")
    def decided(request: Request) -> Response:
        query = ListQuery.of(request, BESLOTEN, sort="dag")
        rows, total = bankinzage.besloten(inzage.store, query.page_size, query.offset, query.search)
        listing = Listing("Besloten", BESLOTEN, rows, total, query, GEEN_BESLUIT, search_label=ZOEK)
        regels = bankinzage.bankregels(inzage.store, inzage.bank_key, rows)
        return pages.render(
            request,
            "bank_besloten.html",
            listing=listing,
            bankregels=regels,
            words=words,
            bijgewerkt_tot=datetime.now(UTC),
        )


def _bestand_erbij(pages: Pages, inzage: Inzage) -> None:
    @pages.router.post(
        "/bank", openapi_extra=takes("multipart/form-data", max_bytes=MAX_BYTES + 4096)
    )
    async def upload(request: Request, command: Submitted) -> Response:
        bestand = (await form_of(request)).get("bestand")
        if not isinstance(bestand, UploadFile) or not bestand.size:
            raise invalid_input((Fout("bestand", "Kies een bestand van uw bank."),))
        ingelezen = await run_in_threadpool(neem_in, inzage, await bestand.read(), command)
        bekend = f"&bekend={len(ingelezen.overgeslagen)}" if ingelezen.overgeslagen else ""
        return RedirectResponse(
            f"/bank?nieuw={ingelezen.bestand_id}{bekend}#bestand-{ingelezen.bestand_id}",
            status_code=303,
        )


def _besluiten(pages: Pages, inzage: Inzage) -> None:
    @pages.router.post("/bank/besloten/{ontvangst_id}")
    def put_back(ontvangst_id: UUID, command: Submitted) -> Response:
        neem_terug(inzage, ontvangst_id, command)
        return RedirectResponse("/bank", status_code=303)

    @pages.router.post("/bank/ontvangsten/{ontvangst_id}")
    def decide(
        request: Request, ontvangst_id: UUID, waarden: FormValues, command: Submitted
    ) -> Response:
        """Booking on a debt is shown first; to pay back or to set aside moves no money of a debt and can be taken back."""
        waarden, is_bevestigd = preview.split(waarden)
        besluit = waarden.get("besluit", "")
        if besluit not in dict(words.BESLUITEN):
            raise standard_problem(400)
        schuld_id = (
            inzage.zoek_lening(waarden.get("lening", "")) if besluit == "toegewezen" else None
        )
        if schuld_id and not is_bevestigd:
            return pages.render(
                request, preview.TEMPLATE, voorbeeld=_voorbeeld(inzage, ontvangst_id, schuld_id)
            )
        wijs_toe(
            inzage,
            ontvangst_id,
            Toewijzing.model_validate({"besluit": besluit, "lening_id": schuld_id}),
            command,
        )
        return RedirectResponse("/bank", status_code=303)


def _voorbeeld(inzage: Inzage, ontvangst_id: UUID, schuld_id: UUID) -> Voorbeeld:
    """What booking this line on this debt would do, of the facts it would bring."""
    proef, namen = (
        beproef(inzage.store, inzage.kader, ontvangst_id, schuld_id),
        words.FEITEN | vaststellingwoorden.FEITEN,
    )
    zinnen = [
        f"Deze ontvangst van {bedrag(proef.bedrag_cent)} telt vanaf {datum(proef.valutadatum)}."
    ]
    zinnen += [
        f"{namen[type(feit).__name__]}, telt vanaf {datum(feit.valutadatum)}: {words.zin(uitleg_van(feit))}"
        for feit in proef.feiten
    ]
    zinnen += [] if proef.feiten else ["Er wordt niets geboekt: dit geld staat al op deze schuld."]
    return Voorbeeld(
        "Ontvangst boeken",
        f"/bank/ontvangsten/{ontvangst_id}",
        "/bank",
        "Bank",
        "Boek dit",
        zinnen,
        {"besluit": "toegewezen", "lening": str(schuld_id)},
        saldi=saldoregels(proef.saldi_oud, proef.saldi_nieuw),
    )


def _bestanden(inzage: Inzage, request: Request, page: int | None = None) -> Listing:
    query = ListQuery.of(request, BESTANDEN, sort="dag")
    query = replace(query, page=page, page_size=PAGE_SIZES[0], search="") if page else query
    rows, total = inzage.bestanden(query.page_size, query.offset, query.search)
    leeg = "Er is nog geen bankbestand ingelezen."
    return Listing(
        "Bestanden, nieuwste eerst",
        BESTANDEN,
        rows,
        total,
        query,
        leeg,
        search_label="Zoek op bedrag bij of af",
    )


def _getal(tekst: str) -> int:
    """What the page put in its own address; anything else is nothing."""
    return int(tekst) if tekst.isascii() and tekst.isdigit() and len(tekst) < 5 else 0
