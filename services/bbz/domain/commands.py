"""Everything bbz can be asked. `op` is the business day of the request."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field, PositiveInt

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
from shared.begrippen import (
    Dagtelling,
    Groep,
    Huishouden,
    Methode,
    RedenIntrekking,
    Regeling,
    Verzoek,
)
from shared.velden import PositiefCent

Cent = PositiefCent


class Aanvraagverzoek(Verzoek):
    aanvraag_id: UUID
    op: date


class OpenAanvraag(Aanvraagverzoek):
    """An application was filed: `aanvraagdatum` is its day of receipt, `voorganger` the application of this kind before it."""

    dossier_id: UUID
    gemeente: str
    groep: Groep
    soort: Soort
    aanvraagdatum: date
    voorganger: UUID | None = None
    gevraagd_cent: int | None = None
    gevraagde_maanden: int | None = None
    bestemming: str | None = None
    opgevolgde_tips: tuple[str, ...] = ()


class WijzigGroep(Aanvraagverzoek):
    """The entrepreneur turned out to be of this group."""

    groep: Groep


class BeoordeelAanvraag(Aanvraagverzoek):
    advies: Advies
    is_levensvatbaar: bool
    voorgesteld_cent: Cent | None = None
    beoordelaar: str


class VerstrekKrediet(Aanvraagverzoek):
    """What the besluit fixes (Bbz art. 39); without `eerste_vervaldag` the last day of the first term."""

    bedrag_cent: Cent
    product: Product
    termijnen: PositiveInt
    methode: Methode = "lineair"
    dagtelling: Dagtelling = "maand"
    regeling: Regeling = "bbz"
    uitbetaald_op: date
    eerste_vervaldag: date | None = None
    ondertekenaar: str


class KenLevensonderhoudToe(Aanvraagverzoek):
    """What the besluit fixes: so many months from `van`, the first day of a month, the same amount each month (Bbz art. 11, 19).

    `norm_cent` with `normbron` stands in for a monthly norm that the parameters do not know. The last three fields are what a person
    found out about art. 19 (om niet at once) and art. 25 (oudere).
    """

    van: date
    maanden: PositiveInt
    maandbedrag_cent: Cent
    huishouden: Huishouden
    vorm: Bijstandsvorm = "renteloze_lening"
    eerste_boekjaarmaand: Annotated[int, Field(ge=1, le=12)] = 1
    verlengingsgrond: Verlengingsgrond | None = None
    norm_cent: Cent | None = None
    normbron: Normbron | None = None
    is_blijvend_onder_norm: bool = False
    is_vermogen_binnen_grens: bool = False
    verwacht_bruto_jaarinkomen_cent: Cent | None = None
    ondertekenaar: str


class RegistreerAfwijzing(Aanvraagverzoek):
    reden: RedenAfwijzing
    tips: tuple[Tip, ...] = ()
    ondertekenaar: str


class RegistreerIntrekking(Aanvraagverzoek):
    reden: RedenIntrekking


class VerlengBeslistermijn(Aanvraagverzoek):
    weken: PositiveInt


class VraagAanvulling(Aanvraagverzoek):
    """intake asked for papers for this application."""

    uitvraag_id: UUID
    hersteltermijn_tot: date


class VerwerkAanvulling(Aanvraagverzoek):
    """Nothing of this request is missing any more."""

    uitvraag_id: UUID


class StelBuitenBehandeling(Aanvraagverzoek):
    ondertekenaar: str


class ControleerBeslistermijn(Aanvraagverzoek):
    """A day began: did a term end?"""


class BevestigLening(Aanvraagverzoek):
    lening_id: UUID
