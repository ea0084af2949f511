"""What if the rest of a loan were paid back in another number of terms: only a new beschikking can do that (Bbz art. 39 lid 1 a)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from services.ledger.domain.grootboek.boeking import Mutatie
from services.ledger.domain.lening.events import LeningGeopend
from services.ledger.domain.lening.state import schemavraag
from services.ledger.domain.verloop.gegevens import Gegevens
from services.ledger.domain.verloop.saldi import Leningstatus
from services.ledger.domain.vooruitblik.toekomst import Betaaldag, Toekomst, toekomst
from shared.dates import geteld, hele_maanden
from shared.parameters import Parameterset
from shared.recht.aflosschema import (
    Schematermijn,
    Schemavraag,
    aflosschema,
    termijngrens,
    vervaldag,
)

GEWOON = (Leningstatus.LOPEND, Leningstatus.ACHTERSTAND)


class AndereLooptijd(Gegevens):
    """`termijnen` counts what is still to be paid, the coming term included."""

    soort: Literal["andere_looptijd"] = "andere_looptijd"
    termijnen: Annotated[int, Field(ge=2, le=1200)]


def met_looptijd(
    feiten: Sequence[Mutatie], plan: AndereLooptijd, op: date, parameters: Parameterset
) -> tuple[Toekomst, int]:
    """The coming term stays, the rest is spread by the formula of the schedule; with the most terms that Bbz art. 15 b allows."""
    nu, geopend = toekomst(feiten, op, parameters), feiten[0]
    if not isinstance(geopend, LeningGeopend) or geopend.regeling == "tozo":
        return replace(
            nu, verboden=("De looptijd van een Tozo-lening ligt vast in het besluit.",)
        ), 0
    if nu.stand.status not in GEWOON or len(nu.betaaldagen) < 2:
        return replace(
            nu, verboden=("Een andere looptijd kan alleen bij een lening die gewoon loopt.",)
        ), 0
    schema = schemavraag(geopend.voorwaarden)
    komend = next(nr for nr in range(1, 10**4) if vervaldag(schema, nr) >= nu.betaaldagen[0].dag)
    maanden = parameters.waarde("looptijd_max_bbz_lening", geopend.besluitdatum).aantal
    hooguit = maanden // schema.termijnmaanden - komend + 1
    uit = _gespreid(nu, _rest(schema, komend, nu.betaaldagen[0].hoofdsom_cent, plan.termijnen - 1))
    looptijd = hele_maanden(schema.start, termijngrens(schema, komend + plan.termijnen - 1))
    if looptijd <= maanden:
        return replace(
            uit,
            signalen=("Een andere looptijd vraagt een nieuwe beschikking (Bbz art. 39 lid 1 a).",),
        ), hooguit
    te_lang = f"De looptijd wordt {geteld(looptijd, 'maand')}. Hooguit {geteld(maanden, 'maand')} mag (Bbz art. 15 b)."
    return replace(nu, verboden=(te_lang,)), hooguit


def _rest(schema: Schemavraag, komend: int, hoofdsom_cent: int, termijnen: int) -> Schemavraag:
    return replace(
        schema,
        hoofdsom_cent=hoofdsom_cent,
        termijnen=termijnen,
        start=termijngrens(schema, komend),
        eerste_vervaldag=vervaldag(schema, komend + 1),
        aflossingsvrij=0,
        rentevrij=0,
    )


def _gespreid(nu: Toekomst, rest: Schemavraag) -> Toekomst:
    schema = aflosschema(rest)
    oude_rente = sum(een.rente_cent for een in nu.betaaldagen[1:])
    return replace(
        nu,
        betaaldagen=(nu.betaaldagen[0], *map(_betaaldag, schema.termijnen)),
        rente_cent=nu.rente_cent - oude_rente + schema.totaal_rente_cent,
    )


def _betaaldag(termijn: Schematermijn) -> Betaaldag:
    return Betaaldag(
        termijn.vervaldag, termijn.rente_cent, termijn.aflossing_cent, 0, termijn.eindsaldo_cent
    )
