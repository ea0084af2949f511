"""What a service heard about the organisation, kept as rows of its own; read through a cache that the number of the last row governs."""

from datetime import date
from weakref import WeakKeyDictionary

from psycopg import Cursor
from psycopg.rows import DictRow

from shared.contracts import BY_NAME
from shared.contracts.base import Contract
from shared.contracts.organisatie import Onderwerp, Organisatiegebeurtenis
from shared.organisatie.staat import Organisatie, vouw, vouw_alles
from shared.recht.mandaat import Mandaatregister
from shared.store import Store
from shared.transaction import Transaction

NOTED = "organisatie"
_CACHE: WeakKeyDictionary[Store, tuple[int, Organisatie]] = WeakKeyDictionary()
# The register that was made of an organisation, as long as it is that one: a page of decisions makes it once.
_REGISTERS: WeakKeyDictionary[Store, dict[Onderwerp, tuple[Organisatie, Mandaatregister]]] = (
    WeakKeyDictionary()
)


def hoor(transaction: Transaction, contract: Contract) -> bool:
    """Keeps an event of the organisation; False for any other. Decisions of this transaction see it at once."""
    if not isinstance(contract, Organisatiegebeurtenis):
        return False
    voor = organisatie_in(transaction)
    # One at a time, so that the number of the last row says which rows there are.
    transaction.cursor.execute("SELECT pg_advisory_xact_lock(hashtext('organisatie'))")
    transaction.cursor.execute(
        "INSERT INTO organisatie (soort, gegevens) VALUES (%s, %s)",
        (type(contract).__name__, contract.model_dump_json(exclude_defaults=True)),
    )
    transaction.note(NOTED, vouw(voor, contract))
    return True


def organisatie_in(transaction: Transaction) -> Organisatie:
    """The organisation as this transaction sees it: asked once, however many decisions follow."""
    return transaction.noted(NOTED, lambda cursor: _read(transaction.store, cursor))


def mandaten_in(transaction: Transaction, onderwerp: Onderwerp) -> Mandaatregister:
    """Who may decide about a subject, as this transaction sees it."""
    return _register(transaction.store, onderwerp, organisatie_in(transaction))


def mandaten_van(store: Store, onderwerp: Onderwerp) -> Mandaatregister:
    """Who may decide about a subject now, for pages that show it."""
    return _register(store, onderwerp, organisatie_van(store))


def organisatie_van(store: Store) -> Organisatie:
    """The organisation as it stands now."""
    with store.cursor() as cursor:
        return _read(store, cursor)


def organisatie_en_dag(store: Store) -> tuple[Organisatie, date | None]:
    """The organisation and the workday, for who asks at every request."""
    with store.cursor() as cursor:
        cursor.execute("SELECT dag FROM werkdag")
        row = cursor.fetchone()
        return _read(store, cursor), row["dag"] if row else None


def _register(store: Store, onderwerp: Onderwerp, organisatie: Organisatie) -> Mandaatregister:
    kept = _REGISTERS.setdefault(store, {})
    known = kept.get(onderwerp)
    if known is None or known[0] is not organisatie:
        known = kept[onderwerp] = organisatie, organisatie.mandaatregister(onderwerp)
    return known[1]


def _read(store: Store, cursor: Cursor[DictRow]) -> Organisatie:
    kept = _CACHE.get(store)
    number, organisatie = kept or (0, Organisatie())
    cursor.execute(
        "SELECT nr, soort, gegevens::text AS gegevens FROM organisatie WHERE nr > %s ORDER BY nr",
        (number,),
    )
    if rows := cursor.fetchall():
        organisatie = vouw_alles((_event(row) for row in rows), organisatie)
        _CACHE[store] = rows[-1]["nr"], organisatie
    return organisatie


def _event(row: DictRow) -> Organisatiegebeurtenis:
    kind = BY_NAME[row["soort"]]
    event = kind.model_validate_json(row["gegevens"])
    if not isinstance(event, Organisatiegebeurtenis):
        raise TypeError(f"{row['soort']} is no event of the organisation")
    return event
