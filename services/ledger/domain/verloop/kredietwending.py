"""A credit becomes a loan: voorbereidingskrediet at the start of the business (Bbz art. 29), a borgtocht that is called in (art. 16)."""

from dataclasses import replace
from datetime import date, timedelta

from services.ledger.domain.grootboek.boekregels import Grootboek, boeking, credit, debet
from services.ledger.domain.verloop import gegevens as g
from services.ledger.domain.verloop import mutaties as m
from services.ledger.domain.verloop.leningstand import Leningvoorwaarden, Product, Stand
from services.ledger.domain.verloop.verwerkt import MutatieKanNiet, Verwerkt, betaaldag, posting_van
from shared.dates import plus_maanden, voluit
from shared.money import bedrag
from shared.parameters import Parameterset
from shared.recht.toerekening import Post


def omzetting(
    lening: Leningvoorwaarden, stand: Stand, mutatie: m.Besluitmutatie[g.Omzetting], _: Parameterset
) -> Verwerkt:
    """A voorbereidingskrediet becomes rentedragend when the business starts; rate and term come from the beschikking (art. 29)."""
    if lening.product is not Product.VOORBEREIDING or stand.omgezet:
        raise MutatieKanNiet(
            "Alleen een voorbereidingskrediet wordt omgezet, en maar een keer (Bbz art. 29)."
        )
    if not stand.hoofdsom_cent:
        raise MutatieKanNiet("Er staat geen hoofdsom open om om te zetten (Bbz art. 29).")
    schema = replace(
        stand.schema,
        hoofdsom_cent=stand.hoofdsom_cent,
        jaarrente_procent=mutatie.gegevens.jaarrente_procent,
        termijnen=mutatie.gegevens.termijnen,
        methode=mutatie.gegevens.methode,
        start=mutatie.valutadatum,
        eerste_vervaldag=mutatie.gegevens.eerste_vervaldag,
    )
    formule = f"{bedrag(stand.hoofdsom_cent)} wordt rentedragend vanaf {mutatie.valutadatum}"
    posting = posting_van(
        lening, mutatie, "omzetting", stand.hoofdsom_cent, grondslag="Bbz art. 29", formule=formule
    )
    return Verwerkt(replace(stand, schema=schema, omgezet=True, herreken=True), (posting,))


def borgtocht(
    lening: Leningvoorwaarden,
    stand: Stand,
    mutatie: m.Besluitmutatie[g.Borgtochtclaim],
    parameters: Parameterset,
) -> Verwerkt:
    """The municipality pays the hoofdsom only, with consent; the debtor then owes it as a loan without contract rate (art. 16, W-20).

    It falls due at the end of the betaaltermijn of the decision (Awb 4:87).
    """
    if lening.product is not Product.BORGTOCHT:
        raise MutatieKanNiet("Alleen een borgtocht wordt uitgewonnen (Bbz art. 16).")
    if not mutatie.gegevens.toestemming:
        raise MutatieKanNiet(
            "Uitwinning van de borgtocht heeft toestemming van het college nodig (Bbz art. 16)."
        )
    _binnen_de_duur(lening, mutatie.valutadatum, parameters)
    _binnen_de_dekking(stand, mutatie)
    cent, dag = mutatie.gegevens.hoofdsom_cent, mutatie.valutadatum
    buiten = bedrag(mutatie.gegevens.rente_cent + mutatie.gegevens.kosten_cent)
    regels = boeking(
        debet(Grootboek.HOOFDSOM, lening.cohort, cent),
        credit(Grootboek.UITBETAALD, lening.cohort, cent),
    )
    formule = f"Borgtocht dekt {bedrag(cent)} hoofdsom; {buiten} rente en kosten niet"
    posting = posting_van(
        lening, mutatie, "borgtocht", cent, grondslag="Bbz art. 16", formule=formule
    )
    schuld = replace(
        stand,
        hoofdsom_cent=stand.hoofdsom_cent + cent,
        uitbetaald_cent=stand.uitbetaald_cent + cent,
    )
    nieuw = replace(
        schuld, vervallen=(*stand.vervallen, Post(betaaldag(mutatie, parameters), cent))
    ).doe("borgtocht", dag, cent)
    return Verwerkt(nieuw, (replace(posting, boekregels=regels),))


def _binnen_de_duur(lening: Leningvoorwaarden, dag: date, parameters: Parameterset) -> None:
    """The municipality stands surety from the besluit for the months it names, at most those of art. 16."""
    begin = lening.toekenningsdatum
    maanden = min(
        lening.schema.termijnen, parameters.waarde("looptijd_max_borgtocht", begin).aantal
    )
    einde = plus_maanden(begin, maanden)
    if not begin <= dag < einde:
        tot = voluit(einde - timedelta(days=1))
        raise MutatieKanNiet(
            f"De borgtocht loopt van {voluit(begin)} t/m {tot}. Op {voluit(dag)} kan de bank hem niet inroepen (Bbz art. 16)."
        )


def _binnen_de_dekking(stand: Stand, mutatie: m.Besluitmutatie[g.Borgtochtclaim]) -> None:
    """All claims together, also what the debtor paid back since; one claim counts once (art. 16)."""
    al = stand.eerder("borgtocht")
    if al and (al.op, al.cent) == (mutatie.valutadatum, mutatie.gegevens.hoofdsom_cent):
        raise MutatieKanNiet(
            f"Deze claim van {bedrag(al.cent)} op {voluit(al.op)} is al geboekt (Bbz art. 16)."
        )
    if mutatie.gegevens.hoofdsom_cent + stand.uitbetaald_cent > stand.schema.hoofdsom_cent:
        al_geclaimd = (
            f" Daarvan is {bedrag(stand.uitbetaald_cent)} al ingeroepen."
            if stand.uitbetaald_cent
            else ""
        )
        raise MutatieKanNiet(
            f"De borgtocht dekt hooguit {bedrag(stand.schema.hoofdsom_cent)}.{al_geclaimd}"
        )
