"""What the desk does with papers on the page of a dossier: ask, take in, approve, refuse, let lapse, and note."""

from functools import partial
from typing import Annotated, Any, Literal, get_args
from uuid import UUID, uuid4

from fastapi import Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.responses import Response

from services.intake.application.stukken import Stukkenkast
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
from shared.web.problems import Fout
from shared.web.requests import FormValues, taken_over, takes
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
    """`terug`: it was written on the page where the dossier is handed over, and that is where somebody goes on."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    tekst: Annotated[Tekst, Field(min_length=1)]
    terug: Literal["overdragen"] | None = None


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
        waarden |= taken_over(form, waarden)
        vraag, fouten = parse_form(Vraag, waarden)
        if vraag is None:
            return await run_in_threadpool(
                blad.toon,
                request,
                dossier_id,
                handeling="vragen",
                waarden=waarden,
                fouten=_kort(fouten),
            )
        wat, _, welke = vraag.waarvoor.partition("-")
        return await run_in_threadpool(
            blad.doe,
            request,
            dossier_id,
            lambda: doe(
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
            ),
            "De stukken zijn gevraagd.",
            handeling="vragen",
            waarden=waarden,
        )

    @pages.router.post("/stukken/{dossier_id}/vragen/{uitvraag_id}/vervallen")
    def lapse(
        request: Request, dossier_id: UUID, uitvraag_id: UUID, command: Submitted
    ) -> Response:
        return blad.doe(
            request,
            dossier_id,
            lambda: doe(
                kast,
                dossier_id,
                lambda van, _: LaatUitvraagVervallen(**van, uitvraag_id=uitvraag_id),
                command,
            ),
            "Wat nog ontbrak, is niet meer nodig.",
        )

    @pages.router.post("/stukken/{dossier_id}/notities")
    def note(
        request: Request, dossier_id: UUID, values: FormValues, command: Submitted
    ) -> Response:
        notitie, fouten = parse_form(NieuweNotitie, values)
        if notitie is None:
            return blad.toon(
                request, dossier_id, handeling="notities", waarden=values, fouten=fouten
            )
        return blad.doe(
            request,
            dossier_id,
            lambda: noteer(kast, dossier_id, notitie.tekst, command),
            "De notitie is bewaard.",
            "notities",
            adres=f"/dossiers/{dossier_id}/eigenaar#overdragen" if notitie.terug else "",
            handeling="notities",
            waarden=values,
        )


def _ontvangen(pages: Pages, kast: Stukkenkast, blad: Blad) -> None:
    @pages.router.post(
        "/stukken/{dossier_id}/ontvangen",
        openapi_extra=takes("multipart/form-data", max_bytes=MAX_FORM),
    )
    async def receive(request: Request, dossier_id: UUID, command: Submitted) -> Response:
        form = await form_of(request)
        waarden = {naam: str(form.get(naam, "")) for naam in ("soort", "bron", "er_volgt_meer")}
        ontvangst, fouten = parse_form(Ontvangst, waarden)
        waarden = {naam: waarde for naam, waarde in waarden.items() if waarde}
        bestand = form.get("bestand")
        gekozen = bestand if isinstance(bestand, UploadFile) and bestand.filename else None
        if gekozen is None:
            fouten = (*fouten, Fout("bestand", "Kies een bestand."))
        if ontvangst is None or gekozen is None:
            return await run_in_threadpool(
                blad.toon,
                request,
                dossier_id,
                handeling="ontvangen",
                waarden=waarden,
                fouten=fouten,
            )
        return await run_in_threadpool(
            blad.doe,
            request,
            dossier_id,
            partial(
                neem_aan,
                kast,
                blad.nodig,
                dossier_id,
                ontvangst.soort,
                ontvangst.bron,
                gekozen.filename or "",
                await gekozen.read(),
                command,
                is_laatste=not ontvangst.er_volgt_meer,
            ),
            "Het stuk is bewaard.",
            handeling="ontvangen",
            waarden=waarden,
        )


def _beoordelen(pages: Pages, kast: Stukkenkast, blad: Blad) -> None:
    @pages.router.post("/stukken/{dossier_id}/stuk/{stuk_id}/goedkeuren")
    def approve(request: Request, dossier_id: UUID, stuk_id: UUID, command: Submitted) -> Response:
        return blad.doe(
            request,
            dossier_id,
            lambda: doe(
                kast, dossier_id, lambda van, _: ControleerStuk(**van, stuk_id=stuk_id), command
            ),
            "Het stuk is gecontroleerd.",
        )

    @pages.router.post("/stukken/{dossier_id}/stuk/{stuk_id}/afwijzen")
    def refuse(
        request: Request, dossier_id: UUID, stuk_id: UUID, values: FormValues, command: Submitted
    ) -> Response:
        afwijzing, fouten = parse_form(Afwijzing, values)
        if afwijzing and afwijzing.reden not in woorden.KIESBAAR:
            fouten = (Fout("reden", "Kies een reden."),)
        hier: dict[str, Any] = {"handeling": f"afwijzen-{stuk_id}", "waarden": values}
        if afwijzing is None or fouten:
            return blad.toon(request, dossier_id, fouten=fouten, **hier)
        return blad.doe(
            request,
            dossier_id,
            lambda: doe(
                kast,
                dossier_id,
                lambda van, lopende: WijsStukAf(
                    **van, **lopende, stuk_id=stuk_id, uitvraag_id=uuid4(), **dict(afwijzing)
                ),
                command,
            ),
            "Het stuk is afgewezen.",
            **hier,
        )

    @pages.router.post("/stukken/{dossier_id}/stuk/{stuk_id}/vervallen")
    def lapse(
        request: Request, dossier_id: UUID, stuk_id: UUID, values: FormValues, command: Submitted
    ) -> Response:
        verval, fouten = parse_form(Verval, values)
        hier: dict[str, Any] = {"handeling": f"vervallen-{stuk_id}", "waarden": values}
        if verval is None:
            return blad.toon(request, dossier_id, fouten=fouten, **hier)
        return blad.doe(
            request,
            dossier_id,
            lambda: doe(
                kast,
                dossier_id,
                lambda van, _: LaatStukVervallen(**van, stuk_id=stuk_id, reden=verval.reden),
                command,
            ),
            "Het stuk is vervallen.",
            **hier,
        )


def zin(fout: Exception) -> str:
    return str(fout) or (type(fout).__doc__ or "")


def _kort(fouten: tuple[Fout, ...]) -> tuple[Fout, ...]:
    """A mistake inside a list belongs to the question as a whole."""
    return tuple(Fout(een.veld.partition("[")[0], een.melding) for een in fouten)
