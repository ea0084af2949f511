"""What follows from not paying: opeising, wettelijke rente over arrears, collection that stops (Bbz art. 39, 41; Awb title 4.4)."""

from dataclasses import replace
from datetime import date

from services.ledger.domain.boekregels import Grootboek, Regeling, boeking, credit, debet
from services.ledger.domain.doorrekening import mutaties as m
from services.ledger.domain.doorrekening.leningstand import Lening, Posting, Rentepost, Stand
from services.ledger.domain.doorrekening.verwerkt import MutatieKanNiet, Verwerkt, posting_van
from services.ledger.domain.toerekening import Post
from services.ledger.domain.wettelijke_rente import wettelijke_rente
from shared.dates import voluit
from shared.money import bedrag
from shared.parameters import Parameterset


def opeising(lening: Lening, stand: Stand, mutatie: m.Opeising, _: Parameterset) -> Verwerkt:
    """The rest falls due at once; it goes on bearing interest (Bbz art. 39, 41 lid 4 and 6; Tozo art. 16 lid 1 b)."""
    if stand.opgeeist_op:
        raise MutatieKanNiet(f"De lening is al opgeeist op {stand.opgeeist_op}.")
    if lening.regeling is Regeling.TOZO and mutatie.grond in (m.Grond.DUURZAAM_ONVERMOGEN, m.Grond.BESTEMMING):
        raise MutatieKanNiet(f"De grond '{mutatie.grond}' geldt niet voor een Tozo-lening (Tozo art. 16 lid 1 b).")
    rest, dag = stand.niet_vervallen_cent, mutatie.valutadatum
    artikel = _opeisingsartikel(lening, mutatie.grond)
    formule = f"Opeising om '{mutatie.grond}': {bedrag(rest)} hoofdsom is op {voluit(dag)} ineens verschuldigd"
    nieuw = replace(stand, opgeeist_op=dag, vervallen=(*stand.vervallen, Post(dag, rest)) if rest else stand.vervallen)
    return Verwerkt(nieuw, (posting_van(lening, mutatie, "opeising", rest, grondslag=artikel, formule=formule),))


def start_wettelijke_rente(lening: Lening, stand: Stand, mutatie: m.BeschikkingWettelijkeRente, parameters: Parameterset) -> Verwerkt:
    """Start wettelijke rente over the arrears of this day, where all rates are known; it is posted on the day up to which it is fixed."""
    if not mutatie.toerekenbaar and lening.regeling is Regeling.BBZ:
        raise MutatieKanNiet("Wettelijke rente over achterstand is er alleen bij een toerekenbare tekortkoming (Bbz art. 41 lid 5).")
    if stand.wettelijk_van:
        raise MutatieKanNiet(f"Er loopt al wettelijke rente vanaf {stand.wettelijk_van}.")
    if mutatie.tot <= mutatie.valutadatum:
        raise MutatieKanNiet("'tot' ligt niet na de eerste dag van de wettelijke rente.")
    nieuw = replace(stand, wettelijk_van=mutatie.valutadatum, wettelijk_tot=mutatie.tot)
    arrears = wettelijke_grondslag(nieuw)
    if not arrears:
        raise MutatieKanNiet(f"Op {mutatie.valutadatum} is er geen achterstand.")
    wettelijke_rente([Post(mutatie.valutadatum, arrears)], mutatie.tot, parameters)
    return Verwerkt(replace(nieuw, wettelijk_standen=(Post(mutatie.valutadatum, arrears),)))


def wettelijke_grondslag(stand: Stand) -> int:
    """Arrears that bear wettelijke rente: hoofdsom and contract interest that fell due before it started."""
    van = stand.wettelijk_van
    if van is None:
        return 0
    rente = sum(een.open_cent for een in stand.rente if een.vervaldag < van and een.grootboek is not Grootboek.WETTELIJKE_RENTE)
    return rente + sum(post.cent for post in stand.vervallen if post.vervaldag < van)


def boek_wettelijke_rente(lening: Lening, stand: Stand, parameters: Parameterset, bekend_op: date | None) -> Verwerkt:
    """Post the wettelijke rente that was decreed, on the day up to which it was fixed (Awb 4:98, 4:99)."""
    dag = stand.wettelijk_tot
    if dag is None:
        return Verwerkt(stand)
    uit = wettelijke_rente(stand.wettelijk_standen, dag, parameters, bekend_op)
    nieuw = replace(stand, wettelijk_van=None, wettelijk_tot=None, wettelijk_standen=())
    if not uit.verschuldigd_cent:
        return Verwerkt(nieuw, signalen=(uit.uitleg[-1],))
    cent = uit.verschuldigd_cent
    post = Rentepost(dag, dag, cent, cent, Grootboek.WETTELIJKE_RENTE)
    regels = boeking(debet(Grootboek.WETTELIJKE_RENTE, lening.cohort, cent), credit(Grootboek.WETTELIJKE_RENTEBATEN, lening.cohort, cent))
    posting = Posting("wettelijke_rente", lening.lening_id, dag, cent, "Awb 4:98, 4:99; BW 6:119", "; ".join(uit.uitleg), regels)
    return Verwerkt(replace(nieuw, rente=(*nieuw.rente, post)), (posting,))


def buiten_invordering(lening: Lening, stand: Stand, mutatie: m.BuitenInvordering, _: Parameterset) -> Verwerkt:
    soort = "invordering_hervat" if mutatie.hervat else "buiten_invordering"
    posting = posting_van(lening, mutatie, soort, stand.hoofdsom_cent, grondslag="Awb titel 4.4", formule="De schuld blijft bestaan")
    return Verwerkt(replace(stand, buiten_invordering_op=None if mutatie.hervat else mutatie.valutadatum), (posting,))


def _opeisingsartikel(lening: Lening, grond: m.Grond) -> str:
    if lening.regeling is Regeling.TOZO:
        return "Tozo art. 16 lid 1 b"
    return "Bbz art. 41 lid 4" if grond is m.Grond.DUURZAAM_ONVERMOGEN else "Bbz art. 39 lid 1"
