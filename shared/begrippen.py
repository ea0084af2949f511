"""Words that several services use with one meaning: code lists, and the small frozen value they are carried in."""

from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    SerializerFunctionWrapHandler,
    model_serializer,
)


class Waarde(BaseModel):
    """A small frozen value. What it is made of never changes after it was made; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def na(self, **anders: Any) -> Self:
        """The same value with other fields; raises TypeError for a name that is none. Values are taken as they are."""
        if not anders.keys() <= self.__dict__.keys():
            geen = ", ".join(anders.keys() - self.__dict__.keys())
            raise TypeError(f"{type(self).__name__} has no field {geen}")
        nieuw = object.__new__(type(self))
        nieuw.__dict__.update(self.__dict__)
        nieuw.__dict__.update(anders)
        object.__setattr__(
            nieuw, "__pydantic_fields_set__", self.__pydantic_fields_set__ | anders.keys()
        )
        object.__setattr__(nieuw, "__pydantic_extra__", None)
        object.__setattr__(nieuw, "__pydantic_private__", None)
        return nieuw


class Gekozen(Waarde):
    """One of several kinds of content: `soort` says which, so it is always written, also where defaults are not."""

    soort: str

    @model_serializer(mode="wrap")
    def _met_soort(self, velden: SerializerFunctionWrapHandler):  # type: ignore[no-untyped-def]
        return {"soort": self.soort} | velden(self)


class Feit(Waarde):
    """Something that happened. Stored for ever under its class name: fields are only ever added, with a default.

    What is at its default is not written, so a default never changes either.
    """

    def stored(self) -> str:
        """As it stands in the log, in JSON."""
        return self.model_dump_json(exclude_defaults=True)


class Verzoek(Waarde):
    """Something somebody asks a service to do; it may be refused."""


def _geen_getal(waarde: Any) -> Any:
    """0 and 1 are no answer to a question, although Python reads them as one."""
    if isinstance(waarde, int | float) and not isinstance(waarde, bool):
        raise ValueError("Dit moet waar of onwaar zijn.")
    return waarde


JaNee = Annotated[bool, BeforeValidator(_geen_getal)]
Groep = Literal["gevestigd", "starter", "ouder", "beeindigend", "marginaal", "binnenvaart"]
Kanaal = Literal["web", "telefoon", "balie", "netwerk", "doorverwijzing"]
Hulpvraag = Literal[
    "levensonderhoud",
    "bedrijfskapitaal",
    "schulden",
    "bedrijf_versterken",
    "bedrijf_starten",
    "bedrijf_beeindigen",
    "werk_in_loondienst",
]
Instrument = Literal[
    "bbz_krediet",
    "bbz_levensonderhoud",
    "schuldhulpverlening",
    "ondernemersadvies",
    "coaching",
    "voorbereiding_starter",
    "stopbegeleiding",
    "mobiliteitsteam",
]
Aanvraagsoort = Literal["bedrijfskapitaal", "levensonderhoud"]
IngediendDoor = Literal["ondernemer", "consulent"]
Regeling = Literal["bbz", "tozo"]
Methode = Literal["lineair", "annuitair", "renteloos"]
Dagtelling = Literal["maand", "30e_360", "act_365", "act_360", "act_act_isda"]
Huishouden = Literal[
    "alleenstaande", "gehuwden", "aow_alleenstaande", "aow_gehuwden", "alleenstaande_18_20"
]
RedenIntrekking = Literal["op_verzoek", "vergissing", "geen_contact"]
RedenAfsluiting = Literal[
    "geholpen",
    "doorverwezen",
    "niet_meer_nodig",
    "geen_contact",
    "verhuisd",
    "bedrijf_beeindigd",
    "overleden",
]
RedenHeropening = Literal["vergissing", "nieuwe_feiten", "op_verzoek", "terug_in_beeld"]

Persoonsveld = Literal[
    "naam",
    "straat",
    "huisnummer",
    "postcode",
    "plaats",
    "telefoon",
    "email",
    "kvk_nummer",
    "handelsnaam",
    "iban",
]
RedenCorrectie = Literal["schrijffout", "verhuizing", "naamswijziging", "onleesbaar", "op_verzoek"]


class Urgentie(Waarde):
    """Answers to the urgency questions; codes only, never free text. A question that is added later does not stop an older reader."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    dreigende_ontruiming: JaNee = False
    dreigende_afsluiting: JaNee = False
    beslag_gelegd: JaNee = False
    geen_inkomen: JaNee = False

    @property
    def is_spoed(self) -> bool:
        """Somebody may lose home, energy or tools within days: contact today."""
        return self.dreigende_ontruiming or self.dreigende_afsluiting or self.beslag_gelegd
