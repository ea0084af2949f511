"""The page of what stands beside a loan: securities, and who owes it together."""

from typing import Any
from uuid import UUID

from fastapi import Request
from starlette.responses import Response

from services.ledger.adapters.inzage import Inzage
from services.ledger.domain.register.commands import VestigZekerheid
from services.ledger.entrypoints.api.register import Aanvraag, voer_in, weergave, zekerheid_id
from services.ledger.entrypoints.pages import registerformulier as woorden
from shared.personen import Personenvraag
from shared.velden import Woord
from shared.web.commands import Submitted
from shared.web.pages import Pages
from shared.web.problems import Fout, standard_problem
from shared.web.requests import FormValues
from shared.web.typed import parse_typed


def add(pages: Pages, inzage: Inzage, personen: Personenvraag) -> None:
    def show(request: Request, lening_id: UUID, *, status: int = 200, **anders: Any) -> Response:
        vooraf: dict[str, Any] = {"getypt": {}, "fouten": (), "weigering": None, "formulier": ""}
        lening = inzage.lening(lening_id)
        namen = personen.namen_of_niets([lening.dossier_id])
        return pages.render(
            request,
            "register.html",
            status=status,
            lening=lening,
            persoon=(namen or {}).get(lening.dossier_id),
            dag=inzage.werkdag(),
            **context(inzage, personen, lening_id),
            **(vooraf | anders),
        )

    @pages.router.get("/leningen/{lening_id}/register")
    def register(request: Request, lening_id: UUID) -> Response:
        return show(request, lening_id)

    @pages.router.post("/leningen/{lening_id}/register/{formulier}")
    def record(
        request: Request, lening_id: UUID, formulier: Woord, waarden: FormValues, command: Submitted
    ) -> Response:
        if formulier not in woorden.FORMULIEREN:
            raise standard_problem(404)
        aanvraag, eigen, fouten = _read(formulier, waarden)
        if aanvraag is None:
            return show(
                request, lening_id, status=400, getypt=waarden, fouten=fouten, formulier=formulier
            )
        soort = woorden.FORMULIEREN[formulier].verzoek
        velden = dict(aanvraag) | eigen
        if soort is VestigZekerheid:
            velden["zekerheid_id"] = zekerheid_id(lening_id, aanvraag)
        with pages.attempt() as poging:
            voer_in(inzage, soort, lening_id, command, velden)
        if weigering := poging.weigering:
            return show(
                request,
                lening_id,
                status=weigering.status,
                getypt=waarden,
                weigering=weigering,
                formulier=formulier,
            )
        return pages.done(
            request,
            f"/leningen/{lening_id}/register",
            "Het register is bijgewerkt.",
            (f"/leningen/{lening_id}", "Terug naar de lening"),
        )


def context(inzage: Inzage, personen: Personenvraag, lening_id: UUID) -> dict[str, Any]:
    """What a page needs to show the register; without names the numbers of dossiers."""
    register = weergave(inzage, lening_id)
    namen = (
        personen.namen_of_niets([een.medeschuldenaar_id for een in register.medeschuldenaren])
        if register.medeschuldenaren
        else {}
    )
    return {"register": register, "registerwoorden": woorden, "medeschuldenaars": namen or {}}


def _read(
    formulier: Woord, waarden: dict[str, str]
) -> tuple[Aanvraag | None, dict[str, UUID], tuple[Fout, ...]]:
    """The form as a request, whom or what it is about, and the mistakes."""
    vorm = woorden.FORMULIEREN[formulier]
    try:
        eigen = {vorm.sleutel: UUID(waarden.get(vorm.sleutel, ""))} if vorm.sleutel else {}
    except ValueError as error:
        raise standard_problem(400) from error
    aanvraag, fouten = parse_typed(
        vorm.aanvraag, {naam: waarde for naam, waarde in waarden.items() if naam != vorm.sleutel}
    )
    return aanvraag, eigen, fouten
