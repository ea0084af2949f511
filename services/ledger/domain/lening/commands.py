"""Everything the ledger can be asked about a loan."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from services.ledger.domain.lening.onderdelen import Product
from services.ledger.domain.verloop.gegevens import Mutatiegegevens
from services.ledger.domain.vier_ogen.motivering import Motivering
from shared.begrippen import Dagtelling, Groep, Methode, Regeling, Verzoek
from shared.recht.cohort import Cohort


class OpenLening(Verzoek):
    """Opens the books for a granted credit. `rente_vanaf` is the first day that bears interest (A-3)."""

    lening_id: UUID
    dossier_id: UUID
    aanvraag_id: UUID
    gemeente: str
    regeling: Regeling
    cohort: Cohort
    product: Product
    hoofdsom_cent: int
    jaarrente_procent: Decimal
    methode: Methode
    termijnen: int
    dagtelling: Dagtelling
    uitbetaald_op: date
    rente_vanaf: date
    eerste_vervaldag: date
    aanvraagdatum: date
    besluitdatum: date
    parameterset: str
    op: date
    groep: Groep | None = None


class SluitDag(Verzoek):
    """Does what a day brings. Bank statements are booked without a gap up to and including `afschriften_tot`."""

    lening_id: UUID
    dag: date
    afschriften_tot: date | None = None


class BoekBetaling(Verzoek):
    """Books a receipt that was credited to the account on `valutadatum` (Awb art. 4:89 lid 3)."""

    lening_id: UUID
    betaling_id: UUID
    bedrag_cent: int
    valutadatum: date
    op: date


class NeemBesluit(Verzoek):
    """Books a mutation that one person may decide on. It counts from `valutadatum`."""

    lening_id: UUID
    besluit_id: UUID
    gegevens: Mutatiegegevens
    motivering: Motivering
    valutadatum: date
    op: date
    actor: str


class DoeVoorstel(NeemBesluit):
    """The first person of two: the rules are asked whether it may, nothing is booked."""


class BekrachtigVoorstel(Verzoek):
    """The second person decides as was proposed."""

    lening_id: UUID
    besluit_id: UUID
    op: date
    actor: str


class VerwerpVoorstel(BekrachtigVoorstel):
    """A proposal is put aside, by anybody, also by who made it."""


Besluitverzoek = NeemBesluit | DoeVoorstel | BekrachtigVoorstel | VerwerpVoorstel
Leningverzoek = OpenLening | SluitDag | BoekBetaling | Besluitverzoek
