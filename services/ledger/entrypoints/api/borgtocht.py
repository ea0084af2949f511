"""The API for a borgtocht that the municipality gave for a bank loan (Bbz art. 16)."""

from datetime import date
from decimal import Decimal
from uuid import UUID, uuid5

from pydantic import BaseModel, ConfigDict

from services.ledger.adapters.inzage import Inzage
from services.ledger.application.lening import verwerk
from services.ledger.domain.grootboek.boeking import Mutatie
from services.ledger.domain.lening.commands import OpenLening
from services.ledger.domain.lening.toelichting import uitleg_van
from services.ledger.entrypoints.api.dienst import Dienst
from shared.begrippen import Groep
from shared.dates import laatste_dag
from shared.handle import handle
from shared.organisatie.nu import eigen_gemeenten
from shared.recht.cohort import Regeling, cohort_van
from shared.transaction import Transaction
from shared.velden import Aantal, Dag, Gemeentecode, PositiefCent
from shared.web.commands import Asked
from shared.web.problems import Probleem
from shared.web.subjects import Subject

BORGTOCHTEN = Subject("Borgtochten", "Waar de gemeente borg voor staat bij een bank (Bbz art. 16).")


class Borgtochtaanvraag(BaseModel):
    """What the beschikking says: up to what hoofdsom, for how many months, from which day."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    dossier_id: UUID
    aanvraag_id: UUID
    gemeente: Gemeentecode
    hoofdsom_cent: PositiefCent
    maanden: Aantal
    ingegaan_op: Dag
    aanvraagdatum: Dag
    besluitdatum: Dag
    groep: Groep | None = None


class Borgtocht(BaseModel):
    """`lening_id` is the number under which claims on it are decided; no facts: it was in the books already."""

    lening_id: UUID
    feiten: list[str]
    uitleg: list[str]


@BORGTOCHTEN.post(
    "/borgtochten",
    status_code=201,
    summary="Leg een borgtocht vast; er wordt niets betaald",
    description="`lening_id` is het nummer waaronder over aanspraken wordt besloten (Bbz art. 16).",
)
def leg_borgtocht_vast(aanvraag: Borgtochtaanvraag, inzage: Dienst, command: Asked) -> Borgtocht:
    lening_id = uuid5(aanvraag.aanvraag_id, "borgtocht")

    if aanvraag.gemeente not in eigen_gemeenten():
        raise Probleem(
            403,
            "gemeente-is-van-een-ander",
            "Dit hoort niet bij uw gemeenten",
            "U legt een borgtocht vast voor een gemeente waarvoor u niet werkt.",
            "Kijk de gemeente na, of vraag een collega van die gemeente.",
        )

    def work(transaction: Transaction, op: date) -> Borgtocht:
        verzoek = _opening(inzage, aanvraag, lening_id, op)
        feiten = verwerk(transaction, inzage.kader, verzoek, command.cause(verzoek.op))
        uitleg = [uitleg_van(feit) for feit in feiten if isinstance(feit, Mutatie)]
        return Borgtocht(
            lening_id=lening_id, feiten=[type(feit).__name__ for feit in feiten], uitleg=uitleg
        )

    return handle(inzage.store, command, work, Borgtocht)


def _opening(inzage: Inzage, aanvraag: Borgtochtaanvraag, lening_id: UUID, op: date) -> OpenLening:
    """A loan of which nothing was paid yet; a claim belongs to the cohort of this besluit (rekenregels 6)."""
    parameters = inzage.kader.parameters
    eigen = aanvraag.model_dump(exclude={"maanden", "ingegaan_op"})
    return OpenLening(
        **eigen,
        lening_id=lening_id,
        regeling="bbz",
        cohort=cohort_van(Regeling.BBZ, aanvraag.besluitdatum, parameters),
        product="borgtocht",
        jaarrente_procent=Decimal(0),
        methode="renteloos",
        termijnen=aanvraag.maanden,
        dagtelling="maand",
        uitbetaald_op=aanvraag.ingegaan_op,
        rente_vanaf=aanvraag.ingegaan_op,
        eerste_vervaldag=laatste_dag(aanvraag.ingegaan_op),
        parameterset=parameters.versie,
        op=max(op, aanvraag.besluitdatum),
    )
