"""The ledger lines of a loan: every fact with its sum, the balance after it and the explanation."""

from datetime import date
from typing import Any
from uuid import UUID

from services.ledger.domain.grootboek.boeking import Mutatie, Saldi
from services.ledger.domain.lening.events import AflossingGeboekt, RenteGeboekt
from services.ledger.domain.lening.saldi import na_regels, schuld
from services.ledger.domain.lening.toelichting import uitleg_van
from services.ledger.domain.vordering.events import (
    OntvangstGeboekt,
    OntvangstTeruggenomen,
    VerzuimrenteVastgesteld,
    VorderingGeopend,
    VorderingKwijtgescholden,
    VorderingskostenGeboekt,
    Vorderingsmutatie,
    VorderingstegoedTeruggestort,
)

KOLOMMEN = (
    "lening_id",
    "versie",
    "soort",
    "boekdatum",
    "valutadatum",
    "bedrag_cent",
    "hoofdsom_cent",
    "saldo_cent",
    "grondslag",
    "parameterset",
    "uitleg",
    "boekregels",
    "actor",
)
Regel = tuple[UUID, int, str, date, date, int, int, int, str, str, str, list[dict[str, Any]], str]


def regel(lening_id: UUID, versie: int, feit: Mutatie, actor: str) -> Regel:
    """One line, in the order of KOLOMMEN."""
    saldi = feit.saldi
    saldo = schuld(saldi)
    boekregels = [
        {"rekening": een.rekening, "bedrag_cent": een.bedrag_cent} for een in feit.boekregels
    ]
    return (
        lening_id,
        versie,
        type(feit).__name__,
        feit.boekdatum,
        feit.valutadatum,
        bedrag_van(feit),
        saldi.hoofdsom_cent,
        saldo,
        feit.grondslag,
        feit.parameterset,
        uitleg_van(feit),
        boekregels,
        actor,
    )


def bedrag_van(feit: Mutatie) -> int:
    """What the fact adds to the debt, or takes off it; by its lines where it has no amount of its own."""
    match feit:
        case RenteGeboekt():
            return feit.rente_cent
        case AflossingGeboekt() | OntvangstGeboekt():
            return -feit.ontvangen_cent
        case VorderingGeopend():
            return feit.hoofdsom_cent
        case Vorderingsmutatie():
            return _van_vordering(feit)
    return schuld(na_regels(Saldi(), feit.boekregels))


def _van_vordering(feit: Vorderingsmutatie) -> int:
    match feit:
        case (
            VorderingskostenGeboekt()
            | VerzuimrenteVastgesteld()
            | OntvangstTeruggenomen()
            | VorderingstegoedTeruggestort()
        ):
            return feit.bedrag_cent
        case VorderingKwijtgescholden():
            return -feit.bedrag_cent
    return 0
