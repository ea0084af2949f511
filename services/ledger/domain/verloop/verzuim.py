"""What follows from not paying: opeising, wettelijke rente over arrears, collection that stops (Bbz art. 39, 41; Awb title 4.4)."""

from dataclasses import replace
from datetime import date

from services.ledger.domain.grootboek.boekregels import Grootboek, boeking, credit, debet
from services.ledger.domain.verloop import gegevens as g
from services.ledger.domain.verloop import mutaties as m
from services.ledger.domain.verloop.leningstand import Leningvoorwaarden, Posting, Rentepost, Stand
from services.ledger.domain.verloop.verwerkt import MutatieKanNiet, Verwerkt, posting_van
from shared.dates import voluit
from shared.money import bedrag
from shared.parameters import Parameterset
from shared.recht.cohort import Regeling
from shared.recht.termijnen import wekentermijn
from shared.recht.toerekening import Post
from shared.recht.wettelijke_rente import wettelijke_rente


def opeising(
    lening: Leningvoorwaarden, stand: Stand, mutatie: m.Besluitmutatie[g.Opeising], _: Parameterset
) -> Verwerkt:
    """The rest falls due at once; it goes on bearing interest (Bbz art. 39, 41 lid 4 and 6; Tozo art. 16 lid 1 b)."""
    if stand.opgeeist_op:
        raise MutatieKanNiet(f"De lening is al opgeeist op {voluit(stand.opgeeist_op)}.")
    if stand.is_leeg:
        raise MutatieKanNiet("Er staat niets open op deze lening: er valt niets op te eisen.")
    if lening.regeling is Regeling.TOZO and mutatie.gegevens.grond in (
        m.Grond.DUURZAAM_ONVERMOGEN,
        m.Grond.BESTEMMING,
    ):
        raise MutatieKanNiet(
            f"De grond '{mutatie.gegevens.grond}' geldt niet voor een Tozo-lening (Tozo art. 16 lid 1 b)."
        )
    rest, dag = stand.niet_vervallen_cent, mutatie.valutadatum
    artikel = _opeisingsartikel(lening, mutatie.gegevens.grond)
    formule = f"Opeising om '{mutatie.gegevens.grond}': {bedrag(rest)} hoofdsom is op {voluit(dag)} ineens verschuldigd"
    nieuw = replace(
        stand,
        opgeeist_op=dag,
        vervallen=(*stand.vervallen, Post(dag, rest)) if rest else stand.vervallen,
    )
    return Verwerkt(
        nieuw, (posting_van(lening, mutatie, "opeising", rest, grondslag=artikel, formule=formule),)
    )


def start_wettelijke_rente(
    lening: Leningvoorwaarden,
    stand: Stand,
    mutatie: m.Besluitmutatie[g.WettelijkeRente],
    parameters: Parameterset,
) -> Verwerkt:
    """Start wettelijke rente over the arrears of this day, where all rates are known; it is posted on the day up to which it is fixed.

    From the day up to which it was fixed before, the same verzuim goes on: however it is cut, the sum is that of one decision.
    """
    if not mutatie.gegevens.toerekenbaar and lening.regeling is Regeling.BBZ:
        raise MutatieKanNiet(
            "Wettelijke rente over achterstand is er alleen bij een toerekenbare tekortkoming (Bbz art. 41 lid 5)."
        )
    if stand.wettelijk_van:
        raise MutatieKanNiet(f"Er loopt al wettelijke rente vanaf {stand.wettelijk_van}.")
    if mutatie.gegevens.tot <= mutatie.valutadatum:
        raise MutatieKanNiet("'tot' ligt niet na de eerste dag van de wettelijke rente.")
    van = mutatie.valutadatum
    _na_de_betaaltermijn(stand, van, parameters)
    gaat_door = stand.wettelijk_vast_tot == van
    oud = (
        stand
        if gaat_door
        else replace(stand, wettelijk_standen=(), wettelijk_vast_cent=0, wettelijk_betaald=())
    )
    nieuw = replace(oud, wettelijk_van=van, wettelijk_tot=mutatie.gegevens.tot)
    if not wettelijke_grondslag(nieuw):
        raise MutatieKanNiet(f"Op {voluit(van)} is er geen achterstand.")
    nieuw = volg_achterstand(nieuw, van)
    wettelijke_rente(
        nieuw.wettelijk_standen, mutatie.gegevens.tot, parameters, betaald=nieuw.wettelijk_betaald
    )
    return Verwerkt(nieuw)


def _na_de_betaaltermijn(stand: Stand, van: date, parameters: Parameterset) -> None:
    """What was claimed at once is in verzuim when its time to pay is over, not on the day it was claimed (Awb 4:87, 4:97)."""
    if stand.opgeeist_op is None or van <= stand.opgeeist_op:
        return
    tot = wekentermijn("betaaltermijn", stand.opgeeist_op, parameters).laatste_dag
    if van <= tot:
        raise MutatieKanNiet(
            f"De hele lening is opgeeist op {voluit(stand.opgeeist_op)}. Betalen kan tot en met {voluit(tot)}:"
            " wettelijke rente loopt daarna (Awb 4:87, 4:97)."
        )


def volg_achterstand(stand: Stand, dag: date) -> Stand:
    """While wettelijke rente runs: how high the arrears are from this day, and what was paid of the wettelijke rente so far."""
    if stand.wettelijk_van is None:
        return stand
    standen = _met_stand(stand.wettelijk_standen, Post(dag, wettelijke_grondslag(stand)))
    begin = standen[0].vervaldag
    open_nu = sum(
        een.open_cent
        for een in stand.rente
        if een.grootboek is Grootboek.WETTELIJKE_RENTE and een.over > begin
    )
    betaald = _met_stand(
        stand.wettelijk_betaald, Post(dag, max(0, stand.wettelijk_vast_cent - open_nu))
    )
    return stand.met(wettelijk_standen=standen, wettelijk_betaald=betaald)


def _met_stand(standen: tuple[Post, ...], nu: Post) -> tuple[Post, ...]:
    """One figure a day, and only where it changes."""
    eerder = tuple(een for een in standen if een.vervaldag < nu.vervaldag)
    return eerder if eerder and eerder[-1].cent == nu.cent else (*eerder, nu)


def wettelijke_grondslag(stand: Stand) -> int:
    """Arrears that bear wettelijke rente: hoofdsom and contract interest that fell due before it started."""
    van = stand.wettelijk_van
    if van is None:
        return 0
    rente = sum(
        een.open_cent
        for een in stand.rente
        if een.vervaldag < van and een.grootboek is not Grootboek.WETTELIJKE_RENTE
    )
    return rente + sum(post.cent for post in stand.vervallen if post.vervaldag < van)


def boek_wettelijke_rente(
    lening: Leningvoorwaarden, stand: Stand, parameters: Parameterset, bekend_op: date | None
) -> Verwerkt:
    """Post the wettelijke rente that was decreed, on the day up to which it was fixed (Awb 4:98, 4:99)."""
    dag = stand.wettelijk_tot
    if dag is None:
        return Verwerkt(stand)
    uit = wettelijke_rente(
        stand.wettelijk_standen, dag, parameters, bekend_op, stand.wettelijk_betaald
    )
    al = stand.wettelijk_vast_cent
    cent = max(0, uit.verschuldigd_cent - al)
    nieuw = replace(
        stand,
        wettelijk_van=None,
        wettelijk_tot=None,
        wettelijk_vast_tot=dag,
        wettelijk_vast_cent=al + cent,
    )
    if not cent:
        return Verwerkt(nieuw, signalen=(uit.uitleg[-1],))
    uitleg = (
        (*uit.uitleg, f"daarvan is {bedrag(al)} eerder vastgesteld, nu {bedrag(cent)}")
        if al
        else uit.uitleg
    )
    post = Rentepost(dag, dag, cent, cent, Grootboek.WETTELIJKE_RENTE)
    regels = boeking(
        debet(Grootboek.WETTELIJKE_RENTE, lening.cohort, cent),
        credit(Grootboek.WETTELIJKE_RENTEBATEN, lening.cohort, cent),
    )
    posting = Posting(
        "wettelijke_rente",
        lening.lening_id,
        dag,
        cent,
        "Awb 4:98, 4:99; BW 6:119",
        "; ".join(uitleg),
        regels,
    )
    return Verwerkt(replace(nieuw, rente=(*nieuw.rente, post)), (posting,))


def buiten_invordering(
    lening: Leningvoorwaarden,
    stand: Stand,
    mutatie: m.Besluitmutatie[g.BuitenInvordering],
    _: Parameterset,
) -> Verwerkt:
    if mutatie.gegevens.hervat is (stand.buiten_invordering_op is None):
        return Verwerkt(stand)
    soort = "invordering_hervat" if mutatie.gegevens.hervat else "buiten_invordering"
    posting = posting_van(
        lening,
        mutatie,
        soort,
        stand.hoofdsom_cent,
        grondslag="Awb titel 4.4",
        formule="De schuld blijft bestaan",
    )
    return Verwerkt(
        replace(
            stand, buiten_invordering_op=None if mutatie.gegevens.hervat else mutatie.valutadatum
        ),
        (posting,),
    )


def _opeisingsartikel(lening: Leningvoorwaarden, grond: m.Grond) -> str:
    if lening.regeling is Regeling.TOZO:
        return "Tozo art. 16 lid 1 b"
    return "Bbz art. 41 lid 4" if grond is m.Grond.DUURZAAM_ONVERMOGEN else "Bbz art. 39 lid 1"
