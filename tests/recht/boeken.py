"""The books added up."""

from collections.abc import Iterable

from services.ledger.domain.grootboek.boekregels import Boekregel


def rekeningsaldi(regels: Iterable[Boekregel]) -> dict[str, int]:
    """Sum per account in cents, by code; debet positive."""
    totalen: dict[str, int] = {}
    for regel in regels:
        totalen[regel.rekening] = totalen.get(regel.rekening, 0) + regel.bedrag_cent
    return dict(sorted(totalen.items()))
