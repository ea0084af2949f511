"""What people decide about a loan: proposed by one, where money is forgiven or claimed, and decided by another (four eyes)."""

from uuid import UUID

from services.ledger.domain.grootboek.boeking import Mutatie
from services.ledger.domain.verloop import gegevens as g
from services.ledger.domain.vier_ogen.motivering import Motivering


class BesluitVoorgesteld(Mutatie):
    """The first person: what is asked and why. Nothing is booked until a second person decides."""

    besluit_id: UUID
    gegevens: g.Mutatiegegevens
    motivering: Motivering
    voorgesteld_door: str


class VoorstelVerworpen(Mutatie):
    besluit_id: UUID
    verworpen_door: str


class Besluit(Mutatie):
    """A mutation by a person. With four eyes `voorgesteld_door` is the first person; `mandaat` is that of the one who decided."""

    besluit_id: UUID
    motivering: Motivering
    besloten_door: str
    voorgesteld_door: str | None = None
    mandaat: str | None = None
    signalen: tuple[str, ...] = ()
    gegevens: g.Mutatiegegevens
