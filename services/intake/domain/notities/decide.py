"""A note is made once, and never changed."""

from services.intake.domain.notities.commands import MaakNotitie
from services.intake.domain.notities.events import NotitieGemaakt
from services.intake.domain.notities.state import Notitie


def decide(state: Notitie, verzoek: MaakNotitie) -> list[NotitieGemaakt]:
    if state.is_gemaakt:
        return []
    return [
        NotitieGemaakt(
            dossier_id=verzoek.dossier_id,
            gemeente=verzoek.gemeente,
            notitie_id=verzoek.notitie_id,
            door=verzoek.door,
            gemaakt_op=verzoek.op,
        )
    ]
