"""Everything that can happen to an application. Stored for ever under these names."""

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
from services.bbz.domain.tips import Tip
from services.bbz.domain.toets import Toets
from shared.begrippen import (
    Dagtelling,
    Feit,
    Groep,
    Huishouden,
    Methode,
    RedenIntrekking,
    Regeling,
    Waarde,
)


class Aanvraagfeit(Feit):
    """A fact about an application carries whose it is, so that whoever reads one fact needs no other."""

    dossier_id: UUID
    gemeente: str


class AanvraagGeopend(Aanvraagfeit):
    """What was asked stands here as it was asked; `voorganger` is the application of this kind before it.

    `opgevolgde_tips` are the codes of its advice that the entrepreneur says to have followed.
    """

    aanvraag_id: UUID
    groep: Groep
    soort: Soort
    aanvraagdatum: date
    beslistermijn_tot: date
    parameterset: str
    geopend_op: date
    voorganger: UUID | None = None
    gevraagd_cent: int | None = None
    gevraagde_maanden: int | None = None
    bestemming: str | None = None
    opgevolgde_tips: tuple[str, ...] = ()


class GroepGewijzigd(Aanvraagfeit):
    groep: Groep
    gewijzigd_op: date


class AanvraagBeoordeeld(Aanvraagfeit):
    advies: Advies
    is_levensvatbaar: bool
    voorgesteld_cent: int | None
    beoordelaar: str
    beoordeeld_op: date


class KredietVerstrekt(Aanvraagfeit):
    """`onderbouwing` keeps every condition as it was when the decision was made."""

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
    onderbouwing: tuple[Toets, ...]


class Maandbedrag(Waarde):
    """Bijstand over one calendar month (its first day), in cents."""

    maand: date
    bedrag_cent: int


class LevensonderhoudToegekend(Aanvraagfeit):
    """Bijstand to live on, month by month; `eerste_boekjaarmaand` tells which boekjaar a month belongs to (Bbz art. 1 d).

    `eerste_dossier_id` is the dossier of the first grant where that was another: the months of a boekjaar are settled together (art. 12).
    """

    groep: Groep
    vorm: Bijstandsvorm
    huishouden: Huishouden
    maandbedragen: tuple[Maandbedrag, ...]
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
    onderbouwing: tuple[Toets, ...]
    eerste_dossier_id: UUID | None = None

    @property
    def totaal_cent(self) -> int:
        return sum(maand.bedrag_cent for maand in self.maandbedragen)


class VerstrekkingGeweigerd(Aanvraagfeit):
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


class AanvraagAfgewezen(Aanvraagfeit):
    """`tips` are what was advised for a next application; `soort` is None in facts of before it was written."""

    reden: RedenAfwijzing
    grondslag: str
    uitleg: str
    ondertekenaar: str
    mandaat: str
    afgewezen_op: date
    soort: Soort | None = None
    tips: tuple[Tip, ...] = ()


class AanvraagIngetrokken(Aanvraagfeit):
    reden: RedenIntrekking
    ingetrokken_op: date


class IntrekkingGehoord(Aanvraagfeit):
    """The request for help was withdrawn before its route was heard here. Of before applications were filed: it happens no more."""

    ingetrokken_op: date


class BeslistermijnVerlengd(Aanvraagfeit):
    weken: int
    beslistermijn_tot: date
    grondslag: str
    parameterset: str
    verlengd_op: date


class AanvullingGevraagd(Aanvraagfeit):
    """The term to decide stands still from the day after this one (Awb 4:15); `uitvraag_id` names the request for papers at intake."""

    hersteltermijn_tot: date
    gevraagd_op: date
    uitvraag_id: UUID | None = None


class AanvullingVerwerkt(Aanvraagfeit):
    """What was missing came in, or its term ended unused (`is_uitgebleven`): the term to decide runs on, `dagen` later.

    `buiten_behandeling_tot`: the last day on which the application can be left unhandled for it (Awb 4:5 lid 4).
    """

    is_uitgebleven: bool
    dagen: int
    beslistermijn_tot: date
    verwerkt_op: date
    uitvraag_id: UUID | None = None
    buiten_behandeling_tot: date | None = None


class AanvullingAlsnogBinnen(Aanvraagfeit):
    """After the last day everything came in all the same: the application is complete and will be decided on."""

    uitvraag_id: UUID
    ontvangen_op: date


class AanvraagBuitenBehandelingGesteld(Aanvraagfeit):
    """A person with a mandate decided not to handle it: what was asked did not come in in time (Awb 4:5)."""

    grondslag: str
    hersteltermijn_tot: date
    ondertekenaar: str
    mandaat: str
    gesteld_op: date


class BeslistermijnVerstreken(Aanvraagfeit):
    beslistermijn_tot: date
    vastgesteld_op: date


class LeningBevestigd(Aanvraagfeit):
    """The ledger opened the loan: the credit has arrived where it is paid back."""

    lening_id: UUID
    bevestigd_op: date


# Stored names: they never change, whatever becomes of the classes.
FEITEN: dict[str, type[Feit]] = {
    "AanvraagGeopend": AanvraagGeopend,
    "GroepGewijzigd": GroepGewijzigd,
    "AanvraagBeoordeeld": AanvraagBeoordeeld,
    "KredietVerstrekt": KredietVerstrekt,
    "LevensonderhoudToegekend": LevensonderhoudToegekend,
    "VerstrekkingGeweigerd": VerstrekkingGeweigerd,
    "AanvraagAfgewezen": AanvraagAfgewezen,
    "AanvraagIngetrokken": AanvraagIngetrokken,
    "IntrekkingGehoord": IntrekkingGehoord,
    "BeslistermijnVerlengd": BeslistermijnVerlengd,
    "AanvullingGevraagd": AanvullingGevraagd,
    "AanvullingVerwerkt": AanvullingVerwerkt,
    "AanvullingAlsnogBinnen": AanvullingAlsnogBinnen,
    "AanvraagBuitenBehandelingGesteld": AanvraagBuitenBehandelingGesteld,
    "BeslistermijnVerstreken": BeslistermijnVerstreken,
    "LeningBevestigd": LeningBevestigd,
}
