"""What the API of the organisation tells, in words of its own."""

from datetime import date

from pydantic import BaseModel

from shared.contracts.organisatie import (
    Boomsoort,
    Niveau,
    Onderwerp,
    Overdracht,
    Rol,
    Werkstap,
)
from shared.organisatie.staat import Organisatie
from shared.web.answers import Answer


class Verteld(BaseModel):
    """How many events followed: 0 when it was so already."""

    aantal: int


class Keuze(BaseModel):
    medewerker_id: str
    aanduiding: str


class Bevoegdheid(BaseModel):
    rol: str
    gemeenten: tuple[str, ...]


class Ik(BaseModel):
    """Who asks: each role with its municipalities. `keuzes`: whom one may be instead, in the demo."""

    medewerker_id: str
    aanduiding: str
    bevoegdheden: list[Bevoegdheid]
    keuzes: list[Keuze]


class Gemeenteweergave(Answer):
    gemeente: str
    naam: str
    inwoners: int | None
    vanaf: date


class Loketweergave(Answer):
    """`vanaf`: the first day of whose letters it is the sender."""

    gemeente: str
    naam: str
    loket: str
    adres: tuple[str, ...]
    bezoekadres: str
    telefoon: str
    bereikbaar: str
    website: str
    email: str
    iban: str
    op_naam_van: str
    ondertekenaar: str
    functie: str
    kleur: str
    dagen_om_te_betalen: int
    vanaf: date


class Plaatsweergave(Answer):
    """`gemeente` is absent where we do not work for it."""

    naam: str
    inwoners: int | None
    gemeente: str | None


class Regioweergave(Answer):
    regio_id: str
    boom: Boomsoort
    naam: str
    gemeenten: tuple[Plaatsweergave, ...]
    bron: str | None
    peildatum: date | None


class Regelweergave(Answer):
    """Without a municipality or a route it fits all."""

    voorrang: int
    gemeente: str | None
    route: int | None


class Teamweergave(Answer):
    team_id: str
    naam: str
    regels: tuple[Regelweergave, ...]


class Rolweergave(BaseModel):
    toekenning_id: str
    rol: Rol
    gemeenten: tuple[str, ...]
    van: date
    tot: date | None
    ingetrokken_per: date | None


class Medewerkerweergave(BaseModel):
    medewerker_id: str
    aanduiding: str
    team: str | None
    vanaf: date
    vertrokken_per: date | None
    rollen: list[Rolweergave]


class Vervangingweergave(Answer):
    vervanging_id: str
    medewerker_id: str
    vervanger_id: str
    van: date
    tot: date


class Mandaatweergave(BaseModel):
    """`geldt`: on the workday, for its municipalities."""

    mandaat_id: str
    houder: str
    onderwerp: Onderwerp
    gemeenten: tuple[str, ...]
    tot_cent: int | None
    geldig_van: date
    geldig_tot: date | None
    ingetrokken_per: date | None
    geldt: bool


class Afspraakweergave(Answer):
    afspraak_id: str
    stap: Werkstap
    rol: Rol
    niveau: Niveau
    gemeenten: tuple[str, ...]
    overdracht: Overdracht
    van: date
    tot: date | None


def medewerkers(o: Organisatie) -> list[Medewerkerweergave]:
    """Everybody who works or worked here, with every role."""
    return [
        Medewerkerweergave(
            medewerker_id=een.medewerker_id,
            aanduiding=een.aanduiding,
            team=een.team,
            vanaf=een.vanaf,
            vertrokken_per=o.vertrokken.get(een.medewerker_id),
            rollen=[
                Rolweergave(
                    **rol.model_dump(include={"toekenning_id", "rol", "gemeenten", "van", "tot"}),
                    ingetrokken_per=o.rol_einde.get(rol.toekenning_id),
                )
                for rol in o.rollen.values()
                if rol.medewerker_id == een.medewerker_id
            ],
        )
        for een in o.medewerkers.values()
    ]


def mandaten(o: Organisatie, dag: date | None) -> list[Mandaatweergave]:
    """Every mandate that was ever given, the newest first."""
    lopend = {
        onderwerp: {een.mandaat_id: een for een in o.mandaatregister(onderwerp).mandaten}
        for onderwerp in ("aanvraag", "schuld")
    }
    gevonden = []
    for een in reversed(o.mandaten.values()):
        loopt = lopend[een.onderwerp].get(een.mandaat_id)
        gevonden.append(
            Mandaatweergave(
                **een.model_dump(),
                ingetrokken_per=o.mandaat_einde.get(een.mandaat_id),
                geldt=bool(
                    loopt and dag and all(loopt.geldt(een.houder, g, dag) for g in een.gemeenten)
                ),
            )
        )
    return gevonden
