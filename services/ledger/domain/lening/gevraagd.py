"""What somebody may ask about a loan: the mutations, with a ground of the list where they need one."""

from datetime import date
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated, get_args

from pydantic import Field

from services.ledger.domain.verloop import gegevens as g
from services.ledger.domain.vier_ogen.gronden import (
    GRONDEN,
    Achterstandsgrond,
    Kostengrond,
    Kwijtscheldingsgrond,
    OmNietGrond,
)


class GevraagdeKosten(g.Kosten):
    grondslag: Kostengrond


class GevraagdeKwijtschelding(g.Kwijtschelding):
    grondslag: Kwijtscheldingsgrond


class GevraagdeAchterstandKwijt(g.AchterstandKwijt):
    grondslag: Achterstandsgrond


class GevraagdOmNiet(g.OmNiet):
    grondslag: OmNietGrond


GEVRAAGD: dict[type[g.Gegevens], type[g.Gegevens]] = {
    g.Kosten: GevraagdeKosten,
    g.Kwijtschelding: GevraagdeKwijtschelding,
    g.AchterstandKwijt: GevraagdeAchterstandKwijt,
    g.OmNiet: GevraagdOmNiet,
}


# What somebody may ask, as `gegevens.Mutatiegegevens` is what is stored: there stand texts of before the list, for ever.
if TYPE_CHECKING:
    GevraagdeGegevens = g.Mutatiegegevens
else:
    _OPGESLAGEN = get_args(get_args(g.Mutatiegegevens)[0])
    GevraagdeGegevens = Annotated[
        reduce(or_, (GEVRAAGD.get(een, een) for een in _OPGESLAGEN)), Field(discriminator="soort")
    ]


def geldt(gegevens: g.Gegevens, op: date, valutadatum: date) -> bool:
    """Whether the ground of a decision of `op` can be used: costs by the law of the day they were made; what has no ground always may."""
    grond = GRONDEN.get(getattr(gegevens, "grondslag", ""))
    return grond is None or grond.geldt_op(valutadatum if isinstance(gegevens, g.Kosten) else op)
