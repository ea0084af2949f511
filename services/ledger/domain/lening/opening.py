"""A granted credit becomes a loan: conditions, level instalment, payment reference and the first booking."""

from services.ledger.domain.grootboek.boeking import Saldi, Verandering
from services.ledger.domain.grootboek.boekregels import Grootboek, boeking, credit, debet
from services.ledger.domain.lening.borgtocht import (
    BorgtochtIsAlVastgelegd,
    toets_borgtocht,
    zonder_uitbetaling,
)
from services.ledger.domain.lening.commands import OpenLening
from services.ledger.domain.lening.dossier import Leningdossier
from services.ledger.domain.lening.events import LeningGeopend
from services.ledger.domain.lening.geschiedenis import rekenlening
from services.ledger.domain.lening.onderdelen import Voorwaarden
from services.ledger.domain.lening.rekenpunt import rekenpunt
from services.ledger.domain.lening.rekenstand import rekenstand, verandering_naar
from services.ledger.domain.lening.saldi import na_regels
from services.ledger.domain.lening.state import Lening, evolve, schemavraag
from services.ledger.domain.verloop.kennis import Kennis
from services.ledger.domain.verloop.leningstand import Stand
from services.ledger.domain.verloop.termijnloop import vast_bedrag
from services.ledger.domain.verloop.verloop import tot_het_begin
from shared.begrippen import Feit
from shared.recht.aflosschema import Methode, Schemavraag, controleer, einde, in_een_zin
from shared.recht.betalingskenmerk import betalingskenmerk
from shared.recht.dagtelling import Dagtelling

EIGEN_VAN_BORGTOCHT = (
    "product",
    "dossier_id",
    "gemeente",
    "groep",
    "aanvraagdatum",
    "besluitdatum",
    "uitbetaald_op",
)


def open_lening(lening: Lening, verzoek: OpenLening, dossier: Leningdossier) -> list[Feit]:
    """Opens the loan once; raises SchemaKanNiet when the conditions give no schedule (Bbz art. 15 and 39)."""
    if lening.status != "onbekend":
        return _moet_dezelfde_zijn(lening, verzoek)
    schema = _vraag(verzoek)
    controleer(schema)
    voorwaarden = _voorwaarden(verzoek)
    geopend = _geopend(verzoek, voorwaarden, schema)
    if verzoek.product == "borgtocht":
        toets_borgtocht(verzoek, dossier.parameters)
        geopend = geopend.na(**zonder_uitbetaling(verzoek))
    return [_met_stand(geopend, dossier)]


def _moet_dezelfde_zijn(lening: Lening, verzoek: OpenLening) -> list[Feit]:
    """A credit is told once by bbz; a person who records another borgtocht for the same aanvraag must know that it was not."""
    vraagt = (_voorwaarden(verzoek), *(getattr(verzoek, naam) for naam in EIGEN_VAN_BORGTOCHT))
    staat = (lening.voorwaarden, *(getattr(lening, naam) for naam in EIGEN_VAN_BORGTOCHT))
    if verzoek.product == "borgtocht" and vraagt != staat:
        raise BorgtochtIsAlVastgelegd
    return []


def _met_stand(geopend: LeningGeopend, dossier: Leningdossier) -> LeningGeopend:
    """From the payout on the sums go from term to term."""
    een, dag = rekenlening(evolve(Lening(), geopend)), geopend.valutadatum
    stand = tot_het_begin(Kennis((een,), (), dossier.parameters, dag), dag).standen[een.lening_id]
    saldi = na_regels(Saldi(), geopend.boekregels)
    gerekend = rekenstand(een, stand, (), dag)
    return geopend.na(
        saldi=saldi,
        verandering=verandering_naar(gerekend, Verandering(einddatum=geopend.einddatum)),
        gerekend_tm=None if dag == geopend.boekdatum else dag,
        stand=gerekend,
        punt=rekenpunt(stand, dag),
    )


def _vraag(verzoek: OpenLening) -> Schemavraag:
    return Schemavraag(
        verzoek.hoofdsom_cent,
        verzoek.jaarrente_procent,
        verzoek.termijnen,
        Methode(verzoek.methode),
        verzoek.rente_vanaf,
        verzoek.eerste_vervaldag,
        dagtelling=Dagtelling(verzoek.dagtelling),
    )


def _voorwaarden(verzoek: OpenLening) -> Voorwaarden:
    voorwaarden = Voorwaarden(
        hoofdsom_cent=verzoek.hoofdsom_cent,
        jaarrente_procent=verzoek.jaarrente_procent,
        methode=verzoek.methode,
        termijnen=verzoek.termijnen,
        dagtelling=verzoek.dagtelling,
        rente_vanaf=verzoek.rente_vanaf,
        eerste_vervaldag=verzoek.eerste_vervaldag,
        vast_cent=0,
    )
    return voorwaarden.na(vast_cent=vast_bedrag(Stand(schemavraag(voorwaarden))))


def _geopend(verzoek: OpenLening, voorwaarden: Voorwaarden, schema: Schemavraag) -> LeningGeopend:
    return LeningGeopend(
        lening_id=verzoek.lening_id,
        dossier_id=verzoek.dossier_id,
        aanvraag_id=verzoek.aanvraag_id,
        gemeente=verzoek.gemeente,
        regeling=verzoek.regeling,
        cohort=verzoek.cohort,
        product=verzoek.product,
        voorwaarden=voorwaarden,
        einddatum=einde(schema),
        betalingskenmerk=betalingskenmerk(verzoek.lening_id),
        aanvraagdatum=verzoek.aanvraagdatum,
        besluitdatum=verzoek.besluitdatum,
        groep=verzoek.groep,
        boekdatum=verzoek.op,
        valutadatum=verzoek.uitbetaald_op,
        grondslag="Tozo art. 14" if verzoek.regeling == "tozo" else "Bbz art. 15 en 39",
        parameterset=verzoek.parameterset,
        uitleg=in_een_zin(schema),
        boekregels=boeking(
            debet(Grootboek.HOOFDSOM, verzoek.cohort, verzoek.hoofdsom_cent),
            credit(Grootboek.UITBETAALD, verzoek.cohort, verzoek.hoofdsom_cent),
        ),
    )
