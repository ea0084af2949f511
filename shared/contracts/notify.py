"""What notify tells the world: a message went out, or could not be delivered. Never its text."""

from datetime import date
from typing import ClassVar, Literal
from uuid import UUID

from shared.contracts.base import Contract, Topic

TOPIC = Topic("notify.bericht.v1")
Berichtsoort = Literal[
    "ontvangstbevestiging", "toekenning", "afwijzing", "herinnering", "aanmaning"
]


class BerichtVerstuurd(Contract):
    """A letter or message was sent, once for its cause."""

    topic: ClassVar[Topic] = TOPIC
    dossier_id: UUID
    bericht_id: UUID
    lening_id: UUID | None = None
    soort: Berichtsoort
    kanaal: Literal["post"]
    aanleiding: UUID
    verstuurd_op: date


class BezorgingMislukt(Contract):
    """A message could not be made or delivered; a person has to look at it."""

    topic: ClassVar[Topic] = TOPIC
    dossier_id: UUID
    bericht_id: UUID
    soort: Berichtsoort
    reden: str
    vastgesteld_op: date


class BriefVerstuurd(Contract):
    """A letter of a kind that `BerichtVerstuurd` does not know was sent, once for its cause. `soort` is a code; new ones may come."""

    topic: ClassVar[Topic] = TOPIC
    dossier_id: UUID
    bericht_id: UUID
    lening_id: UUID | None = None
    soort: str
    kanaal: str
    aanleiding: UUID
    verstuurd_op: date


class BriefMislukt(Contract):
    """A letter of such a kind could not be made; a person has to look at it."""

    topic: ClassVar[Topic] = TOPIC
    dossier_id: UUID
    bericht_id: UUID
    soort: str
    reden: str
    vastgesteld_op: date


CONTRACTS = (BerichtVerstuurd, BezorgingMislukt, BriefVerstuurd, BriefMislukt)
