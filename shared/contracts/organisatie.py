"""What the organisation tells everybody: for whom it works, who works there, in which role, and who may decide what.

A medewerker is a pseudonymous id with an `aanduiding`; who that is, only the provider of the login knows. Every first day counts, every
last day (`tot`) too; `per` is the first day on which something is over. A later event about the same id replaces what was told before.
"""

from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

from shared import velden
from shared.begrippen import Feit, Waarde
from shared.contracts.base import Contract, Topic

TOPIC = Topic("organisatie.v1", partitions=1)
Rol = Literal["consulent", "debiteuren", "auditor", "partner", "beheer", "manager", "adviseur"]
Boomsoort = Literal["bbz_uitvoering", "arbeidsmarktregio"]
Onderwerp = Literal["aanvraag", "schuld"]
Werkstap = Literal[
    "eerste_gesprek",
    "beoordeling",
    "besluit",
    "uitbetaling",
    "vaststelling",
    "debiteurenbeheer",
    "invordering",
    "kwijtschelding",
    "rapportage",
]
Niveau = Literal["gemeente", "regio"]
Overdracht = Literal["warm", "schriftelijk", "geen"]
Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9.-]{0,59}$")]
Gemeenten = Annotated[tuple[velden.Gemeentecode, ...], Field(min_length=1, max_length=400)]
Inwoners = Annotated[int, Field(ge=0, le=20_000_000)]
Route = Annotated[int, Field(ge=1, le=3)]
Kleur = Annotated[str, StringConstraints(pattern=r"^#[0-9a-f]{6}$")]
IBAN = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}[0-9]{2}[A-Z0-9 ]{8,40}$")]


class Organisatiegebeurtenis(Feit, Contract):
    """What is stored is what is told: the organisation has no secrets and no rules of its own beside these."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    topic: ClassVar[Topic] = TOPIC


class GemeenteAangesloten(Organisatiegebeurtenis):
    """The organisation works for a municipality."""

    sleutel: ClassVar[str] = "gemeente"
    gemeente: velden.Gemeentecode
    naam: velden.Regel
    inwoners: Inwoners | None = None
    vanaf: velden.Dag


class LoketIngericht(Organisatiegebeurtenis):
    """The desk in whose name letters of a municipality go out. A letter that was made keeps the desk that it was made with."""

    sleutel: ClassVar[str] = "gemeente"
    gemeente: velden.Gemeentecode
    naam: velden.Regel
    loket: velden.Regel
    adres: Annotated[tuple[velden.Regel, ...], Field(min_length=1, max_length=6)]
    bezoekadres: velden.Regel
    telefoon: velden.Regel
    bereikbaar: velden.Regel
    website: velden.Regel
    email: velden.Regel
    iban: IBAN
    op_naam_van: velden.Regel
    ondertekenaar: velden.Regel
    functie: velden.Regel
    kleur: Kleur = "#17518f"
    dagen_om_te_betalen: Annotated[int, Field(ge=1, le=90)] = 14
    vanaf: velden.Dag


class Regiogemeente(Waarde):
    """A municipality in a tree; `gemeente` is its code where the organisation works for it."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    naam: velden.Regel
    inwoners: Inwoners | None = None
    gemeente: velden.Gemeentecode | None = None


class RegioIngericht(Organisatiegebeurtenis):
    """A region of one of two trees that overlap: who carries out the Bbz for whom, and the labour-market regions."""

    sleutel: ClassVar[str] = "regio_id"
    regio_id: Id
    boom: Boomsoort
    naam: velden.Regel
    gemeenten: Annotated[tuple[Regiogemeente, ...], Field(min_length=1, max_length=40)]
    bron: velden.Regel | None = None
    peildatum: velden.Dag | None = None


class Teamregel(Waarde):
    """Which dossiers a team takes; None fits all. The rule with the lowest `voorrang` that fits counts."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    voorrang: Annotated[int, Field(ge=0, le=10_000)]
    gemeente: velden.Gemeentecode | None = None
    route: Route | None = None


class TeamIngericht(Organisatiegebeurtenis):
    """A team, and which dossiers it takes."""

    sleutel: ClassVar[str] = "team_id"
    team_id: Id
    naam: velden.Regel
    regels: Annotated[tuple[Teamregel, ...], Field(max_length=400)] = ()


class MedewerkerAangesteld(Organisatiegebeurtenis):
    """Somebody works here. `account` is the `sub` of the login; without one nobody can log in as this medewerker."""

    sleutel: ClassVar[str] = "medewerker_id"
    medewerker_id: Id
    aanduiding: velden.Regel
    team: Id | None = None
    account: velden.Regel | None = None
    vanaf: velden.Dag


class MedewerkerVertrokken(Organisatiegebeurtenis):
    """From this day on somebody works here no more: roles and mandates end with it."""

    sleutel: ClassVar[str] = "medewerker_id"
    medewerker_id: Id
    per: velden.Dag


class RolToegekend(Organisatiegebeurtenis):
    """Somebody has a role for municipalities."""

    sleutel: ClassVar[str] = "medewerker_id"
    toekenning_id: Id
    medewerker_id: Id
    rol: Rol
    gemeenten: Gemeenten
    van: velden.Dag
    tot: velden.Dag | None = None


class RolIngetrokken(Organisatiegebeurtenis):
    """From this day on somebody has this role no more."""

    sleutel: ClassVar[str] = "medewerker_id"
    toekenning_id: Id
    medewerker_id: Id
    per: velden.Dag


class MandaatVerleend(Organisatiegebeurtenis):
    """Somebody may decide for the college (Awb art. 10:3). `tot_cent` None: no limit of its own, what the law sets stays."""

    sleutel: ClassVar[str] = "houder"
    mandaat_id: Id
    houder: Id
    onderwerp: Onderwerp
    gemeenten: Gemeenten
    tot_cent: velden.PositiefCent | None = None
    geldig_van: velden.Dag
    geldig_tot: velden.Dag | None = None


class MandaatIngetrokken(Organisatiegebeurtenis):
    """A mandate is withdrawn (Awb art. 10:8): on this day it counts no more."""

    sleutel: ClassVar[str] = "houder"
    mandaat_id: Id
    houder: Id
    per: velden.Dag


class VervangingGeregeld(Organisatiegebeurtenis):
    """Somebody does the work of a colleague who is away. A mandate does not go along: it is personal."""

    sleutel: ClassVar[str] = "medewerker_id"
    vervanging_id: Id
    medewerker_id: Id
    vervanger_id: Id
    van: velden.Dag
    tot: velden.Dag


class WerkafspraakVastgesteld(Organisatiegebeurtenis):
    """Who does a step of the work, at which level, and how the dossier is handed over there."""

    sleutel: ClassVar[str] = "afspraak_id"
    afspraak_id: Id
    stap: Werkstap
    rol: Rol
    niveau: Niveau
    gemeenten: Gemeenten
    overdracht: Overdracht = "geen"
    van: velden.Dag
    tot: velden.Dag | None = None


class DossierAfgeschermd(Organisatiegebeurtenis):
    """A dossier is of a colleague, or of somebody near to one: only who is named may open it, and nobody else finds it."""

    sleutel: ClassVar[str] = "dossier_id"
    dossier_id: UUID
    voor: Annotated[tuple[Id, ...], Field(min_length=1, max_length=20)]


class DossierVrijgegeven(Organisatiegebeurtenis):
    """A dossier may be opened again by everybody who works for its municipality."""

    sleutel: ClassVar[str] = "dossier_id"
    dossier_id: UUID


CONTRACTS = (
    GemeenteAangesloten,
    LoketIngericht,
    RegioIngericht,
    TeamIngericht,
    MedewerkerAangesteld,
    MedewerkerVertrokken,
    RolToegekend,
    RolIngetrokken,
    MandaatVerleend,
    MandaatIngetrokken,
    VervangingGeregeld,
    WerkafspraakVastgesteld,
    DossierAfgeschermd,
    DossierVrijgegeven,
)
