"""What belongs to a loan beside its sums: securities, who owes it together, and requests that were refused. Stored for ever."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from services.ledger.domain.verloop.gegevens import Mutatiegegevens
from shared.begrippen import Feit

Zekerheidsoort = Literal["pand", "hypotheek", "krediethypotheek"]
RedenVervallen = Literal["vrijgegeven", "uitgewonnen", "vergissing"]
Aansprakelijkheid = Literal["partner", "vennoot", "gezinslid", "contract"]
RedenOntslag = Literal["besluit", "overleden", "vergissing"]
RedenWeigering = Literal[
    "regel_verbiedt",
    "niet_gemotiveerd",
    "gegevens_ontbreken",
    "kan_betalen",
    "duurzaam_onvermogen",
    "beleid_gemeente",
]
# A code of the archive, never a name: no spaces, no number that is as long as a BSN, no account number.
Documentkenmerk = Annotated[str, Field(pattern=r"^[A-Z]{2,12}(-[A-Z0-9]{1,8}){1,3}$")]


class Registerfeit(Feit):
    """What every fact carries: which loan, when it was recorded, on which ground, and what happened in one sentence."""

    lening_id: UUID
    dossier_id: UUID
    gemeente: str
    boekdatum: date
    grondslag: str
    uitleg: str


class ZekerheidGevestigd(Registerfeit):
    """A security for the loan. `dekking_cent` is what it covers by the last valuation; None: not valued yet."""

    zekerheid_id: UUID
    soort: Zekerheidsoort
    gevestigd_op: date
    dekking_cent: int | None = None
    documentkenmerk: Documentkenmerk


class ZekerheidGetaxeerd(Registerfeit):
    """What the security covers by a new valuation."""

    zekerheid_id: UUID
    getaxeerd_op: date
    dekking_cent: int


class ZekerheidVervallen(Registerfeit):
    """The security does not count from `per` on."""

    zekerheid_id: UUID
    per: date
    reden: RedenVervallen


class MedeschuldenaarToegevoegd(Registerfeit):
    """Somebody else owes the whole loan too, hoofdelijk: one claim, one balance (A-13)."""

    medeschuldenaar_id: UUID
    aansprakelijkheid: Aansprakelijkheid
    vanaf: date
    documentkenmerk: Documentkenmerk


class MedeschuldenaarOntslagen(Registerfeit):
    medeschuldenaar_id: UUID
    per: date
    reden: RedenOntslag


class VerzoekGeweigerd(Registerfeit):
    """The debtor asked for this and the college said no; `uitleg` is why, with `grondslag` its article."""

    verzoek_id: UUID
    gegevens: Mutatiegegevens
    ontvangen_op: date
    reden: RedenWeigering
    geweigerd_door: str


# Stored names: they never change, whatever becomes of the classes.
REGISTERFEITEN: dict[str, type[Feit]] = {
    "ZekerheidGevestigd": ZekerheidGevestigd,
    "ZekerheidGetaxeerd": ZekerheidGetaxeerd,
    "ZekerheidVervallen": ZekerheidVervallen,
    "MedeschuldenaarToegevoegd": MedeschuldenaarToegevoegd,
    "MedeschuldenaarOntslagen": MedeschuldenaarOntslagen,
    "VerzoekGeweigerd": VerzoekGeweigerd,
}
