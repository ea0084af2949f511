"""What the register says of a person is put right: by API and by page, with a reason."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import Request
from starlette.responses import Response

from services.intake.adapters.register import GegevensZijnGewist
from services.intake.application import Intake
from services.intake.domain.weigeringen import AanmeldingBestaatNiet
from services.intake.entrypoints.forms import Correctie
from shared.handle import Command, Done, handle
from shared.landen import LANDEN
from shared.transaction import Transaction
from shared.web.actors import Acting
from shared.web.commands import FIELD, Asked, Submitted
from shared.web.errors import Translation
from shared.web.given import given
from shared.web.openapi import problems
from shared.web.pages import Pages
from shared.web.problems import Fout, Probleem
from shared.web.requests import FormValues
from shared.web.subjects import Subject
from shared.web.validation import parse_form

CORRECTIES = Subject("Correcties", "Herstellen wat het register van iemand zegt.")
REDENEN = [
    ("schrijffout", "Er stond een schrijffout"),
    ("verhuizing", "De ondernemer is verhuisd"),
    ("naamswijziging", "De naam is veranderd"),
    ("onleesbaar", "Een brief kon niet worden gemaakt"),
    ("op_verzoek", "De ondernemer vraagt erom"),
]
VELDEN = (
    ("naam", "Naam"),
    ("straat", "Straat"),
    ("huisnummer", "Huisnummer"),
    ("postcode", "Postcode"),
    ("plaats", "Plaats"),
    ("land", "Land"),
    ("telefoon", "Telefoonnummer"),
    ("email", "E-mailadres"),
    ("handelsnaam", "Naam van het bedrijf"),
    ("kvk_nummer", "KvK-nummer"),
    ("iban", "Rekeningnummer (IBAN)"),
)
VERPLICHT = ("naam", "straat", "huisnummer", "postcode", "plaats", "land")
TRANSLATION: Translation = {
    GegevensZijnGewist: lambda _: Probleem(
        410,
        "gegevens-gewist",
        "Deze gegevens zijn gewist",
        "De gegevens van deze persoon zijn gewist.",
        "Er is niets te herstellen.",
    ),
}


def corrigeer(intake: Intake, dossier_id: UUID, correctie: Correctie, command: Command) -> None:
    """Raises AanmeldingBestaatNiet, GegevensZijnGewist."""

    def work(transaction: Transaction, op: date) -> Done:
        intake.corrigeer(
            transaction,
            dossier_id,
            correctie.anders,
            correctie.reden,
            correctie.uitleg,
            op,
            command,
        )
        return Done()

    handle(intake.store, command, work, Done)


@CORRECTIES.post(
    "/aanmeldingen/{dossier_id}/correcties",
    status_code=204,
    summary="Herstel een naam, adres of nummer",
    description="Alleen wat genoemd wordt, verandert; `null` maakt leeg wat leeg mag zijn. De reden wordt bewaard.",
    responses=problems(410),
)
def corrigeer_gegevens(
    dossier_id: UUID, correctie: Correctie, intake: Annotated[Intake, given(Intake)], command: Asked
) -> None:
    corrigeer(intake, dossier_id, correctie, command)


def add_pages(pages: Pages, intake: Intake) -> None:
    @pages.router.get("/aanmeldingen/{dossier_id}/corrigeren")
    def form(request: Request, dossier_id: UUID, _actor: Acting) -> Response:
        return show(request, dossier_id, known(dossier_id))

    @pages.router.post("/aanmeldingen/{dossier_id}/corrigeren")
    def correct(
        request: Request, dossier_id: UUID, values: FormValues, command: Submitted
    ) -> Response:
        typed = {naam: waarde for naam, waarde in values.items() if naam != FIELD}
        was = known(dossier_id)
        correctie, fouten = _asked(typed, was)
        if correctie is None:
            return show(request, dossier_id, was | typed, status=400, fouten=fouten)
        with pages.attempt() as poging:
            corrigeer(intake, dossier_id, correctie, command)
        if weigering := poging.weigering:
            return show(
                request, dossier_id, was | typed, status=weigering.status, weigering=weigering
            )
        return pages.done(request, f"/dossiers/{dossier_id}", "De gegevens zijn hersteld.")

    def known(dossier_id: UUID) -> dict[str, str]:
        with intake.store.cursor() as cursor:
            namen = intake.register.names(cursor, [dossier_id])
        if dossier_id not in namen:
            raise AanmeldingBestaatNiet
        if (persoon := namen[dossier_id]) is None:
            raise GegevensZijnGewist
        return {naam: getattr(persoon, naam) or "" for naam, _ in VELDEN}

    def show(
        request: Request,
        dossier_id: UUID,
        waarden: dict[str, str],
        *,
        status: int = 200,
        fouten: tuple[Fout, ...] = (),
        weigering: Probleem | None = None,
    ) -> Response:
        return pages.render(
            request,
            "corrigeren.html",
            status=status,
            labels=dict(VELDEN) | {"reden": "Reden", "uitleg": "Toelichting"},
            weigering=weigering,
            dossier_id=dossier_id,
            waarden={"reden": "", "uitleg": ""} | waarden,
            fouten=fouten,
            velden=VELDEN,
            verplicht=VERPLICHT,
            redenen=REDENEN,
            landen=list(LANDEN.items()),
        )


def _asked(typed: dict[str, str], was: dict[str, str]) -> tuple[Correctie | None, tuple[Fout, ...]]:
    """What changed on the page as a correction: a field that was emptied has no value any more, where it may be left out."""
    changed = {
        naam: typed.get(naam, "").strip()
        for naam, _ in VELDEN
        if typed.get(naam, "").strip() != was[naam]
    }
    if {"land", "postcode"} & changed.keys():
        # A postcode has the form of its country.
        changed |= {naam: typed.get(naam, "").strip() or was[naam] for naam in ("land", "postcode")}
    emptied = [naam for naam, waarde in changed.items() if not waarde]
    correctie, fouten = parse_form(
        Correctie, {"reden": typed.get("reden", ""), "uitleg": typed.get("uitleg", "")} | changed
    )
    if correctie is None:
        return None, fouten
    if missing := tuple(
        Fout(naam, "Dit veld is verplicht.") for naam in emptied if naam in VERPLICHT
    ):
        return None, missing
    return Correctie.model_validate(
        correctie.model_dump(exclude_unset=True) | dict.fromkeys(emptied)
    ), ()
