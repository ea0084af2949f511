"""What intake tells the world: somebody asked for help, and applied. Codes only; who it is stays in intake's register."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from shared.begrippen import (
    Aanvraagsoort,
    Groep,
    Hulpvraag,
    IngediendDoor,
    Kanaal,
    Persoonsveld,
    RedenCorrectie,
    RedenIntrekking,
    Urgentie,
)
from shared.contracts.base import Contract, Topic

TOPIC = Topic("intake.aanmelding.v1")


class AanmeldingOntvangen(Contract):
    """A request for help was taken in. Sent once for each dossier; not for a request that was refused or is a double."""

    topic: ClassVar[Topic] = TOPIC
    dossier_id: UUID
    gemeente: str
    kanaal: Kanaal
    groep: Groep
    hulpvraag: tuple[Hulpvraag, ...]
    urgentie: Urgentie
    ontvangen_op: date


class AanmeldingAangevuld(Contract):
    """What was missing or had changed came in; the fields hold the whole new answer, not the difference."""

    topic: ClassVar[Topic] = TOPIC
    dossier_id: UUID
    gemeente: str
    groep: Groep
    hulpvraag: tuple[Hulpvraag, ...]
    urgentie: Urgentie
    aangevuld_op: date


class AanmeldingIngetrokken(Contract):
    """The entrepreneur took the request back, or it turned out to be a mistake."""

    topic: ClassVar[Topic] = TOPIC
    dossier_id: UUID
    gemeente: str
    reden: RedenIntrekking
    ingetrokken_op: date


class PersoonsgegevensGecorrigeerd(Contract):
    """A name, an address or a number of a person was put right: which fields and why. Ask intake for what they hold now."""

    topic: ClassVar[Topic] = TOPIC
    dossier_id: UUID
    gemeente: str
    velden: tuple[Persoonsveld, ...]
    reden: RedenCorrectie
    gecorrigeerd_op: date


class AanvraagIngediend(Contract):
    """An application came in: on `ontvangen_op`, from which terms and maxima count (Awb 4:13; Bbz art. 35); recorded on `ingediend_op`.

    `voorganger` is the application of this kind before it. `bestemming` is a code; readers keep one that they do not know.
    """

    topic: ClassVar[Topic] = TOPIC
    dossier_id: UUID
    aanvraag_id: UUID
    gemeente: str
    groep: Groep
    soort: Aanvraagsoort
    ontvangen_op: date
    gevraagd_cent: int | None = None
    gevraagde_maanden: int | None = None
    bestemming: str | None = None
    voorganger: UUID | None = None
    ingediend_door: IngediendDoor
    ingediend_op: date


CONTRACTS = (
    AanmeldingOntvangen,
    AanmeldingAangevuld,
    AanmeldingIngetrokken,
    AanvraagIngediend,
    PersoonsgegevensGecorrigeerd,
)
