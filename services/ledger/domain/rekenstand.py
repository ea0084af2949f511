"""Where a loan stands after a run from its first day: balances by the lines, and what is open per vervaldag."""

from collections.abc import Iterable
from datetime import date, timedelta

from services.ledger.domain.aflosschema import vervaldag
from services.ledger.domain.boekregels import Boekregel, Grootboek
from services.ledger.domain.doorrekening.leningstand import Stand
from services.ledger.domain.doorrekening.saldi import saldo
from services.ledger.domain.doorrekening.termijnloop import volgende_dag
from services.ledger.domain.events import OpenTermijn, Rekenstand, Saldi
from services.ledger.domain.geschiedenis import Geschiedenis

RENTE = frozenset({Grootboek.RENTE.value, Grootboek.UITGESTELDE_RENTE.value, Grootboek.WETTELIJKE_RENTE.value})


def na_regels(saldi: Saldi, regels: Iterable[Boekregel]) -> Saldi:
    """Balances after a booking follow from its lines alone."""
    som = dict.fromkeys(("hoofdsom_cent", "rente_cent", "kosten_cent", "tegoed_cent"), 0)
    for regel in regels:
        grootboek = regel.rekening.rpartition(":")[2]
        if grootboek in RENTE:
            som["rente_cent"] += regel.bedrag_cent
        elif grootboek in (Grootboek.HOOFDSOM.value, Grootboek.KOSTEN.value):
            som[f"{grootboek}_cent"] += regel.bedrag_cent
        elif grootboek == Grootboek.TEGOED.value:
            som["tegoed_cent"] -= regel.bedrag_cent
    return saldi.model_copy(update={naam: getattr(saldi, naam) + cent for naam, cent in som.items()})


def schuld(saldi: Saldi) -> int:
    """What is still to be paid."""
    return saldi.hoofdsom_cent + saldi.rente_cent + saldi.kosten_cent - saldi.tegoed_cent


def open_termijnen(historie: Geschiedenis, stand: Stand, dag: date, gemist: Iterable[date]) -> tuple[OpenTermijn, ...]:
    """What is asked and unpaid, by vervaldag; a term that was found missed stays so until it is paid."""
    rente: dict[date, int] = {}
    aflossing: dict[date, int] = {}
    for post in stand.rente:
        rente[post.vervaldag] = rente.get(post.vervaldag, 0) + post.open_cent
    for vervallen in stand.vervallen:
        aflossing[vervallen.vervaldag] = aflossing.get(vervallen.vervaldag, 0) + vervallen.cent
    dagen = sorted(een for een in {*rente, *aflossing} if rente.get(een, 0) + aflossing.get(een, 0))
    nummers = {vervaldag(stand.schema, nr): nr for nr in range(1, stand.begonnen + 1)}
    gevraagd = {feit.vervaldag: feit.rente_cent + feit.aflossing_cent for feit in historie.termijnen.values()}
    bekend = set(gemist)
    return tuple(
        OpenTermijn(
            nr=nummers.get(een, 0), vervaldag=een, termijnbedrag_cent=gevraagd.get(een, rente.get(een, 0) + aflossing.get(een, 0)),
            rente_cent=rente.get(een, 0), aflossing_cent=aflossing.get(een, 0), is_vervallen=een <= dag, is_gemist=een in bekend,
        )
        for een in dagen
    )  # fmt: skip


def rekenstand(historie: Geschiedenis, stand: Stand, termijnen: tuple[OpenTermijn, ...], dag: date) -> Rekenstand:
    nu = saldo(historie.lening, stand, dag)
    return Rekenstand(
        gerekend_tm=dag, status=nu.status.value, open_termijnen=termijnen, niet_vervallen_cent=stand.niet_vervallen_cent,
        uitgestelde_rente_cent=nu.uitgestelde_rente_cent, wettelijke_rente_cent=nu.wettelijke_rente_cent,
        uitstelmaanden=nu.uitstelmaanden, uitstel_tot=max((een.tot for een in stand.uitstel if een.tot > dag), default=None),
        volgende_dag=_volgende_dag(historie, stand, dag), einddatum=nu.einddatum,
    )  # fmt: skip


def met_achterstand(saldi: Saldi, termijnen: tuple[OpenTermijn, ...]) -> Saldi:
    gemist = [termijn for termijn in termijnen if termijn.is_gemist]
    return saldi.model_copy(update={
        "vervallen_cent": saldi.kosten_cent + sum(termijn.open_cent for termijn in termijnen if termijn.is_vervallen),
        "achterstand_cent": sum(termijn.open_cent for termijn in gemist), "gemiste_termijnen": len(gemist),
    })  # fmt: skip


def _volgende_dag(historie: Geschiedenis, stand: Stand, dag: date) -> date | None:
    """The next day that brings something by itself."""
    posten = [*(post.vervaldag for post in stand.rente if post.open_cent), *(post.vervaldag for post in stand.vervallen)]
    komend = volgende_dag(historie.lening, stand)
    dagen = [een for een in (*posten, stand.wettelijk_tot) if een and een > dag]
    return min([*dagen, *([max(komend, dag + timedelta(days=1))] if komend else [])], default=None)
