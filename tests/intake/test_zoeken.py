"""Finding a person by parts of what was entered: as people type it, in their municipalities, and never after erasure."""

import string
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from services.intake.adapters.register import Inschrijving, Persoonsgegevens, Register
from services.intake.adapters.seals import MasterKey
from services.intake.adapters.zoekindex import MEESTE, Lezer, Schuld, Zoekindex
from services.intake.domain.zoektaal import klank, ontleed, termen, vindplaatsen, woorden
from services.intake.entrypoints.agents import make
from services.intake.entrypoints.merker import Merker
from services.intake.entrypoints.zoeken import lezer_van
from services.notify.domain.brief import leesbaar
from shared.cloudevent import CloudEvent, encode
from shared.contracts import klok, ledger
from shared.contracts.base import Contract
from shared.contracts.vordering import VorderingGeopend
from shared.kafka.consumer import Delivery
from shared.recht.betalingskenmerk import betalingskenmerk
from shared.store import Store
from shared.web.actors import Actor
from tests.sources import source_for

DAG = date(2026, 3, 2)
IEDEREEN = Lezer()
NOOR = Persoonsgegevens(
    bsn="999990019",
    naam="Noor van der Heijden-Öztürk",
    straat="Dijk",
    huisnummer="12 b",
    postcode="1234AB",
    plaats="Doorstad",
    iban="NL91ABNA0417164300",
    telefoon="+31612345678",
    email="Noor@voorbeeld.example",
    kvk_nummer="69599084",
    handelsnaam="Studio 54 d'Angelo B.V.",
)
JANSSEN = Persoonsgegevens(
    bsn="999990020",
    naam="Jan Janssen",
    straat="Kade",
    huisnummer="7",
    postcode="4321ZX",
    plaats="Nieuwerdam",
)
# What somebody types, and where Noor is found by it.
GEVONDEN = [
    ("heij", {"naam"}),
    ("HEIJDEN", {"naam"}),
    ("ozturk", {"naam"}),
    ("öztürk noor", {"naam"}),
    ("Noor van der Heijden", {"naam"}),
    ("heyden", {"naam"}),
    ("Heijdne", {"naam"}),
    ("studio", {"bedrijf"}),
    ("studio 54", {"bedrijf"}),
    ("dangelo", {"bedrijf"}),
    ("Studio 54 noor", {"naam", "bedrijf"}),
    ("06 12345678", {"telefoon"}),
    ("0031-6-12 34 56 78", {"telefoon"}),
    ("+31 (0)6 12345678", {"telefoon"}),
    ("4300", {"iban"}),
    ("164300", {"iban"}),
    ("NL91 ABNA 0417 1643 00", {"iban"}),
    ("69599084", {"kvk_nummer"}),
    ("6959 9084", {"kvk_nummer"}),
    ("noor@VOORBEELD.example", {"email"}),
    ("1234 ab", {"adres"}),
    ("1234AB 12", {"adres"}),
    ("1234ab 12b", {"adres"}),
    ("noor 1234 AB 12", {"naam", "adres"}),
    ("999990019", {"bsn"}),
    ("9999.90.019", {"bsn"}),
    ("1234ab 12c", set()),
    ("1234AB 13", set()),
    ("noor 4301", set()),
    ("994300", set()),
    ("noor janssen", set()),
    ("no", set()),
]


@pytest.fixture
def register() -> Register:
    return Register(MasterKey.from_secret(b"x" * 32))


def enter(
    store: Store, register: Register, gegevens: Persoonsgegevens, gemeente: str = "GM9901"
) -> UUID:
    one = Inschrijving(uuid4(), gemeente, DAG, gegevens)
    with store.cursor() as cursor:
        register.enter(cursor, [one])
    return one.dossier_id


def found(
    store: Store, register: Register, typed: str, lezer: Lezer = IEDEREEN
) -> dict[UUID, frozenset[str]]:
    with store.cursor() as cursor:
        uitslag = Zoekindex(register).zoek(cursor, ontleed(typed), lezer)
    return {een.dossier_id: een.plaatsen for een in uitslag.gevonden}  # type: ignore[misc]


@pytest.mark.parametrize(("typed", "places"), GEVONDEN)
def test_what_is_typed_stands_where_it_says(typed: str, places: set[str]) -> None:
    delen = ontleed(typed)
    assert delen
    per_part = [vindplaatsen(deel, NOOR.model_dump()) for deel in delen]
    assert (set().union(*per_part) if all(per_part) else set()) == places


def test_all_that_stands_somewhere_has_a_mark() -> None:
    """A search looks at marks first: what the words say and no mark says is never found."""
    known = termen(NOOR.model_dump())
    for typed, places in GEVONDEN:
        for deel in ontleed(typed) if places - {"bsn"} else ():
            assert known & {*deel.heel, *deel.begin, *deel.klank}, typed


@pytest.mark.parametrize("typed", ["", "   ", "-", ".", "@"])
def test_nothing_to_look_for(typed: str) -> None:
    assert ontleed(typed) == ()


def test_a_name_that_is_only_a_small_word_is_found_and_otherwise_it_is_passed_over() -> None:
    van = JANSSEN.model_copy(update={"naam": "Van"})
    assert vindplaatsen(ontleed("van")[0], van.model_dump()) == {"naam"}
    assert [deel.getypt for deel in ontleed("van der berg")] == ["berg"]
    assert "h:van" not in termen(NOOR.model_dump())


@pytest.mark.parametrize(
    ("one", "other"),
    [("janssen", "jansen"), ("janssen", "jnassen"), ("meijer", "meyer"), ("visser", "fisser")],
)
def test_names_that_sound_alike(one: str, other: str) -> None:
    assert klank(one) == klank(other) != ""


def test_a_person_is_found_by_every_part_and_by_all_together(
    store: Store, register: Register
) -> None:
    noor = enter(store, register, NOOR)
    enter(store, register, JANSSEN)
    for typed, places in GEVONDEN:
        assert found(store, register, typed) == ({noor: places} if places else {}), typed
    assert list(found(store, register, str(noor)[:8])) == [noor]
    assert found(store, register, f"Dossier {str(noor).upper()}") == {
        noor: frozenset({"dossiernummer"})
    }
    assert list(found(store, register, f"noor {str(noor)[:8]}")) == [noor]
    assert list(found(store, register, f"jan {str(noor)[:8]}")) == []


def test_whole_words_come_before_beginnings_and_those_before_sounds(
    store: Store, register: Register
) -> None:
    sound, begin, whole = (
        enter(store, register, JANSSEN.model_copy(update={"naam": naam, "bsn": bsn}))
        for naam, bsn in (
            ("Ed Jnassen", "999990019"),
            ("Ed Jansensen", "999990020"),
            ("Ed Jansen", "999990032"),
        )
    )
    assert list(found(store, register, "jansen")) == [whole, begin, sound]


def test_only_the_municipalities_of_the_reader(store: Store, register: Register) -> None:
    here, there = enter(store, register, NOOR, "GM9901"), enter(store, register, JANSSEN, "GM9902")
    only_there = Lezer(frozenset({"GM9902"}))
    for typed in ("noor", str(here)[:8], "999990019", "069599084", "1234AB"):
        assert found(store, register, typed, only_there) == {}
    assert list(found(store, register, "jans", only_there)) == [there]
    assert found(store, register, "jans", Lezer(frozenset())) == {}


def test_a_bsn_is_found_only_by_who_may_read_it(store: Store, register: Register) -> None:
    enter(store, register, NOOR.model_copy(update={"iban": "NL02DOOR0000990019"}))
    assert found(store, register, "999990019", Lezer(mag_bsn=False)) == {}
    (places,) = found(store, register, "990019", Lezer(mag_bsn=False)).values()
    assert places == {"iban"}


@pytest.mark.parametrize(
    ("elsewhere", "may"),
    [({}, True), ({"debiteuren": "GM9902"}, True), ({"auditor": "GM9902"}, False)],
)
def test_who_may_not_read_a_bsn_somewhere_finds_nobody_by_one(
    elsewhere: dict[str, str], may: bool
) -> None:
    roles = {"consulent": "GM9901"} | elsewhere
    actor = Actor("wie-1", "Wie 1", {role: frozenset({place}) for role, place in roles.items()})
    assert lezer_van(actor) == Lezer(frozenset(roles.values()), mag_bsn=may)


def test_a_correction_moves_the_marks_and_erasure_takes_them_away(
    store: Store, register: Register
) -> None:
    noor, janssen = enter(store, register, NOOR), enter(store, register, JANSSEN)
    with store.cursor() as cursor:
        register.correct(cursor, noor, {"naam": "Noor de Wit", "telefoon": None}, "")
    assert list(found(store, register, "noor wit")) == [noor]
    assert found(store, register, "heijden") == found(store, register, "0612345678") == {}
    with store.cursor() as cursor:
        register.destroy_key(cursor, noor, DAG)
        cursor.execute("SELECT merken FROM dossiers WHERE dossier_id = %s", (noor,))
        assert (cursor.fetchone() or {})["merken"] == []
    for typed, _ in [*GEVONDEN, ("wit", {"naam"})]:
        assert noor not in found(store, register, typed)
    assert found(store, register, str(noor)) == {noor: frozenset({"dossiernummer"})}
    assert list(found(store, register, "janssen")) == [janssen]


def test_the_database_alone_tells_nothing(store: Store, register: Register) -> None:
    """Without the key nobody can look a name up: under another key the same person has other marks."""
    other = Register(MasterKey.from_secret(b"y" * 32))
    assert not set(register.merken(NOOR)) & set(other.merken(NOOR))
    assert register.merken(NOOR) == sorted(register.merken(NOOR))
    enter(store, register, NOOR)
    with store.cursor() as cursor:
        assert Zoekindex(other).zoek(cursor, ontleed("noor"), Lezer()).gevonden == ()


def test_what_only_looks_like_it_is_left_out(store: Store, register: Register) -> None:
    """Somebody whose marks hold that of another term, as 32 bits sometimes do."""
    janssen = enter(store, register, JANSSEN)
    with store.cursor() as cursor:
        cursor.execute(
            "UPDATE dossiers SET merken = merken || %s WHERE dossier_id = %s",
            ([register.master.term("h:noor")], janssen),
        )
    assert found(store, register, "noor") == {}


def test_what_was_entered_before_there_was_an_index_is_marked_once(
    store: Store, register: Register
) -> None:
    noor, gone = enter(store, register, NOOR), enter(store, register, JANSSEN)
    with store.cursor() as cursor:
        cursor.execute("UPDATE dossiers SET merken = '{}', merkvorm = 0")
        cursor.execute(
            "UPDATE persons SET wrapped_key = NULL WHERE person_id ="
            " (SELECT person_id FROM dossiers WHERE dossier_id = %s)",
            (gone,),
        )
    assert found(store, register, "noor") == {}
    merker = Merker(store, Zoekindex(register))
    assert [merker.step(), merker.step()] == [2, 0]
    assert list(found(store, register, "noor")) == [noor]
    assert found(store, register, "janssen") == {}


def test_at_most_fifty_and_a_word_when_there_are_more(store: Store, register: Register) -> None:
    with store.cursor() as cursor:
        register.enter(
            cursor,
            [
                Inschrijving(
                    uuid4(), "GM9901", DAG, JANSSEN.model_copy(update={"bsn": str(number)})
                )
                for number in range(MEESTE + 1)
            ],
        )
        uitslag = Zoekindex(register).zoek(cursor, ontleed("janssen"), Lezer())
    assert (len(uitslag.gevonden), uitslag.er_is_meer) == (MEESTE, True)


_NAMEN = st.text(string.ascii_lowercase + "áéïöûçñøłßĳæ", min_size=3, max_size=16).filter(
    lambda name: all(len(word) > 3 for word in woorden(name))
)


@given(st.lists(_NAMEN, min_size=1, max_size=4), st.integers(3, 16), st.data())
def test_every_beginning_of_every_word_is_found(
    names: list[str], length: int, data: st.DataObject
) -> None:
    gegevens = JANSSEN.model_copy(update={"naam": " ".join(names).title()}).model_dump()
    name = data.draw(st.sampled_from(names))
    typed = name[:length].upper() if data.draw(st.booleans()) else "".join(woorden(name))[:length]
    (deel,) = ontleed(typed)
    assert "naam" in vindplaatsen(deel, gegevens)
    assert termen(gegevens) & {*deel.heel, *deel.begin}


@given(st.text(max_size=80))
def test_whatever_is_typed_has_parts_or_none(typed: str) -> None:
    for deel in ontleed(typed):
        vindplaatsen(deel, NOOR.model_dump())


def lening(dossier_id: UUID) -> ledger.LeningGeopend:
    return ledger.LeningGeopend(
        lening_id=uuid4(),
        dossier_id=dossier_id,
        gemeente="GM9901",
        boekdatum=DAG,
        valutadatum=DAG,
        hoofdsom_saldo_cent=24_000_00,
        rente_saldo_cent=0,
        achterstand_cent=0,
        aanvraag_id=uuid4(),
        regeling="bbz",
        hoofdsom_cent=24_000_00,
        termijnen=60,
        eerste_vervaldag=DAG,
        einddatum=DAG,
        betalingskenmerk=betalingskenmerk(4711),
    )


def vordering(dossier_id: UUID) -> VorderingGeopend:
    return VorderingGeopend(
        vordering_id=uuid4(),
        dossier_id=dossier_id,
        gemeente="GM9901",
        boekdatum=DAG,
        valutadatum=DAG,
        hoofdsom_saldo_cent=1_000_00,
        rente_saldo_cent=0,
        kosten_saldo_cent=0,
        achterstand_cent=0,
        grondslag="Participatiewet 58",
        uitleg="Terug te betalen.",
        vaststelling_id=uuid4(),
        aanvraag_id=uuid4(),
        soort="terugvordering",
        hoofdsom_cent=1_000_00,
        termijnen=(),
        betalingskenmerk=betalingskenmerk(4712),
    )


def hoor(store: Store, *said: Contract) -> None:
    """Each as a record of its own, twice, as Kafka may bring it."""
    consumer, topics = make(store)
    assert {event.topic.name for event in said} <= set(topics)
    for number, event in enumerate([*said, *said]):
        value, headers = encode(
            CloudEvent(
                specversion="1.0",
                id=uuid4(),
                source=source_for(event),
                type=event.event_type(),
                time=datetime.now(UTC),
                subject=event.key(),
                data=event.model_dump(mode="json"),
            )
        )
        key = event.key().encode()
        consumer.take_in(
            [Delivery(event.topic.name, UUID(int=0), 0, number, key, value, tuple(headers))]
        )


def test_a_debt_is_found_as_a_letter_prints_its_reference(store: Store, register: Register) -> None:
    noor = enter(store, register, NOOR)
    een, ander = lening(noor), vordering(noor)
    hoor(store, een, ander, klok.DagAangebroken(dag=DAG))
    gezocht = (
        (een.betalingskenmerk, een.lening_id, "lening"),
        (ander.betalingskenmerk, ander.vordering_id, "vordering"),
    )
    for kenmerk, schuld_id, soort in gezocht:
        for typed in (
            kenmerk,
            leesbaar(kenmerk),
            f"Betalingskenmerk: {leesbaar(kenmerk)}",
            str(schuld_id),
            str(schuld_id)[:8],
        ):
            with store.cursor() as cursor:
                (treffer,) = Zoekindex(register).zoek(cursor, ontleed(typed), IEDEREEN).gevonden
            assert treffer.dossier_id == noor, typed
            assert treffer.schulden == (Schuld(soort, schuld_id),), typed  # type: ignore[arg-type]
    elsewhere = Lezer(frozenset({"GM9902"}))
    assert found(store, register, een.betalingskenmerk, elsewhere) == {}


def test_by_api_and_by_page(client: TestClient, store: Store, register: Register) -> None:
    noor = enter(store, register, NOOR)
    answer = client.post("/intake/v1/zoekvragen", json={"vraag": "heijden 4300"})
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    (treffer,) = answer.json()["gevonden"]
    assert treffer["dossier_id"] == str(noor)
    assert treffer["gevonden_op"] == ["naam", "iban"]
    assert answer.json()["er_is_meer"] is False
    assert client.post("/intake/v1/zoekvragen", json={"vraag": "-"}).status_code == 400
    page = client.post("/zoeken", data={"vraag": "heijden"})
    assert page.headers["cache-control"] == "no-store"
    assert f"/dossiers/{noor}" in page.text
    assert "Niets gevonden" in client.post("/zoeken", data={"vraag": "onbekend"}).text
    for typed in ("", "-", "x" * 201):
        refused = client.post("/zoeken", data={"vraag": typed})
        assert refused.status_code == 400
        assert 'role="alert"' in refused.text
    with store.cursor() as cursor:
        cursor.execute("SELECT count(*) AS kept FROM answers")
        assert (cursor.fetchone() or {})["kept"] == 0
