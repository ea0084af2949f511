"""What a request for help looks like when it comes in."""

from typing import Annotated, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
)

from services.intake.adapters.register import Persoonsgegevens
from services.intake.application import Aangeboden
from services.intake.domain.persoonsvelden import (
    Bsn,
    Email,
    Handelsnaam,
    Huisnummer,
    Iban,
    KvkNummer,
    Land,
    Naam,
    Postcodetekst,
    Telefoon,
    postcode_in,
)
from shared.begrippen import (
    Groep,
    JaNee,
    Kanaal,
    Persoonsveld,
    RedenAfsluiting,
    RedenCorrectie,
    RedenHeropening,
    RedenIntrekking,
    Urgentie,
    Waarde,
)
from shared.landen import NEDERLAND
from shared.organisatie.nu import gemeenten
from shared.velden import Hulpvragen, Tekst, vorm


def _bediend(text: str) -> str:
    code = text.strip().upper()
    if code not in gemeenten():
        raise ValueError(
            f"Voor deze gemeente werken wij niet. Kies een van: {', '.join(gemeenten())}."
        )
    return code


Gemeentecode = Annotated[
    str, vorm("gemeente"), StringConstraints(max_length=20), AfterValidator(_bediend)
]
# No value that anybody could send, so the document offers none.
NIET_GENOEMD = Field(default_factory=str)


def _zoals_het_land(postcode: str, info: ValidationInfo) -> str:
    """A postcode has the form of the country that is named; without one, of the Netherlands."""
    if "land" not in info.data:
        return postcode
    return postcode_in(info.data["land"] or NEDERLAND, postcode)


class Aanvulling(Waarde):
    """The whole new answer. Outside the Bbz there is help, and no application; a group that is not known is a guess."""

    groep: Groep
    hulpvraag: Hulpvragen
    urgentie: Urgentie = Urgentie()
    is_groep_bekend: JaNee = True
    is_buiten_bbz: JaNee = False


class Intrekking(Waarde):
    reden: RedenIntrekking


class Afsluiting(Waarde):
    reden: RedenAfsluiting


class Heropening(Waarde):
    reden: RedenHeropening


class Vervolg(Waarde):
    """What a person who was helped before asks now; who they are is known."""

    kanaal: Kanaal
    groep: Groep
    hulpvraag: Hulpvragen
    urgentie: Urgentie = Urgentie()
    is_groep_bekend: JaNee = True
    is_buiten_bbz: JaNee = False
    toelichting: Tekst | None = None


class Correctie(BaseModel):
    """What is put right of a person. A field that is not named stays; one that may be empty is emptied by null."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, json_schema_extra={"additionalProperties": False}
    )

    reden: RedenCorrectie
    uitleg: Tekst = ""
    naam: Naam = NIET_GENOEMD
    straat: Naam = NIET_GENOEMD
    huisnummer: Huisnummer = NIET_GENOEMD
    land: Land = NIET_GENOEMD
    postcode: Postcodetekst = NIET_GENOEMD
    plaats: Naam = NIET_GENOEMD
    kvk_nummer: KvkNummer | None = None
    handelsnaam: Handelsnaam | None = None
    iban: Iban | None = None
    telefoon: Telefoon | None = None
    email: Email | None = None

    _postcode = field_validator("postcode")(_zoals_het_land)

    @property
    def anders(self) -> dict[str, str | None]:
        """The fields that were named, with their new values."""
        return {
            naam: getattr(self, naam)
            for naam in self.model_fields_set & {*get_args(Persoonsveld), "land"}
        }


# What goes to the other services; the rest is for the register.
CODES = (
    "gemeente",
    "kanaal",
    "groep",
    "hulpvraag",
    "urgentie",
    "is_groep_bekend",
    "is_buiten_bbz",
)


class NieuweAanmelding(BaseModel):
    """A request for help. Who asks goes to the register; codes go to the other services."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, json_schema_extra={"additionalProperties": False}
    )

    gemeente: Gemeentecode = Field(description="CBS-code van de gemeente, zoals GM9901")
    kanaal: Kanaal
    groep: Groep
    hulpvraag: Hulpvragen
    urgentie: Urgentie = Urgentie()
    is_groep_bekend: JaNee = True
    is_buiten_bbz: JaNee = False
    bsn: Bsn | None = None
    naam: Naam
    straat: Naam
    huisnummer: Huisnummer
    land: Land = NEDERLAND
    postcode: Postcodetekst
    plaats: Naam
    kvk_nummer: KvkNummer | None = None
    handelsnaam: Handelsnaam | None = None
    iban: Iban | None = None
    telefoon: Telefoon | None = None
    email: Email | None = None
    toelichting: Tekst | None = None

    _postcode = field_validator("postcode")(_zoals_het_land)

    def aangeboden(self) -> Aangeboden:
        codes = {naam: waarde for naam, waarde in self if naam in CODES}
        gegevens = Persoonsgegevens(**self.model_dump(exclude=set(CODES)))
        return Aangeboden(**codes, gegevens=gegevens)
