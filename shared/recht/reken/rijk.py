"""`reken rijk`: the settlement with the Rijk."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from shared.money import bedrag
from shared.parameters import Parameterset
from shared.recht.cohort import Cohort
from shared.recht.reken.uitvoeren import Som
from shared.recht.reken.velden import Invoer, PositieveCent
from shared.recht.rijksvergoeding import Afrekenregel, Jaarcijfers, afrekening, per_jaar


class Cijfers(Invoer):
    """Lasten and baten of one calendar year and cohort."""

    jaar: Annotated[int, Field(ge=1990, le=9000)]
    cohort: Cohort
    lasten_cent: PositieveCent = 0
    baten_cent: PositieveCent = 0


class Vraag(Invoer):
    """The figures of some years."""

    jaren: tuple[Cijfers, ...] = Field(strict=False, min_length=1)


@dataclass(frozen=True, slots=True)
class Jaarsaldo:
    """What comes from the Rijk and goes back to it in one year, in cents."""

    jaar: int
    van_rijk_cent: int
    naar_rijk_cent: int


@dataclass(frozen=True, slots=True)
class Rijksuitkomst:
    """Every amount with its article, the years summed, and the parameter set. A positive amount is paid by the Rijk."""

    regels: tuple[Afrekenregel, ...]
    jaren: tuple[Jaarsaldo, ...]
    parameterset: str


def antwoord(vraag: Vraag, parameters: Parameterset) -> Rijksuitkomst:
    """The settlement of these figures."""
    cijfers = per_jaar(
        Jaarcijfers(een.jaar, een.cohort, een.lasten_cent, een.baten_cent) for een in vraag.jaren
    )
    regels = tuple(regel for een in cijfers for regel in afrekening(een, parameters))
    jaren = tuple(_saldo(jaar, regels) for jaar in sorted({regel.jaar for regel in regels}))
    return Rijksuitkomst(regels, jaren, parameters.versie)


def _saldo(jaar: int, regels: tuple[Afrekenregel, ...]) -> Jaarsaldo:
    bedragen = [regel.bedrag_cent for regel in regels if regel.jaar == jaar]
    return Jaarsaldo(
        jaar,
        sum(cent for cent in bedragen if cent > 0),
        -sum(cent for cent in bedragen if cent < 0),
    )


def tekst(uit: Rijksuitkomst) -> str:
    """A line per amount, then the years."""
    saldi = (
        f"{een.jaar}: van het Rijk {bedrag(een.van_rijk_cent)}, naar het Rijk {bedrag(een.naar_rijk_cent)}"
        for een in uit.jaren
    )
    return "\n".join([*(regel.uitleg for regel in uit.regels), "", *saldi])


SOM = Som(Vraag, antwoord, Rijksuitkomst, tekst)
