"""An application as the API tells it."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from services.bbz.domain.begrippen import (
    Advies,
    Bijstandsvorm,
    Normbron,
    Product,
    RedenAfwijzing,
    Soort,
    Verlengingsgrond,
)
from services.bbz.domain.state import Status
from services.bbz.domain.tips import Tip
from services.bbz.domain.toets import Toetsuitkomst
from shared.begrippen import Dagtelling, Groep, Huishouden, Methode, Regeling
from shared.web.answers import Answer


class Toetsweergave(Answer):
    """The outcome of one condition, with its article and its figures; amounts in cents."""

    regel: str
    grondslag: str
    uitkomst: Toetsuitkomst
    uitleg: str
    parameter: str | None
    gevraagd_cent: int | None
    toegestaan_cent: int | None
    gevraagd_maanden: int | None
    toegestaan_maanden: int | None


class Gebeurtenis(Answer):
    """Whose application it is stands in every part of it."""

    dossier_id: UUID
    gemeente: str


class Openingweergave(Gebeurtenis):
    aanvraag_id: UUID
    groep: Groep
    soort: Soort
    aanvraagdatum: date
    beslistermijn_tot: date
    parameterset: str
    geopend_op: date
    voorganger: UUID | None
    gevraagd_cent: int | None
    gevraagde_maanden: int | None
    bestemming: str | None
    opgevolgde_tips: tuple[str, ...]


class Aanvullingweergave(Gebeurtenis):
    """The term to decide stands still from the day after `gevraagd_op` (Awb 4:15)."""

    hersteltermijn_tot: date
    gevraagd_op: date


class Beoordelingweergave(Gebeurtenis):
    advies: Advies
    is_levensvatbaar: bool
    voorgesteld_cent: int | None
    beoordelaar: str
    beoordeeld_op: date


class Weigeringweergave(Gebeurtenis):
    """Somebody tried to grant what a rule forbids: the rule, its article and its figures."""

    regel: str
    grondslag: str
    uitleg: str
    bedrag_cent: int
    gevraagd_cent: int | None
    toegestaan_cent: int | None
    gevraagd_maanden: int | None
    toegestaan_maanden: int | None
    parameter: str | None
    parameterset: str
    ondertekenaar: str
    geweigerd_op: date


class Kredietweergave(Gebeurtenis):
    """`onderbouwing` holds every condition as it was when the decision was made."""

    lening_id: UUID
    groep: Groep
    regeling: Regeling
    product: Product
    hoofdsom_cent: int
    jaarrente_procent: Decimal
    methode: Methode
    termijnen: int
    dagtelling: Dagtelling
    uitbetaald_op: date
    eerste_vervaldag: date
    aanvraagdatum: date
    besluitdatum: date
    parameterset: str
    ondertekenaar: str
    mandaat: str
    onderbouwing: tuple[Toetsweergave, ...]


class Maandbedragweergave(Answer):
    """Bijstand over one calendar month (its first day), in cents."""

    maand: date
    bedrag_cent: int


class Bijstandweergave(Gebeurtenis):
    """Bijstand to live on, month by month."""

    groep: Groep
    vorm: Bijstandsvorm
    huishouden: Huishouden
    maandbedragen: tuple[Maandbedragweergave, ...]
    eerste_boekjaarmaand: int
    verlengingsgrond: Verlengingsgrond | None
    norm_cent: int | None
    normbron: Normbron | None
    grondslag: str
    aanvraagdatum: date
    besluitdatum: date
    parameterset: str
    ondertekenaar: str
    mandaat: str
    onderbouwing: tuple[Toetsweergave, ...]
    eerste_dossier_id: UUID | None


class Afwijzingweergave(Gebeurtenis):
    reden: RedenAfwijzing
    grondslag: str
    uitleg: str
    ondertekenaar: str
    mandaat: str
    afgewezen_op: date
    soort: Soort | None
    tips: tuple[Tip, ...]


class Aanvraagweergave(Answer):
    """`weigering` is the last refusal to grant; `aanvulling` is set while the term to decide stands still."""

    status: Status
    opening: Openingweergave
    groep: Groep
    beslistermijn_tot: date
    is_verlengd: bool
    is_verstreken: bool
    aanvulling: Aanvullingweergave | None
    beoordeling: Beoordelingweergave | None
    weigering: Weigeringweergave | None
    krediet: Kredietweergave | None
    bijstand: Bijstandweergave | None
    afwijzing: Afwijzingweergave | None
    is_lening_bevestigd: bool


class Handelingsuitkomst(Answer):
    """How the application stands now. A refusal to grant is told as a problem, so `weigering` is empty here."""

    aanvraag_id: UUID
    status: Status
    beslistermijn_tot: date
    lening_id: UUID | None
    weigering: None
