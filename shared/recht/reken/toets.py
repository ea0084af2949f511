"""`reken toets`: may bijstand be om niet, given the assets?"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import Field, model_validator

from shared.begrippen import Groep
from shared.parameters import Parameterset
from shared.recht.reken.uitvoeren import Som
from shared.recht.reken.velden import Cent, Dag, Invoer
from shared.recht.vermogenstoets import vermogenstoets


class Vraag(Invoer):
    """The group, both assets, and the year (or day) of the application."""

    groep: Groep
    eigen_vermogen_cent: Cent
    totaal_vermogen_cent: Cent
    jaar: Annotated[int, Field(ge=1, le=9999)] | None = None
    aanvraagdatum: Dag | None = None

    @model_validator(mode="after")
    def _een_moment(self) -> "Vraag":
        if (self.jaar is None) == (self.aanvraagdatum is None):
            raise ValueError("geef 'jaar' of 'aanvraagdatum', een van beide")
        return self


@dataclass(frozen=True, slots=True)
class Toetsuitkomst:
    """Allowed or not, the rule that decided, the limit that was exceeded, and the parameter set."""

    mag_om_niet: bool
    regel: str
    grens_cent: int | None
    artikel: str
    uitleg: str
    parameterset: str


def antwoord(vraag: Vraag, parameters: Parameterset) -> Toetsuitkomst:
    """The outcome of art. 3."""
    op = vraag.aanvraagdatum or date(vraag.jaar or 1, 1, 1)
    uit = vermogenstoets(
        vraag.groep, vraag.eigen_vermogen_cent, vraag.totaal_vermogen_cent, op, parameters
    )
    return Toetsuitkomst(
        uit.mag_om_niet, uit.regel, uit.grens_cent, uit.artikel, uit.uitleg, parameters.versie
    )


def tekst(uit: Toetsuitkomst) -> str:
    """One sentence."""
    return uit.uitleg + "."


SOM = Som(Vraag, antwoord, Toetsuitkomst, tekst)
