"""What intake tells the world: somebody asked for help, and applied. Codes only; who it is stays in intake's register."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from shared.begrippen import (
    Aanvraagsoort,
    Groep,
    Hulpvraag,
    IngediendDoor,
    JaNee,
    Kanaal,
    Persoonsveld,
    RedenAfsluiting,
    RedenCorrectie,
    RedenHeropening,
    RedenIntrekking,
    Urgentie,
)
from shared.contracts.base import Contract, Topic

TOPIC = Topic("intake.aanmelding.v1")


class AanmeldingOntvangen(Contract):
    """A request for help was taken in. Sent once for each dossier; not for a request that was refused or is a double.

    `persoon_id` is the same, and tells nothing else, for all dossiers of a person; `voorganger` is the one before this. A group that is
    not known is a guess until the first talk; outside the Bbz there is help, and no application.
    """

    topic: ClassVar[Topic] = TOPIC
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


class AanmeldingAangevuld(Contract):
    """What was missing or had changed came in; the fields hold the whole new answer, not the difference."""

    topic: ClassVar[Topic] = TOPIC
    dossier_id: UUID
    gemeente: str
    groep: Groep
    hulpvraag: tuple[Hulpvraag, ...]
    urgentie: Urgentie
    aangevuld_op: date
    is_groep_bekend: JaNee = True
    is_buiten_bbz: JaNee = False


class AanmeldingIngetrokken(Contract):
    """The entrepreneur took the request back, or it turned out to be a mistake."""

    topic: ClassVar[Topic] = TOPIC
    dossier_id: UUID
    gemeente: str
    reden: RedenIntrekking
    ingetrokken_op: date


class PersoonsgegevensGecorrigeerd(Contract):
    """A name, an address or a number of a person was put right: which fields and why. Ask intake for what they hold now.

    `andere_velden` are codes of fields beside those in `velden`, such as the country.
    """

    topic: ClassVar[Topic] = TOPIC
    dossier_id: UUID
    gemeente: str
    velden: tuple[Persoonsveld, ...]
    reden: RedenCorrectie
    gecorrigeerd_op: date
    andere_velden: tuple[str, ...] = ()


class DossierAfgesloten(Contract):
    """There is nothing to do in this dossier any more. A loan of it lives on; an application of it was decided on."""

    topic: ClassVar[Topic] = TOPIC
    dossier_id: UUID
    gemeente: str
    reden: RedenAfsluiting
    afgesloten_op: date


class DossierHeropend(Contract):
    """A dossier that was closed or withdrawn goes on where it was."""

    topic: ClassVar[Topic] = TOPIC
    dossier_id: UUID
    gemeente: str
    reden: RedenHeropening
    heropend_op: date


class PersoonSamengevoegd(Contract):
    """Two persons turned out to be one: this dossier belongs to `persoon_id` from now on. Sent for each dossier that moved."""

    topic: ClassVar[Topic] = TOPIC
    dossier_id: UUID
    gemeente: str
    persoon_id: UUID
    was_persoon_id: UUID
    samengevoegd_op: date


class PersoonGewist(Contract):
    """Who this dossier belongs to can be told no more (AVG art. 17): no letter can be made, and the stored ones cannot be read.

    Sent for each dossier of the person. Sums and decisions stay.
    """

    topic: ClassVar[Topic] = TOPIC
    dossier_id: UUID
    gemeente: str
    gewist_op: date


class AanvraagIngediend(Contract):
    """An application came in: on `ontvangen_op`, from which terms and maxima count (Awb 4:13; Bbz art. 35); recorded on `ingediend_op`.

    `voorganger` is the application of this kind before it, `opgevolgde_tips` the codes of its advice that were followed. `bestemming` is a
    code; readers keep one that they do not know.
    """

    topic: ClassVar[Topic] = TOPIC
    dossier_id: UUID
    aanvraag_id: UUID
    gemeente: str
    groep: Groep
    soort: Aanvraagsoort
    ontvangen_op: date
    gevraagd_cent: int | None = None
    gevraagde_maanden: int | None = None
    bestemming: str | None = None
    voorganger: UUID | None = None
    ingediend_door: IngediendDoor
    ingediend_op: date
    opgevolgde_tips: tuple[str, ...] = ()


class StukkenGevraagd(Contract):
    """Papers were asked for in one go, for an application (its term stands still, Awb 4:5 and 4:15) or for a route.

    `soorten` are codes; new ones may come. `na_afwijzing`: asked anew, because one that came in was not good enough.
    `schort_op`: the term to decide stands still, unless it ran out at the same moment.
    """

    topic: ClassVar[Topic] = TOPIC
    dossier_id: UUID
    gemeente: str
    uitvraag_id: UUID
    soorten: tuple[str, ...]
    aanvraag_id: UUID | None = None
    route: int | None = None
    hersteltermijn_tot: date
    na_afwijzing: str | None = None
    gevraagd_op: date
    schort_op: bool = False


class StukOntvangen(Contract):
    """A file came in: at the desk, through a partner or from the entrepreneur. `is_laatste`: no more files of this kind follow."""

    topic: ClassVar[Topic] = TOPIC
    dossier_id: UUID
    gemeente: str
    stuk_id: UUID
    soort: str
    bron: str
    bestandssoort: str
    bytes: int
    is_laatste: bool = True
    ontvangen_op: date


class StukGecontroleerd(Contract):
    """Somebody looked at a paper, and it is what was asked."""

    topic: ClassVar[Topic] = TOPIC
    dossier_id: UUID
    gemeente: str
    stuk_id: UUID
    soort: str
    gecontroleerd_op: date


class StukAfgewezen(Contract):
    """A paper is not good enough. With `hersteltermijn_tot` it is asked again within the request that still runs."""

    topic: ClassVar[Topic] = TOPIC
    dossier_id: UUID
    gemeente: str
    stuk_id: UUID
    soort: str
    reden: str
    uitvraag_id: UUID | None = None
    hersteltermijn_tot: date | None = None
    afgewezen_op: date


class StukVervallen(Contract):
    """A paper (`stuk_id`) does not belong here, or what was asked (`uitvraag_id`) is not needed any more."""

    topic: ClassVar[Topic] = TOPIC
    dossier_id: UUID
    gemeente: str
    soort: str
    reden: str
    stuk_id: UUID | None = None
    uitvraag_id: UUID | None = None
    vervallen_op: date


class StukkenCompleet(Contract):
    """Nothing of a request for papers is missing any more. Also sent after its last day, when all came in late."""

    topic: ClassVar[Topic] = TOPIC
    dossier_id: UUID
    gemeente: str
    uitvraag_id: UUID
    aanvraag_id: UUID | None = None
    route: int | None = None
    compleet_op: date


class NotitieGemaakt(Contract):
    """Somebody wrote a note in a dossier. Its text stays with intake, sealed."""

    topic: ClassVar[Topic] = TOPIC
    dossier_id: UUID
    gemeente: str
    notitie_id: UUID
    door: str
    gemaakt_op: date


CONTRACTS = (
    AanmeldingOntvangen,
    AanmeldingAangevuld,
    AanmeldingIngetrokken,
    AanvraagIngediend,
    PersoonsgegevensGecorrigeerd,
    StukkenGevraagd,
    StukOntvangen,
    StukGecontroleerd,
    StukAfgewezen,
    StukVervallen,
    StukkenCompleet,
    NotitieGemaakt,
    DossierAfgesloten,
    DossierHeropend,
    PersoonSamengevoegd,
    PersoonGewist,
)
BY_NAME: dict[str, type[Contract]] = {contract.__name__: contract for contract in CONTRACTS}
