"""What the desk does with papers on the page of a dossier: ask, take in, approve, refuse, let lapse, and note."""

from typing import Annotated, get_args
from uuid import UUID, uuid4

from fastapi import Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.responses import Response

from services.intake.adapters.bestandsvorm import BestandNemenWijNietAan
from services.intake.adapters.scanner import BestandIsBesmet
from services.intake.application.stukken import Stukkenkast
from services.intake.domain.stukken import weigeringen
from services.intake.domain.stukken.begrippen import Bron, RedenAfwijzing, RedenVervallen
from services.intake.domain.stukken.commands import (
    ControleerStuk,
    LaatStukVervallen,
    LaatUitvraagVervallen,
    VraagStukken,
    WijsStukAf,
)
from services.intake.domain.stukken.nodig import MEBIBYTE
from services.intake.entrypoints import stukwoorden as woorden
from services.intake.entrypoints.stukblad import Blad
from services.intake.entrypoints.stukken import doe, neem_aan, noteer
from shared.stukken import Stuksoort
from shared.velden import Dag, Tekst
from shared.web.commands import Submitted
from shared.web.forms import form_of
from shared.web.pages import Pages
from shared.web.problems import Fout, invalid_input
from shared.web.requests import FormValues, takes
from shared.web.validation import parse_form

# A little more than the largest file, so that a file that is too large gets a sentence of its own.
MAX_FORM = 24 * MEBIBYTE


class Vraag(BaseModel):
    """`waarvoor`: `route-1`, or the id of an application behind `aanvraag-`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    soorten: Annotated[
        tuple[Stuksoort, ...], Field(min_length=1, max_length=len(get_args(Stuksoort)))
    ]
    waarvoor: Annotated[str, Field(pattern=r"^(route-[123]|aanvraag-[0-9a-f-]{36})$")]
    hersteltermijn_tot: Dag


class Ontvangst(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    soort: Stuksoort
    bron: Bron = "loket"
    er_volgt_meer: bool = False


class Afwijzing(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    reden: RedenAfwijzing
    hersteltermijn_tot: Dag | None = None


class Verval(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    reden: RedenVervallen


class NieuweNotitie(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    tekst: Annotated[Tekst, Field(min_length=1)]


def add(pages: Pages, kast: Stukkenkast, blad: Blad) -> None:
    _vragen(pages, kast, blad)
    _ontvangen(pages, kast, blad)
    _beoordelen(pages, kast, blad)


def _vragen(pages: Pages, kast: Stukkenkast, blad: Blad) -> None:
    @pages.router.post("/stukken/{dossier_id}/vragen")
    async def ask(request: Request, dossier_id: UUID, command: Submitted) -> Response:
        form = await form_of(request)
        waarden = {
            "soorten": [str(value) for value in form.getlist("soorten")],
            "waarvoor": str(form.get("waarvoor", "")),
            "hersteltermijn_tot": str(form.get("hersteltermijn_tot", "")),
        }
        vraag, fouten = parse_form(Vraag, waarden)
        if vraag is None:
            return blad.toon(
                request, dossier_id, handeling="vragen", waarden=waarden, fouten=_kort(fouten)
            )
        wat, _, welke = vraag.waarvoor.partition("-")
        try:
            await run_in_threadpool(
                doe,
                kast,
                dossier_id,
                lambda van, lopende: VraagStukken(
                    **van,
                    **lopende,
                    uitvraag_id=uuid4(),
                    soorten=tuple(dict.fromkeys(vraag.soorten)),
                    aanvraag_id=UUID(welke) if wat == "aanvraag" else None,
                    route=int(welke) if wat == "route" else None,
                    hersteltermijn_tot=vraag.hersteltermijn_tot,
                ),
                command,
            )
        except weigeringen.HersteltermijnLigtTeVroeg as weigering:
            fout = Fout("hersteltermijn_tot", str(weigering))
            return blad.toon(
                request, dossier_id, handeling="vragen", waarden=waarden, fouten=(fout,)
            )
        return terug(pages, request, dossier_id, "De stukken zijn gevraagd.")

    @pages.router.post("/stukken/{dossier_id}/vragen/{uitvraag_id}/vervallen")
    def lapse(
        request: Request, dossier_id: UUID, uitvraag_id: UUID, command: Submitted
    ) -> Response:
        doe(
            kast,
            dossier_id,
            lambda van, _: LaatUitvraagVervallen(**van, uitvraag_id=uitvraag_id),
            command,
        )
        return terug(pages, request, dossier_id, "Wat nog ontbrak, is niet meer nodig.")

    @pages.router.post("/stukken/{dossier_id}/notities")
    def note(
        request: Request, dossier_id: UUID, values: FormValues, command: Submitted
    ) -> Response:
        notitie, fouten = parse_form(NieuweNotitie, values)
        if notitie is None:
            return blad.toon(
                request, dossier_id, handeling="notities", waarden=values, fouten=fouten
            )
        noteer(kast, dossier_id, notitie.tekst, command)
        return terug(pages, request, dossier_id, "De notitie is bewaard.", "notities")


def _ontvangen(pages: Pages, kast: Stukkenkast, blad: Blad) -> None:
    @pages.router.post(
        "/stukken/{dossier_id}/ontvangen",
        openapi_extra=takes("multipart/form-data", max_bytes=MAX_FORM),
    )
    async def receive(request: Request, dossier_id: UUID, command: Submitted) -> Response:
        form = await form_of(request)
        waarden = {naam: str(form.get(naam, "")) for naam in ("soort", "bron", "er_volgt_meer")}
        ontvangst, fouten = parse_form(Ontvangst, waarden)
        bestand = form.get("bestand")
        if not isinstance(bestand, UploadFile) or not bestand.filename:
            fouten = (*fouten, Fout("bestand", "Kies een bestand."))
        elif ontvangst:
            try:
                await run_in_threadpool(
                    neem_aan,
                    kast,
                    blad.nodig,
                    dossier_id,
                    ontvangst.soort,
                    ontvangst.bron,
                    bestand.filename,
                    await bestand.read(),
                    command,
                    is_laatste=not ontvangst.er_volgt_meer,
                )
            except (
                BestandNemenWijNietAan,
                BestandIsBesmet,
                weigeringen.StukIsAlDubbel,
            ) as weigering:
                fouten = (Fout("bestand", zin(weigering)),)
        if fouten:
            return blad.toon(
                request, dossier_id, handeling="ontvangen", waarden=waarden, fouten=fouten
            )
        return terug(pages, request, dossier_id, "Het stuk is bewaard.")


def _beoordelen(pages: Pages, kast: Stukkenkast, blad: Blad) -> None:
    @pages.router.post("/stukken/{dossier_id}/stuk/{stuk_id}/goedkeuren")
    def approve(request: Request, dossier_id: UUID, stuk_id: UUID, command: Submitted) -> Response:
        doe(kast, dossier_id, lambda van, _: ControleerStuk(**van, stuk_id=stuk_id), command)
        return terug(pages, request, dossier_id, "Het stuk is gecontroleerd.")

    @pages.router.post("/stukken/{dossier_id}/stuk/{stuk_id}/afwijzen")
    def refuse(
        request: Request, dossier_id: UUID, stuk_id: UUID, values: FormValues, command: Submitted
    ) -> Response:
        afwijzing, fouten = parse_form(Afwijzing, values)
        if afwijzing and afwijzing.reden not in woorden.KIESBAAR:
            fouten = (Fout("reden", "Kies een reden."),)
        if afwijzing and not fouten:
            try:
                doe(
                    kast,
                    dossier_id,
                    lambda van, lopende: WijsStukAf(
                        **van, **lopende, stuk_id=stuk_id, uitvraag_id=uuid4(), **dict(afwijzing)
                    ),
                    command,
                )
            except (
                weigeringen.HersteltermijnOntbreekt,
                weigeringen.HersteltermijnLigtTeVroeg,
            ) as weigering:
                fouten = (Fout("hersteltermijn_tot", str(weigering)),)
        if fouten:
            return blad.toon(
                request,
                dossier_id,
                handeling=f"afwijzen-{stuk_id}",
                waarden=values,
                fouten=fouten,
            )
        return terug(pages, request, dossier_id, "Het stuk is vervallen.")

    @pages.router.post("/stukken/{dossier_id}/stuk/{stuk_id}/vervallen")
    def lapse(
        request: Request, dossier_id: UUID, stuk_id: UUID, values: FormValues, command: Submitted
    ) -> Response:
        verval, fouten = parse_form(Verval, values)
        if verval is None:
            raise invalid_input(fouten)
        doe(
            kast,
            dossier_id,
            lambda van, _: LaatStukVervallen(**van, stuk_id=stuk_id, reden=verval.reden),
            command,
        )
        return terug(pages, request, dossier_id, "Het stuk is vervallen.")


def zin(fout: Exception) -> str:
    return str(fout) or (type(fout).__doc__ or "")


def _kort(fouten: tuple[Fout, ...]) -> tuple[Fout, ...]:
    """A mistake inside a list belongs to the question as a whole."""
    return tuple(Fout(een.veld.partition("[")[0], een.melding) for een in fouten)


def terug(pages: Pages, request: Request, dossier_id: UUID, tekst: str, waar: str = "") -> Response:
    """Back to the papers of this dossier, with what was done."""
    return pages.done(request, f"/stukken/{dossier_id}" + (f"#{waar}" if waar else ""), tekst)
