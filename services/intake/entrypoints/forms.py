"""What a request for help looks like when it comes in, and the checks of its form."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from stdnum import iban as iban_number
from stdnum.exceptions import ValidationError as NumberError
from stdnum.nl import bsn as bsn_number

from services.intake.adapters.register import Persoonsgegevens
from services.intake.application import Aangeboden
from shared.begrippen import Groep, Hulpvraag, Kanaal, Urgentie


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


Tekst = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Bsn = Annotated[str, AfterValidator(_bsn)]
Iban = Annotated[str, AfterValidator(_iban)]
KvkNummer = Annotated[str, StringConstraints(pattern=r"^[0-9]{8}$")]
Gemeentecode = Annotated[str, StringConstraints(pattern=r"^GM[0-9]{4}$")]
Postcode = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{3} ?[A-Z]{2}$")]


class NieuweAanmelding(BaseModel):
    """A request for help. Who asks goes to the register; codes go to the other services."""

    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_extra={"additionalProperties": False})

    gemeente: Gemeentecode = Field(description="CBS-code van de gemeente, zoals GM9901")
    kanaal: Kanaal
    groep: Groep
    hulpvraag: tuple[Hulpvraag, ...] = Field(min_length=1)
    urgentie: Urgentie = Urgentie()
    bsn: Bsn
    naam: Tekst
    straat: Tekst
    huisnummer: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=10)]
    postcode: Postcode
    plaats: Tekst
    kvk_nummer: KvkNummer | None = None
    handelsnaam: Tekst | None = None
    iban: Iban | None = None
    telefoon: Annotated[str, StringConstraints(pattern=r"^\+?[0-9 ()-]{6,20}$")] | None = None
    email: Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$", max_length=200)] | None = None
    toelichting: Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000)] | None = None

    def aangeboden(self) -> Aangeboden:
        codes = {"gemeente", "kanaal", "groep", "hulpvraag", "urgentie"}
        return Aangeboden(
            gemeente=self.gemeente, kanaal=self.kanaal, groep=self.groep, hulpvraag=tuple(dict.fromkeys(self.hulpvraag)),
            urgentie=self.urgentie, gegevens=Persoonsgegevens(**self.model_dump(exclude=codes)),
        )  # fmt: skip
