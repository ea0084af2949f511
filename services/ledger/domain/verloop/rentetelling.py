"""The interest of the term that runs: over its base of the first day, or day by day (rekenregels 1, A-2)."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from services.ledger.domain.verloop.leningstand import Leningvoorwaarden, Rentestuk, Stand
from services.ledger.domain.verloop.sommen import Rentesom
from shared.dates import plus_maanden, voluit
from shared.money import afgerond, bedrag, procent
from shared.recht.aflosschema import Methode, termijngrens
from shared.recht.dagtelling import Dagtelling, breuk, jaardeel
from shared.recht.rente import MAANDEN_PER_JAAR, maanden_van_een_jaar, rente_over


def telt_dagen(stand: Stand) -> bool:
    """Interest per day instead of per month (A-2)."""
    return stand.schema.dagtelling is not Dagtelling.MAAND


def tel_rente(stand: Stand, dag: date) -> Stand:
    """Count interest by days up to a day on which the base changes; nothing to do where months are counted.

    Money received bears no interest from its own day, also while it waits as tegoed (rekenregels 1).
    """
    van = stand.geteld_tot
    if van is None or not telt_dagen(stand) or dag <= van or stand.begonnen == stand.gesloten:
        return stand
    tot = min(dag, stand.renteloos_vanaf) if stand.renteloos_vanaf else dag
    geteld, vroeg = stand.geteld, max(0, stand.tegoed_cent - stand.op_tijd_cent)
    vervaldagen = {post.vervaldag for post in stand.vervallen if van < post.vervaldag < tot}
    for begin, eind in pairwise(sorted({van, max(van, tot), *vervaldagen})):
        geteld = _met_stuk(
            geteld, Rentestuk(begin, eind, max(0, stand.rentedragend_cent(begin) - vroeg))
        )
    return stand.met(geteld=geteld, geteld_tot=dag)


def op_tijd(stand: Stand, tegoed_cent: int, dag: date) -> int:
    """Of what becomes tegoed on a day: the part that is on time for the running term, because it came on its last day."""
    laatste = termijngrens(stand.schema, stand.begonnen) - timedelta(days=1)
    return (
        tegoed_cent
        if telt_dagen(stand) and stand.begonnen > stand.gesloten and dag == laatste
        else 0
    )


def termijnrente(stand: Stand) -> int:
    """The interest of the running term: one rounding (A-4); of a term that days are counted in, as far as it was counted."""
    if is_rentevrij(stand):
        return 0
    if telt_dagen(stand):
        return afgerond(sum((_over(stand, stuk) for stuk in stand.geteld), Fraction(0)))
    return rente_over(stand.basis_cent, stand.schema.jaarrente_procent, maanddeel(stand))


def maanddeel(stand: Stand) -> Fraction:
    """The part of a year of the running term by months, up to the day from which the loan is renteloos (Bbz art. 43 lid 2).

    A month in which that day falls counts for its days before it over the days of that month (B-8).
    """
    schema, vanaf = stand.schema, stand.renteloos_vanaf
    if vanaf is None:
        return maanden_van_een_jaar(schema.termijnmaanden)
    eerste = (stand.begonnen - 1) * schema.termijnmaanden
    grenzen = [
        plus_maanden(schema.start, eerste + nummer) for nummer in range(schema.termijnmaanden + 1)
    ]
    delen = (
        Fraction(max(0, (min(na, vanaf) - van).days), (na - van).days)
        for van, na in pairwise(grenzen)
    )
    return sum(delen, Fraction(0)) / MAANDEN_PER_JAAR


def lopende_rente(stand: Stand, dag: date) -> int:
    """Interest of the term that runs, charged when the loan is paid off on this day: the whole month, or the days up to it (A-2)."""
    return termijnrente(tel_rente(stand, dag)) if stand.begonnen > stand.gesloten else 0


def is_rentevrij(stand: Stand) -> bool:
    """Does the running term bear no interest: by the conditions, or since the loan became renteloos (Bbz art. 43 lid 2)?"""
    schema = stand.schema
    begin = termijngrens(schema, stand.begonnen - 1)
    voorbij = stand.renteloos_vanaf is not None and begin >= stand.renteloos_vanaf
    return (
        schema.methode is Methode.RENTELOOS
        or voorbij
        or stand.begonnen - stand.uitsteltermijnen <= schema.rentevrij
    )


def rentesom(lening: Leningvoorwaarden, stand: Stand, rente_cent: int) -> Rentesom | str:
    """The interest of the running term, every base with its days."""
    schema, stukken = stand.schema, stand.geteld
    begin = termijngrens(schema, stand.begonnen - 1)
    if len(stukken) < 2:
        na = termijngrens(schema, stand.begonnen)
        tot_einde = min(na, stand.renteloos_vanaf or na)
        van, tot, grondslag = stukken[0] if stukken else (begin, tot_einde, stand.basis_cent)
        deel = jaardeel(van, tot, schema.dagtelling) if telt_dagen(stand) else maanddeel(stand)
        return Rentesom(van, tot, grondslag, schema.jaarrente_procent, deel, lening.artikel)
    delen = ((stuk, jaardeel(stuk.van, stuk.tot, schema.dagtelling)) for stuk in stukken)
    som = " + ".join(f"{bedrag(stuk.grondslag_cent)} x {breuk(deel)}" for stuk, deel in delen)
    laatste = stukken[-1].tot - timedelta(days=1)
    rente = f"{procent(schema.jaarrente_procent)} van ({som}) = {bedrag(rente_cent)}"
    return f"Rente {voluit(begin)} t/m {voluit(laatste)}: {rente} ({lening.artikel})"


def _met_stuk(geteld: tuple[Rentestuk, ...], stuk: Rentestuk) -> tuple[Rentestuk, ...]:
    """Days that follow each other with one base are one piece."""
    if geteld and geteld[-1].tot == stuk.van and geteld[-1].grondslag_cent == stuk.grondslag_cent:
        return (*geteld[:-1], geteld[-1]._replace(tot=stuk.tot))
    return (*geteld, stuk)


def _over(stand: Stand, stuk: Rentestuk) -> Fraction:
    deel = jaardeel(stuk.van, stuk.tot, stand.schema.dagtelling)
    return stuk.grondslag_cent * Fraction(stand.schema.jaarrente_procent) / 100 * deel
