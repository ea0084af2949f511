"""What a request for help looks like when it comes in, and the checks of its form."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from stdnum import iban as iban_number
from stdnum.exceptions import ValidationError as NumberError
from stdnum.nl import bsn as bsn_number

from services.intake.adapters.register import Persoonsgegevens
from services.intake.application import Aangeboden
from shared.begrippen import Groep, Kanaal, Urgentie
from shared.velden import Gemeentecode, Hulpvragen, Regel, Tekst


def _bsn(text: str) -> str:
    try:
        return str(bsn_number.validate(text))
    except NumberError as error:
        raise ValueError("Dit burgerservicenummer klopt niet: de cijfers voldoen niet aan de elfproef.") from error


def _iban(text: str) -> str:
    try:
        return str(iban_number.validate(text))
    except NumberError as error:
        raise ValueError("Dit IBAN klopt niet. Kijk de letters en cijfers na.") from error


Bsn = Annotated[str, StringConstraints(max_length=40), AfterValidator(_bsn)]
Iban = Annotated[str, StringConstraints(max_length=60), AfterValidator(_iban)]
KvkNummer = Annotated[str, StringConstraints(pattern=r"^[0-9]{8}$")]
Postcode = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{3} ?[A-Z]{2}$")]


class NieuweAanmelding(BaseModel):
    """A request for help. Who asks goes to the register; codes go to the other services."""

    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_extra={"additionalProperties": False})

    gemeente: Gemeentecode = Field(description="CBS-code van de gemeente, zoals GM9901")
    kanaal: Kanaal
    groep: Groep
    hulpvraag: Hulpvragen
    urgentie: Urgentie = Urgentie()
    bsn: Bsn
    naam: Regel
    straat: Regel
    huisnummer: Annotated[Regel, Field(max_length=10)]
    postcode: Postcode
    plaats: Regel
    kvk_nummer: KvkNummer | None = None
    handelsnaam: Regel | None = None
    iban: Iban | None = None
    telefoon: Annotated[str, StringConstraints(pattern=r"^\+?[0-9 ()-]{6,20}$")] | None = None
    email: Annotated[Regel, Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")] | None = None
    toelichting: Tekst | None = None

    def aangeboden(self) -> Aangeboden:
        codes = {"gemeente", "kanaal", "groep", "hulpvraag", "urgentie"}
        return Aangeboden(
            gemeente=self.gemeente, kanaal=self.kanaal, groep=self.groep, hulpvraag=self.hulpvraag,
            urgentie=self.urgentie, gegevens=Persoonsgegevens(**self.model_dump(exclude=codes)),
        )  # fmt: skip
