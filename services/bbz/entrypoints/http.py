"""bbz's JSON API: read applications, assess, grant, refuse, and keep the term to decide."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import Query
from pydantic import BaseModel

from services.bbz.application import Bbz, Uitkomst
from services.bbz.domain.events import Aanvraagfeit
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
from shared.handle import Command, handle, rehearse
from shared.store import Transaction
from shared.velden import Gemeentecode
from shared.web.api import Api, make_api
from shared.web.commands import Asked

VERSION = "1.0.0"


class Lijst(BaseModel):
    totaal: int
    aanvragen: list[Aanvraagregel]


def make(bbz: Bbz) -> Api:
    api = make_api(
        "bbz",
        "Doorstart bbz",
        VERSION,
        "Aanvragen om bijstand voor zelfstandigen, en de besluiten daarover.",
        TRANSLATION,
    )
    _reading(api, bbz)
    _deciding(api, bbz)
    _keeping_the_term(api, bbz)
    return api


def beproef(
    bbz: Bbz, aanvraag_id: UUID, formulier: Formulier, command: Command
) -> list[Aanvraagfeit]:
    """The facts that it would bring, without doing it; raises the Weigering. A refusal that would be recorded is one of them."""
    maakt = formulier.maakt(aanvraag_id, command.actor)

    def work(transaction: Transaction, op: date) -> list[Aanvraagfeit]:
        bbz.verwerk(transaction, maakt(op), command)
        return transaction.added()

    return rehearse(bbz.store, work)


def verwerk(bbz: Bbz, aanvraag_id: UUID, formulier: Formulier, command: Command) -> Uitkomst:
    """Handles what somebody sent; raises the Weigering, and a Probleem for a refusal that was recorded."""
    maakt = formulier.maakt(aanvraag_id, command.actor)
    uitkomst = handle(
        bbz.store,
        command,
        lambda transaction, op: bbz.verwerk(transaction, maakt(op), command),
        Uitkomst,
    )
    if uitkomst.weigering:
        raise geweigerd(uitkomst.weigering)
    return uitkomst


def _reading(api: Api, bbz: Bbz) -> None:
    @api.get("/aanvragen", summary="Aanvragen: lopende eerst, de oudste termijn bovenaan")
    def list_applications(
        status: Status | None = None,
        gemeente: Gemeentecode | None = None,
        page: Annotated[int, Query(ge=1, le=10**6)] = 1,
        page_size: Annotated[int, Query(alias="pageSize", ge=1, le=100)] = 25,
    ) -> Lijst:
        with bbz.store.cursor() as cursor:
            rows, total = lijst(
                cursor, Vraag(status, gemeente, limit=page_size, offset=(page - 1) * page_size)
            )
        return Lijst(totaal=total, aanvragen=rows)

    @api.get("/aanvragen/{aanvraag_id}", summary="Eén aanvraag, zonder persoonsgegevens")
    def get(aanvraag_id: UUID) -> Aanvraag:
        return bbz.toestand(aanvraag_id)


def _deciding(api: Api, bbz: Bbz) -> None:
    @api.post("/aanvragen/{aanvraag_id}/beoordelingen", summary="Leg een beoordeling vast")
    def assess(aanvraag_id: UUID, beoordeling: Beoordeling, command: Asked) -> Uitkomst:
        return verwerk(bbz, aanvraag_id, beoordeling, command)

    @api.post(
        "/aanvragen/{aanvraag_id}/verstrekkingen",
        summary="Verstrek een krediet, als tweede persoon",
    )
    def grant(aanvraag_id: UUID, verstrekking: Verstrekking, command: Asked) -> Uitkomst:
        return verwerk(bbz, aanvraag_id, verstrekking, command)

    @api.post(
        "/aanvragen/{aanvraag_id}/toekenningen",
        summary="Ken levensonderhoud toe, als tweede persoon",
    )
    def grant_living_costs(aanvraag_id: UUID, toekenning: Toekenning, command: Asked) -> Uitkomst:
        return verwerk(bbz, aanvraag_id, toekenning, command)

    @api.post(
        "/aanvragen/{aanvraag_id}/afwijzingen", summary="Wijs een aanvraag af, als tweede persoon"
    )
    def refuse(aanvraag_id: UUID, afwijzing: Afwijzing, command: Asked) -> Uitkomst:
        return verwerk(bbz, aanvraag_id, afwijzing, command)


def _keeping_the_term(api: Api, bbz: Bbz) -> None:
    @api.post("/aanvragen/{aanvraag_id}/verlengingen", summary="Verleng de beslistermijn, één keer")
    def extend(aanvraag_id: UUID, verlenging: Verlenging, command: Asked) -> Uitkomst:
        return verwerk(bbz, aanvraag_id, verlenging, command)

    @api.post(
        "/aanvragen/{aanvraag_id}/aanvullingsverzoeken",
        summary="Vraag om ontbrekende gegevens; de beslistermijn staat stil",
    )
    def ask(aanvraag_id: UUID, verzoek: Aanvullingsverzoek, command: Asked) -> Uitkomst:
        return verwerk(bbz, aanvraag_id, verzoek, command)

    @api.post(
        "/aanvragen/{aanvraag_id}/aanvullingen",
        summary="Meld dat de ontbrekende gegevens binnen zijn",
    )
    def complete(aanvraag_id: UUID, aanvulling: Aanvulling, command: Asked) -> Uitkomst:
        return verwerk(bbz, aanvraag_id, aanvulling, command)
