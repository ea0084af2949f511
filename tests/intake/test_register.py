"""The register: sealed per person, found by a mark, unreadable once the key is gone."""

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from eventsourcing.persistence import IntegrityError

from services.intake.adapters import personen
from services.intake.adapters.register import Inschrijving, Persoonsgegevens, Register
from services.intake.adapters.seals import MasterKey, read_master_key
from services.intake.domain.events import FEITEN
from shared.seals import SealBroken, seal, unseal
from shared.settings import Database
from shared.store import Store

DAG = date(2026, 3, 2)
GEGEVENS = Persoonsgegevens(
    bsn="999990019",
    naam="Geheime Naam",
    straat="Dijk",
    huisnummer="1",
    postcode="1234 AB",
    plaats="Doorstad",
    iban="NL00DOOR0000000001",
)


@pytest.fixture
def store(new_database: Callable[[str], Database]) -> Store:
    return Store(new_database("intake"), FEITEN)


@pytest.fixture
def register() -> Register:
    return Register(MasterKey.from_secret(b"a secret of at least thirty-two bytes"))


def entry(gegevens: Persoonsgegevens = GEGEVENS) -> Inschrijving:
    return Inschrijving(uuid4(), "GM9901", DAG, gegevens)


def test_what_was_entered_comes_back_and_lies_sealed_in_the_database(
    store: Store, register: Register
) -> None:
    one = entry()
    with store.cursor() as cursor:
        register.enter(cursor, [one])
        assert register.names(cursor, [one.dossier_id, uuid4()]) == {one.dossier_id: GEGEVENS}
        cursor.execute(
            "SELECT persons::text || dossiers::text AS everything FROM persons JOIN dossiers USING (person_id)"
        )
        everything = (cursor.fetchone() or {})["everything"]
    for secret in ("Geheime", "999990019", "Dijk", "NL00DOOR"):
        assert secret not in everything
        assert secret.encode().hex() not in everything


def test_one_person_has_one_mark_and_without_a_bsn_everybody_is_new(
    store: Store, register: Register
) -> None:
    with store.cursor() as cursor:
        first, other, nobody, nobody_else, again = register.persons(
            cursor, ["999990019", "999990020", None, None, "999990019"]
        )
        assert register.persons(cursor, ["999990019"]) == [first] == [again]
    assert len({first, other, nobody, nobody_else}) == 4


def test_what_an_open_dossier_is_about_is_kept_until_it_closes(
    store: Store, register: Register
) -> None:
    one = entry()
    with store.cursor() as cursor:
        register.enter(cursor, [one])
        person = personen.persoon_van(cursor, one.dossier_id)
        assert person is not None
        personen.open_nieuw(cursor, [(person, "schulden", one.dossier_id)])
        assert personen.lopend(cursor, [person]) == {person: {"schulden": one.dossier_id}}
        assert personen.elders(cursor, person, ["schulden"], uuid4()) == one.dossier_id
        assert personen.elders(cursor, person, ["schulden"], one.dossier_id) is None
        personen.sluit(cursor, one.dossier_id)
        assert personen.lopend(cursor, [person]) == {person: {}}


def test_the_database_itself_refuses_two_open_dossiers_about_the_same(
    store: Store, register: Register
) -> None:
    one, two = entry(), entry()
    with store.cursor() as cursor:
        register.enter(cursor, [one, two])
        person = personen.persoon_van(cursor, one.dossier_id)
        assert person == personen.persoon_van(cursor, two.dossier_id)
        assert person is not None
        personen.open_nieuw(cursor, [(person, "schulden", one.dossier_id)])
    with pytest.raises(IntegrityError), store.cursor() as cursor:
        personen.open_nieuw(cursor, [(person, "schulden", two.dossier_id)])


def test_a_destroyed_key_makes_everything_of_that_person_unreadable_and_nothing_else(
    store: Store, register: Register
) -> None:
    gone, other = entry(), entry(GEGEVENS.model_copy(update={"bsn": "999990020"}))
    with store.cursor() as cursor:
        register.enter(cursor, [gone, other])
        assert register.destroy_key(cursor, gone.dossier_id, DAG) is True
        assert register.destroy_key(cursor, gone.dossier_id, DAG) is False
        assert register.names(cursor, [gone.dossier_id, other.dossier_id])[gone.dossier_id] is None
        assert register.names(cursor, [other.dossier_id])[other.dossier_id] is not None
        assert register.person_key(cursor, gone.dossier_id) is None


def test_a_person_who_comes_back_gets_a_new_key_and_the_old_dossier_stays_unreadable(
    store: Store, register: Register
) -> None:
    old, new = entry(), entry()
    with store.cursor() as cursor:
        register.enter(cursor, [old])
        personen.sluit(cursor, old.dossier_id)
        register.destroy_key(cursor, old.dossier_id, DAG)
        register.enter(cursor, [new])
        assert register.names(cursor, [new.dossier_id])[new.dossier_id] == GEGEVENS
        assert register.names(cursor, [old.dossier_id])[old.dossier_id] is None


def test_sealed_bytes_open_only_with_their_own_key_and_label() -> None:
    key = b"k" * 32
    sealed = seal(key, b"inhoud", b"a")
    assert unseal(key, sealed, b"a") == b"inhoud"
    for wrong in (
        (b"x" * 32, sealed, b"a"),
        (key, sealed, b"b"),
        (key, sealed[:-1] + bytes([sealed[-1] ^ 1]), b"a"),
    ):
        with pytest.raises(SealBroken):
            unseal(*wrong)


def test_a_master_key_that_is_missing_or_short_stops_the_start() -> None:
    with pytest.raises(ValueError, match="DOORSTART_MASTER_KEY"):
        read_master_key(None, None)
    with pytest.raises(ValueError, match="korter"):
        MasterKey.from_secret(b"short")
