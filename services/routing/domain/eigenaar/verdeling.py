"""Who may have a dossier on a day, and who of them gets it: pure questions to the organisation."""

from collections.abc import Mapping
from datetime import date
from typing import Literal
from uuid import UUID

from shared.organisatie.staat import Organisatie

Rol = Literal["consulent", "adviseur", "manager"]
# Who may have dossiers at all; the rule divides only among the first.
VERDEELT_ONDER: Rol = "consulent"
BEHANDELEN: frozenset[Rol] = frozenset({"consulent", "adviseur"})
LEIDT: Rol = "manager"


def kan_behandelen(
    organisatie: Organisatie, medewerker_id: str, dossier_id: UUID, gemeente: str, dag: date
) -> bool:
    """Whether somebody may have this dossier of a municipality on a day: nobody has what they may not open."""
    return organisatie.mag_openen(medewerker_id, dossier_id) and _heeft(
        organisatie, medewerker_id, BEHANDELEN, gemeente, dag
    )


def leidt(organisatie: Organisatie, medewerker_id: str, gemeente: str, dag: date) -> bool:
    """Whether somebody manages the work of a municipality on a day."""
    return _heeft(organisatie, medewerker_id, frozenset({LEIDT}), gemeente, dag)


def is_van_team(organisatie: Organisatie, medewerker_id: str, team: str) -> bool:
    return team_van(organisatie, medewerker_id) == team


def team_van(organisatie: Organisatie, medewerker_id: str) -> str | None:
    """The name of somebody's team."""
    gevonden = organisatie.medewerker(medewerker_id)
    team = organisatie.teams.get(gevonden.team) if gevonden and gevonden.team else None
    return team.naam if team else None


def is_weg(organisatie: Organisatie, medewerker_id: str, dag: date) -> bool:
    """Whether a substitute was named for this day."""
    return any(
        een.medewerker_id == medewerker_id and een.van <= dag <= een.tot
        for een in organisatie.vervangingen.values()
    )


def waarnemer(organisatie: Organisatie, medewerker_id: str, dag: date) -> str:
    """Who does somebody's work on a day: themselves, or the substitute, or the substitute of that one."""
    gezien, wie = {medewerker_id}, medewerker_id
    while (volgende := organisatie.vervanger(wie, dag)) and volgende not in gezien:
        gezien.add(volgende)
        wie = volgende
    return wie


def werk_van(organisatie: Organisatie, medewerker_id: str, dag: date | None) -> frozenset[str]:
    """Whose dossiers somebody has to look after on a day: their own, and of everybody for whom they are the substitute."""
    if dag is None:
        return frozenset({medewerker_id})
    anderen = {een.medewerker_id for een in organisatie.vervangingen.values()}
    return frozenset(
        {medewerker_id}
        | {een for een in anderen if waarnemer(organisatie, een, dag) == medewerker_id}
    )


def verdeel(
    organisatie: Organisatie,
    dossier_id: UUID,
    team: str,
    gemeente: str,
    dag: date,
    last: Mapping[str, int],
) -> str | None:
    """The consulent of the team, for the municipality and there on the day, with the fewest open dossiers; the first id of equals.

    None when nobody is available.
    """
    team_ids = {een.team_id for een in organisatie.teams.values() if een.naam == team}
    kandidaten = [
        (last.get(een.medewerker_id, 0), een.medewerker_id)
        for een in organisatie.medewerkers.values()
        if een.team in team_ids
        and _heeft(organisatie, een.medewerker_id, frozenset({VERDEELT_ONDER}), gemeente, dag)
        and not is_weg(organisatie, een.medewerker_id, dag)
        and organisatie.mag_openen(een.medewerker_id, dossier_id)
    ]
    return min(kandidaten)[1] if kandidaten else None


def _heeft(
    organisatie: Organisatie, medewerker_id: str, rollen: frozenset[Rol], gemeente: str, dag: date
) -> bool:
    gevonden = organisatie.bevoegdheden(medewerker_id, dag)
    return any(gemeente in gevonden.get(rol, frozenset()) for rol in rollen)
