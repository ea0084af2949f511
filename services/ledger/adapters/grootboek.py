"""Every booking in the ledger's log, in the order in which it was booked: read in pages, so that memory stays the same."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from services.ledger.domain.events import Mutatie
from services.ledger.domain.journaal import Journaalpost
from shared.store import Store, StoredFact

PAGE = 2_000


def boekingen(store: Store, tot: date | None = None, lening_id: UUID | None = None) -> Iterator[StoredFact]:
    """Facts with lines that were in the log when reading began, booked up to and including `tot`; of one loan, or of all."""
    for stored in _feiten(store, lening_id):
        feit = stored.fact
        if isinstance(feit, Mutatie) and feit.boekregels and (tot is None or feit.boekdatum <= tot):
            yield stored


def journaalposten(store: Store, tot: date | None = None, lening_id: UUID | None = None) -> Iterator[Journaalpost]:
    """The same as posts of a journal, with what leads back to the fact."""
    for stored in boekingen(store, tot, lening_id):
        yield journaalpost(stored)


def journaalpost(stored: StoredFact) -> Journaalpost:
    """The post of one booking."""
    feit = stored.fact
    herkomst = (
        ("lening", str(stored.stream_id)), ("gemeente", feit.gemeente), ("feit", stored.name), ("versie", str(stored.version)),
        ("plaats", str(stored.position)), ("grondslag", feit.grondslag), ("parameterset", feit.parameterset),
        ("actor", stored.cause.actor),
    )  # fmt: skip
    return Journaalpost(feit.boekdatum, feit.valutadatum, feit.uitleg, feit.boekregels, herkomst)


def _feiten(store: Store, lening_id: UUID | None) -> Iterator[StoredFact]:
    if lening_id is not None:
        yield from store.stream(lening_id)
        return
    plaats, einde = 0, store.end()
    while page := [stored for stored in store.page(plaats, PAGE) if stored.position <= einde]:
        yield from page
        plaats = page[-1].position
