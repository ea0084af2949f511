"""The terms of a running loan, one after the other, whatever happened before (rekenregels 1, Bbz art. 15 and 41)."""

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from services.ledger.domain.grootboek.boekregels import Boekregel, Grootboek, boeking, credit, debet
from services.ledger.domain.verloop.aanloop import tel_aanloop
from services.ledger.domain.verloop.leningstand import (
    Leningvoorwaarden,
    Posting,
    Product,
    Rentepost,
    Stand,
    Verleend,
)
from services.ledger.domain.verloop.rentetelling import (
    rentesom,
    tel_rente,
    telt_dagen,
    termijnrente,
)
from services.ledger.domain.verloop.sommen import Termijnsom
from shared.recht.aflosschema import (
    Methode,
    Schemavraag,
    annuiteit,
    delen_van,
    lineaire_aflossing,
    termijngrens,
    vervaldag,
)
from shared.recht.dagtelling import Dagtelling
from shared.recht.rente import maanden_van_een_jaar
from shared.recht.toerekening import Post

Stap = tuple[Stand, tuple[Posting, ...]]
DAG = timedelta(days=1)
GEEN = Fraction(0)


class Termijnbedrag(NamedTuple):
    """What one term asks."""

    rente_cent: int
    aflossing_cent: int


def loopt(lening: Leningvoorwaarden, stand: Stand) -> bool:
    """Does a next term come? Not after the last one of the schedule, moved by uitstel, and not while a voorbereidingskrediet waits."""
    if lening.product is Product.BORGTOCHT or (
        lening.product is Product.VOORBEREIDING and not stand.omgezet
    ):
        return False
    komt_nog = stand.hoofdsom_cent or stand.uitbetaald_cent < sum(
        deel.cent for deel in lening.uitbetalingen
    )
    return bool(komt_nog) and stand.gesloten - stand.uitsteltermijnen < stand.schema.termijnen


def volgende_dag(lening: Leningvoorwaarden, stand: Stand) -> date | None:
    """The day at whose start the next term closes: interest by days waits for the receipts of its last day.

    None when nothing more will come by itself.
    """
    if stand.begonnen == stand.gesloten and not loopt(lening, stand):
        return None
    schema, nr = stand.schema, stand.gesloten + 1
    return (
        termijngrens(schema, nr)
        if telt_dagen(stand)
        else max(sluitdag(schema, nr), termijngrens(schema, nr - 1) + DAG)
    )


def dag_met_gevolg(lening: Leningvoorwaarden, stand: Stand) -> date | None:
    """As `volgende_dag`, past the terms that ask nothing and post nothing."""
    while (dag := volgende_dag(lening, stand)) and _kan_zwijgen(stand):
        stand, postings = sluit_termijn(lening, tel_tot(lening, stand, dag))
        if postings:
            break
    return dag


def _kan_zwijgen(stand: Stand) -> bool:
    """Terms without interest, while aflossing waits: for what was claimed, the end of the business, uitstel, or by the conditions."""
    schema = stand.schema
    zonder_rente = stand.renteloos_vanaf or schema.methode is Methode.RENTELOOS or schema.rentevrij
    zonder_aflossing = stand.opgeeist_op or stand.einde_bedrijf_op or stand.uitstel
    return bool(zonder_rente and (zonder_aflossing or schema.aflossingsvrij))


def sluitdag(schema: Schemavraag, nr: int) -> date:
    """The day from which the interest of a term counts: its last day, or the vervaldag before it where months are counted."""
    eind = termijngrens(schema, nr) - DAG
    return min(eind, vervaldag(schema, nr)) if schema.dagtelling is Dagtelling.MAAND else eind


def tel_tot(lening: Leningvoorwaarden, stand: Stand, dag: date) -> Stand:
    """What time alone does before a day: the term that began on an earlier day gets its base, and interest by days is counted."""
    stand = tel_aanloop(lening, stand, dag)
    if (
        stand.begonnen == stand.gesloten
        and loopt(lening, stand)
        and termijngrens(stand.schema, stand.begonnen) < dag
    ):
        stand = begin_termijn(stand)
    return tel_rente(stand, dag)


def begin_termijn(stand: Stand) -> Stand:
    """Fix the base of the next term after the receipts of its first day; after an extra aflossing that keeps the end, the amount too."""
    nieuw_bedrag = stand.herreken or not (stand.begonnen or stand.vast_cent)
    return stand.met(
        begonnen=stand.begonnen + 1,
        basis_cent=stand.rentedragend_cent(termijngrens(stand.schema, stand.begonnen)),
        geteld=(),
        geteld_tot=termijngrens(stand.schema, stand.begonnen),
        vast_cent=vast_bedrag(stand) if nieuw_bedrag else stand.vast_cent,
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
    delen = delen_van(schema, eerste, eerste + over)
    return annuiteit(hoofdsom, schema.jaarrente_procent, delen)


def sluit_termijn(lening: Leningvoorwaarden, stand: Stand) -> Stap:
    """Post the interest of the running term and let its aflossing fall due; during uitstel only interest (art. 41 lid 3)."""
    stand = stand if stand.begonnen > stand.gesloten else begin_termijn(stand)
    schema, nr = stand.schema, stand.begonnen
    na_termijn, dag = termijngrens(schema, nr), sluitdag(schema, nr)
    valt = max(vervaldag(schema, nr), dag)
    uitstel = next((een for een in stand.uitstel if een.van <= valt < een.tot), None)
    stand = tel_rente(stand, na_termijn)
    rente = termijnrente(stand)
    aflossing = 0 if uitstel else _aflossing(stand, rente)
    post = Rentepost(
        dag, _rente_vervaldag(stand, valt, uitstel), rente, rente, _renterekening(uitstel)
    )
    nieuw = stand.met(
        gesloten=nr,
        geteld_tot=na_termijn,
        op_tijd_cent=0,
        uitsteltermijnen=stand.uitsteltermijnen + (1 if uitstel else 0),
        rente=(*stand.rente, post) if rente else stand.rente,
        vervallen=(*stand.vervallen, Post(valt, aflossing)) if aflossing else stand.vervallen,
    )
    postings = (_renteposting(lening, stand, post),) if rente else ()
    gevraagd = 0 if uitstel and uitstel.rente_mee else rente
    return nieuw, (
        *postings,
        *_termijnposting(lening, nr, dag, valt, Termijnbedrag(gevraagd, aflossing)),
    )


def komende_termijn(lening: Leningvoorwaarden, stand: Stand, dag: date) -> Termijnbedrag:
    """What the next term that falls due after a day will ask, as far as can be known on it."""
    posten = [
        Post(een.vervaldag, een.open_cent)
        for een in stand.rente
        if een.open_cent and een.vervaldag > dag
    ]
    later = [een for een in stand.vervallen if een.vervaldag > dag]
    if komend := min((een.vervaldag for een in (*posten, *later)), default=None):
        return Termijnbedrag(
            *(sum(een.cent for een in alle if een.vervaldag == komend) for alle in (posten, later))
        )
    if volgende_dag(lening, stand) is None:
        return Termijnbedrag(0, 0)
    dicht, _ = sluit_termijn(lening, stand)
    return Termijnbedrag(
        dicht.rente_open() - stand.rente_open(),
        stand.niet_vervallen_cent - dicht.niet_vervallen_cent,
    )


def einddatum(lening: Leningvoorwaarden, stand: Stand, verleend: Iterable[Verleend]) -> date:
    """The last day of the last term that asks aflossing: moved by uitstel, earlier after an extra aflossing that keeps the amount.

    As if everything is paid on its day from now on. Where terms ask nothing any more it is the end of the schedule.
    """
    schema, nr, uitstel = stand.schema, stand.gesloten, stand.uitsteltermijnen
    over, volgens_schema = stand.niet_vervallen_cent, _is_zonder_vast_bedrag(lening, stand)
    komend = [een for een in verleend if vervaldag(schema, nr + 1) < een.tot]
    if not komend:
        nog = schema.termijnen - (nr - uitstel)
        nr += nog if volgens_schema else min(nog, _termijnen_te_gaan(stand, over, nog))
    rente = _rente_per_termijn(schema)
    while komend and nr - uitstel < schema.termijnen and (over or volgens_schema):
        nr += 1
        if any(een.van <= vervaldag(schema, nr) < een.tot for een in komend):
            uitstel += 1
        elif nr - uitstel > schema.aflossingsvrij:
            over -= max(0, min(over, stand.vast_cent - _deel(over, rente)))
    return termijngrens(schema, max(nr, stand.begonnen)) - DAG


def _termijnen_te_gaan(stand: Stand, over: int, hoogstens: int) -> int:
    """How many terms repay what is left, without uitstel; asked for every loan on every day that it has something to do."""
    vrij = max(0, stand.schema.aflossingsvrij - (stand.gesloten - stand.uitsteltermijnen))
    rente, vast = _rente_per_termijn(stand.schema), stand.vast_cent
    if not over:
        return 0
    if not rente and over > 0 and vast > 0:
        return vrij - (-over // vast)
    teller, noemer, nr = 2 * rente.numerator, 2 * rente.denominator, vrij
    while over and nr < hoogstens:
        over -= max(0, min(over, vast - (teller * over + rente.denominator) // noemer))
        nr += 1
    return nr


def _is_zonder_vast_bedrag(lening: Leningvoorwaarden, stand: Stand) -> bool:
    """Not paid out yet, no amount per term yet, or nothing asked by terms any more: the schedule says when it ends."""
    nog_niet = not stand.begonnen or stand.uitbetaald_cent < sum(
        deel.cent for deel in lening.uitbetalingen
    )
    return bool(nog_niet or stand.herreken or stand.opgeeist_op or stand.einde_bedrijf_op)


def _deel(cent: int, deel: Fraction) -> int:
    """Part of an amount in whole cents, half up; asked many times for one loan."""
    return (2 * cent * deel.numerator + deel.denominator) // (2 * deel.denominator)


def _rente_per_termijn(schema: Schemavraag) -> Fraction:
    """The part of the hoofdsom that a whole term of an annuity asks as interest."""
    if schema.methode is not Methode.ANNUITAIR:
        return GEEN
    return Fraction(schema.jaarrente_procent) / 100 * maanden_van_een_jaar(schema.termijnmaanden)


def _aflossing(stand: Stand, rente_cent: int) -> int:
    """What falls due of the hoofdsom in this term: the fixed amount, the rest in the last, nothing once claimed or the business ended."""
    schema, nr = stand.schema, stand.begonnen - stand.uitsteltermijnen
    if stand.opgeeist_op or stand.einde_bedrijf_op or nr <= schema.aflossingsvrij:
        return 0
    if nr >= schema.termijnen:
        return stand.niet_vervallen_cent
    gewenst = (
        stand.vast_cent - rente_cent if schema.methode is Methode.ANNUITAIR else stand.vast_cent
    )
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


def _renteposting(lening: Leningvoorwaarden, stand: Stand, post: Rentepost) -> Posting:
    formule = rentesom(lening, stand, post.geboekt_cent)
    regels = _renteregels(lening, post)
    return Posting(
        "rente",
        lening.lening_id,
        post.over,
        post.geboekt_cent,
        lening.artikel,
        formule,
        regels,
        termijn=stand.begonnen,
    )


def _termijnposting(
    lening: Leningvoorwaarden, nr: int, dag: date, valt: date, bedragen: Termijnbedrag
) -> tuple[Posting, ...]:
    """What the term asks; nothing is booked by it. Interest that is postponed is asked later."""
    if not sum(bedragen):
        return ()
    vraagt = Posting(
        "termijn",
        lening.lening_id,
        dag,
        sum(bedragen),
        "Bbz art. 39 lid 1 a",
        Termijnsom(nr, *bedragen, valt),
        termijn=nr,
        aflossing_cent=bedragen.aflossing_cent,
        vervaldag=valt,
    )
    return (vraagt,)


def _renteregels(lening: Leningvoorwaarden, post: Rentepost) -> tuple[Boekregel, ...]:
    cent = post.geboekt_cent
    return boeking(
        debet(post.grootboek, lening.cohort, cent),
        credit(Grootboek.RENTEBATEN, lening.cohort, cent),
    )
