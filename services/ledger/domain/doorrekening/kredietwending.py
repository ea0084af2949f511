"""A credit becomes a loan: voorbereidingskrediet at the start of the business (Bbz art. 29), a borgtocht that is called in (art. 16)."""

from dataclasses import replace

from services.ledger.domain.boekregels import Grootboek, boeking, credit, debet
from services.ledger.domain.doorrekening import mutaties as m
from services.ledger.domain.doorrekening.leningstand import Lening, Product, Stand
from services.ledger.domain.doorrekening.verwerkt import MutatieKanNiet, Verwerkt, posting_van
from services.ledger.domain.toerekening import Post
from shared.money import bedrag
from shared.parameters import Parameterset


def omzetting(lening: Lening, stand: Stand, mutatie: m.Omzetting, _: Parameterset) -> Verwerkt:
    """A voorbereidingskrediet becomes rentedragend when the business starts; rate and term come from the beschikking (art. 29)."""
    if lening.product is not Product.VOORBEREIDING or stand.omgezet:
        raise MutatieKanNiet("Alleen een voorbereidingskrediet wordt omgezet, en maar een keer (Bbz art. 29).")
    schema = replace(
        stand.schema, hoofdsom_cent=stand.hoofdsom_cent, jaarrente_procent=mutatie.jaarrente_procent, termijnen=mutatie.termijnen,
        methode=mutatie.methode, start=mutatie.valutadatum, eerste_vervaldag=mutatie.eerste_vervaldag,
    )  # fmt: skip
    formule = f"{bedrag(stand.hoofdsom_cent)} wordt rentedragend vanaf {mutatie.valutadatum}"
    posting = posting_van(lening, mutatie, "omzetting", stand.hoofdsom_cent, grondslag="Bbz art. 29", formule=formule)
    return Verwerkt(replace(stand, schema=schema, omgezet=True, herreken=True), (posting,))


def borgtocht(lening: Lening, stand: Stand, mutatie: m.Borgtochtclaim, _: Parameterset) -> Verwerkt:
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
    posting = posting_van(lening, mutatie, "borgtocht", cent, grondslag="Bbz art. 16", formule=formule)
    schuld = replace(stand, hoofdsom_cent=stand.hoofdsom_cent + cent, uitbetaald_cent=stand.uitbetaald_cent + cent)
    nieuw = replace(schuld, vervallen=(*stand.vervallen, Post(dag, cent)))
    return Verwerkt(nieuw, (replace(posting, boekregels=regels),))
