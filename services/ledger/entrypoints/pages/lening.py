"""The page of one loan."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from fastapi import Request
from starlette.responses import Response

from services.ledger.adapters.inzage import Inzage
from services.ledger.domain.grootboek.boeking import Mutatie
from services.ledger.domain.lening.state import Lening
from services.ledger.domain.vooruitblik.schemavergelijking import hoofdsomlijnen, schemadagen
from services.ledger.domain.vooruitblik.toekomst import toekomst
from services.ledger.entrypoints.pages import boekingen, contact, invordering
from services.ledger.entrypoints.pages import register as web_register
from services.ledger.entrypoints.pages.grafiek import teken
from services.ledger.entrypoints.pages.lights import licht_van
from services.ledger.entrypoints.woorden import algemeen as words
from services.ledger.entrypoints.woorden.passend import passend
from shared.personen import Personenvraag
from shared.web.pages import Pages

BLADEN = ("overzicht", "geld", "besluiten")


def add(pages: Pages, inzage: Inzage, personen: Personenvraag) -> None:
    @pages.router.get("/leningen/{lening_id}")
    def loan(request: Request, lening_id: UUID) -> Response:
        lening, debiteur, feiten = (
            inzage.lening(lening_id),
            inzage.debiteur(lening_id),
            inzage.feiten(lening_id),
        )
        namen = personen.namen_of_niets([lening.dossier_id])
        besluiten, andere = passend(lening)
        blad = request.query_params.get("blad", "")
        return pages.render(
            request,
            "lening.html",
            lening=lening,
            debiteur=debiteur,
            licht=licht_van(debiteur) if debiteur else None,
            words=words,
            persoon=(namen or {}).get(lening.dossier_id),
            heeft_namen=namen is not None,
            besluiten=besluiten,
            andere=andere,
            blad=blad if blad in BLADEN else "overzicht",
            treden=invordering.treden(inzage, lening_id),
            contact=contact.lijn(inzage, lening_id, lening.dossier_id),
            boekingen=boekingen.boekingen(inzage, request, request.url.path, lening_id),
            bijgewerkt_tot=inzage.bijgewerkt_tot(),
            dag=inzage.werkdag(),
            **_verloop(inzage, request, lening, feiten),
            **web_register.context(inzage, personen, lening_id),
        )


def _verloop(
    inzage: Inzage, request: Request, lening: Lening, feiten: Sequence[Mutatie]
) -> dict[str, Any]:
    """The schedule then and now, and the chart of it; nothing before the first business day."""
    vandaag = inzage.werkdag()
    if vandaag is None:
        return {"komt": None}
    komt = toekomst(feiten, vandaag, inzage.kader.parameters)
    grafiek = teken(hoofdsomlijnen(lening, feiten, komt, vandaag), vandaag)
    dagen = schemadagen(lening, feiten, komt, vandaag)
    return {
        "komt": komt,
        "schema": boekingen.schema(request, request.url.path, dagen),
        "grafiek": grafiek,
    }
