"""Everything that can be asked of the collection ladder of one claim: by the books, by the day, by people."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from services.ledger.domain.invordering.begrippen import (
    Contactuitkomst,
    Contactwijze,
    Ontvanger,
    RedenOvergeslagen,
)
from services.ledger.domain.invordering.schuldbeeld import Schuldbeeld
from shared.begrippen import Verzoek, Waarde
from shared.recht.invorderingsstappen import Stap
from shared.recht.mandaat import Mandaat
from shared.velden import Dag, PositiefCent


class VolgSchuld(Verzoek):
    """The claim changed, or a day is closed. Bank statements are booked without a gap up to and including `afschriften_tot`."""

    beeld: Schuldbeeld
    op: date
    afschriften_tot: date | None = None


class RegistreerVerzending(Verzoek):
    """The letter of a demand was sent."""

    aanmaning_id: UUID
    op: date


class Contact(Waarde):
    soort: Literal["contact"] = "contact"
    wijze: Contactwijze
    uitkomst: Contactuitkomst


class Gesprek(Waarde):
    soort: Literal["gesprek"] = "gesprek"
    op: Dag


class Betaalafspraak(Waarde):
    soort: Literal["betaalafspraak"] = "betaalafspraak"
    op: Dag
    bedrag_cent: PositiefCent


class VerstuurAanmaning(Waarde):
    """Send the demand that is next, the first or the second."""

    soort: Literal["aanmaning"] = "aanmaning"


class Dwangbevel(Waarde):
    soort: Literal["dwangbevel"] = "dwangbevel"


class Overdracht(Waarde):
    soort: Literal["overdracht"] = "overdracht"
    aan: Ontvanger


class Overslaan(Waarde):
    """Skip the step that is next."""

    soort: Literal["overslaan"] = "overslaan"
    stap: Stap
    reden: RedenOvergeslagen


class Pauzeer(Waarde):
    soort: Literal["pauze"] = "pauze"
    reden: Literal["schuldregeling", "moratorium", "faillissement", "bezwaar", "onderzoek"]
    tot: Dag


class Hervat(Waarde):
    """End a pause or an appointment that a person made."""

    soort: Literal["hervatten"] = "hervatten"


Handeling = Annotated[
    Contact
    | Gesprek
    | Betaalafspraak
    | VerstuurAanmaning
    | Dwangbevel
    | Overdracht
    | Overslaan
    | Pauzeer
    | Hervat,
    Field(discriminator="soort"),
]


class DoeHandeling(Verzoek):
    """What a person does or decides about the ladder. `mandaat`: the widest of that person; None without any."""

    handeling: Handeling
    beeld: Schuldbeeld
    op: date
    mandaat: Mandaat | None = None


Invorderingsverzoek = VolgSchuld | RegistreerVerzending | DoeHandeling
