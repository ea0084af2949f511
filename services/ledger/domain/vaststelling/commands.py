"""Everything that can be asked about the vaststelling of a boekjaar. `op` is the business day."""

from datetime import date
from uuid import UUID

from services.ledger.domain.vaststelling.events import Jaargegevens
from services.ledger.domain.vier_ogen.motivering import Motivering
from shared.begrippen import Groep, Verzoek
from shared.recht.jaarnorm import Huishouden
from shared.recht.vaststellingsvraag import Bijstandsmaand


class Vaststellingsverzoek(Verzoek):
    vaststelling_id: UUID
    op: date


class OpenVaststelling(Vaststellingsverzoek):
    """Bijstand was granted provisionally for months of this boekjaar."""

    dossier_id: UUID
    gemeente: str
    aanvraag_id: UUID
    groep: Groep
    huishouden: Huishouden
    boekjaar_begin: date
    maanden: tuple[Bijstandsmaand, ...]
    aanvraagdatum: date


class LegJaargegevensVast(Vaststellingsverzoek):
    gegevens: Jaargegevens
    actor: str


class StelVaststellingVoor(Vaststellingsverzoek):
    """The first person of two. `terugvorderen` only where something can be reclaimed."""

    voorstel_id: UUID
    terugvorderen: bool | None = None
    motivering: Motivering
    actor: str


class BekrachtigVaststelling(Vaststellingsverzoek):
    """The second person decides as was proposed."""

    actor: str


class VerwerpVaststelling(Vaststellingsverzoek):
    """The proposal is put aside, by anybody, also by who made it."""

    actor: str
