"""The page of one loan."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from fastapi import Request
from starlette.responses import Response

from services.ledger.adapters.inzage import Inzage
from services.ledger.domain.events import Mutatie
from services.ledger.domain.schemastand import schemaregels
from services.ledger.domain.standen import Peiling
from services.ledger.entrypoints import web_register, words
from services.ledger.entrypoints.besluitwoorden import keuzes
from services.ledger.entrypoints.lights import licht_van
from services.ledger.entrypoints.regels import regels
from shared.personen import Personenvraag
from shared.web.pages import Pages
from shared.web.problems import standard_problem


def add(pages: Pages, inzage: Inzage, personen: Personenvraag) -> None:
    @pages.router.get("/leningen/{lening_id}")
    def loan(request: Request, lening_id: UUID) -> Response:
        lening, debiteur = inzage.lening(lening_id), inzage.debiteur(lening_id)
        namen = personen.namen_of_niets([lening.dossier_id])
        return pages.render(
            request, "lening.html", lening=lening, debiteur=debiteur, licht=licht_van(debiteur) if debiteur else None, words=words,
            persoon=(namen or {}).get(lening.dossier_id), heeft_namen=namen is not None, schema=schemaregels(lening),
            gedaan=_gedaan(request, inzage.feiten(lening_id)), besluiten=keuzes(lening), regels=regels(inzage, lening_id),
            bijgewerkt_tot=inzage.bijgewerkt_tot(), peiling=_peiling(request, inzage, lening_id),
            **web_register.context(inzage, personen, lening_id),
        )  # fmt: skip


def _gedaan(request: Request, feiten: Sequence[Mutatie]) -> Mutatie | None:
    """What was just recorded, by the id in the address."""
    gevraagd = request.query_params.get("gedaan")
    met_besluit = (feit for feit in reversed(feiten) if str(getattr(feit, "besluit_id", "")) == gevraagd)
    return next(met_besluit, None) if gevraagd else None


def _peiling(request: Request, inzage: Inzage, lening_id: UUID) -> Peiling | None:
    """Only when somebody asks; raises a 400 Probleem for what is no day."""
    gevraagd = [request.query_params.get(naam) for naam in ("geldigOp", "bekendOp")]
    if not any(gevraagd):
        return None
    try:
        geldig_op, bekend_op = (date.fromisoformat(tekst) if tekst else None for tekst in gevraagd)
    except ValueError as error:
        raise standard_problem(400) from error
    return inzage.peiling(lening_id, geldig_op, bekend_op)
