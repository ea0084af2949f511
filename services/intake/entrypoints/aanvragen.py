"""An application is filed: by API and by page, with its day of receipt and what is asked; a next one begins from the one before."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, get_args
from uuid import UUID, uuid4

from fastapi import Query, Request, Response
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)

from services.intake.adapters.personen import te_zien
from services.intake.application import Intake
from services.intake.domain.aanvraag import weigeringen
from services.intake.domain.aanvraag.begrippen import Bestemming
from services.intake.domain.aanvraag.commands import DienAanvraagIn
from services.intake.domain.aanvraag.state import Aanvraagbeeld, EerdereAanvraag, Stand
from services.intake.domain.weigeringen import AanmeldingBestaatNiet, Weigering
from services.intake.entrypoints import woorden
from services.intake.entrypoints.handelingen import elders
from shared.begrippen import Aanvraagsoort, IngediendDoor
from shared.handle import Command, handle
from shared.money import bedrag
from shared.transaction import Transaction
from shared.velden import Aantal, Dag, PositiefCent, elk_een_keer
from shared.web.commands import FIELD, Asked, Submitted
from shared.web.dutch import BESTEMMINGEN
from shared.web.errors import Translation
from shared.web.given import given
from shared.web.pages import Pages
from shared.web.problems import Fout, Probleem
from shared.web.requests import FormValues
from shared.web.subjects import Subject
from shared.web.typed import parse_typed

AANVRAGEN = Subject(
    "Aanvragen", "Aanvragen om bijstand uit het Bbz: indienen, met de dag van ontvangst."
)
SOORTEN: tuple[Aanvraagsoort, ...] = get_args(Aanvraagsoort)
Dienst = Annotated[Intake, given(Intake)]
Tipcode = Annotated[str, StringConstraints(pattern="^[a-z_]{1,60}$")]
# Beside which field a refusal is told.
VELD: dict[type[Weigering], str] = {
    weigeringen.OntvangstLigtInToekomst: "ontvangen_op",
    weigeringen.OntvangstLigtTeVerTerug: "ontvangen_op",
    weigeringen.OntvangstLigtVoorVoorganger: "ontvangen_op",
}


def _uit_een_veld(waarde: Any) -> Any:
    """On a page the codes stand in one field."""
    return waarde.split() if isinstance(waarde, str) else waarde


class NieuweAanvraag(BaseModel):
    """What is asked. What the entrepreneur did not say may be left out: an application counts from its receipt."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, json_schema_extra={"additionalProperties": False}
    )

    soort: Aanvraagsoort
    ontvangen_op: Dag = Field(description="De dag van ontvangst; niet na vandaag")
    gevraagd_cent: PositiefCent | None = Field(
        None, description="Bedrag in centen; bij levensonderhoud per maand"
    )
    gevraagde_maanden: Aantal | None = Field(None, description="Alleen bij levensonderhoud")
    bestemming: Bestemming | None = Field(None, description="Alleen bij bedrijfskapitaal")
    ingediend_door: IngediendDoor = "consulent"
    opgevolgde_tips: Annotated[
        tuple[Tipcode, ...],
        Field(max_length=20, description="Welke tips bij de vorige afwijzing zijn opgevolgd"),
        AfterValidator(elk_een_keer),
        BeforeValidator(_uit_een_veld),
    ] = ()


class Aanvraagontvangst(BaseModel):
    """`gevolgd_door` is the page of the application, once bbz has opened it."""

    aanvraag_id: UUID
    gevolgd_door: str


class Tipweergave(BaseModel):
    """A code, and the sentence for people."""

    code: str
    tekst: str


class EerdereAanvraagweergave(BaseModel):
    """An application of this person; `tips` are what was advised at a refusal."""

    aanvraag_id: UUID
    dossier_id: UUID
    soort: Aanvraagsoort
    stand: Stand
    ontvangen_op: date
    gevraagd_cent: int | None
    gevraagde_maanden: int | None
    bestemming: Bestemming | None
    tips: tuple[Tipweergave, ...]


class EerdereAanvragen(BaseModel):
    """Of this person, in all dossiers, the oldest first. `totaal` counts all pages."""

    totaal: int
    aanvragen: list[EerdereAanvraagweergave]


def loopt_al(weigering: weigeringen.AanvraagLooptAl) -> Probleem:
    if weigering.aanvraag_id is None:
        return elders(weigering)
    adres = f"/aanvragen/{weigering.aanvraag_id}"
    return Probleem(
        409,
        "aanvraag-loopt-al",
        "Deze aanvraag loopt al",
        str(weigering),
        f"Open de lopende aanvraag ({adres}). Een volgende kan zodra daarover is beslist.",
        "De lopende aanvraag staat er nog. Er is niets bij gekomen.",
        headers={"Link": f'<{adres}>; rel="related"'},
    )


def refusal(weigering: Weigering) -> Probleem:
    return Probleem(
        409,
        f"weigering-{type(weigering).__name__}",
        "Dit kan niet",
        str(weigering),
        "Kijk de aanvraag na.",
    )


TRANSLATION: Translation = {
    weigeringen.AanvraagLooptAl: loopt_al,
    weigeringen.OntvangstLigtInToekomst: refusal,
    weigeringen.OntvangstLigtTeVerTerug: refusal,
    weigeringen.OntvangstLigtVoorVoorganger: refusal,
    weigeringen.VraagPastNietBijSoort: refusal,
    weigeringen.TipIsOnbekend: refusal,
    weigeringen.HulpIsBuitenBbz: refusal,
    weigeringen.GroepIsOnbekend: refusal,
}


def dien_in(
    intake: Intake, dossier_id: UUID, aanvraag: NieuweAanvraag, command: Command
) -> Aanvraagontvangst:
    """Raises the Weigering."""

    def work(transaction: Transaction, op: date) -> Aanvraagontvangst:
        verzoek = DienAanvraagIn(
            dossier_id=dossier_id, aanvraag_id=uuid4(), op=op, **dict(aanvraag)
        )
        try:
            intake.dien_aanvraag_in(transaction, verzoek, command)
        except weigeringen.AanvraagLooptAl as weigering:
            bekend = _zichtbaar(transaction, intake.aanvraagbeeld(transaction, dossier_id))
            if bekend.lopend(weigering.soort) is None:
                raise weigeringen.AanvraagLooptAl(weigering.soort, None) from None
            raise
        return Aanvraagontvangst(
            aanvraag_id=verzoek.aanvraag_id, gevolgd_door=f"/aanvragen/{verzoek.aanvraag_id}"
        )

    return handle(intake.store, command, work, Aanvraagontvangst)


@AANVRAGEN.post(
    "/aanmeldingen/{dossier_id}/aanvragen",
    status_code=201,
    summary="Dien een aanvraag in",
    description="Van elke soort loopt er één per persoon; loopt er al een: 409. De beslistermijn telt vanaf `ontvangen_op`.",
)
def dien_aanvraag_in(
    dossier_id: UUID, aanvraag: NieuweAanvraag, intake: Dienst, command: Asked, response: Response
) -> Aanvraagontvangst:
    ontvangst = dien_in(intake, dossier_id, aanvraag, command)
    response.headers["Location"] = f"/bbz/v1/aanvragen/{ontvangst.aanvraag_id}"
    return ontvangst


@AANVRAGEN.get(
    "/aanmeldingen/{dossier_id}/aanvragen",
    summary="De aanvragen van de persoon van dit dossier",
    description="Ook uit andere dossiers, de oudste eerst, met wat bbz er het laatst van vertelde. `totaal` telt alle bladzijden.",
)
def toon_aanvragen(
    dossier_id: UUID,
    intake: Dienst,
    page: Annotated[int, Query(ge=1, le=10**6)] = 1,
    page_size: Annotated[int, Query(alias="pageSize", ge=1, le=100)] = 25,
) -> EerdereAanvragen:
    bekend = beeld_van(intake, dossier_id).bekend
    van = (page - 1) * page_size
    return EerdereAanvragen(
        totaal=len(bekend),
        aanvragen=[
            EerdereAanvraagweergave(**een.model_dump()) for een in bekend[van : van + page_size]
        ],
    )


def beeld_van(intake: Intake, dossier_id: UUID) -> Aanvraagbeeld:
    """Raises AanmeldingBestaatNiet."""
    with intake.store.transaction() as transaction:
        beeld = _zichtbaar(transaction, intake.aanvraagbeeld(transaction, dossier_id))
    if beeld.aanmelding.status == "onbekend":
        raise AanmeldingBestaatNiet
    return beeld


def _zichtbaar(transaction: Transaction, beeld: Aanvraagbeeld) -> Aanvraagbeeld:
    """Of the applications of this person those that whoever reads may see."""
    zichtbaar = te_zien(transaction.cursor, [een.dossier_id for een in beeld.bekend])
    return beeld.na(bekend=tuple(een for een in beeld.bekend if een.dossier_id in zichtbaar))


def add_pages(pages: Pages, intake: Intake) -> None:
    @pages.router.get("/aanmeldingen/{dossier_id}/aanvraag")
    def form(request: Request, dossier_id: UUID) -> Response:
        beeld = beeld_van(intake, dossier_id)
        gekozen = next((een for een in SOORTEN if een == request.query_params.get("soort")), None)
        return show(request, dossier_id, beeld, gekozen, _ingevuld(beeld, gekozen))

    @pages.router.post("/aanmeldingen/{dossier_id}/aanvraag")
    def file(
        request: Request, dossier_id: UUID, values: FormValues, command: Submitted
    ) -> Response:
        typed = _tips_samen(values)
        aanvraag, fouten = parse_typed(NieuweAanvraag, typed)
        weigering: Probleem | None = None
        if aanvraag is not None:
            with pages.attempt() as poging:
                try:
                    ontvangst = dien_in(intake, dossier_id, aanvraag, command)
                except tuple(VELD) as mis:
                    fouten = (Fout(VELD[type(mis)], str(mis)),)
                else:
                    return pages.done(
                        request,
                        f"/dossiers/{dossier_id}",
                        "De aanvraag is ingediend. De beslistermijn loopt.",
                        (f"/aanvragen/{ontvangst.aanvraag_id}", "Open de aanvraag"),
                    )
            weigering = poging.weigering
        gekozen = next((een for een in SOORTEN if een == typed.get("soort")), None)
        beeld = beeld_van(intake, dossier_id)
        status = weigering.status if weigering else 400
        return show(
            request,
            dossier_id,
            beeld,
            gekozen,
            typed,
            status=status,
            fouten=fouten,
            weigering=weigering,
        )

    def show(
        request: Request,
        dossier_id: UUID,
        beeld: Aanvraagbeeld,
        soort: Aanvraagsoort | None,
        waarden: dict[str, str],
        *,
        status: int = 200,
        fouten: tuple[Fout, ...] = (),
        weigering: Probleem | None = None,
    ) -> Response:
        with intake.store.cursor() as cursor:
            persoon = intake.register.names(cursor, [dossier_id]).get(dossier_id)
        return pages.render(
            request,
            "aanvraag.html",
            persoon=persoon,
            status=status,
            weigering=weigering,
            fouten=fouten,
            dossier_id=dossier_id,
            beeld=beeld,
            soort=soort,
            voorganger=beeld.voorganger(soort) if soort else None,
            lopend={een: beeld.lopend(een) for een in SOORTEN},
            waarden={
                "ontvangen_op": "",
                "gevraagd": "",
                "gevraagde_maanden": "",
                "bestemming": "",
                "opgevolgde_tips": "",
            }
            | waarden,
            woorden=woorden,
            bestemmingen=BESTEMMINGEN,
        )


def _tips_samen(values: Mapping[str, str]) -> dict[str, str]:
    """What was typed; the tips that were ticked, each a field of its own, as one field."""
    tips = [naam.removeprefix("tip_") for naam in values if naam.startswith("tip_")]
    rest = {
        naam: waarde
        for naam, waarde in values.items()
        if naam != FIELD and not naam.startswith("tip_")
    }
    return rest | ({"opgevolgde_tips": " ".join(tips)} if tips else {})


def _ingevuld(beeld: Aanvraagbeeld, soort: Aanvraagsoort | None) -> dict[str, str]:
    """What was asked the time before, to begin from."""
    eerder: EerdereAanvraag | None = beeld.voorganger(soort) if soort else None
    if eerder is None:
        return {}
    return {
        "gevraagd": bedrag(eerder.gevraagd_cent, "").strip() if eerder.gevraagd_cent else "",
        "gevraagde_maanden": str(eerder.gevraagde_maanden or ""),
        "bestemming": eerder.bestemming or "",
    }
