"""The balances of a loan: they follow from the lines of its bookings."""

from collections.abc import Iterable

from services.ledger.domain.grootboek.boeking import Mutatie, OpenTermijn, Saldi
from services.ledger.domain.grootboek.boekregels import Boekregel, Grootboek
from services.ledger.domain.lening.events import AflossingGeboekt, TermijnVervallen

TEGOED, HOOFDSOM_EN_KOSTEN = (
    Grootboek.TEGOED.value,
    frozenset({Grootboek.HOOFDSOM.value, Grootboek.KOSTEN.value}),
)
RENTE = frozenset(
    {Grootboek.RENTE.value, Grootboek.UITGESTELDE_RENTE.value, Grootboek.WETTELIJKE_RENTE.value}
)


def som(regels: Iterable[Boekregel]) -> dict[str, int]:
    """What lines add to hoofdsom, rente, kosten and tegoed."""
    erbij = dict.fromkeys(("hoofdsom_cent", "rente_cent", "kosten_cent", "tegoed_cent"), 0)
    for regel in regels:
        grootboek = regel.rekening.rpartition(":")[2]
        if grootboek in RENTE:
            erbij["rente_cent"] += regel.bedrag_cent
        elif grootboek in HOOFDSOM_EN_KOSTEN:
            erbij[f"{grootboek}_cent"] += regel.bedrag_cent
        elif grootboek == TEGOED:
            erbij["tegoed_cent"] -= regel.bedrag_cent
    return erbij


def na_regels(saldi: Saldi, regels: Iterable[Boekregel], **anders: int) -> Saldi:
    """Hoofdsom, rente, kosten and tegoed after a booking follow from its lines alone; `anders` are the other balances."""
    return saldi.na(
        **({naam: getattr(saldi, naam) + cent for naam, cent in som(regels).items()} | anders)
    )


def na_feit(saldi: Saldi, feit: Mutatie) -> Saldi:
    """What fell due and is unpaid goes with the terms and the payments; a decision ends with the exact figures."""
    if isinstance(feit, TermijnVervallen):
        erbij = feit.rente_cent + feit.aflossing_cent
    else:
        erbij = (
            -(feit.kosten_cent + feit.rente_cent + feit.aflossing_cent)
            if isinstance(feit, AflossingGeboekt)
            else 0
        )
    return na_regels(saldi, feit.boekregels, vervallen_cent=max(0, saldi.vervallen_cent + erbij))


def schuld(saldi: Saldi) -> int:
    """What is still to be paid."""
    return saldi.hoofdsom_cent + saldi.rente_cent + saldi.kosten_cent - saldi.tegoed_cent


def met_achterstand(saldi: Saldi, termijnen: tuple[OpenTermijn, ...]) -> Saldi:
    gemist = [termijn for termijn in termijnen if termijn.is_gemist]
    return saldi.na(
        vervallen_cent=saldi.kosten_cent
        + sum(termijn.open_cent for termijn in termijnen if termijn.is_vervallen),
        achterstand_cent=sum(termijn.open_cent for termijn in gemist),
        gemiste_termijnen=len(gemist),
    )
