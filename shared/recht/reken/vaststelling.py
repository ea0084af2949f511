"""`reken vaststelling`: the definitieve vaststelling of levensonderhoud."""

import re
from dataclasses import dataclass, fields
from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from shared.begrippen import Groep
from shared.money import bedrag
from shared.parameters import Parameterset
from shared.recht import vaststelling
from shared.recht.jaarnorm import Huishouden
from shared.recht.reken.uitvoeren import Som
from shared.recht.reken.velden import Cent, Dag, Invoer, Percentage, PositieveCent
from shared.recht.vaststelling import Vaststelling, alternatieven
from shared.recht.vaststellingsvraag import Bijstandsmaand, Vaststellingsvraag, Vermogensbron

MAAND = re.compile(r"\d{4}-\d{2}(-01)?", re.ASCII)


def _hele_maand(waarde: object) -> str:
    if not isinstance(waarde, str) or not MAAND.fullmatch(waarde):
        raise ValueError("moet een maand zijn, zoals 2024-01")
    return waarde[:7] + "-01"


class Maand(Invoer):
    """Bijstand over one month."""

    maand: Annotated[
        Dag,
        BeforeValidator(_hele_maand),
        WithJsonSchema({"type": "string", "pattern": f"^{MAAND.pattern}$"}),
    ]
    bedrag_cent: PositieveCent


class Toets(Invoer):
    """The outcome of the vermogenstoets with its source, where limits of a year are unknown; with the limit when om niet may not."""

    mag_om_niet: bool
    bron: Annotated[str, Field(min_length=1)]
    grens_cent: PositieveCent | None = None


class Vraag(Invoer):
    """The file of one boekjaar: a calendar year, or `boekjaar_begin` of a broken one."""

    boekjaar: Annotated[int, Field(ge=1990, le=9000)] | None = None
    boekjaar_begin: Dag | None = None
    aanvraagdatum: Dag
    besluitdatum: Dag
    groep: Groep
    maanden: tuple[Maand, ...] = Field(strict=False)
    bijzondere_bijstand_cent: PositieveCent = 0
    netto_inkomen_cent: Cent | None = None
    bruto_inkomen_cent: Cent | None = None
    correctie_procent: Percentage | None = Field(
        None, description="Correctie van art. 6 lid 2; standaard die uit de parameters."
    )
    vereenvoudigd_bbz_cent: PositieveCent = 0
    jaarnorm_cent: PositieveCent | None = Field(
        None, description="Som van de maandnormen, zonder bijzondere bijstand."
    )
    huishouden: Huishouden | None = None
    eigen_vermogen_cent: Cent | None = None
    totaal_vermogen_cent: Cent | None = None
    vermogenstoets: Toets | None = None
    terugvorderen: bool | None = Field(
        None, description="Het 'kan'-besluit van art. 12 lid 2 c; zonder: nog niet besloten."
    )
    brutering: bool = False
    evenredig_deel: Literal["jaarnorm", "maandnormen"] | None = Field(
        None, description="Keuze A-5."
    )
    grens_bij_aandeeltoets: Literal["onder", "boven"] | None = Field(
        None, description="Keuze A-24."
    )

    @model_validator(mode="after")
    def _past_bij_elkaar(self) -> "Vraag":
        if (self.boekjaar is None) == (self.boekjaar_begin is None):
            raise ValueError("geef 'boekjaar' of 'boekjaar_begin', een van beide")
        toets = self.vermogenstoets
        if (
            toets
            and not toets.mag_om_niet
            and (toets.grens_cent is None or self.eigen_vermogen_cent is None)
        ):
            raise ValueError(
                "bij een vermogenstoets waarna om niet niet mag horen 'grens_cent' en 'eigen_vermogen_cent'"
            )
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class Vaststellingsuitkomst(Vaststelling):
    """The outcome, with the outcome under every other choice that changes it, and the parameter set."""

    alternatieven: dict[str, Vaststelling]
    parameterset: str


def antwoord(vraag: Vraag, parameters: Parameterset) -> Vaststellingsuitkomst:
    """Settle this boekjaar."""
    domeinvraag = _domeinvraag(vraag)
    uit = vaststelling.vaststelling(domeinvraag, parameters)
    velden = {veld.name: getattr(uit, veld.name) for veld in fields(uit)}
    return Vaststellingsuitkomst(
        **velden,
        alternatieven=alternatieven(domeinvraag, parameters),
        parameterset=parameters.versie,
    )


def _domeinvraag(vraag: Vraag) -> Vaststellingsvraag:
    gelijk = set(Vaststellingsvraag.__dataclass_fields__) & set(Vraag.model_fields)
    velden = {naam: getattr(vraag, naam) for naam in gelijk}
    velden["maanden"] = tuple(Bijstandsmaand(een.maand, een.bedrag_cent) for een in vraag.maanden)
    velden["boekjaar_begin"] = vraag.boekjaar_begin or date(vraag.boekjaar or 1, 1, 1)
    return Vaststellingsvraag(**velden, vermogensbron=_bron(vraag))


def _bron(vraag: Vraag) -> Vermogensbron | None:
    toets = vraag.vermogenstoets
    if toets is None:
        return None
    boven = (
        0
        if toets.mag_om_niet
        else max(0, (vraag.eigen_vermogen_cent or 0) - (toets.grens_cent or 0))
    )
    return Vermogensbron(boven, toets.bron)


def tekst(uit: Vaststellingsuitkomst) -> str:
    """A line per part, the yearly amounts, what to look at, and what another choice would give."""
    delen = [
        f"{deel.soort}: {bedrag(deel.cent)} ({deel.artikel}; {deel.uitleg})"
        for deel in uit.onderdelen
    ]
    jaren = [
        f"aflossen in {jaar.jaar}: ten minste {bedrag(jaar.cent)}" for jaar in uit.jaarbedragen
    ]
    anders = [
        f"bij een andere keuze voor {naam}: om niet {bedrag(ander.om_niet_cent)}, extra {bedrag(ander.extra_cent)}, "
        f"terug {bedrag(ander.terug_cent)}, renteloze lening {bedrag(ander.renteloze_lening_cent)}"
        for naam, ander in uit.alternatieven.items()
    ]
    return "\n".join([*delen, *jaren, *(f"Let op: {signaal}" for signaal in uit.signalen), *anders])


SOM = Som(Vraag, antwoord, Vaststellingsuitkomst, tekst)
