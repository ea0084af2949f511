"""Erasure while a letter is reserved or made, by two processes on one database: what comes later never goes out."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID, uuid4

import pytest

from services.notify.adapters.brieven import open_letter, stored_letter
from services.notify.application import Notify
from services.notify.domain.events import FEITEN
from services.notify.entrypoints import agents
from shared.cloudevent import CloudEvent
from shared.contracts import intake
from shared.contracts.personen import Sleutel
from shared.personen import GegevensGewist, Personenvraag
from shared.store import Store
from tests.notify.wereld import DAG, TOKEN, Wereld, event, gemist
from tests.patience import PATIENCE, beside, end, until

WACHT = "(SELECT 1 AS een FROM pg_stat_activity WHERE wait_event = 'advisory' AND datname = current_database()) AS wacht"


def gewist(dossier_id: UUID) -> CloudEvent:
    return event(intake.PersoonGewist(dossier_id=dossier_id, gemeente="GM9901", gewist_op=DAG))


def uitkomsten(wereld: Wereld) -> list[tuple[str, str | None]]:
    return [(row["status"], row["reden"]) for row in wereld.rows("verzendingen")]


@contextmanager
def halfway(wereld: Wereld, heard: CloudEvent) -> Iterator[None]:
    """Another process that handled this event and has not committed yet; it does at the end of the block."""
    notify = Notify(Store(wereld.notify.store.database, FEITEN))
    handled, may_end = threading.Event(), threading.Event()

    def work() -> None:
        with notify.store.transaction() as transaction:
            agents.handler(notify, notify.startmerk())(transaction, heard, heard.contract)
            transaction.flush(notify=True)
            handled.set()
            may_end.wait(PATIENCE)
        notify.store.close()

    thread = beside(work)
    assert handled.wait(PATIENCE)
    try:
        yield
    finally:
        may_end.set()
        end(thread)


@pytest.mark.parametrize("freezes_first", [False, True])
def test_who_reserves_and_who_freezes_at_once_leave_nothing_that_waits(
    wereld: Wereld, freezes_first: bool
) -> None:
    dossier_id = wereld.intake.schrijf_in()
    letter = event(gemist(dossier_id, uuid4()))
    first, second = (gewist(dossier_id), letter) if freezes_first else (letter, gewist(dossier_id))
    with halfway(wereld, first):
        other = beside(lambda: wereld.hear(second))
        until(lambda: wereld.rows(WACHT) or not other.is_alive(), "the second waits for the first")
        assert other.is_alive(), "it waits until the first is stored"
    end(other)
    assert uitkomsten(wereld) == [("niet_verstuurd", "gewist")]


def test_for_who_was_erased_nothing_is_reserved_any_more_and_for_others_it_is(
    wereld: Wereld,
) -> None:
    dossier_id, ander = wereld.intake.schrijf_in(), wereld.intake.schrijf_in(bsn="999990020")
    wereld.hear(gewist(dossier_id))
    wereld.hear(*(event(gemist(een, uuid4())) for een in (dossier_id, ander)))
    assert sorted(uitkomsten(wereld)) == [("gereserveerd", None), ("niet_verstuurd", "gewist")]


def test_two_dossiers_at_once_do_not_wait_for_each_other(wereld: Wereld) -> None:
    dossier_id, ander = wereld.intake.schrijf_in(), wereld.intake.schrijf_in(bsn="999990020")
    with wereld.notify.store.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", (f"gewist/{ander}",)
        )
        wereld.hear(event(gemist(dossier_id, uuid4())))
    assert uitkomsten(wereld) == [("gereserveerd", None)]


@pytest.mark.parametrize("hears_it", [False, True])
def test_an_erasure_after_the_key_was_given_leaves_nothing_that_can_be_read(
    wereld: Wereld, hears_it: bool
) -> None:
    """The last moment: the letter is made and its key given, and only storing is left."""
    dossier_id = wereld.intake.schrijf_in()
    wereld.hear(event(gemist(dossier_id, uuid4())))

    class Erasing(Personenvraag):
        def nieuwe_sleutel(self, dossier: UUID, inleverlink: UUID | None = None) -> Sleutel:
            given = super().nieuwe_sleutel(dossier, inleverlink)
            wereld.intake.wis(dossier)
            if hears_it:
                wereld.hear(gewist(dossier))
            return given

    wereld.delivery(
        personen=Erasing("http://testserver", TOKEN, client=wereld.intake.client())
    ).round()
    if hears_it:
        assert uitkomsten(wereld) == [("niet_verstuurd", "gewist")]
        assert wereld.rows("brieven") == []
        return
    (row,) = wereld.rows("verzendingen")
    with wereld.notify.store.cursor() as cursor:
        stored = stored_letter(cursor, row["bericht_id"])
    assert stored
    with pytest.raises(GegevensGewist):
        open_letter(
            row["bericht_id"],
            stored,
            wereld.personen.open_sleutel(dossier_id, stored.verpakte_sleutel),
        )
