"""What bbz tells the world about an application: opened, judged, granted, refused."""

from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal
from uuid import UUID

from shared.begrippen import Dagtelling, Groep, Methode, Regeling
from shared.contracts.base import Contract, Topic

TOPIC = Topic("bbz.krediet.v1")


class AanvraagGeopend(Contract):
    """An application runs. `beslistermijn_tot` is the last day for a decision (Bbz art. 35)."""

    topic: ClassVar[Topic] = TOPIC
    dossier_id: UUID
    aanvraag_id: UUID
    gemeente: str
    groep: Groep
    soort: Literal["bedrijfskapitaal", "levensonderhoud"]
    aanvraagdatum: date
    beslistermijn_tot: date


class AanvraagBeoordeeld(Contract):
    """A first person gave a judgement; granting is for a second one."""

    topic: ClassVar[Topic] = TOPIC
    dossier_id: UUID
    aanvraag_id: UUID
    gemeente: str
    advies: Literal["toewijzen", "afwijzen"]
    beoordelaar: str
    beoordeeld_op: date


class KredietVerstrekt(Contract):
    """A credit was granted by a second person with a mandate. Carries all that the ledger needs to open the loan."""

    topic: ClassVar[Topic] = TOPIC
    dossier_id: UUID
    aanvraag_id: UUID
    lening_id: UUID
    gemeente: str
    regeling: Regeling
    product: Literal["bedrijfskapitaal_rentedragend", "bedrijfskapitaal_renteloos", "voorbereidingskrediet"]
    groep: Groep
    hoofdsom_cent: int
    jaarrente_procent: Decimal
    methode: Methode
    termijnen: int
    dagtelling: Dagtelling
    uitbetaald_op: date
    eerste_vervaldag: date
    aanvraagdatum: date
    besluitdatum: date
    parameterset: str
    ondertekenaar: str
    mandaat: str


class VerstrekkingGeweigerd(Contract):
    """Somebody tried to grant what a rule forbids. Nothing was paid; the rule and its figures are kept."""

    topic: ClassVar[Topic] = TOPIC
    dossier_id: UUID
    aanvraag_id: UUID
    gemeente: str
    regel: str
    grondslag: str
    gevraagd_cent: int | None = None
    toegestaan_cent: int | None = None
    geweigerd_op: date


class AanvraagAfgewezen(Contract):
    """The application was refused by a decision, on an article, with a reason in plain words."""

    topic: ClassVar[Topic] = TOPIC
    dossier_id: UUID
    aanvraag_id: UUID
    gemeente: str
    grondslag: str
    reden: str
    afgewezen_op: date


CONTRACTS = (AanvraagGeopend, AanvraagBeoordeeld, KredietVerstrekt, VerstrekkingGeweigerd, AanvraagAfgewezen)
