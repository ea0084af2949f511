"""Everything bbz can be asked. `op` is the business day of the request."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field, PositiveInt

from services.bbz.domain.begrippen import Advies, Product, RedenAfwijzing, Soort
from shared.begrippen import Dagtelling, Groep, Methode, RedenIntrekking, Regeling, Verzoek

Cent = Annotated[int, Field(gt=0, lt=10**12)]


class Aanvraagverzoek(Verzoek):
    aanvraag_id: UUID
    op: date


class OpenAanvraag(Aanvraagverzoek):
    dossier_id: UUID
    gemeente: str
    groep: Groep
    soort: Soort
    aanvraagdatum: date


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


class RegistreerAfwijzing(Aanvraagverzoek):
    reden: RedenAfwijzing
    ondertekenaar: str


class RegistreerIntrekking(Aanvraagverzoek):
    dossier_id: UUID
    gemeente: str
    reden: RedenIntrekking


class VerlengBeslistermijn(Aanvraagverzoek):
    weken: PositiveInt


class VraagAanvulling(Aanvraagverzoek):
    hersteltermijn_tot: date


class VerwerkAanvulling(Aanvraagverzoek):
    pass


class ControleerBeslistermijn(Aanvraagverzoek):
    """A day began: did a term end?"""


class BevestigLening(Aanvraagverzoek):
    lening_id: UUID
