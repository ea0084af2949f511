"""What the ledger can be asked about the register of a loan."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from services.ledger.domain.register.events import (
    Aansprakelijkheid,
    Documentkenmerk,
    RedenOntslag,
    RedenVervallen,
    RedenWeigering,
    Zekerheidsoort,
)
from services.ledger.domain.verloop.gegevens import Mutatiegegevens
from shared.begrippen import Verzoek


class Registerverzoek(Verzoek):
    """Which loan, on which business day, by whom."""

    lening_id: UUID
    op: date
    actor: str


class VestigZekerheid(Registerverzoek):
    zekerheid_id: UUID
    soort: Zekerheidsoort
    gevestigd_op: date
    dekking_cent: Annotated[int, Field(ge=0, le=10**12)] | None = None
    documentkenmerk: Documentkenmerk


class TaxeerZekerheid(Registerverzoek):
    zekerheid_id: UUID
    getaxeerd_op: date
    dekking_cent: Annotated[int, Field(ge=0, le=10**12)]


class LaatZekerheidVervallen(Registerverzoek):
    zekerheid_id: UUID
    per: date
    reden: RedenVervallen


class VoegMedeschuldenaarToe(Registerverzoek):
    medeschuldenaar_id: UUID
    aansprakelijkheid: Aansprakelijkheid
    vanaf: date
    documentkenmerk: Documentkenmerk


class OntslaMedeschuldenaar(Registerverzoek):
    medeschuldenaar_id: UUID
    per: date
    reden: RedenOntslag


class WeigerVerzoek(Registerverzoek):
    """The college refuses what the debtor asked. With `regel_verbiedt` the rule itself must forbid it, and gives the sentence."""

    verzoek_id: UUID
    gegevens: Mutatiegegevens
    ontvangen_op: date
    reden: RedenWeigering
