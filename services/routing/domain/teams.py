"""Which team takes a dossier: a table per municipality and lead route, with a desk for everybody else."""

from services.routing.domain.events import Routenummer
from shared.begrippen import Waarde


class Teamregel(Waarde):
    """A team for a municipality and a lead route; None fits all. The first rule that fits counts."""

    gemeente: str | None
    route: Routenummer | None
    team: str


# Work is always organised by the region; help with debts and the firm is local where a municipality has a team of its own.
TEAMREGELS: tuple[Teamregel, ...] = (
    Teamregel(gemeente=None, route=3, team="Mobiliteitsteam regio"),
    Teamregel(gemeente="GM9901", route=1, team="Ondernemersadvies Doorstad"),
    Teamregel(gemeente="GM9901", route=2, team="Zelfstandigenloket Doorstad"),
    Teamregel(gemeente="GM9902", route=1, team="Ondernemersadvies Nieuwerdam"),
    Teamregel(gemeente=None, route=None, team="Zelfstandigenloket regio"),
)


def team_voor(gemeente: str, route: Routenummer | None) -> str:
    """The team of the first rule that fits; a dossier without a route fits only rules for all routes."""
    return next(
        regel.team
        for regel in TEAMREGELS
        if regel.gemeente in (None, gemeente) and (regel.route is None or regel.route == route)
    )
