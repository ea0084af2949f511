"""The API of the organisation: what stands, and one address to tell each kind of event. Who changes it is a beheerder."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Annotated, Any

from fastapi import Request, Response
from pydantic import BaseModel

from deploy.organisatie.answers import (
    Afspraakweergave,
    Bevoegdheid,
    Gemeenteweergave,
    Ik,
    Keuze,
    Loketweergave,
    Mandaatweergave,
    Medewerkerweergave,
    Regioweergave,
    Teamweergave,
    Verteld,
    Vervangingweergave,
    mandaten,
    medewerkers,
)
from deploy.organisatie.application import vraag
from deploy.organisatie.domain import Weigering
from deploy.organisatie.verzoeken import verzoek
from shared.contracts.organisatie import (
    Boomsoort,
    DossierAfgeschermd,
    DossierVrijgegeven,
    GemeenteAangesloten,
    LoketIngericht,
    MandaatIngetrokken,
    MandaatVerleend,
    MedewerkerAangesteld,
    MedewerkerVertrokken,
    Organisatiegebeurtenis,
    RegioIngericht,
    RolIngetrokken,
    RolToegekend,
    TeamIngericht,
    VervangingGeregeld,
    WerkafspraakVastgesteld,
)
from shared.handle import handle
from shared.organisatie.rijen import organisatie_en_dag
from shared.organisatie.staat import Organisatie
from shared.store import Store
from shared.transaction import Transaction
from shared.web.actors import Acting, choices
from shared.web.api import Api
from shared.web.api import make_api as make
from shared.web.commands import Asked
from shared.web.given import given
from shared.web.paging import Paginagrootte, Paginanummer, page_of
from shared.web.problems import Fout, Probleem
from shared.web.subjects import Subject

GEBIED = Subject("Gebied", "Gemeenten, loketten, regio's en teams.")
MENSEN = Subject("Mensen", "Medewerkers met hun rollen en vervanging, zonder namen van personen.")
MANDATEN = Subject("Mandaten", "Wie namens het college mag besluiten (Awb art. 10:3).")
AFSPRAKEN = Subject("Afspraken", "Wie welke stap doet, en op welk niveau.")
ONCE = "Wat al zo is, verandert niets."
Kept = Annotated[Store, given(Store)]


Rows = Callable[[Organisatie, date | None], Sequence[Any]]


def _shows(
    subject: Subject,
    path: str,
    name: str,
    kind: type[BaseModel],
    rows: Rows,
    summary: str,
    description: str,
) -> None:
    """An address that tells all there is of one kind, a page at a time."""

    def show(
        store: Kept, response: Response, page: Paginanummer = 1, page_size: Paginagrootte = 100
    ) -> Any:
        return page_of(response, rows(*organisatie_en_dag(store)), page, page_size)

    show.__annotations__["return"] = list[kind]  # type: ignore[valid-type]
    show.__name__ = name
    subject.get(path, summary=summary, description=description)(show)


_shows(
    GEBIED,
    "/gemeenten",
    "toon_gemeenten",
    Gemeenteweergave,
    lambda o, _dag: [Gemeenteweergave.of(een) for een in o.gemeenten.values()],
    "De gemeenten waarvoor wij werken",
    "Een aanmelding kan alleen voor een van deze gemeenten.",
)
_shows(
    GEBIED,
    "/loketten",
    "toon_loketten",
    Loketweergave,
    lambda o, _dag: [Loketweergave.of(een) for elk in o.loketten.values() for een in elk],
    "De loketten die brieven ondertekenen",
    "Van elk loket elke inrichting, met de eerste dag waarvan zij de brieven ondertekent.",
)


@GEBIED.get(
    "/regios",
    summary="De regio's van de twee indelingen",
    description="Een gemeente hoort in elke indeling bij hoogstens één regio; de indelingen overlappen elkaar.",
)
def toon_regios(
    store: Kept,
    response: Response,
    boom: Boomsoort | None = None,
    page: Paginanummer = 1,
    page_size: Paginagrootte = 100,
) -> list[Regioweergave]:
    gevonden = [een for een in _stand(store).regios.values() if boom in (None, een.boom)]
    return page_of(response, [Regioweergave.of(een) for een in gevonden], page, page_size)


_shows(
    GEBIED,
    "/teams",
    "toon_teams",
    Teamweergave,
    lambda o, _dag: [Teamweergave.of(een) for een in o.teams.values()],
    "De teams, en welke dossiers zij nemen",
    "De regel met het laagste getal in `voorrang` die past, wijst het team aan.",
)


@MENSEN.get(
    "/ik",
    summary="Wie u bent, in welke rollen",
    description="Met de gemeenten van elke rol op de werkdag. In de demo ook wie u in plaats daarvan kunt zijn.",
)
def toon_mij(request: Request, actor: Acting) -> Ik:
    return Ik(
        medewerker_id=actor.actor_id,
        aanduiding=actor.naam,
        bevoegdheden=[
            Bevoegdheid(rol=rol, gemeenten=tuple(sorted(waar)))
            for rol, waar in actor.bevoegdheden.items()
        ],
        keuzes=[Keuze(medewerker_id=een.actor_id, aanduiding=een.naam) for een in choices(request)],
    )


_shows(
    MENSEN,
    "/medewerkers",
    "toon_medewerkers",
    Medewerkerweergave,
    lambda o, _dag: medewerkers(o),
    "Wie hier werkt of werkte, met elke rol",
    "Een medewerker is een nummer met een aanduiding, nooit een naam.",
)
_shows(
    MENSEN,
    "/vervangingen",
    "toon_vervangingen",
    Vervangingweergave,
    lambda o, _dag: [Vervangingweergave.of(een) for een in o.vervangingen.values()][::-1],
    "Wie wie vervangt, en wanneer",
    "De laatst geregelde vervanging eerst. Een mandaat gaat niet mee: dat is persoonlijk.",
)
_shows(
    MANDATEN,
    "/mandaten",
    "toon_mandaten",
    Mandaatweergave,
    mandaten,
    "Elk mandaat dat ooit is verleend",
    "Het nieuwste eerst. `geldt` zegt of het op de werkdag geldt.",
)
_shows(
    AFSPRAKEN,
    "/werkafspraken",
    "toon_werkafspraken",
    Afspraakweergave,
    lambda o, _dag: [Afspraakweergave.of(een) for een in o.werkafspraken.values()],
    "Wie welke stap doet, en op welk niveau",
    "Met de overdracht die daarbij hoort: warm is met beide namen.",
)


def _stand(store: Store) -> Organisatie:
    return organisatie_en_dag(store)[0]


def _takes(
    subject: Subject, path: str, name: str, kind: type[Organisatiegebeurtenis], summary: str
) -> None:
    """An address where one kind of event is asked for."""

    def tell(gevraagd: Any, store: Kept, command: Asked) -> Verteld:
        def work(transaction: Transaction, _: date) -> Verteld:
            told = kind.model_validate(gevraagd.model_dump())
            return Verteld(aantal=len(vraag(transaction, told, command)))

        return handle(store, command, work, Verteld)

    tell.__annotations__["gevraagd"] = verzoek(kind)
    tell.__name__ = name
    subject.post(path, status_code=201, summary=summary, description=f"{summary}. {ONCE}")(tell)


for told in (
    (GEBIED, "/gemeenten", "sluit_gemeente_aan", GemeenteAangesloten, "Sluit een gemeente aan"),
    (GEBIED, "/loketten", "richt_loket_in", LoketIngericht, "Richt een loket in"),
    (GEBIED, "/regios", "richt_regio_in", RegioIngericht, "Richt een regio in"),
    (GEBIED, "/teams", "richt_team_in", TeamIngericht, "Richt een team in"),
    (MENSEN, "/medewerkers", "stel_aan", MedewerkerAangesteld, "Stel een medewerker aan"),
    (MENSEN, "/vertrekken", "laat_vertrekken", MedewerkerVertrokken, "Leg een vertrek vast"),
    (MENSEN, "/rollen", "ken_rol_toe", RolToegekend, "Ken een rol toe"),
    (MENSEN, "/rolintrekkingen", "trek_rol_in", RolIngetrokken, "Trek een rol in"),
    (MENSEN, "/vervangingen", "regel_vervanging", VervangingGeregeld, "Regel een vervanging"),
    (MANDATEN, "/mandaten", "verleen_mandaat", MandaatVerleend, "Verleen een mandaat"),
    (
        MANDATEN,
        "/mandaatintrekkingen",
        "trek_mandaat_in",
        MandaatIngetrokken,
        "Trek een mandaat in",
    ),
    (
        AFSPRAKEN,
        "/werkafspraken",
        "spreek_af",
        WerkafspraakVastgesteld,
        "Leg een werkafspraak vast",
    ),
    (AFSPRAKEN, "/afschermingen", "scherm_af", DossierAfgeschermd, "Scherm een dossier af"),
    (AFSPRAKEN, "/vrijgaven", "geef_vrij", DossierVrijgegeven, "Geef een dossier vrij"),
):
    _takes(*told)


def make_api(store: Store) -> Api:
    return make(
        "organisatie",
        "Doorstart organisatie",
        "1.0.0",
        "Wie voor welke gemeente werkt, in welke rol, en wie wat mag besluiten. Bedragen zijn centen.",
        TRANSLATION,
        subjects=[GEBIED, MENSEN, MANDATEN, AFSPRAKEN],
        given=[store],
    )


def geweigerd(weigering: Weigering) -> Probleem:
    return Probleem(
        409,
        "organisatie",
        "Dit kan niet worden vastgelegd",
        weigering.melding,
        "Kijk uw opgave na en probeer het opnieuw.",
        fouten=(Fout(weigering.veld, weigering.melding),),
    )


TRANSLATION: dict[type[Exception], Callable[[Any], Probleem]] = {Weigering: geweigerd}
