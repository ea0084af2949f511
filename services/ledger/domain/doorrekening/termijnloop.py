"""The terms of a running loan: interest and aflossing of each, whatever happened before (rekenregels 1, Bbz art. 15 and 41)."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from services.ledger.domain.aflosschema import Methode, Schemavraag, annuiteit, lineaire_aflossing, termijngrens, vervaldag
from services.ledger.domain.boekregels import Boekregel, Grootboek, boeking, credit, debet
from services.ledger.domain.dagtelling import Dagtelling, jaardeel
from services.ledger.domain.doorrekening.leningstand import Lening, Posting, Product, Rentepost, Stand, Verleend
from services.ledger.domain.doorrekening.tozo import Aanloop
from services.ledger.domain.rente import rente_over, rente_uitleg, rentedeel
from services.ledger.domain.toerekening import Post
from shared.money import afgerond, bedrag, procent

Stap = tuple[Stand, tuple[Posting, ...]]


class Termijnbedrag(NamedTuple):
    """What one term asks."""

    rente_cent: int
    aflossing_cent: int


def volgende_dag(lening: Lening, stand: Stand) -> date | None:
    """The next day on which a term begins or closes; None when nothing more will come by itself."""
    if lening.product is Product.BORGTOCHT or (lening.product is Product.VOORBEREIDING and not stand.omgezet):
        return None
    if stand.begonnen > stand.gesloten:
        return sluitdag(stand.schema, stand.begonnen)
    if stand.hoofdsom_cent == 0 and stand.uitbetaald_cent == sum(deel.cent for deel in lening.uitbetalingen):
        return None
    return termijngrens(stand.schema, stand.gesloten)


def sluitdag(schema: Schemavraag, nr: int) -> date:
    """The day on which the interest of a term is posted: its last day, or the vervaldag before it where months are counted."""
    eind = termijngrens(schema, nr) - timedelta(days=1)
    return min(eind, vervaldag(schema, nr)) if schema.dagtelling is Dagtelling.MAAND else eind


def begin_termijn(stand: Stand) -> Stand:
    """Fix the base of the next term after the receipts of its first day; after an extra aflossing that keeps the end, the amount too."""
    begin = termijngrens(stand.schema, stand.begonnen)
    vast = vast_bedrag(stand) if stand.herreken or not stand.begonnen else stand.vast_cent
    return replace(
        stand,
        begonnen=stand.begonnen + 1,
        basis_cent=stand.rentedragend_cent,
        opgelopen=Fraction(0),
        geteld_tot=begin,
        vast_cent=vast,
        herreken=False,
    )


def vast_bedrag(stand: Stand) -> int:
    """The amount per term over what has not fallen due and the aflossing terms that remain, by the formula of the schedule."""
    schema = stand.schema
    gehad = stand.begonnen - stand.uitsteltermijnen
    over = schema.termijnen - max(gehad, schema.aflossingsvrij)
    if over < 1:
        return stand.niet_vervallen_cent
    hoofdsom = schema.hoofdsom_cent if not stand.begonnen else stand.niet_vervallen_cent
    if schema.methode is not Methode.ANNUITAIR or not hoofdsom:
        return lineaire_aflossing(hoofdsom, over)
    eerste = stand.begonnen + max(0, schema.aflossingsvrij - gehad)
    grenzen = [termijngrens(schema, nr) for nr in range(eerste, eerste + over + 1)]
    delen = tuple(rentedeel(van, tot, schema.termijnmaanden, schema.dagtelling) for van, tot in pairwise(grenzen))
    return annuiteit(hoofdsom, schema.jaarrente_procent, delen)


def tel_rente(stand: Stand, dag: date) -> Stand:
    """Count interest by days up to a day on which the base changes; nothing to do where months are counted.

    Money received bears no interest from its own day, also while it waits as tegoed (law.md 2.6).
    """
    schema, van = stand.schema, stand.geteld_tot
    if van is None or schema.dagtelling is Dagtelling.MAAND or dag <= van or stand.begonnen == stand.gesloten:
        return stand
    tot = min(dag, stand.renteloos_vanaf) if stand.renteloos_vanaf else dag
    grondslag = max(0, stand.rentedragend_cent - stand.tegoed_cent)
    erbij = _exact(stand, grondslag, jaardeel(van, tot, schema.dagtelling)) if tot > van else Fraction(0)
    return replace(stand, opgelopen=stand.opgelopen + erbij, geteld_tot=dag)


def lopende_rente(stand: Stand, dag: date) -> int:
    """Interest of the term that runs, charged when the loan is paid off on this day: the whole month, or the days up to it (A-2)."""
    if stand.begonnen == stand.gesloten or _is_rentevrij(stand):
        return 0
    if stand.schema.dagtelling is not Dagtelling.MAAND:
        return afgerond(tel_rente(stand, dag).opgelopen)
    return rente_over(stand.basis_cent, stand.schema.jaarrente_procent, Fraction(stand.schema.termijnmaanden, 12))


def sluit_termijn(lening: Lening, stand: Stand) -> Stap:
    """Post the interest of the running term and let its aflossing fall due; during uitstel only interest (art. 41 lid 3)."""
    schema, nr = stand.schema, stand.begonnen
    na_termijn = termijngrens(schema, nr)
    dag, valt = sluitdag(schema, nr), vervaldag(schema, nr)
    valt = max(valt, dag)
    uitstel = next((een for een in stand.uitstel if een.van <= valt < een.tot), None)
    stand = tel_rente(stand, na_termijn)
    rente = _termijnrente(stand)
    aflossing = 0 if uitstel else _aflossing(stand, rente)
    postings = [_renteposting(lening, stand, rente, dag, uitstel)] if rente else []
    post = Rentepost(dag, _rente_vervaldag(stand, valt, uitstel), rente, rente, _renterekening(uitstel))
    nieuw = replace(
        stand,
        gesloten=nr,
        geteld_tot=na_termijn,
        uitsteltermijnen=stand.uitsteltermijnen + (1 if uitstel else 0),
        rente=(*stand.rente, post) if rente else stand.rente,
        vervallen=(*stand.vervallen, Post(valt, aflossing)) if aflossing else stand.vervallen,
    )
    if aflossing or rente:
        formule = f"Termijn {nr}: {bedrag(rente)} rente en {bedrag(aflossing)} aflossing, te betalen op {valt}"
        postings.append(Posting("termijn", lening.lening_id, dag, rente + aflossing, "Bbz art. 39 lid 1 a", formule))
    return nieuw, tuple(postings)


def komende_termijn(lening: Lening, stand: Stand, dag: date) -> Termijnbedrag:
    """What the next term that falls due after a day will ask, as far as can be known on it."""
    posten = [Post(een.vervaldag, een.open_cent) for een in stand.rente if een.open_cent and een.vervaldag > dag]
    later = [een for een in stand.vervallen if een.vervaldag > dag]
    if komend := min((een.vervaldag for een in (*posten, *later)), default=None):
        return Termijnbedrag(*(sum(een.cent for een in alle if een.vervaldag == komend) for alle in (posten, later)))
    if volgende_dag(lening, stand) is None:
        return Termijnbedrag(0, 0)
    lopend = stand if stand.begonnen > stand.gesloten else begin_termijn(stand)
    dicht, _ = sluit_termijn(lening, lopend)
    return Termijnbedrag(dicht.rente_open() - stand.rente_open(), stand.niet_vervallen_cent - dicht.niet_vervallen_cent)


def boek_aanloop(lening: Lening, stand: Stand, aanloop: Aanloop) -> Stap:
    """The Tozo interest before the first term as one posting for its whole window, due on the first payment date (W-01)."""
    deel = Fraction(aanloop.maanden, 12)
    rente = rente_over(stand.hoofdsom_cent, stand.schema.jaarrente_procent, deel)
    dag = aanloop.tot - timedelta(days=1)
    formule = rente_uitleg(aanloop.van, aanloop.tot, stand.hoofdsom_cent, stand.schema.jaarrente_procent, deel, artikel=lening.artikel)
    post = Rentepost(dag, aanloop.vervaldag, rente, rente, Grootboek.UITGESTELDE_RENTE)
    posting = Posting("rente", lening.lening_id, dag, rente, lening.artikel, formule, _renteregels(lening, post.grootboek, rente))
    return (replace(stand, rente=(*stand.rente, post)), (posting,)) if rente else (stand, ())


def einddatum(stand: Stand, *, komend_uitstel: int = 0) -> date:
    """The last day of the last term, moved by the terms of uitstel."""
    terms = stand.schema.termijnen + stand.uitsteltermijnen + komend_uitstel
    return termijngrens(stand.schema, terms) - timedelta(days=1)


def _termijnrente(stand: Stand) -> int:
    if _is_rentevrij(stand):
        return 0
    if stand.schema.dagtelling is not Dagtelling.MAAND:
        return afgerond(stand.opgelopen)
    return rente_over(stand.basis_cent, stand.schema.jaarrente_procent, Fraction(stand.schema.termijnmaanden, 12))


def _is_rentevrij(stand: Stand) -> bool:
    schema = stand.schema
    begin = termijngrens(schema, stand.begonnen - 1)
    voorbij = stand.renteloos_vanaf is not None and begin >= stand.renteloos_vanaf
    return schema.methode is Methode.RENTELOOS or voorbij or stand.begonnen - stand.uitsteltermijnen <= schema.rentevrij


def _aflossing(stand: Stand, rente_cent: int) -> int:
    """What falls due of the hoofdsom in this term: the fixed amount, the rest in the last, nothing once claimed or the business ended."""
    schema, nr = stand.schema, stand.begonnen - stand.uitsteltermijnen
    if stand.opgeeist_op or stand.einde_bedrijf_op or nr <= schema.aflossingsvrij:
        return 0
    if nr >= schema.termijnen:
        return stand.niet_vervallen_cent
    gewenst = stand.vast_cent - rente_cent if schema.methode is Methode.ANNUITAIR else stand.vast_cent
    return max(0, min(gewenst, stand.niet_vervallen_cent))


def _rente_vervaldag(stand: Stand, valt: date, uitstel: Verleend | None) -> date:
    """Postponed interest falls due on the day of the decision, by default the first vervaldag after the uitstel."""
    if uitstel is None or not uitstel.rente_mee:
        return valt
    if uitstel.rente_vervaldag:
        return uitstel.rente_vervaldag
    nr = stand.begonnen
    while vervaldag(stand.schema, nr) < uitstel.tot:
        nr += 1
    return vervaldag(stand.schema, nr)


def _renterekening(uitstel: Verleend | None) -> Grootboek:
    return Grootboek.UITGESTELDE_RENTE if uitstel and uitstel.rente_mee else Grootboek.RENTE


def _renteposting(lening: Lening, stand: Stand, rente: int, dag: date, uitstel: Verleend | None) -> Posting:
    schema = stand.schema
    begin, na = termijngrens(schema, stand.begonnen - 1), termijngrens(schema, stand.begonnen)
    deel = rentedeel(begin, na, schema.termijnmaanden, schema.dagtelling)
    gewoon = rente == rente_over(stand.basis_cent, schema.jaarrente_procent, deel)
    formule = rente_uitleg(begin, na, stand.basis_cent, schema.jaarrente_procent, deel, artikel=lening.artikel)
    if not gewoon:
        wat = f"{procent(schema.jaarrente_procent)} per dag over het open saldo ({schema.dagtelling})"
        formule = f"Rente {begin} t/m {na - timedelta(days=1)}: {wat} = {bedrag(rente)} ({lening.artikel})"
    regels = _renteregels(lening, _renterekening(uitstel), rente)
    return Posting("rente", lening.lening_id, dag, rente, lening.artikel, formule, regels)


def _renteregels(lening: Lening, grootboek: Grootboek, cent: int) -> tuple[Boekregel, ...]:
    return boeking(debet(grootboek, lening.cohort, cent), credit(Grootboek.RENTEBATEN, lening.cohort, cent))


def _exact(stand: Stand, grondslag_cent: int, deel: Fraction) -> Fraction:
    return grondslag_cent * Fraction(stand.schema.jaarrente_procent) / 100 * deel
