"""What each mutation does to one loan: a new stand, its postings, and signals; a refusal raises MutatieKanNiet."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from services.ledger.domain.boekregels import Grootboek, Regeling, boeking, credit, debet
from services.ledger.domain.doorrekening import mutaties as m
from services.ledger.domain.doorrekening.betaling import boek_betaling, boek_toerekening, boek_vrije_aflossing
from services.ledger.domain.doorrekening.kwijtschelding import (
    achterstand_kwijt,
    kwijtschelding,
    om_niet,
    rentekwijtschelding,
    schuldregeling,
)
from services.ledger.domain.doorrekening.leningstand import Lening, Posting, Product, Rentepost, Stand
from services.ledger.domain.doorrekening.ontvangst import boek_ontvangst
from services.ledger.domain.doorrekening.rentetelling import lopende_rente
from services.ledger.domain.doorrekening.termijnloop import tel_tot
from services.ledger.domain.toerekening import Post, Toerekening, verdeel
from services.ledger.domain.wettelijke_rente import wettelijke_rente
from shared.dates import hele_maanden, laatste_dag
from shared.money import afgerond, bedrag
from shared.parameters import Parameterset


class MutatieKanNiet(ValueError):
    """A rule forbids this mutation; nothing changes and the reason stays in the books."""


@dataclass(frozen=True, slots=True)
class Verwerkt:
    """The stand after a mutation, what was posted, and what a caseworker must look at."""

    stand: Stand
    postings: tuple[Posting, ...] = ()
    signalen: tuple[str, ...] = ()


def verwerk(lening: Lening, stand: Stand, mutatie: m.Mutatie, parameters: Parameterset) -> Verwerkt:
    """Apply one mutation to one loan on its valutadatum; raises MutatieKanNiet, ParameterOnbekend."""
    regel = REGELS[type(mutatie)]
    return regel(lening, tel_tot(lening, stand, mutatie.valutadatum), mutatie, parameters)


def _betaling(lening: Lening, stand: Stand, mutatie: m.Betaling, _: Parameterset) -> Verwerkt:
    nieuw, postings = boek_betaling(lening, stand, mutatie.bedrag_cent, mutatie.valutadatum, mutatie.mutatie_id)
    return Verwerkt(nieuw, postings)


def _ontvangst(lening: Lening, stand: Stand, mutatie: m.Ontvangst, _: Parameterset) -> Verwerkt:
    """What is due; up to the coming term waits for its vervaldag as tegoed, more lowers the hoofdsom at once (law.md 2.1, Awb 4:92)."""
    return Verwerkt(*boek_ontvangst(lening, stand, mutatie.bedrag_cent, mutatie.valutadatum, mutatie.mutatie_id))


def _extra_aflossing(lening: Lening, stand: Stand, mutatie: m.ExtraAflossing, _: Parameterset) -> Verwerkt:
    """What is due first (BW 6:44), then hoofdsom that is not; too much becomes tegoed (rekenregels 1)."""
    eerst = verdeel(mutatie.bedrag_cent, stand.openstaand(mutatie.valutadatum))
    nieuw, postings = boek_toerekening(lening, stand, replace(eerst, rest_cent=0), mutatie.valutadatum, mutatie.mutatie_id)
    aflossing = min(eerst.rest_cent, nieuw.niet_vervallen_cent)
    wat = "de termijn blijft gelijk" if mutatie.keuze is m.Keuze.TERMIJNBEDRAG_BLIJFT else "de einddatum blijft gelijk"
    nieuw, extra = boek_vrije_aflossing(
        lening, nieuw, aflossing, mutatie.valutadatum, wat=f"Extra aflossing, {wat}", mutatie_id=mutatie.mutatie_id
    )
    rest = Toerekening(rest_cent=eerst.rest_cent - aflossing)
    nieuw, over = boek_toerekening(lening, nieuw, rest, mutatie.valutadatum, mutatie.mutatie_id)
    return Verwerkt(replace(nieuw, herreken=nieuw.herreken or mutatie.keuze is m.Keuze.EINDDATUM_BLIJFT), (*postings, *extra, *over))


def _aflossing_ineens(lening: Lening, stand: Stand, mutatie: m.AflossingIneens, _: Parameterset) -> Verwerkt:
    """Payoff on any day: the interest of the running term with it (A-2); less than everything is refused (BW 6:44 lid 3)."""
    dag = mutatie.valutadatum
    rente = lopende_rente(stand, dag)
    erbij = (Rentepost(dag, dag, rente, rente),) if rente else ()
    regels = boeking(debet(Grootboek.RENTE, lening.cohort, rente), credit(Grootboek.RENTEBATEN, lening.cohort, rente))
    formule = f"Rente tot de aflossing ineens op {dag}: {bedrag(rente)} ({lening.artikel})"
    post = Posting("rente", lening.lening_id, dag, rente, lening.artikel, formule, regels, mutatie.mutatie_id, termijn=stand.begonnen)
    alles_nu = tuple(replace(een, vervaldag=min(een.vervaldag, dag)) for een in (*stand.rente, *erbij))
    vervallen = tuple(Post(min(een.vervaldag, dag), een.cent) for een in stand.vervallen)
    rest = stand.niet_vervallen_cent
    open_nu = replace(stand, rente=alles_nu, vervallen=(*vervallen, Post(dag, rest)) if rest else vervallen, gesloten=stand.begonnen)
    nodig = open_nu.openstaand(dag).totaal_cent
    betaald = nodig if mutatie.bedrag_cent is None else mutatie.bedrag_cent
    if betaald < nodig:
        raise MutatieKanNiet(f"Voor aflossing ineens op {dag} is {bedrag(nodig)} nodig, {bedrag(betaald)} is te weinig (BW 6:44 lid 3).")
    nieuw, postings = boek_toerekening(lening, open_nu, verdeel(betaald, open_nu.openstaand(dag)), dag, mutatie.mutatie_id)
    return Verwerkt(nieuw, ((post,) if rente else ()) + postings)


def _kosten(lening: Lening, stand: Stand, mutatie: m.Kosten, _: Parameterset) -> Verwerkt:
    regels = boeking(
        debet(Grootboek.KOSTEN, lening.cohort, mutatie.bedrag_cent), credit(Grootboek.KOSTENBATEN, lening.cohort, mutatie.bedrag_cent)
    )
    posting = _posting(
        lening, mutatie, "kosten", mutatie.bedrag_cent, grondslag=mutatie.grondslag, formule=f"Kosten {bedrag(mutatie.bedrag_cent)}"
    )
    return Verwerkt(replace(stand, kosten_cent=stand.kosten_cent + mutatie.bedrag_cent), (replace(posting, boekregels=regels),))


def _terugstorting(lening: Lening, stand: Stand, mutatie: m.Terugstorting, _: Parameterset) -> Verwerkt:
    if mutatie.bedrag_cent > stand.tegoed_cent:
        raise MutatieKanNiet(f"Het tegoed is {bedrag(stand.tegoed_cent)}; {bedrag(mutatie.bedrag_cent)} terugstorten kan niet.")
    regels = boeking(
        debet(Grootboek.TEGOED, lening.cohort, mutatie.bedrag_cent), credit(Grootboek.BANK, lening.cohort, mutatie.bedrag_cent)
    )
    posting = _posting(
        lening, mutatie, "terugstorting", mutatie.bedrag_cent, grondslag="BW 6:203", formule=f"Terugstorting {bedrag(mutatie.bedrag_cent)}"
    )
    return Verwerkt(replace(stand, tegoed_cent=stand.tegoed_cent - mutatie.bedrag_cent), (replace(posting, boekregels=regels),))


def _opeising(lening: Lening, stand: Stand, mutatie: m.Opeising, _: Parameterset) -> Verwerkt:
    """The rest falls due at once; it goes on bearing interest (Bbz art. 39, 41 lid 4 and 6; Tozo art. 16 lid 1 b)."""
    if stand.opgeeist_op:
        raise MutatieKanNiet(f"De lening is al opgeeist op {stand.opgeeist_op}.")
    if lening.regeling is Regeling.TOZO and mutatie.grond in (m.Grond.DUURZAAM_ONVERMOGEN, m.Grond.BESTEMMING):
        raise MutatieKanNiet(f"De grond '{mutatie.grond}' geldt niet voor een Tozo-lening (Tozo art. 16 lid 1 b).")
    rest, dag = stand.niet_vervallen_cent, mutatie.valutadatum
    artikel = _opeisingsartikel(lening, mutatie.grond)
    formule = f"Opeising om '{mutatie.grond}': {bedrag(rest)} hoofdsom is op {dag} ineens verschuldigd"
    nieuw = replace(stand, opgeeist_op=dag, vervallen=(*stand.vervallen, Post(dag, rest)) if rest else stand.vervallen)
    return Verwerkt(nieuw, (_posting(lening, mutatie, "opeising", rest, grondslag=artikel, formule=formule),))


def _wettelijke_rente(lening: Lening, stand: Stand, mutatie: m.BeschikkingWettelijkeRente, parameters: Parameterset) -> Verwerkt:
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


def _einde_bedrijf(lening: Lening, stand: Stand, mutatie: m.EindeBedrijf, parameters: Parameterset) -> Verwerkt:
    """Renteloos from the end date: by law until 2019, by a decision since 2020 and only if niet verwijtbaar (art. 43 lid 2, A-17)."""
    _alleen_bbz(lening, "art. 43")
    van_rechtswege = parameters.waarde("renteloos_na_einde_bedrijf", mutatie.valutadatum).waarde == "van_rechtswege"
    if not van_rechtswege and mutatie.renteloos and mutatie.verwijtbaar:
        raise MutatieKanNiet("Renteloos maken kan alleen als het einde van het bedrijf niet verwijtbaar is (Bbz art. 43 lid 2).")
    if not (van_rechtswege or mutatie.renteloos):
        return Verwerkt(
            replace(stand, einde_bedrijf_op=mutatie.valutadatum),
            signalen=("Het bedrijf is beeindigd: beoordeel opeising (art. 39 lid 1 b).",),
        )
    formule = f"Renteloos vanaf {mutatie.valutadatum}; aflossen naar inkomen boven de norm"
    nieuw = replace(stand, einde_bedrijf_op=mutatie.valutadatum, renteloos_vanaf=mutatie.valutadatum)
    return Verwerkt(nieuw, (_posting(lening, mutatie, "renteloos", stand.hoofdsom_cent, grondslag="Bbz art. 43 lid 2", formule=formule),))


def _draagkracht(lening: Lening, stand: Stand, mutatie: m.Draagkracht, parameters: Parameterset) -> Verwerkt:
    """Half of the income above the norm, rounded per month, falls due at the end of the month, for five years (art. 43 lid 2)."""
    if stand.einde_bedrijf_op is None or stand.renteloos_vanaf is None:
        raise MutatieKanNiet(
            "Aflossen naar draagkracht kan pas als de lening renteloos is na het einde van het bedrijf (Bbz art. 43 lid 2)."
        )
    duur = parameters.waarde("einde_bedrijf_aflosduur", mutatie.valutadatum).aantal
    if hele_maanden(stand.einde_bedrijf_op, mutatie.valutadatum) >= duur:
        raise MutatieKanNiet(f"De {duur} maanden van Bbz art. 43 lid 2 zijn voorbij. Over de rest is een besluit nodig (A-16).")
    deel = parameters.waarde("einde_bedrijf_aandeel_inkomen_boven_norm", mutatie.valutadatum)
    boven = max(0, mutatie.netto_inkomen_cent - mutatie.norm_cent)
    cent = min(afgerond(Fraction(boven) * deel.deel), stand.niet_vervallen_cent)
    formule = f"{deel.waarde} % van {bedrag(boven)} boven de norm van {bedrag(mutatie.norm_cent)} = {bedrag(cent)}"
    vervalt = Post(laatste_dag(mutatie.valutadatum), cent)
    nieuw = replace(stand, vervallen=(*stand.vervallen, vervalt)) if cent else stand
    return Verwerkt(nieuw, (_posting(lening, mutatie, "draagkracht", cent, grondslag="Bbz art. 43 lid 2", formule=formule),))


def _buiten_invordering(lening: Lening, stand: Stand, mutatie: m.BuitenInvordering, _: Parameterset) -> Verwerkt:
    soort = "invordering_hervat" if mutatie.hervat else "buiten_invordering"
    posting = _posting(lening, mutatie, soort, stand.hoofdsom_cent, grondslag="Awb titel 4.4", formule="De schuld blijft bestaan")
    return Verwerkt(replace(stand, buiten_invordering_op=None if mutatie.hervat else mutatie.valutadatum), (posting,))


def _omzetting(lening: Lening, stand: Stand, mutatie: m.Omzetting, _: Parameterset) -> Verwerkt:
    """A voorbereidingskrediet becomes rentedragend when the business starts; rate and term come from the beschikking (art. 29)."""
    if lening.product is not Product.VOORBEREIDING or stand.omgezet:
        raise MutatieKanNiet("Alleen een voorbereidingskrediet wordt omgezet, en maar een keer (Bbz art. 29).")
    schema = replace(
        stand.schema, hoofdsom_cent=stand.hoofdsom_cent, jaarrente_procent=mutatie.jaarrente_procent, termijnen=mutatie.termijnen,
        methode=mutatie.methode, start=mutatie.valutadatum, eerste_vervaldag=mutatie.eerste_vervaldag,
    )  # fmt: skip
    formule = f"{bedrag(stand.hoofdsom_cent)} wordt rentedragend vanaf {mutatie.valutadatum}"
    posting = _posting(lening, mutatie, "omzetting", stand.hoofdsom_cent, grondslag="Bbz art. 29", formule=formule)
    return Verwerkt(replace(stand, schema=schema, omgezet=True, herreken=True), (posting,))


def _borgtocht(lening: Lening, stand: Stand, mutatie: m.Borgtochtclaim, _: Parameterset) -> Verwerkt:
    """The municipality pays the hoofdsom only, with consent; the debtor then owes it as a loan without contract rate (art. 16, W-20)."""
    if lening.product is not Product.BORGTOCHT:
        raise MutatieKanNiet("Alleen een borgtocht wordt uitgewonnen (Bbz art. 16).")
    if not mutatie.toestemming:
        raise MutatieKanNiet("Uitwinning van de borgtocht heeft toestemming van het college nodig (Bbz art. 16).")
    if mutatie.hoofdsom_cent + stand.hoofdsom_cent > stand.schema.hoofdsom_cent:
        raise MutatieKanNiet(f"De borgtocht dekt hooguit {bedrag(stand.schema.hoofdsom_cent)}.")
    cent, dag = mutatie.hoofdsom_cent, mutatie.valutadatum
    buiten = bedrag(mutatie.rente_cent + mutatie.kosten_cent)
    regels = boeking(debet(Grootboek.HOOFDSOM, lening.cohort, cent), credit(Grootboek.UITBETAALD, lening.cohort, cent))
    formule = f"Borgtocht dekt {bedrag(cent)} hoofdsom; {buiten} rente en kosten niet"
    posting = _posting(lening, mutatie, "borgtocht", cent, grondslag="Bbz art. 16", formule=formule)
    schuld = replace(stand, hoofdsom_cent=stand.hoofdsom_cent + cent, uitbetaald_cent=stand.uitbetaald_cent + cent)
    nieuw = replace(schuld, vervallen=(*stand.vervallen, Post(dag, cent)))
    return Verwerkt(nieuw, (replace(posting, boekregels=regels),))


def _alleen_bbz(lening: Lening, artikel: str) -> None:
    if lening.regeling is Regeling.TOZO:
        raise MutatieKanNiet(f"Bbz {artikel} geldt niet voor een Tozo-lening.")


def _opeisingsartikel(lening: Lening, grond: m.Grond) -> str:
    if lening.regeling is Regeling.TOZO:
        return "Tozo art. 16 lid 1 b"
    return "Bbz art. 41 lid 4" if grond is m.Grond.DUURZAAM_ONVERMOGEN else "Bbz art. 39 lid 1"


def _posting(lening: Lening, mutatie: m.Mutatie, soort: str, cent: int, *, grondslag: str, formule: str) -> Posting:
    return Posting(soort, lening.lening_id, mutatie.valutadatum, cent, grondslag, f"{formule} ({grondslag})", (), mutatie.mutatie_id)


REGELS: dict[type[m.Mutatie], Callable[..., Verwerkt]] = {
    m.Betaling: _betaling,
    m.Ontvangst: _ontvangst,
    m.ExtraAflossing: _extra_aflossing,
    m.AflossingIneens: _aflossing_ineens,
    m.Kosten: _kosten,
    m.Terugstorting: _terugstorting,
    m.Opeising: _opeising,
    m.BeschikkingWettelijkeRente: _wettelijke_rente,
    m.EindeBedrijf: _einde_bedrijf,
    m.Draagkracht: _draagkracht,
    m.BuitenInvordering: _buiten_invordering,
    m.Omzetting: _omzetting,
    m.Borgtochtclaim: _borgtocht,
    m.Rentekwijtschelding: lambda lening, stand, mutatie, parameters: Verwerkt(*rentekwijtschelding(lening, stand, mutatie, parameters)),
    m.Kwijtschelding: lambda lening, stand, mutatie, _: Verwerkt(*kwijtschelding(lening, stand, mutatie)),
    m.AchterstandKwijt: lambda lening, stand, mutatie, _: Verwerkt(*achterstand_kwijt(lening, stand, mutatie)),
    m.Schuldregeling: lambda lening, stand, mutatie, _: Verwerkt(*schuldregeling(lening, stand, mutatie)),
    m.OmNiet: lambda lening, stand, mutatie, parameters: Verwerkt(*om_niet(lening, stand, mutatie, parameters)),
}
