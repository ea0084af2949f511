"""Money of the debtor in and out: receipts, extra aflossing, payoff, costs, and what goes back (Awb 4:92, BW 6:44)."""

from dataclasses import replace
from datetime import date

from services.ledger.domain.grootboek.boekregels import Grootboek, boeking, credit, debet
from services.ledger.domain.verloop import gegevens as g
from services.ledger.domain.verloop import mutaties as m
from services.ledger.domain.verloop.aanloop import boek_aanloop
from services.ledger.domain.verloop.betaling import (
    boek_betaling,
    boek_toerekening,
    boek_vrije_aflossing,
)
from services.ledger.domain.verloop.leningstand import Leningvoorwaarden, Posting, Rentepost, Stand
from services.ledger.domain.verloop.ontvangst import boek_ontvangst
from services.ledger.domain.verloop.rentetelling import lopende_rente, rentesom, tel_rente
from services.ledger.domain.verloop.verwerkt import MutatieKanNiet, Verwerkt, posting_van
from shared.dates import voluit
from shared.money import bedrag
from shared.parameters import Parameterset
from shared.recht.cohort import Regeling
from shared.recht.toerekening import Post, Toerekening, verdeel


def betaling(
    lening: Leningvoorwaarden, stand: Stand, mutatie: m.Betaling, _: Parameterset
) -> Verwerkt:
    nieuw, postings = boek_betaling(
        lening, stand, mutatie.bedrag_cent, mutatie.valutadatum, mutatie.mutatie_id
    )
    return Verwerkt(nieuw, postings)


def ontvangst(
    lening: Leningvoorwaarden, stand: Stand, mutatie: m.Ontvangst, _: Parameterset
) -> Verwerkt:
    """What is due; up to the coming term waits for its vervaldag as tegoed, more lowers the hoofdsom at once (rekenregels 1, Awb 4:92)."""
    return Verwerkt(
        *boek_ontvangst(lening, stand, mutatie.bedrag_cent, mutatie.valutadatum, mutatie.mutatie_id)
    )


def extra_aflossing(
    lening: Leningvoorwaarden, stand: Stand, mutatie: m.ExtraAflossing, _: Parameterset
) -> Verwerkt:
    """What is due first (BW 6:44), then hoofdsom that is not; too much becomes tegoed (rekenregels 1)."""
    eerst = verdeel(mutatie.bedrag_cent, stand.openstaand(mutatie.valutadatum))
    nieuw, postings = boek_toerekening(
        lening, stand, replace(eerst, rest_cent=0), mutatie.valutadatum, mutatie.mutatie_id
    )
    aflossing = min(eerst.rest_cent, nieuw.niet_vervallen_cent)
    wat = (
        "de termijn blijft gelijk"
        if mutatie.keuze is m.Keuze.TERMIJNBEDRAG_BLIJFT
        else "de einddatum blijft gelijk"
    )
    nieuw, extra = boek_vrije_aflossing(
        lening,
        nieuw,
        aflossing,
        mutatie.valutadatum,
        wat=f"Extra aflossing, {wat}",
        mutatie_id=mutatie.mutatie_id,
    )
    rest = Toerekening(rest_cent=eerst.rest_cent - aflossing)
    nieuw, over = boek_toerekening(lening, nieuw, rest, mutatie.valutadatum, mutatie.mutatie_id)
    return Verwerkt(
        replace(nieuw, herreken=nieuw.herreken or mutatie.keuze is m.Keuze.EINDDATUM_BLIJFT),
        (*postings, *extra, *over),
    )


def aflossing_ineens(
    lening: Leningvoorwaarden, stand: Stand, mutatie: m.AflossingIneens, parameters: Parameterset
) -> Verwerkt:
    """Payoff on any day: the interest of the running term with it (A-2); less than everything is refused (BW 6:44 lid 3).

    A Tozo loan may be paid off without its postponed interest, which then stays due on its own day. What was accepted once stays a
    receipt when it later proves too little.
    """
    dag = mutatie.valutadatum
    vervalt = stand.aanloop.vervaldag if stand.aanloop else dag
    stand, aanloop = boek_aanloop(lening, stand, dag, vervalt, mutatie.mutatie_id)
    rente = lopende_rente(stand, dag)
    open_nu = _alles_opeisbaar(stand, dag, rente, ook_uitgesteld=True)
    nodig = open_nu.openstaand(dag).totaal_cent
    betaald = nodig if mutatie.bedrag_cent is None else mutatie.bedrag_cent
    if betaald < nodig and lening.regeling is Regeling.TOZO:
        open_nu = _alles_opeisbaar(stand, dag, rente, ook_uitgesteld=False)
        nodig = open_nu.openstaand(dag).totaal_cent
    if betaald < nodig and mutatie.aanvaard:
        return extra_aflossing(lening, stand, _als_extra(mutatie, betaald), parameters)
    if betaald < nodig:
        raise MutatieKanNiet(
            f"Voor aflossing ineens op {voluit(dag)} is {bedrag(nodig)} nodig, {bedrag(betaald)} is te weinig (BW 6:44 lid 3)."
        )
    nieuw, postings = boek_toerekening(
        lening, open_nu, verdeel(betaald, open_nu.openstaand(dag)), dag, mutatie.mutatie_id
    )
    lopend = (_rente_tot(lening, stand, dag, rente, mutatie.mutatie_id),) if rente else ()
    return Verwerkt(nieuw, (*aanloop, *lopend, *postings))


def _alles_opeisbaar(stand: Stand, dag: date, rente: int, *, ook_uitgesteld: bool) -> Stand:
    """Everything falls due on this day, with the interest of the running term; no term comes after it."""
    erbij = (Rentepost(dag, dag, rente, rente),) if rente else ()

    def naar_voren(een: Rentepost) -> Rentepost:
        blijft = een.grootboek is Grootboek.UITGESTELDE_RENTE and not ook_uitgesteld
        return een if blijft else replace(een, vervaldag=min(een.vervaldag, dag))

    vervallen = tuple(Post(min(een.vervaldag, dag), een.cent) for een in stand.vervallen)
    rest = stand.niet_vervallen_cent
    return replace(
        stand,
        rente=(*map(naar_voren, stand.rente), *erbij),
        vervallen=(*vervallen, Post(dag, rest)) if rest else vervallen,
        gesloten=stand.begonnen,
    )


def _als_extra(mutatie: m.AflossingIneens, cent: int) -> m.ExtraAflossing:
    return m.ExtraAflossing(
        mutatie_id=mutatie.mutatie_id,
        boekdatum=mutatie.boekdatum,
        valutadatum=mutatie.valutadatum,
        bedrag_cent=cent,
    )


def _rente_tot(
    lening: Leningvoorwaarden, stand: Stand, dag: date, rente: int, mutatie_id: str
) -> Posting:
    """The interest of the term in which everything is paid off."""
    regels = boeking(
        debet(Grootboek.RENTE, lening.cohort, rente),
        credit(Grootboek.RENTEBATEN, lening.cohort, rente),
    )
    formule = rentesom(lening, tel_rente(stand, dag), rente)
    return Posting(
        "rente",
        lening.lening_id,
        dag,
        rente,
        lening.artikel,
        formule,
        regels,
        mutatie_id,
        termijn=stand.begonnen,
    )


def kosten(
    lening: Leningvoorwaarden, stand: Stand, mutatie: m.Besluitmutatie[g.Kosten], _: Parameterset
) -> Verwerkt:
    regels = boeking(
        debet(Grootboek.KOSTEN, lening.cohort, mutatie.gegevens.bedrag_cent),
        credit(Grootboek.KOSTENBATEN, lening.cohort, mutatie.gegevens.bedrag_cent),
    )
    posting = posting_van(
        lening,
        mutatie,
        "kosten",
        mutatie.gegevens.bedrag_cent,
        grondslag=mutatie.gegevens.grondslag,
        formule=f"Kosten {bedrag(mutatie.gegevens.bedrag_cent)}",
    )
    return Verwerkt(
        replace(
            stand, kosten=(*stand.kosten, Post(mutatie.valutadatum, mutatie.gegevens.bedrag_cent))
        ),
        (replace(posting, boekregels=regels),),
    )


def terugstorting(
    lening: Leningvoorwaarden,
    stand: Stand,
    mutatie: m.Besluitmutatie[g.Terugstorting],
    _: Parameterset,
) -> Verwerkt:
    """Money that left is gone, also when the receipt it came from is taken back later: then it is a claim on the debtor (BW 6:203)."""
    if mutatie.gegevens.bedrag_cent > stand.tegoed_cent and not mutatie.aanvaard:
        raise MutatieKanNiet(
            f"Het tegoed is {bedrag(stand.tegoed_cent)}; {bedrag(mutatie.gegevens.bedrag_cent)} terugstorten kan niet."
        )
    regels = boeking(
        debet(Grootboek.TEGOED, lening.cohort, mutatie.gegevens.bedrag_cent),
        credit(Grootboek.BANK, lening.cohort, mutatie.gegevens.bedrag_cent),
    )
    posting = posting_van(
        lening,
        mutatie,
        "terugstorting",
        mutatie.gegevens.bedrag_cent,
        grondslag="BW 6:203",
        formule=f"Terugstorting {bedrag(mutatie.gegevens.bedrag_cent)}",
    )
    return Verwerkt(
        replace(stand, tegoed_cent=stand.tegoed_cent - mutatie.gegevens.bedrag_cent),
        (replace(posting, boekregels=regels),),
    )
