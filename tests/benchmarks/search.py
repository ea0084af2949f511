"""Finding one of a hundred thousand people on the page, as somebody types it; and by words that thousands of them have."""

import random
import time
from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID, uuid4

from faker import Faker
from starlette.testclient import TestClient

from deploy.local.city.people import TRADES, WORDS
from services.intake.adapters.register import Inschrijving, Persoonsgegevens, Register
from services.intake.adapters.seals import MasterKey
from services.intake.domain.zoektaal import woorden
from shared.store import Store
from tests.benchmarks.figures import Notebook, Progress
from tests.benchmarks.pages import opened
from tests.infrastructure import DatabaseServer
from tests.web.lijsten import DAG

WORKS = ("search",)
PEOPLE, PAGE, ASKED, SEED = 100_000, 500, 60, 20260302
Known = tuple[UUID, Persoonsgegevens]


def measure(server: DatabaseServer, notes: Notebook, progress: Progress) -> None:
    """One repeat. p95 in ms of the whole page; `search.common`: of the words that most people have."""
    with opened(server, "intake") as (client, store):
        progress.say(f"search: {PEOPLE:,} people enter")
        begin = time.perf_counter()
        known = _enter(store)
        notes.note("search.enter", PEOPLE / (time.perf_counter() - begin), "persons/s", size=PEOPLE)
        progress.say("search: the pages")
        chance = random.Random(SEED)
        typed = [one for known_one in chance.sample(known, ASKED) for one in _typed(*known_one)]
        notes.note("search", _p95(client, typed), "ms", size=PEOPLE)
        notes.note("search.common", _p95(client, _common(known) * 3), "ms", size=PEOPLE)
        with store.cursor() as cursor:
            cursor.execute("SELECT pg_relation_size('dossiers_merken') AS bytes")
            size = (cursor.fetchone() or {"bytes": 0})["bytes"]
        notes.note("search.index", size / PEOPLE, "bytes", size=PEOPLE)


def _enter(store: Store) -> list[Known]:
    """As the register takes them in."""
    faker, chance = Faker("nl_NL"), random.Random(SEED)
    faker.seed_instance(SEED)
    register, known = Register(MasterKey.from_secret(b"x" * 32)), list[Known]()
    for first in range(0, PEOPLE, PAGE):
        entries = [
            Inschrijving(
                uuid4(),
                f"GM990{1 + number % 3}",
                DAG - timedelta(days=number % 300),
                _person(number, faker, chance),
            )
            for number in range(first, first + PAGE)
        ]
        with store.cursor() as cursor:
            register.enter(cursor, entries)
        known += [(entry.dossier_id, entry.gegevens) for entry in entries]
    with store.cursor() as cursor:
        cursor.execute("ANALYZE dossiers")
    return known


def _person(number: int, faker: Faker, chance: random.Random) -> Persoonsgegevens:
    return Persoonsgegevens(
        bsn=f"{number:09}",
        naam=f"{faker.first_name()} {faker.last_name()}",
        straat="Dijk",
        huisnummer=str(chance.randint(1, 200)),
        postcode=f"{chance.randint(1000, 9999)}{chr(chance.randint(65, 90))}{chr(chance.randint(65, 90))}",
        plaats="Doorstad",
        iban=f"NL00DOOR{chance.randint(0, 10**10 - 1):010}",
        telefoon=f"+316{number:08}",
        email=f"e{number}@voorbeeld.example",
        kvk_nummer=f"9{number:07}",
        handelsnaam=f"{chance.choice(TRADES)} {chance.choice(WORDS)}",
    )


def _typed(dossier_id: UUID, een: Persoonsgegevens) -> Iterable[str]:
    family = woorden(een.naam)[-1]
    return (
        family,
        family[:3],
        een.naam,
        family[0] + family[2] + family[1] + family[3:],
        f"{een.naam} {een.handelsnaam}",
        f"0{(een.telefoon or '')[3:]}",
        (een.iban or "")[-4:],
        een.kvk_nummer or "",
        een.email or "",
        f"{een.postcode} {een.huisnummer}",
        str(dossier_id)[:8],
    )


def _common(known: Iterable[Known]) -> list[str]:
    """The words and the beginnings of words that most people have."""
    counted = Counter(
        word[:length]
        for _, een in known
        for word in woorden(f"{een.naam} {een.handelsnaam}")
        for length in (3, 20)
        if len(word) > 3
    )
    return [word for word, _ in counted.most_common(20)]


def _p95(client: TestClient, typed: Iterable[str]) -> float:
    spent, found = [], 0
    for one in typed:
        begin = time.perf_counter()
        answer = client.post("/zoeken", data={"vraag": one})
        spent.append((time.perf_counter() - begin) * 1000)
        # A name with two letters turned round may not be found, when it is short.
        if answer.status_code != 200:
            raise RuntimeError(f"a search was answered {answer.status_code}")
        found += "Open dossier" in answer.text
    if found < 0.9 * len(spent):
        raise RuntimeError(f"only {found} of {len(spent)} searches found somebody")
    spent.sort()
    return spent[min(len(spent) - 1, int(len(spent) * 0.95))]
