"""notify's JSON API: which letters there are and what became of them. Never their text, never for whom."""

from typing import Annotated
from uuid import UUID

from fastapi import Query
from pydantic import BaseModel

from services.notify.application import Notify
from services.notify.domain.gegevens import Berichtsoort
from services.notify.domain.state import Status
from services.notify.domain.weigeringen import BerichtBestaatNiet, BezorgingIsNietMislukt, Weigering
from services.notify.projections import verzendingen
from services.notify.projections.verzendingen import Verzending
from shared.web.api import Api, make_api
from shared.web.commands import Asked
from shared.web.errors import Translation
from shared.web.given import given
from shared.web.problems import Probleem
from shared.web.subjects import Subject

VERSION = "1.0.0"
BRIEVEN = Subject("Brieven", "Brieven aan ondernemers, en wat ervan is geworden.")
Dienst = Annotated[Notify, given(Notify)]


class Berichtenlijst(BaseModel):
    """One page, newest first; `totaal` counts all pages."""

    berichten: list[Verzending]
    totaal: int
    pagina: int


def refusal(weigering: Weigering) -> Probleem:
    status = 404 if isinstance(weigering, BerichtBestaatNiet) else 409
    return Probleem(
        status,
        f"weigering-{type(weigering).__name__}",
        "Dit kan niet",
        str(weigering),
        "Kijk in de lijst van brieven (/brieven).",
    )


TRANSLATION: Translation = {
    BerichtBestaatNiet: refusal,
    BezorgingIsNietMislukt: refusal,
}


def make(notify: Notify) -> Api:
    return make_api(
        "notify",
        "Doorstart notify",
        VERSION,
        "Brieven aan ondernemers: wat er verstuurd is en wat niet.",
        TRANSLATION,
        subjects=[BRIEVEN],
        given=[notify],
    )


@BRIEVEN.get(
    "/berichten",
    summary="Brieven, nieuwste eerst",
    description="Wat er gevraagd is en wat ervan werd. Nooit de tekst van een brief, en nooit voor wie.",
)
def toon_berichten(
    notify: Dienst,
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    page_size: Annotated[int, Query(alias="pageSize", ge=1, le=100)] = 25,
    soort: Berichtsoort | None = None,
    status: Status | None = None,
) -> Berichtenlijst:
    with notify.store.cursor() as cursor:
        rows = verzendingen.page(
            cursor, soort, status, limit=page_size, offset=(page - 1) * page_size
        )
        return Berichtenlijst(
            berichten=rows, totaal=verzendingen.total(cursor, soort, status), pagina=page
        )


@BRIEVEN.get(
    "/berichten/{bericht_id}",
    summary="Eén brief, zonder tekst en zonder persoonsgegevens",
    description="De stand van de brief; `reden` zegt waarom hij niet is verstuurd.",
)
def toon_bericht(bericht_id: UUID, notify: Dienst) -> Verzending:
    return find(notify, bericht_id)


@BRIEVEN.post(
    "/berichten/{bericht_id}/hervattingen",
    status_code=204,
    summary="Probeer een mislukte brief opnieuw",
    description="Alleen een brief waarvan de bezorging mislukte; hij gaat bij de volgende ronde weer mee.",
)
def hervat_bericht(bericht_id: UUID, notify: Dienst, command: Asked) -> None:
    notify.hervat(bericht_id, command)


def find(notify: Notify, bericht_id: UUID) -> Verzending:
    """Raises BerichtBestaatNiet."""
    with notify.store.cursor() as cursor:
        found = verzendingen.one(cursor, bericht_id)
    if found is None:
        raise BerichtBestaatNiet
    return found
