"""The page that shows what would happen if: up to three plans beside how it goes now; nothing is recorded."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from fastapi import Request
from starlette.responses import Response

from services.ledger.adapters.inzage import Inzage
from services.ledger.domain.vooruitblik.toekomst import Toekomst
from services.ledger.entrypoints.pages.plannen import PLANSOORTEN, Plan, vergelijking
from services.ledger.entrypoints.woorden import algemeen as words
from shared.parameters import Parameterset
from shared.personen import Personenvraag
from shared.transaction import GeenWerkdag
from shared.web.dutch import bedrag, datum
from shared.web.pages import Pages

KAN_NIET = "kan niet"


def add(pages: Pages, inzage: Inzage, personen: Personenvraag) -> None:
    @pages.router.get("/leningen/{lening_id}/doorrekenen")
    def what_if(request: Request, lening_id: UUID) -> Response:
        lening, feiten = inzage.lening(lening_id), inzage.feiten(lening_id)
        dag = inzage.werkdag()
        if dag is None:
            raise GeenWerkdag
        naast = vergelijking(
            request.url.path, request.query_params, feiten, dag, inzage.kader.parameters
        )
        namen = personen.namen_of_niets([lening.dossier_id])
        grens = _uitstelgrens(lening.regeling, dag, inzage.kader.parameters)
        return pages.render(
            request,
            "doorrekenen.html",
            status=400 if naast.fouten else 200,
            lening=lening,
            naast=naast,
            soorten=PLANSOORTEN,
            rijen=_rijen(naast.plannen, grens),
            dag=dag,
            words=words,
            persoon=(namen or {}).get(lening.dossier_id),
        )


def _uitstelgrens(regeling: str, dag: date, parameters: Parameterset) -> str:
    """How many months of uitstel the law knows in all; Tozo has no limit of its own (Awb 4:94)."""
    return (
        f" van {parameters.waarde('uitstel_max_totaal', dag).aantal}" if regeling == "bbz" else ""
    )


def _rijen(plannen: tuple[Plan, ...], grens: str) -> list[tuple[str, list[str]]]:
    """What each plan comes to, one line for each figure."""
    uitkomsten = [
        plan.doorrekening.toekomst if plan.doorrekening and plan.doorrekening.mag else None
        for plan in plannen
    ]
    rijen: list[tuple[str, Callable[[Toekomst], str]]] = [
        ("Vandaag te betalen", lambda een: bedrag(een.ineens_cent + een.extra_cent)),
        (
            "Volgende termijn",
            lambda een: (
                f"{bedrag(een.volgende_cent)} op {datum(een.betaaldagen[0].dag)}"
                if een.betaaldagen
                else "geen"
            ),
        ),
        ("Hoogste termijn", lambda een: bedrag(een.hoogste_cent)),
        ("Aantal betalingen", lambda een: str(len(een.betaaldagen))),
        ("Laatste betaling", lambda een: datum(een.einde)),
        ("Rente die nog komt", lambda een: bedrag(een.rente_cent)),
        ("Nog te betalen in totaal", lambda een: bedrag(een.totaal_cent)),
        ("Maanden uitstel", lambda een: f"{een.uitstelmaanden}{grens}"),
    ]
    return [(naam, [toon(een) if een else KAN_NIET for een in uitkomsten]) for naam, toon in rijen]
