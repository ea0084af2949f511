"""Everything intake can be asked."""

from datetime import date
from uuid import UUID

from shared.begrippen import (
    Groep,
    Hulpvraag,
    Kanaal,
    Persoonsveld,
    RedenCorrectie,
    RedenIntrekking,
    Urgentie,
    Verzoek,
)


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


class CorrigeerPersoonsgegevens(Verzoek):
    """`velden` are those that changed; what they hold goes to the register and not through here."""

    dossier_id: UUID
    velden: tuple[Persoonsveld, ...]
    reden: RedenCorrectie
    op: date


Aanmeldingsverzoek = (
    RegistreerAanmelding | RegistreerAanvulling | RegistreerIntrekking | CorrigeerPersoonsgegevens
)
