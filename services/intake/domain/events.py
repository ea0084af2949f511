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
    JaNee,
    Kanaal,
    Persoonsveld,
    RedenAfsluiting,
    RedenCorrectie,
    RedenHeropening,
    RedenIntrekking,
    Urgentie,
)


class AanmeldingOntvangen(Feit):
    """`voorganger` is the dossier of this person before this one; a group that is not known is a guess until the first talk."""

    dossier_id: UUID
    gemeente: str
    kanaal: Kanaal
    groep: Groep
    hulpvraag: tuple[Hulpvraag, ...]
    urgentie: Urgentie
    ontvangen_op: date
    voorganger: UUID | None = None
    persoon_id: UUID | None = None
    is_groep_bekend: JaNee = True
    is_buiten_bbz: JaNee = False


class AanmeldingAangevuld(Feit):
    gemeente: str
    groep: Groep
    hulpvraag: tuple[Hulpvraag, ...]
    urgentie: Urgentie
    aangevuld_op: date
    is_groep_bekend: JaNee = True
    is_buiten_bbz: JaNee = False


class AanmeldingIngetrokken(Feit):
    gemeente: str
    reden: RedenIntrekking
    ingetrokken_op: date


class DossierAfgesloten(Feit):
    """There is nothing to do in this dossier any more; a loan of it lives on."""

    gemeente: str
    reden: RedenAfsluiting
    afgesloten_op: date


class DossierHeropend(Feit):
    """A dossier that was closed or withdrawn goes on."""

    gemeente: str
    reden: RedenHeropening
    heropend_op: date


class PersoonsgegevensGecorrigeerd(Feit):
    """What the register says of a person was put right: which fields and why, never what they held or hold.

    `andere_velden` are those that the first list of fields did not know: the country and the BSN.
    """

    gemeente: str
    velden: tuple[Persoonsveld, ...]
    reden: RedenCorrectie
    gecorrigeerd_op: date
    andere_velden: tuple[str, ...] = ()


class PersoonSamengevoegd(Feit):
    """Two persons of the register turned out to be one: this dossier goes on under the other."""

    gemeente: str
    persoon_id: UUID
    was_persoon_id: UUID
    samengevoegd_op: date


class PersoonGewist(Feit):
    """What was known of the person of this dossier cannot be read any more (AVG art. 17)."""

    gemeente: str
    gewist_op: date


# Stored names: they never change, whatever becomes of the classes.
FEITEN: dict[str, type[Feit]] = {
    "AanmeldingOntvangen": AanmeldingOntvangen,
    "AanmeldingAangevuld": AanmeldingAangevuld,
    "AanmeldingIngetrokken": AanmeldingIngetrokken,
    "PersoonsgegevensGecorrigeerd": PersoonsgegevensGecorrigeerd,
    "AanvraagIngediend": AanvraagIngediend,
    **stukken.FEITEN,
    **notities.FEITEN,
    "DossierAfgesloten": DossierAfgesloten,
    "DossierHeropend": DossierHeropend,
    "PersoonSamengevoegd": PersoonSamengevoegd,
    "PersoonGewist": PersoonGewist,
}
