"""What may be asked of the organisation: the same fields as what is told of it, and no other."""

from typing import Annotated, Any

from pydantic import ConfigDict, Field

from shared.contracts.organisatie import (
    Organisatiegebeurtenis,
    Regiogemeente,
    RegioIngericht,
    TeamIngericht,
    Teamregel,
)

STRICT = ConfigDict(frozen=True, extra="forbid")


class Regiogemeenteverzoek(Regiogemeente):
    """A municipality in a region that is set up."""

    model_config = STRICT


class Teamregelverzoek(Teamregel):
    """A rule of a team that is set up."""

    model_config = STRICT


# Fields that hold values of their own.
DEELS: dict[type[Organisatiegebeurtenis], dict[str, Any]] = {
    RegioIngericht: {
        "gemeenten": Annotated[tuple[Regiogemeenteverzoek, ...], Field(min_length=1, max_length=40)]
    },
    TeamIngericht: {"regels": Annotated[tuple[Teamregelverzoek, ...], Field(max_length=400)]},
}


def verzoek(kind: type[Organisatiegebeurtenis]) -> type[Organisatiegebeurtenis]:
    """The request for one kind of event; a field that it does not have is refused."""
    fields: dict[str, Any] = {
        "model_config": STRICT,
        "__doc__": kind.__doc__,
        "__annotations__": DEELS.get(kind, {}),
    }
    if kind is TeamIngericht:
        fields["regels"] = ()
    return type(f"{kind.__name__}Verzoek", (kind,), fields)
