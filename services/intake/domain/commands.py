"""Everything intake can be asked."""

from datetime import date
from uuid import UUID

from shared.begrippen import (
    Groep,
    Hulpvraag,
    Kanaal,
    Persoonsveld,
    RedenAfsluiting,
    RedenCorrectie,
    RedenHeropening,
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
    voorganger: UUID | None = None
    persoon_id: UUID | None = None
    is_groep_bekend: bool = True
    is_buiten_bbz: bool = False


class RegistreerAanvulling(Verzoek):
    """`elders`: an open dossier of the same person that has one of these questions already."""

    dossier_id: UUID
    groep: Groep
    hulpvraag: tuple[Hulpvraag, ...]
    urgentie: Urgentie
    op: date
    is_groep_bekend: bool = True
    is_buiten_bbz: bool = False
    elders: UUID | None = None


class RegistreerIntrekking(Verzoek):
    dossier_id: UUID
    reden: RedenIntrekking
    op: date


class SluitDossier(Verzoek):
    """`loopt`: an application of this dossier that was not decided on yet."""

    dossier_id: UUID
    reden: RedenAfsluiting
    op: date
    loopt: UUID | None = None


class HeropenDossier(Verzoek):
    """`elders`: an open dossier of the same person that has one of its questions."""

    dossier_id: UUID
    reden: RedenHeropening
    op: date
    elders: UUID | None = None


class VoegPersoonSamen(Verzoek):
    dossier_id: UUID
    persoon_id: UUID
    was_persoon_id: UUID
    op: date


class WisPersoon(Verzoek):
    dossier_id: UUID
    op: date


class CorrigeerPersoonsgegevens(Verzoek):
    """`velden` are those that changed; what they hold goes to the register and not through here."""

    dossier_id: UUID
    velden: tuple[Persoonsveld, ...]
    reden: RedenCorrectie
    op: date
    andere_velden: tuple[str, ...] = ()


Aanmeldingsverzoek = (
    RegistreerAanmelding
    | RegistreerAanvulling
    | RegistreerIntrekking
    | SluitDossier
    | HeropenDossier
    | CorrigeerPersoonsgegevens
    | VoegPersoonSamen
    | WisPersoon
)
