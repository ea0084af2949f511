"""What intake's internal API tells a service with a credential: who a dossier belongs to. Never stored by the asker."""

from pydantic import BaseModel, ConfigDict


class Persoon(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    naam: str
    straat: str
    huisnummer: str
    postcode: str
    plaats: str
    land: str = "NL"
    handelsnaam: str | None = None
    kvk_nummer: str | None = None
    iban: str | None = None
    telefoon: str | None = None
    email: str | None = None
    toelichting: str | None = None

    @property
    def weergave(self) -> str:
        """How a list shows this entrepreneur: the business by its name, else the person."""
        return self.handelsnaam or self.naam


class Sleutel(BaseModel):
    """A key for one letter, and the same key wrapped with the person's key; both base64.

    A letter that asks for papers also gets the code of its link and the address where that is typed; empty where there is none.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    sleutel: str
    verpakt: str
    inlevercode: str = ""
    inleveradres: str = ""
