"""The API for how a loan stood on any day, as known on any day, and for what would happen if."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field

from services.ledger.domain.lening.toelichting import uitleg_van
from services.ledger.domain.verloop.saldi import Saldo
from services.ledger.domain.vooruitblik.plannen import Planstap, vergelijk_plannen
from services.ledger.domain.vooruitblik.standen import Peiling
from services.ledger.domain.vooruitblik.toekomst import Betaaldag
from services.ledger.domain.vooruitblik.vergelijking import Planuitkomst
from services.ledger.entrypoints.api.dienst import Dienst
from services.ledger.entrypoints.woorden.algemeen import zin
from shared.transaction import GeenWerkdag
from shared.velden import Dag, Regel
from shared.web.openapi import problems
from shared.web.subjects import Subject

STANDEN = Subject("Standen", "Hoe een lening stond op een dag, en wat er zou gebeuren als.")
Gevraagd = Dag | None


class LaterBekend(BaseModel):
    """A booking that became known after `bekend_op` and counts before `geldig_op`."""

    soort: str
    boekdatum: date
    valutadatum: date
    uitleg: str
    grondslag: str
    parameterset: str


class Peilingweergave(BaseModel):
    """`toen` is what held on `geldig_op` as known on `bekend_op`, `nu` as known today; `later_bekend` explains the difference."""

    geldig_op: date
    bekend_op: date
    toen: Saldo
    nu: Saldo
    verschil_cent: int
    later_bekend: list[LaterBekend]
    schema_toen: tuple[Betaaldag, ...]
    schema_nu: tuple[Betaaldag, ...]

    @classmethod
    def van(cls, peiling: Peiling) -> "Peilingweergave":
        later = [
            LaterBekend(
                soort=type(feit).__name__,
                boekdatum=feit.boekdatum,
                valutadatum=feit.valutadatum,
                uitleg=zin(uitleg_van(feit)),
                grondslag=zin(feit.grondslag),
                parameterset=feit.parameterset,
            )
            for feit in peiling.later_bekend
        ]
        verschil = te_betalen(peiling.nu) - te_betalen(peiling.toen)
        return cls(
            geldig_op=peiling.geldig_op,
            bekend_op=peiling.bekend_op,
            toen=peiling.toen,
            nu=peiling.nu,
            verschil_cent=verschil,
            later_bekend=later,
            schema_toen=peiling.komt_toen.betaaldagen,
            schema_nu=peiling.komt_nu.betaaldagen,
        )


class Planaanvraag(BaseModel):
    """A name and what would be decided; every mutation counts from today."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    naam: Annotated[Regel, Field(max_length=60)]
    mutaties: Annotated[list[Planstap], Field(max_length=10)] = []


class Doorrekeningaanvraag(BaseModel):
    """Up to three plans."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    plannen: Annotated[list[Planaanvraag], Field(min_length=1, max_length=3)]


def te_betalen(saldo: Saldo) -> int:
    """Everything that is still to be paid."""
    rente = saldo.rente_cent + saldo.uitgestelde_rente_cent + saldo.wettelijke_rente_cent
    return saldo.hoofdsom_cent + rente + saldo.kosten_cent - saldo.tegoed_cent


@STANDEN.get(
    "/leningen/{lening_id}/standen",
    summary="Wat gold op een dag, volgens wat bekend was op een dag",
    description="Zonder dagen: wat vandaag geldt volgens wat vandaag bekend is. `later_bekend` verklaart het verschil.",
    responses=problems(409),
)
def toon_standen(
    lening_id: UUID,
    inzage: Dienst,
    geldig_op: Annotated[Gevraagd, Query(alias="geldigOp")] = None,
    bekend_op: Annotated[Gevraagd, Query(alias="bekendOp")] = None,
) -> Peilingweergave:
    return Peilingweergave.van(inzage.peiling(lening_id, geldig_op, bekend_op))


@STANDEN.post(
    "/leningen/{lening_id}/doorrekeningen",
    summary="Reken hooguit drie plannen door; er wordt niets vastgelegd",
    description="Elk plan telt vanaf vandaag; alles daarna wordt op tijd betaald. `verboden` noemt de regels die een deel verbieden.",
    responses=problems(409),
)
def reken_plannen_door(
    lening_id: UUID, aanvraag: Doorrekeningaanvraag, inzage: Dienst
) -> list[Planuitkomst]:
    plannen = [(plan.naam, plan.mutaties) for plan in aanvraag.plannen]
    vandaag = inzage.werkdag()
    if vandaag is None:
        raise GeenWerkdag
    return list(
        vergelijk_plannen(inzage.feiten(lening_id), plannen, vandaag, inzage.kader.parameters)
    )
