"""What intake tells the world: somebody asked for help. Codes only; who it is stays in intake's register."""

from datetime import date
from typing import ClassVar, Literal
from uuid import UUID

from shared.contracts.base import Contract, Groep, Hulpvraag, Kanaal, Topic, Urgentie

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
    reden: Literal["op_verzoek", "vergissing", "geen_contact"]
    ingetrokken_op: date


CONTRACTS = (AanmeldingOntvangen, AanmeldingAangevuld, AanmeldingIngetrokken)
