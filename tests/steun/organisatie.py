"""The organisation of the demo city, told straight into a service's database: as its consumer would have heard it."""

from datetime import date

from deploy.organisatie.inrichting import DEMO, lees
from shared.contracts.organisatie import Organisatiegebeurtenis
from shared.organisatie.rijen import hoor
from shared.organisatie.staat import Organisatie, vouw_alles
from shared.settings import Database
from shared.store import Store

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
