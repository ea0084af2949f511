"""What bbz tells the world about an application: opened, judged, granted, refused."""

from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from shared.begrippen import Dagtelling, Groep, Huishouden, Methode, RedenIntrekking, Regeling
from shared.contracts.base import Contract, Topic

TOPIC = Topic("bbz.krediet.v1")


class AanvraagGeopend(Contract):
    """An application runs. `beslistermijn_tot` is the last day for a decision (Bbz art. 35); `voorganger` the application before it."""

    topic: ClassVar[Topic] = TOPIC
    dossier_id: UUID
    aanvraag_id: UUID
    gemeente: str
    groep: Groep
    soort: Literal["bedrijfskapitaal", "levensonderhoud"]
    aanvraagdatum: date
    beslistermijn_tot: date
    voorganger: UUID | None = None
    gevraagd_cent: int | None = None
    gevraagde_maanden: int | None = None


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
    product: Literal[
        "bedrijfskapitaal_rentedragend", "bedrijfskapitaal_renteloos", "voorbereidingskrediet"
    ]
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


class Maandbedrag(BaseModel):
    """Bijstand over one calendar month, named by its first day."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    maand: date
    bedrag_cent: int


class LevensonderhoudToegekend(Contract):
    """Bijstand to live on was granted by a second person with a mandate, month by month.

    As `renteloze_lening` it is provisional: after each boekjaar follows the definitieve vaststelling (Bbz art. 11, 12). The
    boekjaar begins in month `eerste_boekjaarmaand` of the calendar. Its months are settled together, whatever dossier they were granted in:
    `eerste_dossier_id` is that of the first grant, where it is another.
    """

    topic: ClassVar[Topic] = TOPIC
    dossier_id: UUID
    aanvraag_id: UUID
    gemeente: str
    groep: Groep
    vorm: Literal["renteloze_lening", "om_niet"]
    huishouden: Huishouden
    maandbedragen: tuple[Maandbedrag, ...]
    eerste_boekjaarmaand: int = 1
    eerste_dossier_id: UUID | None = None
    grondslag: str
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
    gevraagd_maanden: int | None = None
    toegestaan_maanden: int | None = None
    uitleg: str = ""
    parameter: str | None = None
    parameterset: str = ""
    geweigerd_op: date


class Tip(BaseModel):
    """What is advised for a next application: a code, and the sentence for people."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    code: str
    tekst: str


class AanvraagAfgewezen(Contract):
    """The application was refused by a decision, on an article, with a reason in plain words and tips for a next one."""

    topic: ClassVar[Topic] = TOPIC
    dossier_id: UUID
    aanvraag_id: UUID
    gemeente: str
    grondslag: str
    reden: str
    afgewezen_op: date
    soort: Literal["bedrijfskapitaal", "levensonderhoud"] | None = None
    tips: tuple[Tip, ...] = ()


class AanvraagIngetrokken(Contract):
    """The application, or the request for help that it was part of, was withdrawn before a decision: there will be none."""

    topic: ClassVar[Topic] = TOPIC
    dossier_id: UUID
    aanvraag_id: UUID
    gemeente: str
    reden: RedenIntrekking
    ingetrokken_op: date


class AanvraagBuitenBehandelingGesteld(Contract):
    """The application is not handled, by a decision: what was asked did not come in by `hersteltermijn_tot` (Awb 4:5)."""

    topic: ClassVar[Topic] = TOPIC
    dossier_id: UUID
    aanvraag_id: UUID
    gemeente: str
    grondslag: str
    hersteltermijn_tot: date
    gesteld_op: date


class AanvullingGevraagd(Contract):
    """Something is missing; until the entrepreneur sends it, or this term ends, the term to decide stands still (Awb 4:15)."""

    topic: ClassVar[Topic] = TOPIC
    dossier_id: UUID
    aanvraag_id: UUID
    gemeente: str
    hersteltermijn_tot: date
    gevraagd_op: date
    uitvraag_id: UUID | None = None


class BeslistermijnGewijzigd(Contract):
    """The last day for a decision moved: it was extended (Bbz art. 35 lid 3), or it stood still and runs again (Awb 4:15).

    `buiten_behandeling_tot`: papers did not come in; the last day to leave the application unhandled for it (Awb 4:5 lid 4).
    """

    topic: ClassVar[Topic] = TOPIC
    dossier_id: UUID
    aanvraag_id: UUID
    gemeente: str
    reden: Literal["verlengd", "aangevuld", "aanvulling_uitgebleven"]
    beslistermijn_tot: date
    gewijzigd_op: date
    buiten_behandeling_tot: date | None = None


class BeslistermijnVerstreken(Contract):
    """The last day for a decision passed without one. Sent once."""

    topic: ClassVar[Topic] = TOPIC
    dossier_id: UUID
    aanvraag_id: UUID
    gemeente: str
    beslistermijn_tot: date
    vastgesteld_op: date


CONTRACTS = (
    AanvraagGeopend,
    AanvraagBeoordeeld,
    KredietVerstrekt,
    LevensonderhoudToegekend,
    VerstrekkingGeweigerd,
    AanvraagAfgewezen,
    AanvraagIngetrokken,
    AanvraagBuitenBehandelingGesteld,
    AanvullingGevraagd,
    BeslistermijnGewijzigd,
    BeslistermijnVerstreken,
)
