"""bbz's JSON API: read applications, assess, grant, refuse, and keep the term to decide."""

import hashlib
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import Header, Query, Request
from pydantic import BaseModel

from services.bbz.application import Bbz, Uitkomst
from services.bbz.domain.state import Aanvraag, Status
from services.bbz.entrypoints.forms import (
    Aanvulling,
    Aanvullingsverzoek,
    Afwijzing,
    Beoordeling,
    Formulier,
    Toekenning,
    Verlenging,
    Verstrekking,
)
from services.bbz.entrypoints.problems import TRANSLATION, geweigerd
from services.bbz.projections.aanvragen import Aanvraagregel, Vraag, lijst
from shared.web.actors import current_actor
from shared.web.api import Api, make_api

VERSION = "1.0.0"
Key = Annotated[str | None, Header(max_length=200)]


class Lijst(BaseModel):
    totaal: int
    aanvragen: list[Aanvraagregel]


def make(bbz: Bbz) -> Api:
    api = make_api("bbz", "Doorstart bbz", VERSION, "Aanvragen om bijstand voor zelfstandigen, en de besluiten daarover.", TRANSLATION)
    _reading(api, bbz)
    _deciding(api, bbz)
    _keeping_the_term(api, bbz)
    return api


def verwerk(bbz: Bbz, aanvraag_id: UUID, formulier: Formulier, actor: str, key: str | None = None) -> Uitkomst:
    """Handles what somebody sent; raises the Weigering, and a Probleem for a refusal that was recorded."""
    sent = f"{aanvraag_id}/{actor}/{type(formulier).__name__}/{formulier.model_dump_json()}"
    uitkomst = bbz.verwerk(
        formulier.maakt(aanvraag_id, actor), actor=actor, request_id=str(uuid4()), key=key, digest=hashlib.sha256(sent.encode()).hexdigest()
    )
    if uitkomst.weigering:
        raise geweigerd(uitkomst.weigering)
    return uitkomst


def _reading(api: Api, bbz: Bbz) -> None:
    @api.get("/aanvragen", summary="Aanvragen: lopende eerst, de oudste termijn bovenaan")
    def list_applications(
        status: Status | None = None, gemeente: str | None = None, page: Annotated[int, Query(ge=1, le=10**6)] = 1,
        page_size: Annotated[int, Query(alias="pageSize", ge=1, le=100)] = 25,
    ) -> Lijst:  # fmt: skip
        with bbz.store.cursor() as cursor:
            rows, total = lijst(cursor, Vraag(status, gemeente, limit=page_size, offset=(page - 1) * page_size))
        return Lijst(totaal=total, aanvragen=rows)

    @api.get("/aanvragen/{aanvraag_id}", summary="Eén aanvraag, zonder persoonsgegevens")
    def get(aanvraag_id: UUID) -> Aanvraag:
        return bbz.toestand(aanvraag_id)


def _deciding(api: Api, bbz: Bbz) -> None:
    @api.post("/aanvragen/{aanvraag_id}/beoordelingen", summary="Leg een beoordeling vast")
    def assess(aanvraag_id: UUID, beoordeling: Beoordeling, request: Request, idempotency_key: Key = None) -> Uitkomst:
        return verwerk(bbz, aanvraag_id, beoordeling, current_actor(request), idempotency_key)

    @api.post("/aanvragen/{aanvraag_id}/verstrekkingen", summary="Verstrek een krediet, als tweede persoon")
    def grant(aanvraag_id: UUID, verstrekking: Verstrekking, request: Request, idempotency_key: Key = None) -> Uitkomst:
        return verwerk(bbz, aanvraag_id, verstrekking, current_actor(request), idempotency_key)

    @api.post("/aanvragen/{aanvraag_id}/toekenningen", summary="Ken levensonderhoud toe, als tweede persoon")
    def grant_living_costs(aanvraag_id: UUID, toekenning: Toekenning, request: Request, idempotency_key: Key = None) -> Uitkomst:
        return verwerk(bbz, aanvraag_id, toekenning, current_actor(request), idempotency_key)

    @api.post("/aanvragen/{aanvraag_id}/afwijzingen", summary="Wijs een aanvraag af, als tweede persoon")
    def refuse(aanvraag_id: UUID, afwijzing: Afwijzing, request: Request, idempotency_key: Key = None) -> Uitkomst:
        return verwerk(bbz, aanvraag_id, afwijzing, current_actor(request), idempotency_key)


def _keeping_the_term(api: Api, bbz: Bbz) -> None:
    @api.post("/aanvragen/{aanvraag_id}/verlengingen", summary="Verleng de beslistermijn, één keer")
    def extend(aanvraag_id: UUID, verlenging: Verlenging, request: Request, idempotency_key: Key = None) -> Uitkomst:
        return verwerk(bbz, aanvraag_id, verlenging, current_actor(request), idempotency_key)

    @api.post("/aanvragen/{aanvraag_id}/aanvullingsverzoeken", summary="Vraag om ontbrekende gegevens; de beslistermijn staat stil")
    def ask(aanvraag_id: UUID, verzoek: Aanvullingsverzoek, request: Request, idempotency_key: Key = None) -> Uitkomst:
        return verwerk(bbz, aanvraag_id, verzoek, current_actor(request), idempotency_key)

    @api.post("/aanvragen/{aanvraag_id}/aanvullingen", summary="Meld dat de ontbrekende gegevens binnen zijn")
    def complete(aanvraag_id: UUID, aanvulling: Aanvulling, request: Request, idempotency_key: Key = None) -> Uitkomst:
        return verwerk(bbz, aanvraag_id, aanvulling, current_actor(request), idempotency_key)
