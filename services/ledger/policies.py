"""What the ledger does with what others say: a granted credit becomes a loan, months of levensonderhoud a vaststelling per boekjaar."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from uuid import UUID, uuid5

from services.ledger.domain.lening.commands import OpenLening
from services.ledger.domain.vaststelling.commands import OpenVaststelling
from shared.contracts import bbz
from shared.dates import eerste_dag_volgende_maand
from shared.parameters import Parameterset
from shared.recht.cohort import Regeling, cohort_van
from shared.recht.jaarnorm import Huishouden
from shared.recht.vaststellingsvraag import Bijstandsmaand


def te_openen_lening(
    event: bbz.KredietVerstrekt, parameters: Parameterset, werkdag: date | None
) -> OpenLening:
    """The loan for a granted credit: interest from the month after the payout (A-3), cohort of the besluit (Bbz art. 49)."""
    return OpenLening(
        lening_id=event.lening_id,
        dossier_id=event.dossier_id,
        aanvraag_id=event.aanvraag_id,
        gemeente=event.gemeente,
        regeling=event.regeling,
        cohort=cohort_van(Regeling(event.regeling), event.besluitdatum, parameters),
        product=event.product,
        hoofdsom_cent=event.hoofdsom_cent,
        jaarrente_procent=event.jaarrente_procent,
        methode=event.methode,
        termijnen=event.termijnen,
        dagtelling=event.dagtelling,
        uitbetaald_op=event.uitbetaald_op,
        rente_vanaf=eerste_dag_volgende_maand(event.uitbetaald_op),
        eerste_vervaldag=event.eerste_vervaldag,
        aanvraagdatum=event.aanvraagdatum,
        besluitdatum=event.besluitdatum,
        parameterset=event.parameterset,
        groep=event.groep,
        op=max(event.besluitdatum, werkdag or event.besluitdatum),
    )


def vaststelling_id(dossier_id: UUID, boekjaar_begin: date) -> UUID:
    """One vaststelling for each boekjaar of a dossier, whatever applications its months came from (Bbz art. 12 lid 1)."""
    return uuid5(dossier_id, f"vaststelling/{boekjaar_begin.isoformat()}")


def te_openen_vaststellingen(
    event: bbz.LevensonderhoudToegekend, werkdag: date | None
) -> Iterator[OpenVaststelling]:
    """A case for every boekjaar with provisional bijstand (Bbz art. 12 lid 1); what was om niet at once (art. 19) is final.

    Months that were granted in a later dossier of the same person count in the case of the first.
    """
    if event.vorm != "renteloze_lening":
        return
    maanden = sorted(
        (een for een in event.maandbedragen if een.bedrag_cent), key=lambda een: een.maand
    )
    for begin, deel in groupby(
        maanden, key=lambda een: boekjaar_begin(een.maand, event.eerste_boekjaarmaand)
    ):
        yield OpenVaststelling(
            vaststelling_id=vaststelling_id(event.eerste_dossier_id or event.dossier_id, begin),
            op=max(event.besluitdatum, werkdag or event.besluitdatum),
            dossier_id=event.dossier_id,
            gemeente=event.gemeente,
            aanvraag_id=event.aanvraag_id,
            groep=event.groep,
            huishouden=Huishouden(event.huishouden),
            boekjaar_begin=begin,
            aanvraagdatum=event.aanvraagdatum,
            maanden=tuple(Bijstandsmaand(een.maand, een.bedrag_cent) for een in deel),
        )


def boekjaar_begin(maand: date, eerste_maand: int) -> date:
    """The first day of the boekjaar that a month lies in (Bbz art. 1 d)."""
    return date(maand.year if maand.month >= eerste_maand else maand.year - 1, eerste_maand, 1)
