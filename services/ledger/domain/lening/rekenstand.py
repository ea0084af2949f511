"""Where a loan stands after a run: what is open per vervaldag, and when it is next in need of something."""

from datetime import date, timedelta

from services.ledger.domain.grootboek.boeking import (
    GemisteTermijn,
    OpenTermijn,
    Rekenstand,
    Verandering,
)
from services.ledger.domain.lening.open_termijnen import Boeken
from services.ledger.domain.verloop.leningstand import Leningvoorwaarden, Stand
from services.ledger.domain.verloop.saldi import saldo
from services.ledger.domain.verloop.termijnloop import dag_met_gevolg


def open_termijnen(stand: Stand, boeken: Boeken, dag: date) -> tuple[OpenTermijn, ...]:
    """What is asked and unpaid, by vervaldag; what was found missed stays so until it is paid. No term asks what is open and was paid."""
    rente: dict[date, int] = {}
    aflossing: dict[date, int] = {}
    for post in stand.rente:
        rente[post.vervaldag] = rente.get(post.vervaldag, 0) + post.open_cent
    for vervallen in stand.vervallen:
        aflossing[vervallen.vervaldag] = aflossing.get(vervallen.vervaldag, 0) + vervallen.cent
    dagen = sorted(een for een in {*rente, *aflossing} if rente.get(een, 0) + aflossing.get(een, 0))
    return tuple(
        _open_termijn(een, rente.get(een, 0), aflossing.get(een, 0), boeken, dag) for een in dagen
    )


def _open_termijn(
    vervaldag: date, rente_cent: int, aflossing_cent: int, boeken: Boeken, dag: date
) -> OpenTermijn:
    vraag = boeken.gevraagd.get(vervaldag)
    return OpenTermijn(
        nr=vraag.nr if vraag else 0,
        vervaldag=vervaldag,
        termijnbedrag_cent=vraag.cent
        if vraag
        else rente_cent + aflossing_cent + boeken.betaald[vervaldag],
        rente_cent=rente_cent,
        aflossing_cent=aflossing_cent,
        is_vervallen=vervaldag <= dag,
        is_gemist=vervaldag in boeken.gemist,
    )


def rekenstand(
    lening: Leningvoorwaarden, stand: Stand, termijnen: tuple[OpenTermijn, ...], dag: date
) -> Rekenstand:
    nu = saldo(lening, stand, dag)
    return Rekenstand(
        gerekend_tm=dag,
        status=nu.status.value,
        open_termijnen=termijnen,
        niet_vervallen_cent=stand.niet_vervallen_cent,
        uitgestelde_rente_cent=nu.uitgestelde_rente_cent,
        wettelijke_rente_cent=nu.wettelijke_rente_cent,
        uitstelmaanden=nu.uitstelmaanden,
        uitstel_tot=max((een.tot for een in stand.uitstel if een.tot > dag), default=None),
        volgende_dag=_volgende_dag(lening, stand, dag),
        einddatum=nu.einddatum,
    )


def verandering_naar(stand: Rekenstand, was: Verandering | None) -> Verandering | None:
    """What others must hear of it; None when it is what they know and nothing is missed."""
    nu = wat_anderen_weten(stand)
    return None if nu == was and not nu.gemist else nu


def wat_anderen_weten(stand: Rekenstand) -> Verandering:
    """Uitstel counts while it runs."""
    return Verandering(
        einddatum=stand.einddatum,
        uitstel_tot=stand.uitstel_tot if stand.status == "uitstel" else None,
        is_opgeeist=stand.status == "opgeeist",
        gemist=tuple(
            GemisteTermijn(nr=een.nr, vervaldag=een.vervaldag, open_cent=een.open_cent)
            for een in stand.open_termijnen
            if een.is_gemist
        ),
    )


def _volgende_dag(lening: Leningvoorwaarden, stand: Stand, dag: date) -> date | None:
    """The next day that brings something by itself."""
    posten = [
        *(post.vervaldag for post in stand.rente if post.open_cent),
        *(post.vervaldag for post in stand.vervallen),
    ]
    komend = dag_met_gevolg(lening, stand)
    dagen = [een for een in (*posten, stand.wettelijk_tot) if een and een > dag]
    return min([*dagen, *([max(komend, dag + timedelta(days=1))] if komend else [])], default=None)
