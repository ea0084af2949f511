"""The input of `reken lening`: loans as the beschikking gives them."""

from datetime import timedelta
from decimal import Decimal
from typing import Annotated

from pydantic import Field, model_validator

from services.ledger.domain.verloop.leningstand import Leningvoorwaarden, Product, Uitbetaling
from shared.begrippen import Groep
from shared.dates import eerste_dag_volgende_maand, plus_maanden
from shared.parameters import Parameterset
from shared.recht.aflosschema import (
    SCHEMACONVENTIES,
    Methode,
    SchemaKanNiet,
    Schemavraag,
    controleer,
)
from shared.recht.cohort import Regeling, cohort_van
from shared.recht.dagtelling import Dagtelling
from shared.recht.reken.velden import Dag, Invoer, Jaarrente, Maanden, Positief


class Deel(Invoer):
    """A payout."""

    datum: Dag
    bedrag_cent: Positief


class Leningvraag(Invoer):
    """One loan: the fields of `reken schema`, and what decides which rules apply. A Tozo loan takes rate, terms and days from its text."""

    lening_id: Annotated[str, Field(min_length=1)] = "lening"
    regeling: Regeling
    product: Product = Product.RENTEDRAGEND
    groep: Groep | None = Field(
        "gevestigd",
        description="null als niet is vastgelegd tot welke groep de ondernemer hoort (B-6).",
    )
    aanvraagdatum: Dag | None = Field(None, description="Standaard de toekenningsdatum.")
    toekenningsdatum: Dag
    besluitdatum: Dag | None = Field(None, description="Standaard de toekenningsdatum.")
    uitbetalingen: tuple[Deel, ...] = Field(
        (), strict=False, description="Standaard alles op de toekenningsdatum."
    )
    zekerheden: tuple[str, ...] = Field((), strict=False)
    einddatum: Dag | None = Field(
        None, description="Einddatum uit het besluit, alleen bij Tozo (A-14)."
    )
    schema_staat_vast: bool = Field(
        default=False,
        description="De voorwaarden hieronder gelden, ook waar een Tozo-tekst andere geeft. Zo rekent het grootboek.",
    )
    hoofdsom_cent: Positief
    jaarrente_procent: Jaarrente | None = Field(
        None, description="Standaard die van de parameters op de toekenningsdatum."
    )
    termijnen: Annotated[int, Field(ge=1, le=1200)] | None = Field(
        None, description="Verplicht bij een Bbz-lening met termijnen."
    )
    methode: Methode = Methode.LINEAIR
    start: Dag | None = Field(
        None, description="Standaard de eerste dag van de maand na de eerste uitbetaling (A-3)."
    )
    eerste_vervaldag: Dag | None = Field(
        None, description="Standaard de laatste dag van de eerste termijn."
    )
    termijnmaanden: Maanden = 1
    dagtelling: Dagtelling = Field(
        Dagtelling.MAAND, description=f"Een van {', '.join(SCHEMACONVENTIES)}."
    )
    aflossingsvrij: Annotated[int, Field(ge=0, le=1200)] = 0
    rentevrij: Annotated[int, Field(ge=0, le=1200)] = 0

    @model_validator(mode="after")
    def _klopt(self) -> "Leningvraag":
        if (
            self.uitbetalingen
            and sum(deel.bedrag_cent for deel in self.uitbetalingen) > self.hoofdsom_cent
        ):
            raise ValueError("'uitbetalingen' zijn samen meer dan 'hoofdsom_cent'")
        if (
            self.regeling is Regeling.BBZ
            and self.termijnen is None
            and self.product in (Product.RENTEDRAGEND, Product.RENTELOOS)
        ):
            raise ValueError("'termijnen' ontbreekt")
        if self.regeling is Regeling.TOZO and self.product is not Product.RENTEDRAGEND:
            raise ValueError("een Tozo-lening is altijd 'rentedragend'")
        return self


def lening(vraag: Leningvraag, parameters: Parameterset) -> Leningvoorwaarden:
    """The loan as the rules know it; raises SchemaKanNiet, ParameterOnbekend."""
    borg = vraag.product is Product.BORGTOCHT
    standaard = () if borg else (Uitbetaling(vraag.toekenningsdatum, vraag.hoofdsom_cent),)
    uitbetalingen = (
        tuple(Uitbetaling(deel.datum, deel.bedrag_cent) for deel in vraag.uitbetalingen)
        or standaard
    )
    schema = _schema(vraag, uitbetalingen, parameters)
    return Leningvoorwaarden(
        lening_id=vraag.lening_id,
        regeling=vraag.regeling,
        product=vraag.product,
        cohort=cohort_van(vraag.regeling, vraag.toekenningsdatum, parameters),
        groep=vraag.groep,
        aanvraagdatum=vraag.aanvraagdatum or vraag.toekenningsdatum,
        toekenningsdatum=vraag.toekenningsdatum,
        schema=schema,
        uitbetalingen=uitbetalingen,
        einddatum_besluit=vraag.einddatum,
        zekerheden=vraag.zekerheden,
        schema_staat_vast=vraag.schema_staat_vast,
        artikel="Tozo art. 14" if vraag.regeling is Regeling.TOZO else "Bbz art. 15",
    )


def _schema(
    vraag: Leningvraag, uitbetalingen: tuple[Uitbetaling, ...], parameters: Parameterset
) -> Schemavraag:
    eerste = min((deel.datum for deel in uitbetalingen), default=vraag.toekenningsdatum)
    start = vraag.start or eerste_dag_volgende_maand(eerste)
    renteloos = vraag.product is not Product.RENTEDRAGEND or vraag.methode is Methode.RENTELOOS
    schema = Schemavraag(
        hoofdsom_cent=vraag.hoofdsom_cent,
        jaarrente_procent=Decimal(0) if renteloos else _rente(vraag, parameters),
        termijnen=vraag.termijnen or _looptijd(vraag, parameters),
        methode=Methode.RENTELOOS if renteloos else vraag.methode,
        start=start,
        eerste_vervaldag=vraag.eerste_vervaldag
        or plus_maanden(start, vraag.termijnmaanden) - timedelta(days=1),
        termijnmaanden=vraag.termijnmaanden,
        dagtelling=vraag.dagtelling,
        aflossingsvrij=vraag.aflossingsvrij,
        rentevrij=vraag.rentevrij,
    )
    controleer(schema)
    if vraag.regeling is Regeling.BBZ and any(deel.datum > start for deel in uitbetalingen[:1]):
        raise SchemaKanNiet("De rente start voor de eerste uitbetaling. Geef een latere 'start'.")
    return schema


def _looptijd(vraag: Leningvraag, parameters: Parameterset) -> int:
    """A borgtocht without a term lasts as long as art. 16 allows; a voorbereidingskrediet has no terms until it is converted."""
    return (
        parameters.waarde("looptijd_max_borgtocht", vraag.toekenningsdatum).aantal
        if vraag.product is Product.BORGTOCHT
        else 1
    )


def _rente(vraag: Leningvraag, parameters: Parameterset) -> Decimal:
    if vraag.jaarrente_procent is not None:
        return vraag.jaarrente_procent
    naam = "rente_tozo_lening" if vraag.regeling is Regeling.TOZO else "rente_bbz_lening"
    return parameters.waarde(naam, vraag.toekenningsdatum).getal
