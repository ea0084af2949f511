"""What can be asked of a note."""

from datetime import date
from uuid import UUID

from shared.begrippen import Verzoek


class MaakNotitie(Verzoek):
    """The text goes to the sealed table and not through here."""

    dossier_id: UUID
    gemeente: str
    notitie_id: UUID
    door: str
    op: date
