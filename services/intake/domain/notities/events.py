"""What can happen to a note. Stored for ever under this name."""

from datetime import date
from uuid import UUID

from shared.begrippen import Feit


class NotitieGemaakt(Feit):
    """Somebody wrote a note in a dossier; its text is sealed and stands nowhere else. A note is put right by another one."""

    dossier_id: UUID
    gemeente: str
    notitie_id: UUID
    door: str
    gemaakt_op: date


FEITEN: dict[str, type[Feit]] = {"NotitieGemaakt": NotitieGemaakt}
