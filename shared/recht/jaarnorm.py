"""The bijstandsnorm per month and the jaarnorm of a boekjaar (Bbz art. 1 g, Participatiewet art. 20-22)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shared.dates import plus_maanden, voluit
from shared.money import bedrag
from shared.parameters import Parameterset


class Huishouden(StrEnum):
    """Kind of household, as the norms know it."""

    ALLEENSTAANDE = "alleenstaande"
    GEHUWDEN = "gehuwden"
    AOW_ALLEENSTAANDE = "aow_alleenstaande"
    AOW_GEHUWDEN = "aow_gehuwden"
    ALLEENSTAANDE_18_20 = "alleenstaande_18_20"


@dataclass(frozen=True, slots=True)
class Jaarnorm:
    """The norm of a boekjaar in cents, with the sum in words."""

    cent: int
    uitleg: str


def maandnorm(huishouden: Huishouden, maand: date, parameters: Parameterset) -> int:
    """The norm of one calendar month in cents; raises ParameterOnbekend."""
    return parameters.waarde(f"bijstandsnorm_{huishouden}", maand).cent


def maandnormen(
    huishouden: Huishouden, maanden: Iterable[date], parameters: Parameterset
) -> tuple[int, ...]:
    """The norms of several months, in their order."""
    return tuple(maandnorm(huishouden, maand, parameters) for maand in maanden)


def boekjaarmaanden(begin: date) -> tuple[date, ...]:
    """The first days of the twelve months of a boekjaar (art. 1 d)."""
    return tuple(plus_maanden(begin, nummer) for nummer in range(12))


def jaarnorm(
    begin: date,
    huishouden: Huishouden | None,
    gegeven_cent: int | None,
    bijzonder_cent: int,
    parameters: Parameterset,
) -> Jaarnorm:
    """Sum of the monthly norms (or a given sum), plus the compensation of Zvw art. 46 (A-21) and bijzondere bijstand."""
    voorbehoud = ""
    if huishouden is not None:
        normen = sum(maandnormen(huishouden, boekjaarmaanden(begin), parameters))
        voorbehoud = _voorbehoud(huishouden, begin, parameters)
    elif gegeven_cent is not None:
        normen = gegeven_cent
    else:
        raise ValueError("De jaarnorm ontbreekt. Geef 'jaarnorm_cent' of 'huishouden'.")
    zvw = parameters.waarde("zvw_vergoeding_art_46", begin).cent
    delen = f"normen {bedrag(normen)}{voorbehoud} + Zvw art. 46 {bedrag(zvw)} + bijzondere bijstand {bedrag(bijzonder_cent)}"
    return Jaarnorm(normen + zvw + bijzonder_cent, f"jaarnorm = {delen}")


def _voorbehoud(huishouden: Huishouden, begin: date, parameters: Parameterset) -> str:
    """The norms that no source names, each once."""
    rijen = dict.fromkeys(
        parameters.waarde(f"bijstandsnorm_{huishouden}", maand) for maand in boekjaarmaanden(begin)
    )
    afgeleid = [
        f"{bedrag(rij.cent)} vanaf {voluit(rij.geldig_van)}{rij.voorbehoud}"
        for rij in rijen
        if rij.is_afgeleid
    ]
    return f", waarvan {' en '.join(afgeleid)}" if afgeleid else ""
