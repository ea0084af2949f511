"""`reken schema`: the repayment schedule of a loan."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field, model_validator

from shared.money import bedrag
from shared.parameters import Parameterset
from shared.recht.aflosschema import (
    SCHEMACONVENTIES,
    Aflosschema,
    Methode,
    Schemavraag,
    aflosschema,
)
from shared.recht.dagtelling import Dagtelling
from shared.recht.reken.uitvoeren import Som
from shared.recht.reken.velden import MEESTE_CENTEN, Dag, Invoer, Jaarrente, Maanden


class Vraag(Invoer):
    """The conditions of a loan, as the beschikking gives them."""

    hoofdsom_cent: Annotated[
        int, Field(ge=1, le=MEESTE_CENTEN, description="Het geleende bedrag in centen.")
    ]
    jaarrente_procent: Jaarrente | None = Field(
        None, description='Rente per jaar als tekst, zoals "8"; verplicht, behalve bij renteloos.'
    )
    termijnen: Annotated[
        int, Field(ge=1, le=1200, description="Alle termijnen, ook de aflossingsvrije.")
    ]
    methode: Methode
    start: Dag = Field(
        description="Eerste dag van de eerste termijn; vanaf die dag loopt de rente."
    )
    eerste_vervaldag: Dag | None = Field(
        None,
        description="Standaard de laatste dag van de eerste termijn; die staat voor de laatste dag van elke termijn. Elke andere dag komt "
        "per termijn terug; bij een dagtelling kan zij niet voor het einde van de termijn liggen.",
    )
    termijnmaanden: Maanden = 1
    dagtelling: Dagtelling = Field(
        Dagtelling.MAAND, description=f"Een van {', '.join(SCHEMACONVENTIES)}."
    )
    aflossingsvrij: Annotated[
        int, Field(ge=0, le=1200, description="Eerste termijnen met alleen rente.")
    ] = 0
    rentevrij: Annotated[
        int, Field(ge=0, le=1200, description="Eerste termijnen zonder rente.")
    ] = 0

    @model_validator(mode="after")
    def _rente_is_bekend(self) -> "Vraag":
        if self.jaarrente_procent is None and self.methode is not Methode.RENTELOOS:
            raise ValueError("'jaarrente_procent' ontbreekt")
        return self


def antwoord(vraag: Vraag, _: Parameterset) -> Aflosschema:
    """The schedule of these conditions."""
    velden = {naam: getattr(vraag, naam) for naam in Vraag.model_fields}
    return aflosschema(
        Schemavraag(**velden | {"jaarrente_procent": vraag.jaarrente_procent or Decimal(0)})
    )


def tekst(schema: Aflosschema) -> str:
    """The schedule as lines of text."""
    kop = f"{'nr':>4}  {'vervaldag':10}  {'beginsaldo':>16}  {'rente':>14}  {'aflossing':>14}  {'termijn':>14}  {'eindsaldo':>16}"
    regels = (
        f"{een.nr:>4}  {een.vervaldag}  {bedrag(een.beginsaldo_cent):>16}  {bedrag(een.rente_cent):>14}  {bedrag(een.aflossing_cent):>14}"
        f"  {bedrag(een.termijn_cent):>14}  {bedrag(een.eindsaldo_cent):>16}"
        for een in schema.termijnen
    )
    slot = f"Laatste dag: {schema.einddatum}. Rente in totaal: {bedrag(schema.totaal_rente_cent)}."
    return "\n".join([schema.uitleg, "", kop, *regels, "", slot])


SOM = Som(Vraag, antwoord, Aflosschema, tekst)
