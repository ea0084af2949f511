"""`reken dagen`: days and part of a year under a named convention."""

from dataclasses import dataclass
from fractions import Fraction

from pydantic import Field

from shared.money import afgerond
from shared.parameters import Parameterset
from shared.recht import dagtelling
from shared.recht.dagtelling import Dagtelling
from shared.recht.reken.uitvoeren import Som
from shared.recht.reken.velden import Dag, Invoer

CIJFERS = 15


class Vraag(Invoer):
    """Two days and a convention; `30e_360_isda` needs the end date of the loan."""

    van: Dag = Field(description="Eerste dag; telt mee.")
    tot: Dag = Field(description="Laatste dag; telt niet mee.")
    conventie: Dagtelling = Field(description="Elke dagtelling behalve 'maand'.")
    einddatum: Dag | None = Field(
        None, description="Einddatum van de lening, alleen voor 30e_360_isda."
    )


@dataclass(frozen=True, slots=True)
class Dagen:
    """The days as the convention counts them, and the part of a year in 15 decimals, rounded half up."""

    dagen: int
    jaardeel: str
    uitleg: str


def antwoord(vraag: Vraag, _: Parameterset) -> Dagen:
    """Days and part of a year."""
    deel = dagtelling.jaardeel(vraag.van, vraag.tot, vraag.conventie, vraag.einddatum)
    dagen = dagtelling.dagen(vraag.van, vraag.tot, vraag.conventie, vraag.einddatum)
    uitleg = f"Van {vraag.van} tot {vraag.tot} telt {vraag.conventie} {dagen} dagen = {deel} jaar"
    return Dagen(dagen, _decimaal(deel), uitleg)


def _decimaal(deel: Fraction) -> str:
    cijfers = afgerond(deel * 10**CIJFERS)
    return f"{cijfers // 10**CIJFERS}.{cijfers % 10**CIJFERS:0{CIJFERS}d}"


def tekst(uit: Dagen) -> str:
    """One sentence."""
    return f"{uit.uitleg} ({uit.jaardeel})."


SOM = Som(Vraag, antwoord, Dagen, tekst)
