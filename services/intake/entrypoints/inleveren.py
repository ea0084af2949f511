"""Where an entrepreneur hands in papers, by a link or a code from a letter: what is asked, a place for a file, and nothing else."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, get_args

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from services.intake.adapters import inleverlinks, stukkenlijst
from services.intake.adapters.bestandsvorm import SOORTEN, BestandNemenWijNietAan
from services.intake.adapters.inleverlinks import Inleverlink
from services.intake.adapters.register import GegevensZijnGewist
from services.intake.adapters.scanner import BestandIsBesmet, ErIsGeenScanner
from services.intake.adapters.stukkenlijst import Uitvraagregel
from services.intake.application.stukken import Stukkenkast
from services.intake.domain.stukken.nodig import MEBIBYTE, Nodig
from services.intake.domain.stukken.weigeringen import (
    GeslotenDossierNeemtNietsAan,
    StukIsAlDubbel,
)
from services.intake.entrypoints import stukwoorden as woorden
from services.intake.entrypoints.stukdaden import MAX_FORM, zin
from services.intake.entrypoints.stukken import neem_aan
from shared.handle import Command
from shared.stukken import Stuksoort
from shared.transaction import Transaction
from shared.velden import Woord
from shared.web.commands import submitted_by
from shared.web.forms import form_of
from shared.web.pages import Pages
from shared.web.problems import Fout, Probleem
from shared.web.rate import Rate, behind_the_gateway
from shared.web.requests import limited, up_to

WERKT_NIET = "Deze code werkt niet of niet meer. Kijk de code na. Werkt het dan nog niet, bel dan het nummer in uw brief."
TE_VAAK = "U probeerde het te vaak. Wacht een paar minuten en probeer het dan opnieuw."
TE_DRUK = "U stuurde veel achter elkaar. Wacht een paar minuten en probeer het dan opnieuw."
VOL = "Via deze link kwamen al heel veel bestanden binnen. Bel het nummer in uw brief als u nog meer heeft."
GESLOTEN = "Uw dossier is gesloten. Wij nemen hier geen stukken meer aan. Bel het nummer in uw brief als dat niet klopt."
GEEN_SCANNER = "Bestanden sturen kan nu niet. Lever uw stukken in bij het loket, of bel het nummer in uw brief."
# More than the gateway lets through: what is less and too much is told on the page itself.
MEESTE_BYTES = 64 * MEBIBYTE
_LANGSTE_CODE = 2 * inleverlinks.LENGTE
PRIVE = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"}


@dataclass(frozen=True)
class _Grenzen:
    """Wrong codes of one caller, and files through one link."""

    fout: Rate = field(default_factory=lambda: Rate(per_minute=1, burst=10))
    bestanden: Rate = field(default_factory=lambda: Rate(per_minute=3, burst=30))


def add_pages(pages: Pages, kast: Stukkenkast, nodig: Nodig) -> None:
    balie = _Balie(pages, kast, nodig, _Grenzen())

    @pages.router.get("/inleveren")
    def ask_code(request: Request) -> Response:
        return balie.vraag_code(request)

    @pages.router.post("/inleveren")
    async def take_code(request: Request) -> Response:
        return await balie.veilig(request, lambda form: balie.lees_code(request, form))

    @pages.router.get("/inleveren/{code}")
    def show(request: Request, code: Woord) -> Response:
        link = balie.link(request, code)
        return link if isinstance(link, Response) else balie.toon(request, code, link)

    @pages.router.post("/inleveren/{code}", openapi_extra=up_to(MEESTE_BYTES))
    async def receive(request: Request, code: Woord) -> Response:
        link = await run_in_threadpool(balie.link, request, code)
        if isinstance(link, Response):
            return link
        return await balie.veilig(request, lambda form: balie.neem_aan(request, code, link, form))


@dataclass(frozen=True)
class _Balie:
    pages: Pages
    kast: Stukkenkast
    nodig: Nodig
    grenzen: _Grenzen

    async def veilig(self, request: Request, doe: Callable[[FormData], Any]) -> Response:
        """Whatever is wrong with what was sent is told on a page that shows nothing of the desk."""
        try:
            form = await form_of(limited(request, MAX_FORM))
            antwoord: Response = await doe(form)
        except (HTTPException, Probleem) as error:
            status = error.status_code if isinstance(error, HTTPException) else error.status
            tekst = (
                f"Dit bestand is te groot. Stuur {SOORTEN}, hoogstens {self._grootste()} MB per bestand."
                if status == 413
                else "Wij konden niet lezen wat u stuurde. Er is niets bewaard. Probeer het opnieuw."
            )
            return self.vraag_code(request, status, tekst)
        return antwoord

    async def lees_code(self, request: Request, form: FormData) -> Response:
        getypt = str(form.get("code", ""))[:_LANGSTE_CODE]
        code = inleverlinks.kaal(getypt)
        link = await run_in_threadpool(self.link, request, code, getypt)
        if isinstance(link, Response):
            return link
        return RedirectResponse(f"/inleveren/{inleverlinks.leesbaar(code)}", status_code=303)

    def link(self, request: Request, code: str, getypt: str = "") -> Inleverlink | Response:
        """The link of this code, else the page that says that it does not work: for every reason the same."""
        wie = behind_the_gateway(request)
        if not self.grenzen.fout.has_room(wie):
            return self.vraag_code(request, 429, TE_VAAK, getypt)
        dag = self.kast.store.last_workday()
        with self.kast.store.cursor() as cursor:
            gevonden = inleverlinks.zoek(cursor, code, dag) if dag else None
        if gevonden is None:
            self.grenzen.fout.take(wie)
            return self.vraag_code(request, 404, WERKT_NIET, getypt)
        return gevonden

    def vraag_code(
        self, request: Request, status: int = 200, melding: str = "", getypt: str = ""
    ) -> Response:
        fouten = (Fout("code", melding),) if melding else ()
        return self._render(request, "inleveren_code.html", status, fouten=fouten, getypt=getypt)

    def toon(
        self,
        request: Request,
        code: str,
        link: Inleverlink,
        fouten: tuple[Fout, ...] = (),
        getypt: Mapping[str, str] | None = None,
    ) -> Response:
        dag = self.kast.store.last_workday()
        with self.kast.store.cursor() as cursor:
            is_gesloten = self.kast.kluis.is_gesloten(cursor, link.dossier_id)
            vragen = [
                een
                for een in stukkenlijst.uitvragen(cursor, link.dossier_id)
                if not een.is_compleet and not is_gesloten
            ]
        return self._render(
            request,
            "inleveren.html",
            400 if fouten else 200,
            code=code,
            gevraagd=gevraagd(vragen),
            dag=dag,
            fouten=fouten,
            getypt=getypt or {},
            gesloten=GESLOTEN if is_gesloten else "",
            soorten=SOORTEN,
            grootste=self._grootste(),
            ontvangen=request.query_params.get("ontvangen") == "1",
        )

    async def neem_aan(
        self, request: Request, code: str, link: Inleverlink, form: FormData
    ) -> Response:
        fout, bestand = self._bezwaar(link, form), await _gestuurd(form)
        if fout is None:
            command = await submitted_by(request, form, f"inleverlink-{link.link_id}")
            fout = await run_in_threadpool(self._bewaar, link, form, command, bestand)
        if fout:
            getypt = {naam: str(form.get(naam, "")) for naam in ("soort", "er_volgt_meer")}
            return await run_in_threadpool(self.toon, request, code, link, (fout,), getypt)
        return RedirectResponse(f"/inleveren/{code}?ontvangen=1", status_code=303)

    def _bezwaar(self, link: Inleverlink, form: FormData) -> Fout | None:
        bestand = form.get("bestand")
        if form.get("soort") not in get_args(Stuksoort):
            return Fout("soort", "Kies welk stuk dit is.")
        if not isinstance(bestand, UploadFile) or not bestand.filename:
            return Fout("bestand", "Kies een bestand.")
        if link.is_vol:
            return Fout("bestand", VOL)
        wie = str(link.link_id)
        if not self.grenzen.bestanden.has_room(wie):
            return Fout("bestand", TE_DRUK)
        self.grenzen.bestanden.take(wie)
        return None

    def _bewaar(
        self, link: Inleverlink, form: FormData, command: Command, gestuurd: tuple[str, bytes]
    ) -> Fout | None:
        soort: Any = form.get("soort")
        try:
            neem_aan(
                self.kast,
                self.nodig,
                link.dossier_id,
                soort,
                "ondernemer",
                *gestuurd,
                command,
                is_laatste=form.get("er_volgt_meer") != "true",
                daarbij=lambda transaction, op: self._tel(transaction, link, op),
            )
        except (BestandNemenWijNietAan, BestandIsBesmet, StukIsAlDubbel) as weigering:
            return Fout("bestand", zin(weigering))
        except GeslotenDossierNeemtNietsAan:
            return Fout("bestand", GESLOTEN)
        except ErIsGeenScanner:
            return Fout("bestand", GEEN_SCANNER)
        except (GegevensZijnGewist, _LinkIsIngetrokken):
            return Fout("bestand", WERKT_NIET)
        return None

    def _tel(self, transaction: Transaction, link: Inleverlink, op: date) -> None:
        """In the transaction of the file: a link that was withdrawn a moment ago takes nothing in any more."""
        if not inleverlinks.tel(transaction.cursor, link.link_id, op):
            raise _LinkIsIngetrokken

    def _grootste(self) -> int | None:
        dag = self.kast.store.last_workday()
        return self.nodig.grootste_bestand(dag) // MEBIBYTE if dag else None

    def _render(self, request: Request, template: str, status: int, **context: Any) -> Response:
        antwoord = self.pages.render(request, template, status=status, woorden=woorden, **context)
        antwoord.headers.update(PRIVE)
        return antwoord


class _LinkIsIngetrokken(Exception):
    """Between looking and keeping somebody withdrew the link."""


@dataclass(frozen=True)
class Gevraagd:
    """One kind of paper that is missing, and the first day on which somebody waits for it."""

    soort: Stuksoort
    tot: date


def gevraagd(vragen: list[Uitvraagregel]) -> list[Gevraagd]:
    """Every kind once, the most urgent first."""
    op_tijd = sorted(vragen, key=lambda vraag: vraag.hersteltermijn_tot, reverse=True)
    eerste = {soort: vraag.hersteltermijn_tot for vraag in op_tijd for soort in vraag.ontbreekt}
    return sorted(
        (Gevraagd(soort, tot) for soort, tot in eerste.items()),
        key=lambda een: (een.tot, een.soort),
    )


async def _gestuurd(form: FormData) -> tuple[str, bytes]:
    """Its name and what it holds; nothing where there is no file."""
    bestand = form.get("bestand")
    return (
        (bestand.filename or "", await bestand.read())
        if isinstance(bestand, UploadFile)
        else ("", b"")
    )
