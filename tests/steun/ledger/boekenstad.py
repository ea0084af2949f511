"""A city of loans to which everything happens that moves money, for tests that add up the books."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID, uuid5

from services.ledger.application.lening import besluit
from services.ledger.domain.lening.commands import (
    BekrachtigVoorstel,
    Besluitverzoek,
    DoeVoorstel,
    NeemBesluit,
)
from services.ledger.domain.verloop import gegevens as g
from shared.handle import Command
from shared.transaction import Transaction
from tests.steun.ledger.stad import KADER, Stad, krediet, lening_id, storting

FEB, MRT, APR = date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)
EEN_DAG = timedelta(days=1)
TOZO = {
    "regeling": "tozo",
    "product": "bedrijfskapitaal_rentedragend",
    "jaarrente_procent": Decimal(2),
    "hoofdsom_cent": 1_015_700,
    "termijnen": 40,
}
VOOR_2020 = {
    "besluitdatum": date(2019, 12, 10),
    "aanvraagdatum": date(2019, 11, 1),
    "uitbetaald_op": date(2026, 1, 5),
    "gemeente": "GM9902",
}


def bouw(stad: Stad) -> None:
    """Payments in full, too little and too much, a storno, costs, a refund, a waiver; three cohorts in two municipalities."""
    stad.dag(date(2026, 1, 12))
    gewoon, kort = (
        [krediet(nummer) for nummer in range(3)],
        krediet(5, hoofdsom_cent=50_000, termijnen=2),
    )
    stad.hoor(*gewoon, krediet(3, **TOZO), krediet(4, **VOOR_2020), kort)
    stad.dag(FEB)
    stad.afschrift(
        FEB, storting(0), storting(1, 40_000), storting(3, 27_000), storting(4), storting(5, 60_000)
    )
    stad.dag(FEB + EEN_DAG)
    stad.afschrift(FEB + EEN_DAG, storting(2, 500_000))
    stad.dag(FEB + 2 * EEN_DAG)
    neem(stad, 0, g.Herroeping(soort="storno", van=_ontvangst(stad, 0)))
    neem(stad, 1, g.Kosten(bedrag_cent=800, grondslag="Awb 4:113, 4:112"))
    samen(
        stad, 1, g.Kwijtschelding(bedrag_cent=10_000, deel="hoofdsom", grondslag="Beleidsregel; 2")
    )
    samen(stad, 5, g.Terugstorting(bedrag_cent=1_000))
    stad.dag(MRT)
    stad.afschrift(MRT, storting(0, 140_000), storting(4, 69_000))
    stad.dag(MRT + EEN_DAG)


def neem(stad: Stad, nummer: int, gegevens: g.Gegevens) -> None:
    beslis(stad, lambda op: NeemBesluit(**_velden(nummer, gegevens, op)))  # type: ignore[arg-type]


def stel_voor(stad: Stad, nummer: int, gegevens: g.Gegevens) -> None:
    beslis(stad, lambda op: DoeVoorstel(**_velden(nummer, gegevens, op)))  # type: ignore[arg-type]


def samen(stad: Stad, nummer: int, gegevens: g.Gegevens) -> None:
    """Proposed by one person, decided by another."""
    stel_voor(stad, nummer, gegevens)
    besluit_id = _besluit_id(nummer, gegevens)
    beslis(
        stad,
        lambda op: BekrachtigVoorstel(
            lening_id=lening_id(nummer), besluit_id=besluit_id, op=op, actor="teamleider-1"
        ),
    )


def beslis(stad: Stad, maak: Callable[[date], Besluitverzoek]) -> None:
    """What a person decides, on the business day."""

    def work(transaction: Transaction) -> None:
        verzoek = maak(transaction.workday())
        besluit(transaction, KADER, verzoek, Command(verzoek.actor))

    stad.store.attempt(work)


def _velden(nummer: int, gegevens: g.Gegevens, op: date) -> dict[str, object]:
    return {
        "lening_id": lening_id(nummer),
        "besluit_id": _besluit_id(nummer, gegevens),
        "gegevens": gegevens,
        "motivering": "verzoek_debiteur",
        "valutadatum": op,
        "op": op,
        "actor": "debiteuren-1",
    }


def _besluit_id(nummer: int, gegevens: g.Gegevens) -> UUID:
    return uuid5(lening_id(nummer), gegevens.model_dump_json())


def _ontvangst(stad: Stad, nummer: int) -> UUID:
    (betaling,) = [
        stored.fact for stored in stad.feiten(nummer) if stored.name == "AflossingGeboekt"
    ]
    betaling_id: UUID = betaling.betaling_id
    return betaling_id
