"""What people fill in to change the organisation, each form as one value."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import BeforeValidator

from shared.begrippen import Waarde
from shared.contracts.organisatie import Gemeenten, Id, Onderwerp, Rol
from shared.velden import Dag, PositiefCent, Regel


def _gesplitst(waarde: Any) -> Any:
    """What was ticked stands in one field on its way through the second look."""
    return tuple(waarde.split()) if isinstance(waarde, str) else waarde


Aangekruist = Annotated[Gemeenten, BeforeValidator(_gesplitst)]


class NieuweMedewerker(Waarde):
    medewerker_id: Id
    aanduiding: Regel
    team: Id | None = None
    account: Regel | None = None
    rol: Rol
    gemeenten: Aangekruist
    van: Dag
    tot: Dag | None = None


class NieuweRol(Waarde):
    medewerker_id: Id
    rol: Rol
    gemeenten: Aangekruist
    van: Dag
    tot: Dag | None = None


class NieuwMandaat(Waarde):
    houder: Id
    onderwerp: Onderwerp
    gemeenten: Aangekruist
    tot_cent: PositiefCent | None = None
    geldig_van: Dag
    geldig_tot: Dag | None = None


class NieuweVervanging(Waarde):
    medewerker_id: Id
    vervanger_id: Id
    van: Dag
    tot: Dag


class NieuweAfscherming(Waarde):
    dossier_id: UUID
    voor: Annotated[tuple[Id, ...], BeforeValidator(_gesplitst)]
