"""The life of a dossier: completed, withdrawn, closed, reopened, followed up by another. By API and by page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from fastapi import Request
from fastapi import Response as Answer
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from services.intake.adapters.personen import Dossierrij, dossiers_van, persoon_van
from services.intake.adapters.register import GegevensZijnGewist, Persoonsgegevens
from services.intake.application import AANMELDING, Aangeboden, Intake
from services.intake.domain.commands import (
    Aanmeldingsverzoek,
    HeropenDossier,
    RegistreerAanvulling,
    RegistreerIntrekking,
    SluitDossier,
)
from services.intake.domain.state import Aanmelding
from services.intake.domain.weigeringen import AanmeldingBestaatNiet
from services.intake.entrypoints.aanmeldformulier import KEUZES, LABELS, aangekruist, genoemd
from services.intake.entrypoints.forms import (
    Aanvulling,
    Afsluiting,
    Heropening,
    Intrekking,
    Vervolg,
)
from services.intake.entrypoints.handelingen import Ontvangst, doe, neem_aan
from shared.begrippen import Waarde
from shared.handle import Command
from shared.web.actors import Acting
from shared.web.commands import Asked, Submitted
from shared.web.forms import form_of
from shared.web.given import given
from shared.web.openapi import problems
from shared.web.pages import Pages
from shared.web.problems import Fout
from shared.web.requests import FormValues
from shared.web.subjects import Subject
from shared.web.validation import parse_form

DOSSIERS = Subject("Dossiers", "Een dossier sluiten, heropenen, of volgen met een nieuw dossier.")
Dienst = Annotated[Intake, given(Intake)]
REDENEN = {
    "sluiten": [
        ("geholpen", "De ondernemer is geholpen"),
        ("doorverwezen", "De ondernemer is doorverwezen"),
        ("niet_meer_nodig", "Hulp is niet meer nodig"),
        ("geen_contact", "Er is geen contact meer"),
        ("verhuisd", "Verhuisd naar een gemeente waarvoor wij niet werken"),
        ("bedrijf_beeindigd", "Het bedrijf is beëindigd"),
        ("overleden", "De ondernemer is overleden"),
    ],
    "heropenen": [
        ("vergissing", "Het sluiten was een vergissing"),
        ("nieuwe_feiten", "Er zijn nieuwe feiten"),
        ("op_verzoek", "De ondernemer vraagt erom"),
        ("terug_in_beeld", "Er is weer contact"),
    ],
    "intrekken": [
        ("op_verzoek", "De ondernemer vraagt erom"),
        ("vergissing", "De aanmelding was een vergissing"),
        ("geen_contact", "Er kwam geen contact tot stand"),
    ],
}


@dataclass(frozen=True)
class Handeling:
    """One deed with a reason: what is asked, what it becomes, how it is told before and afterwards."""

    vraag: type[Waarde]
    verzoek: Callable[..., Aanmeldingsverzoek]
    titel: str
    uitleg: str
    gedaan: str


HANDELINGEN = {
    "sluiten": Handeling(
        Afsluiting,
        SluitDossier,
        "Sluit het dossier af",
        "Het dossier gaat uit de werkvoorraad. Een lening loopt door. U kunt het later heropenen.",
        "Het dossier is afgesloten.",
    ),
    "heropenen": Handeling(
        Heropening,
        HeropenDossier,
        "Heropen het dossier",
        "Het dossier komt terug in de werkvoorraad en gaat verder waar het was.",
        "Het dossier is heropend.",
    ),
    "intrekken": Handeling(
        Intrekking,
        RegistreerIntrekking,
        "Trek de aanmelding in",
        "De ondernemer wil geen hulp meer, of de aanmelding was een vergissing. Lopende aanvragen stoppen ook.",
        "De aanmelding is ingetrokken.",
    ),
}


@DOSSIERS.post(
    "/aanmeldingen/{dossier_id}/afsluitingen",
    status_code=204,
    summary="Sluit een dossier af",
    description="Een lening van het dossier loopt door. Is over een aanvraag nog niet beslist: 409.",
)
def sluit_dossier(dossier_id: UUID, afsluiting: Afsluiting, intake: Dienst, command: Asked) -> None:
    doe(intake, lambda op: SluitDossier(dossier_id=dossier_id, op=op, **dict(afsluiting)), command)


@DOSSIERS.post(
    "/aanmeldingen/{dossier_id}/heropeningen",
    status_code=204,
    summary="Heropen een dossier",
    description="Gaat een ander open dossier van deze persoon over dezelfde hulpvraag: 409.",
)
def heropen_dossier(
    dossier_id: UUID, heropening: Heropening, intake: Dienst, command: Asked
) -> None:
    doe(
        intake, lambda op: HeropenDossier(dossier_id=dossier_id, op=op, **dict(heropening)), command
    )


@DOSSIERS.post(
    "/aanmeldingen/{dossier_id}/vervolgen",
    status_code=201,
    summary="Begin een vervolgdossier",
    description="Een nieuw dossier van dezelfde persoon, met dit als voorganger. Wie iemand is, wordt overgenomen.",
    responses=problems(410),
)
def begin_vervolg(
    dossier_id: UUID, vervolg: Vervolg, intake: Dienst, command: Asked, response: Answer
) -> Ontvangst:
    ontvangst = volg_op(intake, dossier_id, vervolg, command)
    response.headers["Location"] = f"/intake/v1/aanmeldingen/{ontvangst.dossier_id}"
    return ontvangst


def volg_op(intake: Intake, dossier_id: UUID, vervolg: Vervolg, command: Command) -> Ontvangst:
    """Raises AanmeldingBestaatNiet, GegevensZijnGewist, and the Probleem where an open dossier is about the same."""
    beeld = beeld_van(intake, dossier_id)
    if beeld.gegevens is None:
        raise GegevensZijnGewist
    codes = dict(vervolg) | {"gemeente": beeld.stand.gemeente}
    toelichting = codes.pop("toelichting")
    return neem_aan(
        intake,
        Aangeboden(
            **codes,
            gegevens=beeld.gegevens.model_copy(update={"toelichting": toelichting}),
            voorganger=dossier_id,
            persoon_id=beeld.persoon_id,
        ),
        command,
    )


@dataclass(frozen=True)
class Dossierbeeld:
    """A dossier with whose it is; `gegevens` is None after erasure, `andere` are their other dossiers, as far as the reader sees them."""

    dossier_id: UUID
    persoon_id: UUID
    stand: Aanmelding
    gegevens: Persoonsgegevens | None
    andere: list[Dossierrij]
    is_er_elders: bool


def beeld_van(intake: Intake, dossier_id: UUID) -> Dossierbeeld:
    """Raises AanmeldingBestaatNiet."""
    with intake.store.transaction() as transaction:
        stand = transaction.load(AANMELDING, dossier_id)
        persoon_id = persoon_van(transaction.cursor, dossier_id)
        if stand.status == "onbekend" or persoon_id is None:
            raise AanmeldingBestaatNiet
        gegevens = intake.register.names(transaction.cursor, [dossier_id]).get(dossier_id)
        rijen = dossiers_van(transaction.cursor, persoon_id)
    andere = [rij for rij in rijen if rij.dossier_id != dossier_id and rij.is_te_zien]
    if stand.voorganger not in {rij.dossier_id for rij in andere}:
        stand = stand.na(voorganger=None)
    is_er_elders = any(rij.is_elders for rij in rijen)
    return Dossierbeeld(dossier_id, persoon_id, stand, gegevens, andere, is_er_elders)


def add_pages(pages: Pages, intake: Intake) -> None:
    def show(
        request: Request, dossier_id: UUID, template: str, status: int = 200, **typed: Any
    ) -> Response:
        beeld = beeld_van(intake, dossier_id)
        vooraf: dict[str, Any] = {"waarden": {}, "gekozen": None, "fouten": (), "weigering": None}
        return pages.render(
            request,
            template,
            status=status,
            beeld=beeld,
            keuzes=KEUZES,
            labels=LABELS | {"reden": "Reden"},
            redenen=REDENEN,
            **(vooraf | typed),
        )

    @pages.router.get("/aanmeldingen/{dossier_id}")
    def overview(request: Request, dossier_id: UUID, _actor: Acting) -> Response:
        return show(request, dossier_id, "dossier.html")

    def add_deed(naam: str, handeling: Handeling) -> None:
        form: dict[str, Any] = {
            "template": "dossierhandeling.html",
            "naam": naam,
            "handeling": handeling,
        }

        @pages.router.get("/aanmeldingen/{dossier_id}/" + naam, name=f"vraag_{naam}")
        def ask(request: Request, dossier_id: UUID, _actor: Acting) -> Response:
            return show(request, dossier_id, **form)

        @pages.router.post("/aanmeldingen/{dossier_id}/" + naam, name=naam)
        def deed(
            request: Request, dossier_id: UUID, values: FormValues, command: Submitted
        ) -> Response:
            vraag, fouten = parse_form(handeling.vraag, {"reden": values.get("reden", "")})
            if vraag is None:
                return show(request, dossier_id, status=400, fouten=fouten, **form)
            with pages.attempt() as poging:
                doe(
                    intake,
                    lambda op: handeling.verzoek(dossier_id=dossier_id, op=op, **dict(vraag)),
                    command,
                )
            if weigering := poging.weigering:
                return show(
                    request,
                    dossier_id,
                    status=weigering.status,
                    weigering=weigering,
                    waarden=values,
                    **form,
                )
            return pages.done(
                request,
                f"/aanmeldingen/{dossier_id}",
                handeling.gedaan,
                (f"/dossiers/{dossier_id}", "Open het dossier"),
            )

    for naam, handeling in HANDELINGEN.items():
        add_deed(naam, handeling)

    @pages.router.get("/aanmeldingen/{dossier_id}/aanvullen")
    def empty_completion(request: Request, dossier_id: UUID, _actor: Acting) -> Response:
        stand = beeld_van(intake, dossier_id).stand
        return show(request, dossier_id, "aanvullen.html", **_ingevuld(stand))

    @pages.router.post("/aanmeldingen/{dossier_id}/aanvullen")
    async def complete(request: Request, dossier_id: UUID, command: Submitted) -> Response:
        def work(aanvulling: Aanvulling) -> str:
            doe(
                intake,
                lambda op: RegistreerAanvulling(dossier_id=dossier_id, op=op, **dict(aanvulling)),
                command,
            )
            return f"/aanmeldingen/{dossier_id}"

        return await answered(
            request, dossier_id, "aanvullen.html", Aanvulling, work, "De aanmelding is aangevuld."
        )

    @pages.router.post("/aanmeldingen/{dossier_id}/toevoegen")
    async def add_to(request: Request, dossier_id: UUID, _actor: Acting) -> Response:
        """What was typed for a new aanmelding, beside what the dossier says, to be looked at before it is recorded."""
        waarden, ticked = aangekruist(await form_of(request))
        stand = (await run_in_threadpool(beeld_van, intake, dossier_id)).stand
        nu = _ingevuld(stand)
        if waarden.get("groep"):
            nu["waarden"] = {"groep": waarden["groep"]}
        nu["gekozen"] |= _codes(ticked)
        return await run_in_threadpool(show, request, dossier_id, "aanvullen.html", **nu)

    @pages.router.get("/aanmeldingen/{dossier_id}/vervolg")
    def empty_next(request: Request, dossier_id: UUID, _actor: Acting) -> Response:
        stand = beeld_van(intake, dossier_id).stand
        return show(request, dossier_id, "vervolg.html", **_ingevuld(stand.na(hulpvraag=())))

    @pages.router.post("/aanmeldingen/{dossier_id}/vervolg")
    async def follow(request: Request, dossier_id: UUID, command: Submitted) -> Response:
        def work(vervolg: Vervolg) -> str:
            return f"/aanmeldingen/{volg_op(intake, dossier_id, vervolg, command).dossier_id}"

        return await answered(
            request, dossier_id, "vervolg.html", Vervolg, work, "Het vervolgdossier is begonnen."
        )

    async def answered(
        request: Request,
        dossier_id: UUID,
        template: str,
        model: type[Any],
        work: Callable[[Any], str],
        gedaan: str,
    ) -> Response:
        """The form of an aanvulling or a follow-up, with ticks."""
        waarden, ticked = aangekruist(await form_of(request))
        typed = {"waarden": waarden, "gekozen": _codes(ticked)}
        gevraagd, fouten = parse_form(model, genoemd(waarden, ticked))
        if gevraagd is None:
            named: tuple[Fout, ...] = tuple(
                Fout(fout.veld.partition("[")[0].partition(".")[0], fout.melding) for fout in fouten
            )
            return await run_in_threadpool(
                show, request, dossier_id, template, 400, fouten=named, **typed
            )
        with pages.attempt() as poging:
            address = await run_in_threadpool(work, gevraagd)
            return pages.done(request, address, gedaan)
        weigering = poging.weigering
        status = weigering.status if weigering else 409
        return await run_in_threadpool(
            show, request, dossier_id, template, status, weigering=weigering, **typed
        )


def _codes(ticked: dict[str, list[str]]) -> frozenset[str]:
    return frozenset(code for codes in ticked.values() for code in codes)


def _ingevuld(stand: Aanmelding) -> dict[str, Any]:
    """The form as the dossier stands."""
    urgentie = {naam for naam, waar in stand.urgentie.model_dump().items() if waar}
    buiten = {"is_buiten_bbz"} if stand.is_buiten_bbz else set[str]()
    return {
        "waarden": {"groep": stand.groep if stand.is_groep_bekend else "onbekend"},
        "gekozen": frozenset({*stand.hulpvraag, *urgentie, *buiten}),
    }
