"""Everything that can happen to a loan. Stored for ever under these names. Amounts are euro cents."""

from datetime import date
from uuid import UUID

from pydantic import field_validator

from services.ledger.domain.grootboek.boeking import Mutatie, Saldi
from services.ledger.domain.grootboek.boekregels import Boekregel, met_uitbetaald
from services.ledger.domain.lening.besluiten import BesluitVoorgesteld, VoorstelVerworpen
from services.ledger.domain.lening.besluitsoorten import SOORTEN
from services.ledger.domain.lening.onderdelen import (
    Product,
    Rentegrondslag,
    Termijndeel,
    Voorwaarden,
)
from shared.begrippen import Feit, Groep, Regeling
from shared.recht.cohort import Cohort


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
    groep: Groep | None = None

    @field_validator("boekregels")
    @classmethod
    def _met_rekening_voor_uitbetalingen(
        cls, regels: tuple[Boekregel, ...]
    ) -> tuple[Boekregel, ...]:
        """Payouts of before they had an account of their own stand on `bank` in the log, for ever."""
        return met_uitbetaald(regels)


class RenteGeboekt(Mutatie):
    """`tot` is the first day after the term; `vervaldag` is when this interest falls due. Without `som` the sum is in words."""

    grondslag: str = "Bbz art. 15"
    termijn: int
    van: date
    tot: date
    vervaldag: date
    rente_cent: int
    som: Rentegrondslag | None = None


class TermijnVervallen(Mutatie):
    grondslag: str = "Bbz art. 39"
    termijn: int
    vervaldag: date
    rente_cent: int
    aflossing_cent: int


class AflossingGeboekt(Mutatie):
    """`ontvangen_cent` = kosten + rente + aflossing + extra + tegoed. Without `betaling_id` it is tegoed that paid a term."""

    grondslag: str = "Awb 4:92 lid 1; BW 6:44 lid 1"
    betaling_id: UUID | None = None
    ontvangen_cent: int = 0
    kosten_cent: int = 0
    rente_cent: int = 0
    aflossing_cent: int = 0
    extra_cent: int = 0
    tegoed_cent: int = 0
    delen: tuple[Termijndeel, ...] = ()


class BetalingGemist(Mutatie):
    """`termijn` 0: no term but a sum that was asked at once. `laatste_dag`: of such a sum, or of interest after it was asked."""

    termijn: int
    vervaldag: date
    termijnbedrag_cent: int
    openstaand_cent: int
    gemiste_termijnen: int
    betalingskenmerk: str
    laatste_dag: date | None = None
    geen_herinnering: str | None = None


class AchterstandIngelopen(Mutatie):
    pass


class LeningAfgelost(Mutatie):
    pass


class LeningHeropend(Mutatie):
    """Money is owed again on a loan that was afgelost: a collection was stornoed, or a booking corrected."""


class WettelijkeRenteGeboekt(Mutatie):
    rente_cent: int


class BoekingTeruggedraaid(Mutatie):
    """A booking that no longer holds: its lines on the other side (A-22). `soort` and `bedrag_cent` are those of the booking."""

    soort: str
    bedrag_cent: int


class BoekingHerboekt(Mutatie):
    """What a mutation of before comes to, now that something before it changed."""

    mutatie_id: UUID
    soort: str
    bedrag_cent: int


class LeningHerrekend(Mutatie):
    """Bookings from `vanaf` on change: how the loan stood, how it will stand; the reversals and the new bookings follow this fact."""

    vanaf: date
    saldi_oud: Saldi
    saldi_nieuw: Saldi
    teruggedraaid: int


# Stored names: they never change, whatever becomes of the classes.
LENINGFEITEN: dict[str, type[Feit]] = {
    "LeningGeopend": LeningGeopend,
    "RenteGeboekt": RenteGeboekt,
    "TermijnVervallen": TermijnVervallen,
    "AflossingGeboekt": AflossingGeboekt,
    "BetalingGemist": BetalingGemist,
    "AchterstandIngelopen": AchterstandIngelopen,
    "LeningAfgelost": LeningAfgelost,
    "LeningHeropend": LeningHeropend,
    "WettelijkeRenteGeboekt": WettelijkeRenteGeboekt,
    "BoekingTeruggedraaid": BoekingTeruggedraaid,
    "BoekingHerboekt": BoekingHerboekt,
    "LeningHerrekend": LeningHerrekend,
    "BesluitVoorgesteld": BesluitVoorgesteld,
    "VoorstelVerworpen": VoorstelVerworpen,
    **{soort.feit.__name__: soort.feit for soort in SOORTEN.values()},
}
