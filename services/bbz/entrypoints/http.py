"""bbz's JSON API: read applications, assess, grant, refuse, and keep the term to decide."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import Query
from pydantic import BaseModel

from services.bbz.application import Bbz, Uitkomst
from services.bbz.domain.events import Aanvraagfeit
from services.bbz.domain.state import Status
from services.bbz.entrypoints.answers import Aanvraagweergave, Handelingsuitkomst
from services.bbz.entrypoints.forms import (
    Afwijzing,
    Beoordeling,
    BuitenBehandeling,
    Formulier,
    Intrekking,
    Toekenning,
    Verlenging,
    Verstrekking,
)
from services.bbz.entrypoints.problems import TRANSLATION, geweigerd
from services.bbz.projections.aanvragen import Aanvraagregel, Vraag, lijst
from shared.handle import Command, handle, rehearse
from shared.transaction import Transaction
from shared.velden import Gemeentecode
from shared.web.api import Api, make_api
from shared.web.commands import Asked
from shared.web.given import given
from shared.web.subjects import Subject

VERSION = "1.0.0"
AANVRAGEN = Subject(
    "Aanvragen", "Aanvragen om bijstand voor zelfstandigen, zonder persoonsgegevens."
)
BESLUITEN = Subject("Besluiten", "Beoordelen door een eerste persoon, besluiten door een tweede.")
BESLISTERMIJN = Subject(
    "Beslistermijn",
    "Verlengen (Bbz art. 35). Zij staat stil zolang intake op gevraagde stukken wacht (Awb 4:15).",
)
Dienst = Annotated[Bbz, given(Bbz)]


class Lijst(BaseModel):
    """One page; `totaal` counts all pages."""

    totaal: int
    aanvragen: list[Aanvraagregel]


def make(bbz: Bbz) -> Api:
    return make_api(
        "bbz",
        "Doorstart bbz",
        VERSION,
        "Aanvragen om bijstand voor zelfstandigen, en de besluiten daarover. Bedragen zijn centen.",
        TRANSLATION,
        subjects=[AANVRAGEN, BESLUITEN, BESLISTERMIJN],
        given=[bbz],
    )


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


@AANVRAGEN.get(
    "/aanvragen",
    summary="Aanvragen: lopende eerst, de oudste termijn bovenaan",
    description="`bedrag_cent` is wat is toegekend, anders wat is voorgesteld. `totaal` telt alle bladzijden.",
)
def toon_aanvragen(
    bbz: Dienst,
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


@AANVRAGEN.get(
    "/aanvragen/{aanvraag_id}",
    summary="Eén aanvraag, zonder persoonsgegevens",
    description="De aanvraag met haar beoordeling en besluit, en met elke voorwaarde zoals die bij het besluit was.",
)
def toon_aanvraag(aanvraag_id: UUID, bbz: Dienst) -> Aanvraagweergave:
    return Aanvraagweergave.of(bbz.toestand(aanvraag_id))


@BESLUITEN.post(
    "/aanvragen/{aanvraag_id}/beoordelingen",
    summary="Leg een beoordeling vast",
    description="Het advies van de eerste persoon. Wie beoordeelt, tekent het besluit niet.",
)
def leg_beoordeling_vast(
    aanvraag_id: UUID, beoordeling: Beoordeling, bbz: Dienst, command: Asked
) -> Handelingsuitkomst:
    return Handelingsuitkomst.of(verwerk(bbz, aanvraag_id, beoordeling, command))


@BESLUITEN.post(
    "/aanvragen/{aanvraag_id}/verstrekkingen",
    summary="Verstrek een krediet, als tweede persoon",
    description="Een weigering door een voorwaarde wordt vastgelegd en verteld met haar artikel (409), een zonder mandaat ook (403).",
)
def verstrek_krediet(
    aanvraag_id: UUID, verstrekking: Verstrekking, bbz: Dienst, command: Asked
) -> Handelingsuitkomst:
    return Handelingsuitkomst.of(verwerk(bbz, aanvraag_id, verstrekking, command))


@BESLUITEN.post(
    "/aanvragen/{aanvraag_id}/toekenningen",
    summary="Ken levensonderhoud toe, als tweede persoon",
    description="Bijstand per kalendermaand. Een weigering door een voorwaarde wordt vastgelegd en verteld met haar artikel.",
)
def ken_levensonderhoud_toe(
    aanvraag_id: UUID, toekenning: Toekenning, bbz: Dienst, command: Asked
) -> Handelingsuitkomst:
    return Handelingsuitkomst.of(verwerk(bbz, aanvraag_id, toekenning, command))


@BESLUITEN.post(
    "/aanvragen/{aanvraag_id}/afwijzingen",
    summary="Wijs een aanvraag af, als tweede persoon",
    description="De reden is een code; daarbij hoort het artikel van de wet.",
)
def wijs_aanvraag_af(
    aanvraag_id: UUID, afwijzing: Afwijzing, bbz: Dienst, command: Asked
) -> Handelingsuitkomst:
    return Handelingsuitkomst.of(verwerk(bbz, aanvraag_id, afwijzing, command))


@BESLUITEN.post(
    "/aanvragen/{aanvraag_id}/intrekkingen",
    summary="Trek een aanvraag in waarover nog niet is beslist",
    description="Alleen deze aanvraag stopt; de aanmelding en andere aanvragen lopen door. Is er al beslist: 409.",
)
def trek_aanvraag_in(
    aanvraag_id: UUID, intrekking: Intrekking, bbz: Dienst, command: Asked
) -> Handelingsuitkomst:
    return Handelingsuitkomst.of(verwerk(bbz, aanvraag_id, intrekking, command))


@BESLISTERMIJN.post(
    "/aanvragen/{aanvraag_id}/verlengingen",
    summary="Verleng de beslistermijn, één keer",
    description="Hoogstens zoveel weken als de wet toestaat (Bbz art. 35 lid 3).",
)
def verleng_beslistermijn(
    aanvraag_id: UUID, verlenging: Verlenging, bbz: Dienst, command: Asked
) -> Handelingsuitkomst:
    return Handelingsuitkomst.of(verwerk(bbz, aanvraag_id, verlenging, command))


@BESLUITEN.post(
    "/aanvragen/{aanvraag_id}/buitenbehandelingstellingen",
    summary="Stel een aanvraag buiten behandeling",
    description="Alleen als gevraagde stukken niet op tijd binnen zijn, tot vier weken na de laatste dag (Awb 4:5).",
)
def stel_buiten_behandeling(
    aanvraag_id: UUID, besluit: BuitenBehandeling, bbz: Dienst, command: Asked
) -> Handelingsuitkomst:
    return Handelingsuitkomst.of(verwerk(bbz, aanvraag_id, besluit, command))
