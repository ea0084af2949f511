"""The page of the bank: files in, and receipts that wait for a person."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.responses import Response

from services.ledger.adapters.bank import inzage as bankinzage
from services.ledger.adapters.bank.formaat import MAX_BYTES
from services.ledger.adapters.inzage import Inzage
from services.ledger.application.bank import beproef
from services.ledger.domain.lening.toelichting import uitleg_van
from services.ledger.domain.lening.weigeringen import LeningIsOnbekend
from services.ledger.entrypoints.api.bank import Toewijzing, neem_in, neem_terug, wijs_toe
from services.ledger.entrypoints.pages.gevolgbeeld import saldoregels
from services.ledger.entrypoints.woorden import algemeen as words
from services.ledger.entrypoints.woorden import vaststelling as vaststellingwoorden
from shared.dates import geteld
from shared.web import preview
from shared.web.commands import Submitted
from shared.web.dutch import bedrag, datum
from shared.web.forms import form_of
from shared.web.pages import Pages
from shared.web.preview import Voorbeeld
from shared.web.problems import Fout, Probleem, standard_problem
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
    Column("door", "Door"),
    Column("regels", "Regels", right=True),
    Column("bij", "Bij", right=True),
    Column("af", "Af", right=True),
    Column("geboekt", "Geboekt"),
)
ZOEK = "Zoek op betalingskenmerk of bedrag"
LEGE_WACHTRIJ = "Er wacht geen ontvangst op u. Een ontvangst waarvan niet duidelijk is waar zij hoort, komt hier te staan."
GEDAAN = {
    "toegewezen": "De ontvangst wordt geboekt.",
    "terugstorten": "De ontvangst gaat terug. U kunt dit besluit nog terugnemen.",
    "geen_lening": "De regel hoort bij geen schuld. U kunt dit besluit nog terugnemen.",
}
NIET_GEVONDEN = Probleem(
    400,
    "schuld-onbekend",
    "Deze lening of vordering kennen wij niet",
    "Bij wat u typte, hoort geen lening of vordering, of meer dan een.",
    "Typ het betalingskenmerk (16 cijfers, spaties mogen) of het korte nummer zoals het op het scherm staat.",
    "Er is niets geboekt.",
)
GEEN_BESLUIT = "Over geen enkele regel is zonder schuld besloten."


def add(pages: Pages, inzage: Inzage) -> None:
    _lijsten(pages, inzage)
    _bestand_erbij(pages, inzage)
    _besluiten(pages, inzage)


def _lijsten(pages: Pages, inzage: Inzage) -> None:
    @pages.router.get("/bank")
    def bank(request: Request) -> Response:
        return _toon(pages, inzage, request)

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


def _toon(
    pages: Pages, inzage: Inzage, request: Request, *, status: int = 200, **mis: Any
) -> Response:
    """The page of the bank; `getypt` is what somebody typed at the line `bij`, `mis` what was wrong with it."""
    query = replace(ListQuery.of(request, WACHTRIJ, sort="dag"), path="/bank")
    rows, total = inzage.wachtrij(query.page_size, query.offset, query.search)
    listing = Listing(
        "Nog te duiden", WACHTRIJ, rows, total, query, LEGE_WACHTRIJ, search_label=ZOEK
    )
    vooraf: dict[str, Any] = {"fouten": (), "weigering": None, "bij": None, "getypt": ""}
    return pages.render(
        request,
        "bank.html",
        status=status,
        listing=listing,
        bankregels=bankinzage.bankregels(inzage.store, inzage.bank_key, rows),
        bestanden=_bestanden(inzage, request, 1),
        words=words,
        afschriften_tot=inzage.afschriften_tot(),
        rekeningen=bankinzage.rekeningen(inzage.store, inzage.rekeningen),
        wacht=bankinzage.in_de_wachtrij(inzage.store),
        besloten=bankinzage.besloten(inzage.store, 1)[1],
        nieuw=request.query_params.get("nieuw"),
        bijgewerkt_tot=datetime.now(UTC),
        **(vooraf | mis),
    )


def _bestand_erbij(pages: Pages, inzage: Inzage) -> None:
    @pages.router.post(
        "/bank", openapi_extra=takes("multipart/form-data", max_bytes=MAX_BYTES + 4096)
    )
    async def upload(request: Request, command: Submitted) -> Response:
        bestand = (await form_of(request)).get("bestand")
        if not isinstance(bestand, UploadFile) or not bestand.size:
            fouten = (Fout("bestand", "Kies een bestand van uw bank."),)
            return await run_in_threadpool(_toon, pages, inzage, request, status=400, fouten=fouten)
        with pages.attempt() as poging:
            ingelezen = await run_in_threadpool(neem_in, inzage, await bestand.read(), command)
            al = len(ingelezen.overgeslagen)
            deel = (
                f" {geteld(al, 'afschrift')} ervan was er al en telt niet nog een keer."
                if al
                else ""
            )
            return pages.done(
                request,
                f"/bank?nieuw={ingelezen.bestand_id}",
                f"Het bankbestand is ingelezen.{deel}",
                (f"/bank?nieuw={ingelezen.bestand_id}#bestanden", "Bekijk het bestand"),
            )
        status = poging.weigering.status if poging.weigering else 409
        return await run_in_threadpool(
            _toon, pages, inzage, request, status=status, weigering=poging.weigering
        )


def _besluiten(pages: Pages, inzage: Inzage) -> None:
    @pages.router.post("/bank/besloten/{ontvangst_id}")
    def put_back(request: Request, ontvangst_id: UUID, command: Submitted) -> Response:
        with pages.attempt() as poging:
            neem_terug(inzage, ontvangst_id, command)
            return pages.done(request, "/bank", "Het besluit is teruggenomen. De regel wacht weer.")
        status = poging.weigering.status if poging.weigering else 409
        return _toon(pages, inzage, request, status=status, weigering=poging.weigering)

    @pages.router.post("/bank/ontvangsten/{ontvangst_id}")
    def decide(
        request: Request, ontvangst_id: UUID, waarden: FormValues, command: Submitted
    ) -> Response:
        """Booking on a debt is shown first; to pay back or to set aside moves no money of a debt and can be taken back."""
        waarden, is_bevestigd = preview.split(waarden)
        besluit, getypt = waarden.get("besluit", ""), waarden.get("lening", "")
        if besluit not in dict(words.BESLUITEN):
            raise standard_problem(400)
        with pages.attempt() as poging:
            schuld_id = _schuld(inzage, getypt) if besluit == "toegewezen" else None
            if schuld_id and not is_bevestigd:
                voorbeeld = _voorbeeld(inzage, ontvangst_id, schuld_id)
                return pages.render(request, preview.TEMPLATE, voorbeeld=voorbeeld)
            toewijzing = Toewijzing.model_validate({"besluit": besluit, "lening_id": schuld_id})
            wijs_toe(inzage, ontvangst_id, toewijzing, command)
            return pages.done(request, "/bank", GEDAAN[besluit], _daarna(inzage, schuld_id))
        status = poging.weigering.status if poging.weigering else 409
        return _toon(
            pages,
            inzage,
            request,
            status=status,
            weigering=poging.weigering,
            bij=ontvangst_id,
            getypt=getypt,
        )


def _schuld(inzage: Inzage, getypt: str) -> UUID:
    """The loan or vordering that somebody typed; raises the 400 Probleem, for what was typed stays on the page."""
    try:
        return inzage.zoek_lening(getypt)
    except LeningIsOnbekend as error:
        raise NIET_GEVONDEN from error


def _daarna(inzage: Inzage, schuld_id: UUID | None) -> tuple[str, str] | None:
    """The page of the debt that a receipt was booked on."""
    if schuld_id is None or (debiteur := inzage.debiteur(schuld_id)) is None:
        return None
    soort = debiteur["soort"]
    return (
        f"/{'vorderingen' if soort == 'vordering' else 'leningen'}/{schuld_id}",
        f"Open de {soort}",
    )


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
