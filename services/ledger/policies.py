"""What the ledger does with what others say: a granted credit becomes a loan."""

from datetime import date

from services.ledger.domain.boekregels import Regeling, cohort_van
from services.ledger.domain.commands import OpenLening
from shared.contracts import bbz
from shared.dates import eerste_dag_volgende_maand
from shared.parameters import Parameterset


def te_openen_lening(event: bbz.KredietVerstrekt, parameters: Parameterset, werkdag: date | None) -> OpenLening:
    """The loan for a granted credit: interest from the month after the payout (A-3), cohort of the besluit (Bbz art. 49)."""
    return OpenLening(
        lening_id=event.lening_id, dossier_id=event.dossier_id, aanvraag_id=event.aanvraag_id, gemeente=event.gemeente,
        regeling=event.regeling, cohort=cohort_van(Regeling(event.regeling), event.besluitdatum, parameters), product=event.product,
        hoofdsom_cent=event.hoofdsom_cent, jaarrente_procent=event.jaarrente_procent, methode=event.methode, termijnen=event.termijnen,
        dagtelling=event.dagtelling, uitbetaald_op=event.uitbetaald_op, rente_vanaf=eerste_dag_volgende_maand(event.uitbetaald_op),
        eerste_vervaldag=event.eerste_vervaldag, aanvraagdatum=event.aanvraagdatum, besluitdatum=event.besluitdatum,
        parameterset=event.parameterset, groep=event.groep, op=max(event.besluitdatum, werkdag or event.besluitdatum),
    )  # fmt: skip
