"""The page with two clocks: how a loan stood on a day, by what was known on a day, beside what is known now."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from fastapi import Request
from starlette.responses import Response

from services.ledger.adapters.inzage import Inzage
from services.ledger.domain.grootboek.boeking import Mutatie
from services.ledger.domain.lening.toelichting import uitleg_van
from services.ledger.domain.vooruitblik.gevolg import termijnverschillen
from services.ledger.domain.vooruitblik.standen import Peiling, kennisdagen
from services.ledger.entrypoints.woorden import algemeen as words
from shared.personen import Personenvraag
from shared.web.dutch import datum
from shared.web.pages import Pages
from shared.web.problems import Fout
from shared.web.tables import Column, Listing, ListQuery

LATER = (
    Column("boekdatum", "Geboekt"),
    Column("valutadatum", "Telt vanaf"),
    Column("uitleg", "Wat"),
)
MOMENTEN = ("geldigOp", "bekendOp")


def add(pages: Pages, inzage: Inzage, personen: Personenvraag) -> None:
    @pages.router.get("/leningen/{lening_id}/standen")
    def standings(request: Request, lening_id: UUID) -> Response:
        lening, feiten = inzage.lening(lening_id), inzage.feiten(lening_id)
        vandaag = inzage.werkdag() or feiten[-1].boekdatum
        getypt = {naam: request.query_params.get(naam) or vandaag.isoformat() for naam in MOMENTEN}
        dagen = {naam: _dag(tekst) for naam, tekst in getypt.items()}
        geldig_op, bekend_op = (dagen[naam] for naam in MOMENTEN)
        te_vroeg = bool(geldig_op and bekend_op) and _is_te_vroeg(feiten, geldig_op, bekend_op)
        peiling = (
            inzage.peiling(lening_id, geldig_op, bekend_op)
            if geldig_op and bekend_op and not te_vroeg
            else None
        )
        fouten = tuple(
            Fout(naam, "Dit is geen datum. Vul een dag in, zoals 02-11-2026.")
            for naam, dag in dagen.items()
            if dag is None
        )
        namen = personen.namen_of_niets([lening.dossier_id])
        terug, vooruit = _stappen(feiten, bekend_op or vandaag)
        return pages.render(
            request,
            "standen.html",
            status=400 if fouten else 200,
            lening=lening,
            words=words,
            uitleg=uitleg_van,
            pad=request.url.path,
            waarden=getypt,
            fouten=fouten,
            te_vroeg=te_vroeg,
            eerste_dag=feiten[0].valutadatum,
            eerste_kennis=feiten[0].boekdatum,
            peiling=peiling,
            stap_terug=terug,
            stap_vooruit=vooruit,
            overig=_overig(peiling) if peiling else (),
            **_lijsten(request, peiling),
            persoon=(namen or {}).get(lening.dossier_id),
        )


def _lijsten(request: Request, peiling: Peiling | None) -> dict[str, Any]:
    """What became known later, and the terms that are another now."""
    if peiling is None:
        return {"later": None, "termijnen": None}
    toen = f"Bekend op {datum(peiling.bekend_op)}"
    kolommen = (
        Column("dag", "Vervaldag"),
        Column("toen", toen, right=True),
        Column("nu", "Nu bekend", right=True),
    )
    anders = termijnverschillen(peiling.komt_toen, peiling.komt_nu)
    later = ListQuery.beside(request, request.url.path, "later", keep=(*MOMENTEN, "termijnen"))
    termijnen = ListQuery.beside(request, request.url.path, "termijnen", keep=(*MOMENTEN, "later"))
    return {
        "later": Listing.of(
            "Later bekend geworden",
            LATER,
            peiling.later_bekend,
            later,
            "Er is niets bekend geworden.",
        ),
        "termijnen": Listing.of(
            "Termijnen die anders zijn", kolommen, anders, termijnen, "De termijnen zijn dezelfde."
        ),
    }


def _dag(tekst: str) -> date | None:
    try:
        return date.fromisoformat(tekst)
    except ValueError:
        return None


def _is_te_vroeg(feiten: Sequence[Mutatie], geldig_op: date | None, bekend_op: date | None) -> bool:
    """Before the loan was paid out, or before anybody knew of it."""
    geopend = feiten[0]
    gevraagd = ((geldig_op, geopend.valutadatum), (bekend_op, geopend.boekdatum))
    return any(dag is not None and dag < eerste for dag, eerste in gevraagd)


def _stappen(feiten: Sequence[Mutatie], bekend_op: date) -> tuple[date | None, date | None]:
    """The days before and after this one on which something became known."""
    dagen = kennisdagen(feiten)
    return max((dag for dag in dagen if dag < bekend_op), default=None), min(
        (dag for dag in dagen if dag > bekend_op), default=None
    )


def _overig(peiling: Peiling) -> list[tuple[str, str, str]]:
    toen, nu = peiling.toen, peiling.nu
    return [
        ("Maanden uitstel", str(toen.uitstelmaanden), str(nu.uitstelmaanden)),
        ("Volgende vervaldag", datum(toen.volgende_vervaldag), datum(nu.volgende_vervaldag)),
        ("Einddatum", datum(toen.einddatum), datum(nu.einddatum)),
        ("Status", words.STATUSSEN[toen.status], words.STATUSSEN[nu.status]),
    ]
