"""Everything that can happen to an application before bbz has it. Stored for ever under these names."""

from datetime import date
from uuid import UUID

from services.intake.domain.aanvraag.begrippen import Bestemming
from shared.begrippen import Aanvraagsoort, Feit, Groep, IngediendDoor


class AanvraagIngediend(Feit):
    """`ontvangen_op` is the day of receipt, `ingediend_op` the working day on which it was recorded; `voorganger` the one before it.

    `opgevolgde_tips` are the codes of its advice that the entrepreneur says to have followed.
    """

    dossier_id: UUID
    aanvraag_id: UUID
    gemeente: str
    groep: Groep
    soort: Aanvraagsoort
    ontvangen_op: date
    gevraagd_cent: int | None
    gevraagde_maanden: int | None
    bestemming: Bestemming | None
    voorganger: UUID | None
    ingediend_door: IngediendDoor
    ingediend_op: date
    opgevolgde_tips: tuple[str, ...] = ()
