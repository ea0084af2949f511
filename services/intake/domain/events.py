"""Everything that can happen to a request for help. Stored for ever under these names."""

from datetime import date
from uuid import UUID

from services.intake.domain.aanvraag.events import AanvraagIngediend
from services.intake.domain.notities import events as notities
from services.intake.domain.stukken import events as stukken
from shared.begrippen import (
    Feit,
    Groep,
    Hulpvraag,
    Kanaal,
    Persoonsveld,
    RedenCorrectie,
    RedenIntrekking,
    Urgentie,
)


class AanmeldingOntvangen(Feit):
    dossier_id: UUID
    gemeente: str
    kanaal: Kanaal
    groep: Groep
    hulpvraag: tuple[Hulpvraag, ...]
    urgentie: Urgentie
    ontvangen_op: date


class AanmeldingAangevuld(Feit):
    gemeente: str
    groep: Groep
    hulpvraag: tuple[Hulpvraag, ...]
    urgentie: Urgentie
    aangevuld_op: date


class AanmeldingIngetrokken(Feit):
    gemeente: str
    reden: RedenIntrekking
    ingetrokken_op: date


class PersoonsgegevensGecorrigeerd(Feit):
    """What the register says of a person was put right: which fields and why, never what they held or hold."""

    gemeente: str
    velden: tuple[Persoonsveld, ...]
    reden: RedenCorrectie
    gecorrigeerd_op: date


# Stored names: they never change, whatever becomes of the classes.
FEITEN: dict[str, type[Feit]] = {
    "AanmeldingOntvangen": AanmeldingOntvangen,
    "AanmeldingAangevuld": AanmeldingAangevuld,
    "AanmeldingIngetrokken": AanmeldingIngetrokken,
    "PersoonsgegevensGecorrigeerd": PersoonsgegevensGecorrigeerd,
    "AanvraagIngediend": AanvraagIngediend,
    **stukken.FEITEN,
    **notities.FEITEN,
}
