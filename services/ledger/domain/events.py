"""Everything that can happen to a loan. Stored for ever under these names. Amounts are euro cents."""

from datetime import date
from decimal import Decimal
from typing import Literal
from uuid import UUID

from services.ledger.domain.boekregels import Boekregel, Cohort
from shared.begrippen import Dagtelling, Feit, Methode, Regeling, Waarde

Product = Literal["bedrijfskapitaal_rentedragend", "bedrijfskapitaal_renteloos", "voorbereidingskrediet"]


class Voorwaarden(Waarde):
    """What the beschikking fixes (Bbz art. 39). `vast_cent` is the level instalment (annuity) or the aflossing of each term."""

    hoofdsom_cent: int
    jaarrente_procent: Decimal
    methode: Methode
    termijnen: int
    dagtelling: Dagtelling
    rente_vanaf: date
    eerste_vervaldag: date
    vast_cent: int
    termijnmaanden: int = 1
    aflossingsvrij: int = 0
    rentevrij: int = 0


class Saldi(Waarde):
    """What is open after a fact. `vervallen_cent` fell due and is unpaid; `achterstand_cent` is the part that was found missed."""

    hoofdsom_cent: int = 0
    rente_cent: int = 0
    kosten_cent: int = 0
    vervallen_cent: int = 0
    achterstand_cent: int = 0
    tegoed_cent: int = 0
    gemiste_termijnen: int = 0


class Termijndeel(Waarde):
    """The part of a receipt that pays one term."""

    termijn: int
    rente_cent: int = 0
    aflossing_cent: int = 0


class Mutatie(Feit):
    """What every fact of a loan carries: when booked, since when it counts, on which ground, computed with which parameters."""

    dossier_id: UUID
    gemeente: str
    boekdatum: date
    valutadatum: date
    grondslag: str
    parameterset: str
    uitleg: str
    boekregels: tuple[Boekregel, ...] = ()
    saldi: Saldi = Saldi()


class LeningGeopend(Mutatie):
    lening_id: UUID
    aanvraag_id: UUID
    regeling: Regeling
    cohort: Cohort
    product: Product
    voorwaarden: Voorwaarden
    einddatum: date
    betalingskenmerk: str
    aanvraagdatum: date
    besluitdatum: date


class RenteGeboekt(Mutatie):
    """`tot` is the first day after the term; `vervaldag` is when this interest falls due."""

    termijn: int
    van: date
    tot: date
    vervaldag: date
    rente_cent: int


class TermijnVervallen(Mutatie):
    termijn: int
    vervaldag: date
    rente_cent: int
    aflossing_cent: int


class AflossingGeboekt(Mutatie):
    """`ontvangen_cent` = kosten + rente + aflossing + extra + tegoed. Without `betaling_id` it is tegoed that paid a term."""

    betaling_id: UUID | None
    ontvangen_cent: int
    kosten_cent: int
    rente_cent: int
    aflossing_cent: int
    extra_cent: int
    tegoed_cent: int
    delen: tuple[Termijndeel, ...]


class BetalingGemist(Mutatie):
    termijn: int
    vervaldag: date
    termijnbedrag_cent: int
    openstaand_cent: int
    gemiste_termijnen: int
    betalingskenmerk: str


class AchterstandIngelopen(Mutatie):
    pass


class LeningAfgelost(Mutatie):
    pass


# Stored names: they never change, whatever becomes of the classes.
FEITEN: dict[str, type[Feit]] = {
    "LeningGeopend": LeningGeopend,
    "RenteGeboekt": RenteGeboekt,
    "TermijnVervallen": TermijnVervallen,
    "AflossingGeboekt": AflossingGeboekt,
    "BetalingGemist": BetalingGemist,
    "AchterstandIngelopen": AchterstandIngelopen,
    "LeningAfgelost": LeningAfgelost,
}
