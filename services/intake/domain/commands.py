"""Everything intake can be asked."""

from datetime import date
from uuid import UUID

from shared.begrippen import Groep, Hulpvraag, Kanaal, RedenIntrekking, Urgentie, Verzoek


class RegistreerAanmelding(Verzoek):
    dossier_id: UUID
    gemeente: str
    kanaal: Kanaal
    groep: Groep
    hulpvraag: tuple[Hulpvraag, ...]
    urgentie: Urgentie
    op: date


class RegistreerAanvulling(Verzoek):
    dossier_id: UUID
    groep: Groep
    hulpvraag: tuple[Hulpvraag, ...]
    urgentie: Urgentie
    op: date


class RegistreerIntrekking(Verzoek):
    dossier_id: UUID
    reden: RedenIntrekking
    op: date


Aanmeldingsverzoek = RegistreerAanmelding | RegistreerAanvulling | RegistreerIntrekking
