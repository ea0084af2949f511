"""Every booking in the ledger's log, in the order in which it was booked: read in pages, so that memory stays the same."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from services.ledger.domain.grootboek.boeking import Mutatie
from services.ledger.domain.lening.toelichting import uitleg_van
from services.ledger.domain.verantwoording import bdfs
from services.ledger.domain.verantwoording.bdfs import Vorderingcijfers
from services.ledger.domain.verantwoording.grootboektelling import Telling, tel
from services.ledger.domain.verantwoording.journaal import Journaalpost
from shared.dates import laatste_dag
from shared.facts import StoredFact
from shared.store import Store

PAGE = 2_000


def boekingen(
    store: Store, tot: date | None = None, lening_id: UUID | None = None
) -> Iterator[StoredFact]:
    """Facts with lines that were in the log when reading began, booked up to and including `tot`; of one loan, or of all."""
    for stored in _feiten(store, lening_id):
        feit = stored.fact
        if isinstance(feit, Mutatie) and feit.boekregels and (tot is None or feit.boekdatum <= tot):
            yield stored


def journaalposten(
    store: Store, tot: date | None = None, lening_id: UUID | None = None
) -> Iterator[Journaalpost]:
    """The same as posts of a journal, with what leads back to the fact."""
    for stored in boekingen(store, tot, lening_id):
        yield journaalpost(stored)


def journaalpost(stored: StoredFact) -> Journaalpost:
    """The post of one booking."""
    feit = stored.fact
    herkomst = (
        ("lening", str(stored.stream_id)),
        ("gemeente", feit.gemeente),
        ("feit", stored.name),
        ("versie", str(stored.version)),
        ("plaats", str(stored.position)),
        ("grondslag", feit.grondslag),
        ("parameterset", feit.parameterset),
        ("actor", stored.cause.actor),
    )
    return Journaalpost(
        feit.boekdatum, feit.valutadatum, uitleg_van(feit), feit.boekregels, herkomst
    )


def _feiten(store: Store, lening_id: UUID | None) -> Iterator[StoredFact]:
    if lening_id is not None:
        yield from store.stream(lening_id)
        return
    plaats, einde = 0, store.end()
    while page := [stored for stored in store.page(plaats, PAGE) if stored.position <= einde]:
        yield from page
        plaats = page[-1].position


def telling(store: Store, bekend_op: date | None = None) -> Telling:
    """Every booking known on a day, added up."""
    geteld = Telling()
    for stored in boekingen(store, bekend_op):
        tel(geteld, stored.fact.gemeente, stored.fact.valutadatum, stored.fact.boekregels)
    return geteld


def vorderingen(store: Store, maand: date) -> dict[UUID, Vorderingcijfers]:
    """The figures of every loan over the month that begins on this day, as booked by its end."""
    cijfers: dict[UUID, Vorderingcijfers] = {}
    einde = laatste_dag(maand)
    for stored in _feiten(store, None):
        if isinstance(stored.fact, Mutatie) and stored.fact.boekdatum <= einde:
            verder = bdfs.na(cijfers.get(stored.stream_id), stored.fact, maand)
            if verder:
                cijfers[stored.stream_id] = verder
    return {lening_id: een.op(einde) for lening_id, een in cijfers.items()}
