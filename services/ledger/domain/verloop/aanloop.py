"""Interest of a Tozo loan before its first term: months with the hoofdsom of each, one posting (rekenregels 2, W-01)."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import groupby

from services.ledger.domain.grootboek.boekregels import Grootboek, boeking, credit, debet
from services.ledger.domain.verloop.leningstand import Leningvoorwaarden, Posting, Rentepost, Stand
from shared.dates import plus_maanden, voluit
from shared.money import bedrag, procent
from shared.recht.rente import MAANDEN_PER_JAAR, rente_over, rente_uitleg

DAG = timedelta(days=1)


def tel_aanloop(lening: Leningvoorwaarden, stand: Stand, dag: date) -> Stand:
    """Every month that began before this day gets its base: the hoofdsom of its first day, after the receipts of that day.

    What is paid out on the first day of a month counts from the next: the first of the month after payout (A-3).
    """
    aanloop = stand.aanloop
    while aanloop and (begin := plus_maanden(aanloop.van, len(stand.aanloopmaanden))) < min(
        dag, aanloop.tot
    ):
        vandaag = sum(deel.cent for deel in lening.uitbetalingen if deel.datum == begin)
        stand = replace(
            stand, aanloopmaanden=(*stand.aanloopmaanden, max(0, stand.hoofdsom_cent - vandaag))
        )
    return stand


def aanlooprente(stand: Stand) -> int:
    """Interest over the months that were counted; one rounding (A-4)."""
    return (
        rente_over(
            sum(stand.aanloopmaanden), stand.schema.jaarrente_procent, Fraction(1, MAANDEN_PER_JAAR)
        )
        if stand.aanloop
        else 0
    )


def boek_aanloop(
    lening: Leningvoorwaarden, stand: Stand, dag: date, vervaldag: date, mutatie_id: str = ""
) -> tuple[Stand, tuple[Posting, ...]]:
    """Post it once: at the end of its window, or on the day on which everything is paid off."""
    rente, nieuw = aanlooprente(stand), replace(stand, aanloop=None, aanloopmaanden=())
    if not rente:
        return nieuw, ()
    post = Rentepost(dag, vervaldag, rente, rente, Grootboek.UITGESTELDE_RENTE)
    regels = boeking(
        debet(post.grootboek, lening.cohort, rente),
        credit(Grootboek.RENTEBATEN, lening.cohort, rente),
    )
    posting = Posting(
        "rente",
        lening.lening_id,
        dag,
        rente,
        lening.artikel,
        _formule(lening, stand, rente),
        regels,
        mutatie_id,
    )
    return replace(nieuw, rente=(*nieuw.rente, post)), (posting,)


def _formule(lening: Leningvoorwaarden, stand: Stand, rente: int) -> str:
    van, maanden = stand.aanloop.van if stand.aanloop else date.min, stand.aanloopmaanden
    tot, jaarrente = plus_maanden(van, len(maanden)), stand.schema.jaarrente_procent
    stukken = [(cent, len(tuple(groep))) for cent, groep in groupby(maanden)]
    if len(stukken) == 1:
        return rente_uitleg(
            van,
            tot,
            maanden[0],
            jaarrente,
            Fraction(len(maanden), MAANDEN_PER_JAAR),
            artikel=lening.artikel,
        )
    som = " + ".join(
        f"{bedrag(cent)} x {aantal}/{MAANDEN_PER_JAAR}" for cent, aantal in stukken if cent
    )
    periode = f"{voluit(van)} t/m {voluit(tot - DAG)}"
    return f"Rente {periode}: {procent(jaarrente)} van ({som}) = {bedrag(rente)} ({lening.artikel})"
