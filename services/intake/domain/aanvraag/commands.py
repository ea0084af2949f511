"""What intake can be asked about an application."""

from datetime import date
from uuid import UUID

from services.intake.domain.aanvraag.begrippen import Bestemming
from shared.begrippen import Aanvraagsoort, IngediendDoor, Verzoek


class DienAanvraagIn(Verzoek):
    """`ontvangen_op` is the day of receipt of what was written or said; `op` the working day on which it is recorded."""

    dossier_id: UUID
    aanvraag_id: UUID
    soort: Aanvraagsoort
    ontvangen_op: date
    gevraagd_cent: int | None = None
    gevraagde_maanden: int | None = None
    bestemming: Bestemming | None = None
    opgevolgde_tips: tuple[str, ...] = ()
    ingediend_door: IngediendDoor
    op: date
