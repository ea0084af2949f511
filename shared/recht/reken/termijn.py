"""`reken termijn`: the last day of a legal term."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from shared.dates import plus_maanden
from shared.parameters import Parameterset
from shared.recht.beslistermijnen import (
    BESLISTERMIJNEN,
    Opschorting,
    beslistermijn,
    dwangsomtermijn,
    jaarstukkentermijn,
)
from shared.recht.reken.uitvoeren import Som
from shared.recht.reken.velden import Dag, Invoer, Maanden, Periode
from shared.recht.termijnen import WEKENTERMIJNEN, Termijn, Termijnstap, wekentermijn
from shared.recht.verjaring import Stuiting, Verlenging, verjaring


class Stuitende(Invoer):
    """An act that starts the verjaring anew."""

    dag: Dag
    soort: Literal[
        "aanmaning",
        "verrekening",
        "dwangbevel",
        "tenuitvoerlegging",
        "erkenning",
        "daad_van_rechtsvervolging",
    ] = "aanmaning"


class Verlengende(Invoer):
    """Time that lengthens the verjaring: up to (not including) `tot`, or so many months."""

    van: Dag
    tot: Dag | None = None
    maanden: Maanden | None = None
    soort: Literal["uitstel", "surseance", "faillissement", "wsnp"] = "uitstel"

    @model_validator(mode="after")
    def _een_einde(self) -> "Verlengende":
        if (self.tot is None) == (self.maanden is None):
            raise ValueError("geef 'tot' of 'maanden', een van beide")
        return self


class Vraag(Invoer):
    """A kind of term and the day that starts it.

    That day is the receipt, the bekendmaking, the sending, or the last day of the bezwaar term, to pay, or of the boekjaar.
    """

    soort: Literal[
        "beslistermijn",
        "beslistermijn_overig",
        "beslistermijn_bezwaar",
        "beslistermijn_bezwaar_commissie",
        "bezwaar",
        "betaaltermijn",
        "aanmaning",
        "buiten_behandeling",
        "voorschot",
        "ingebrekestelling",
        "dwangsom",
        "jaarstukken",
        "verjaring",
    ]
    datum: Dag
    verlenging_weken: int = Field(
        0, ge=0, le=1000, description="Verlenging van een beslistermijn, één keer."
    )
    opschortingen: tuple[Periode, ...] = Field(
        (), strict=False, description="van = dag van het verzoek, tot = dag van aanvulling."
    )
    stuitingen: tuple[Stuitende, ...] = Field((), strict=False, description="Alleen bij verjaring.")
    verlengingen: tuple[Verlengende, ...] = Field(
        (), strict=False, description="Alleen bij verjaring."
    )

    @model_validator(mode="after")
    def _past_bij_elkaar(self) -> "Vraag":
        if self.soort != "verjaring" and (self.stuitingen or self.verlengingen):
            raise ValueError("'stuitingen' en 'verlengingen' horen alleen bij 'verjaring'")
        if self.soort not in BESLISTERMIJNEN and (self.opschortingen or self.verlenging_weken):
            raise ValueError(
                "'opschortingen' en 'verlenging_weken' horen alleen bij een beslistermijn"
            )
        return self


@dataclass(frozen=True, slots=True)
class Termijnuitkomst:
    """The last day, how it came about, and the parameter set."""

    laatste_dag: date
    grondslag: str
    stappen: tuple[Termijnstap, ...]
    parameterset: str


def antwoord(vraag: Vraag, parameters: Parameterset) -> Termijnuitkomst:
    """The term of this kind."""
    uit = _termijn(vraag, parameters)
    return Termijnuitkomst(uit.laatste_dag, uit.grondslag, uit.stappen, parameters.versie)


def _termijn(vraag: Vraag, parameters: Parameterset) -> Termijn:
    if vraag.soort in WEKENTERMIJNEN:
        return wekentermijn(vraag.soort, vraag.datum, parameters)
    if vraag.soort in BESLISTERMIJNEN:
        opschortingen = tuple(Opschorting(een.van, een.tot) for een in vraag.opschortingen)
        return beslistermijn(
            vraag.datum, parameters, vraag.soort, vraag.verlenging_weken, opschortingen
        )
    if vraag.soort == "dwangsom":
        return dwangsomtermijn(vraag.datum, parameters)
    if vraag.soort == "jaarstukken":
        return jaarstukkentermijn(vraag.datum, parameters)
    stuitingen = [Stuiting(een.dag, een.soort) for een in vraag.stuitingen]
    return verjaring(
        vraag.datum, parameters, stuitingen, [verlenging(een) for een in vraag.verlengingen]
    )


def verlenging(een: Verlengende) -> Verlenging:
    """The time that lengthens it, as the rules know it."""
    return Verlenging(een.van, een.tot or plus_maanden(een.van, een.maanden or 0), een.soort)


def tekst(uit: Termijnuitkomst) -> str:
    """The steps, then the last day."""
    stappen = (f"  {stap.dag}  {stap.uitleg}" for stap in uit.stappen)
    return "\n".join([*stappen, f"Laatste dag: {uit.laatste_dag} ({uit.grondslag})."])


SOM = Som(Vraag, antwoord, Termijnuitkomst, tekst)
