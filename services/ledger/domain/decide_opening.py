"""A granted credit becomes a loan: conditions, level instalment, payment reference and the first booking."""

from services.ledger.domain.aflosschema import Aflosschema, Methode, Schemavraag, aflosschema, annuiteit, lineaire_aflossing, rentedelen
from services.ledger.domain.betalingskenmerk import betalingskenmerk
from services.ledger.domain.boekregels import Grootboek, boeking, credit, debet
from services.ledger.domain.commands import OpenLening
from services.ledger.domain.dagtelling import Dagtelling
from services.ledger.domain.events import LeningGeopend, Voorwaarden
from services.ledger.domain.state import Lening, schemavraag
from services.ledger.domain.verloop import Verloop
from services.ledger.domain.weigeringen import VervaldagLigtInTermijn
from shared.begrippen import Feit


def open_lening(lening: Lening, verzoek: OpenLening) -> list[Feit]:
    """Opens the loan once; raises SchemaKanNiet when the conditions give no schedule (Bbz art. 15 and 39)."""
    if lening.status != "onbekend":
        return []
    schema = aflosschema(_vraag(verzoek))
    voorwaarden = _voorwaarden(verzoek)
    if voorwaarden.dagtelling != "maand" and schema.termijnen[0].vervaldag < schema.termijnen[0].eind:
        raise VervaldagLigtInTermijn
    verloop = Verloop(lening)
    verloop.leg_vast(_geopend(verzoek, voorwaarden, schema))
    return verloop.feiten


def _vraag(verzoek: OpenLening) -> Schemavraag:
    return Schemavraag(
        verzoek.hoofdsom_cent, verzoek.jaarrente_procent, verzoek.termijnen, Methode(verzoek.methode), verzoek.rente_vanaf,
        verzoek.eerste_vervaldag, dagtelling=Dagtelling(verzoek.dagtelling),
    )  # fmt: skip


def _voorwaarden(verzoek: OpenLening) -> Voorwaarden:
    voorwaarden = Voorwaarden(
        hoofdsom_cent=verzoek.hoofdsom_cent, jaarrente_procent=verzoek.jaarrente_procent, methode=verzoek.methode,
        termijnen=verzoek.termijnen, dagtelling=verzoek.dagtelling, rente_vanaf=verzoek.rente_vanaf,
        eerste_vervaldag=verzoek.eerste_vervaldag, vast_cent=0,
    )  # fmt: skip
    return voorwaarden.model_copy(update={"vast_cent": vast_bedrag(schemavraag(voorwaarden))})


def vast_bedrag(vraag: Schemavraag) -> int:
    """The level instalment of an annuity, else the aflossing of every term."""
    if vraag.methode is Methode.ANNUITAIR:
        return annuiteit(vraag.hoofdsom_cent, vraag.jaarrente_procent, rentedelen(vraag)[vraag.aflossingsvrij :])
    return lineaire_aflossing(vraag.hoofdsom_cent, vraag.termijnen - vraag.aflossingsvrij)


def _geopend(verzoek: OpenLening, voorwaarden: Voorwaarden, schema: Aflosschema) -> LeningGeopend:
    return LeningGeopend(
        lening_id=verzoek.lening_id, dossier_id=verzoek.dossier_id, aanvraag_id=verzoek.aanvraag_id, gemeente=verzoek.gemeente,
        regeling=verzoek.regeling, cohort=verzoek.cohort, product=verzoek.product, voorwaarden=voorwaarden, einddatum=schema.einddatum,
        betalingskenmerk=betalingskenmerk(verzoek.lening_id), aanvraagdatum=verzoek.aanvraagdatum, besluitdatum=verzoek.besluitdatum,
        groep=verzoek.groep,
        boekdatum=verzoek.op, valutadatum=verzoek.uitbetaald_op,
        grondslag="Tozo art. 14" if verzoek.regeling == "tozo" else "Bbz art. 15 en 39",
        parameterset=verzoek.parameterset, uitleg=schema.uitleg,
        boekregels=boeking(
            debet(Grootboek.HOOFDSOM, verzoek.cohort, verzoek.hoofdsom_cent),
            credit(Grootboek.UITBETAALD, verzoek.cohort, verzoek.hoofdsom_cent),
        ),
    )  # fmt: skip
