"""routing's JSON API about who has a dossier: take over, assign, hand over, snooze, and pick up the next."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import BaseModel, Field

from services.routing.application import Routing
from services.routing.application.eigenaar import (
    Opgepakt,
    doe_eigenaar,
    eigenaarschap,
    pak_volgende,
)
from services.routing.domain.eigenaar import weigeringen
from services.routing.domain.eigenaar.commands import (
    DraagOver,
    Eigenaarsverzoek,
    MaakWakker,
    NeemOver,
    Sluimer,
    WijsToe,
)
from services.routing.domain.eigenaar.decide import Kader
from services.routing.domain.eigenaar.events import (
    Overdrachtspunt,
    RedenOverdracht,
    RedenSluimer,
    RedenToewijzing,
)
from services.routing.domain.eigenaar.verdeling import waarnemer
from services.routing.domain.weigeringen import DossierIsOnbekend
from shared.begrippen import Waarde
from shared.contracts.organisatie import Id
from shared.handle import Command
from shared.organisatie.rijen import organisatie_en_dag
from shared.velden import Dag
from shared.web.commands import Asked
from shared.web.errors import Translation
from shared.web.given import given
from shared.web.problems import Dichtstbij, Probleem
from shared.web.subjects import Subject

EIGENAAR = Subject("Eigenaar", "Wie een dossier heeft, en tot wanneer het sluimert.")
Dienst = Annotated[Routing, given(Routing)]
Maker = Callable[[date], Eigenaarsverzoek]
Punten = Annotated[tuple[Overdrachtspunt, ...], Field(max_length=4)]


class Medewerkernaam(BaseModel):
    medewerker_id: str
    aanduiding: str


class Eigenaarsweergave(BaseModel):
    """`eigenaar` is absent when the team looks for somebody; `waarnemer` does the work of who is away today."""

    dossier_id: UUID
    gemeente: str
    team: str
    eigenaar: Medewerkernaam | None
    waarnemer: Medewerkernaam | None
    reden: RedenToewijzing | None
    sinds: date | None
    sluimert_tot: date | None
    sluimerreden: RedenSluimer | None


class Opgave(Waarde):
    """What a person asks about a dossier; `verzoek` is what it becomes, with who asks and the day."""

    verzoek: ClassVar[Callable[..., Eigenaarsverzoek]]

    def maakt(self, dossier_id: UUID, door: str) -> Maker:
        return lambda op: type(self).verzoek(dossier_id=dossier_id, door=door, op=op, **dict(self))


class Overname(Opgave):
    """`eigenaar_was` is who had the dossier when you looked; absent: nobody."""

    verzoek = NeemOver
    eigenaar_was: Id | None = None


class Toewijzing(Opgave):
    """Who gets it; `eigenaar_was` as with a take-over."""

    verzoek = WijsToe
    aan: Id
    eigenaar_was: Id | None = None


class Overdracht(Opgave):
    """Who gets it, why, and what was done for it. What people want to say about it is a note."""

    verzoek = DraagOver
    aan: Id
    reden: RedenOverdracht
    punten: Punten = ()


class Sluimering(Opgave):
    """Until which day, and why."""

    verzoek = Sluimer
    tot: Dag
    reden: RedenSluimer


def _weigering(weigering: weigeringen.Eigenaarsweigering) -> Probleem:
    dag = getattr(weigering, "termijn", None) or getattr(weigering, "laatste", None)
    return Probleem(
        403 if isinstance(weigering, weigeringen.BehandelenMagNiet) else 409,
        f"weigering-{type(weigering).__name__}",
        "Dit kan niet",
        str(weigering),
        "Kijk wie het dossier nu heeft en wat de termijn is. Doe uw verzoek daarna opnieuw.",
        dichtstbij=(Dichtstbij("tot", dag.isoformat(), "Laat sluimeren tot die dag"),)
        if dag
        else (),
    )


TRANSLATION: Translation = {weigeringen.Eigenaarsweigering: _weigering}


@EIGENAAR.get(
    "/dossiers/{dossier_id}/eigenaar",
    summary="Wie een dossier heeft",
    description="Zonder `eigenaar` zoekt het team iemand. `waarnemer` doet vandaag het werk van wie afwezig is.",
)
def toon_eigenaar(dossier_id: UUID, routing: Dienst) -> Eigenaarsweergave:
    return weergave(routing, dossier_id)


@EIGENAAR.post(
    "/dossiers/{dossier_id}/overnames",
    status_code=204,
    summary="Neem een dossier over",
    description="Het wordt van u. Was een collega u voor, dan is het antwoord 409 met diens naam.",
)
def neem_over(dossier_id: UUID, gevraagd: Overname, routing: Dienst, command: Asked) -> None:
    doe(routing, gevraagd.maakt(dossier_id, command.actor), command)


@EIGENAAR.post(
    "/dossiers/{dossier_id}/toewijzingen",
    status_code=204,
    summary="Wijs een dossier toe aan een collega",
    description="Door iemand van het team, of door wie het team leidt.",
)
def wijs_toe(dossier_id: UUID, gevraagd: Toewijzing, routing: Dienst, command: Asked) -> None:
    doe(routing, gevraagd.maakt(dossier_id, command.actor), command)


@EIGENAAR.post(
    "/dossiers/{dossier_id}/overdrachten",
    status_code=204,
    summary="Draag een dossier over",
    description="Door de eigenaar, wie waarneemt of wie het team leidt. De overdracht noemt wie het gaf en wie het kreeg.",
)
def draag_over(dossier_id: UUID, gevraagd: Overdracht, routing: Dienst, command: Asked) -> None:
    doe(routing, gevraagd.maakt(dossier_id, command.actor), command)


@EIGENAAR.post(
    "/dossiers/{dossier_id}/sluimeringen",
    status_code=204,
    summary="Laat een dossier sluimeren tot een dag",
    description="Op die dag staat het vanzelf weer in de lijsten. Nooit tot na een termijn van het dossier: dan is het antwoord 409.",
)
def sluimer(dossier_id: UUID, gevraagd: Sluimering, routing: Dienst, command: Asked) -> None:
    doe(routing, gevraagd.maakt(dossier_id, command.actor), command)


@EIGENAAR.post(
    "/dossiers/{dossier_id}/wekkingen",
    status_code=204,
    summary="Maak een dossier wakker",
    description="Het staat weer in de lijsten.",
)
def maak_wakker(dossier_id: UUID, routing: Dienst, command: Asked) -> None:
    doe(
        routing,
        lambda op: MaakWakker(dossier_id=dossier_id, door=command.actor, op=op),
        command,
    )


@EIGENAAR.post(
    "/werkvoorraad/opgepakt",
    summary="Pak het volgende dossier van uw team op",
    description="Het dossier zonder eigenaar met de oudste termijn wordt van u. Zonder `dossier_id` wachtte er geen.",
)
def pak_op(routing: Dienst, command: Asked) -> Opgepakt:
    return pak_volgende(routing.store, command)


def doe(routing: Routing, maak: Maker, command: Command) -> None:
    """Decides on a request of a person, on the business day; raises the Weigering."""
    doe_eigenaar(routing.store, routing.parameters, maak, command)


def weergave(routing: Routing, dossier_id: UUID) -> Eigenaarsweergave:
    """Who has it and who does the work today; raises DossierIsOnbekend."""
    staat = eigenaarschap(routing.store, dossier_id)
    if not staat.is_bekend:
        raise DossierIsOnbekend
    organisatie, dag = organisatie_en_dag(routing.store)
    kader = Kader(organisatie)

    def noem(wie: str | None) -> Medewerkernaam | None:
        return Medewerkernaam(medewerker_id=wie, aanduiding=kader.naam(wie) or wie) if wie else None

    doet = waarnemer(organisatie, staat.eigenaar, dag) if staat.eigenaar and dag else None
    return Eigenaarsweergave(
        dossier_id=dossier_id,
        gemeente=staat.gemeente,
        team=staat.team,
        eigenaar=noem(staat.eigenaar),
        waarnemer=noem(doet if doet != staat.eigenaar else None),
        reden=staat.reden,
        sinds=staat.sinds,
        sluimert_tot=staat.sluimert_tot,
        sluimerreden=staat.sluimerreden,
    )
