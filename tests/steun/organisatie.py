"""The organisation of the demo city, told straight into a service's database: as its consumer would have heard it."""

from collections.abc import Iterator
from datetime import date
from typing import get_args

from deploy.organisatie.inrichting import DEMO, lees
from shared.contracts.organisatie import (
    MedewerkerAangesteld,
    Organisatiegebeurtenis,
    Rol,
    RolToegekend,
)
from shared.organisatie.rijen import hoor
from shared.organisatie.staat import Organisatie, vouw_alles
from shared.settings import Database
from shared.store import Store
from shared.web.actors import Actor, actor_of, staff

GEBEURTENISSEN = lees(DEMO).gebeurtenissen
ORGANISATIE: Organisatie = vouw_alles(GEBEURTENISSEN)
MANDATEN_AANVRAAG = ORGANISATIE.mandaatregister("aanvraag")
MANDATEN_SCHULD = ORGANISATIE.mandaatregister("schuld")


def vertel(store: Store, *gebeurtenissen: Organisatiegebeurtenis) -> None:
    """As if the service heard these now."""
    with store.transaction() as transaction:
        for gebeurtenis in gebeurtenissen:
            assert hoor(transaction, gebeurtenis)


def vertel_demo(database: Database) -> None:
    """The whole demo organisation, into a database that has not heard of it."""
    store = Store(database, {})
    vertel(store, *GEBEURTENISSEN)
    store.close()


def demo_bron() -> tuple[Organisatie, date]:
    """The demo organisation for an application without a database."""
    return ORGANISATIE, date(2026, 3, 2)


def acteur(medewerker_id: str) -> Actor:
    """Somebody of the demo organisation, on a day of the demo."""
    gevonden = actor_of(ORGANISATIE, medewerker_id, date(2026, 3, 2))
    assert gevonden
    return gevonden


# In the order of the role switcher.
ACTEURS = staff(*demo_bron())
# Whom no table stops: for tests of something else.
ALLES_MAG = Actor(
    "systeem-1",
    "Systeem",
    dict.fromkeys(get_args(Rol), frozenset(ORGANISATIE.gemeenten)),
)


def aanstellen(
    medewerker_id: str, *rollen: Rol, gemeenten: tuple[str, ...] = ("GM9901", "GM9902", "GM9903")
) -> Iterator[Organisatiegebeurtenis]:
    """Somebody begins, with these roles for these municipalities."""
    van = date(2024, 1, 1)
    yield MedewerkerAangesteld(medewerker_id=medewerker_id, aanduiding=medewerker_id, vanaf=van)
    for rol in rollen:
        yield RolToegekend(
            toekenning_id=f"{medewerker_id}.{rol}",
            medewerker_id=medewerker_id,
            rol=rol,
            gemeenten=gemeenten,
            van=van,
        )
