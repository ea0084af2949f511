"""What somebody may ask about a loan: the mutations, with a ground of the list where they need one."""

from datetime import date
from typing import Annotated

from pydantic import Field

from services.ledger.domain.lening import gegevens as g
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


# What somebody may ask, as `gegevens.Mutatiegegevens` is what is stored: there stand texts of before the list, for ever.
GevraagdeGegevens = Annotated[
    GevraagdeKosten
    | g.Herroeping
    | g.Betaalkeuze
    | g.Terugstorting
    | g.Uitstel
    | g.Uitstelintrekking
    | g.Opeising
    | g.WettelijkeRente
    | g.Rentekwijtschelding
    | g.EindeBedrijf
    | g.Draagkracht
    | GevraagdeKwijtschelding
    | g.Schuldregeling
    | GevraagdeAchterstandKwijt
    | g.BuitenInvordering
    | g.Omzetting
    | GevraagdOmNiet
    | g.Borgtochtclaim,
    Field(discriminator="soort"),
]


def geldt(gegevens: g.Gegevens, op: date, valutadatum: date) -> bool:
    """Whether the ground of a decision of `op` can be used: costs by the law of the day they were made; what has no ground always may."""
    grond = GRONDEN.get(getattr(gegevens, "grondslag", ""))
    return grond is None or grond.geldt_op(valutadatum if isinstance(gegevens, g.Kosten) else op)
