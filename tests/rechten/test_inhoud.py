"""An id of another municipality that stands in what a request says answers as one that nobody has: for every field of every service."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args
from uuid import UUID, uuid4

import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel
from starlette.testclient import TestClient

from shared.contracts.organisatie import DossierAfgeschermd
from shared.settings import Database
from shared.velden import TEKST_MAX
from shared.web.inhoud import LONGEST, ids_in, other
from tests.contracts.seeded import Seeded, seeded
from tests.intake.test_api import GOOD
from tests.rechten.test_gemeenten import NUMBERS, people
from tests.steun.ledger.stad import krediet
from tests.steun.organisatie import aanstellen, vertel
from tests.web.house import SERVICES, client_of, routes_of, without_log

ROOT = Path(__file__).parents[2]
# What a field of a body or of a query names, by how the table of its service calls it.
SOORT = {
    ("intake", "met"): "persoon_id",
    ("ledger", "lening_id"): "lening_id",
    ("ledger", "dossier_id"): "dossier_id",
    ("ledger", "aanvraag_id"): "aanvraag_id",
    ("ledger", "medeschuldenaar_id"): "dossier_id",
    ("organisatie", "dossier_id"): "dossier_id",
}
# These are looked for on the debt or the dossier of the address, and nowhere else; or one service asks them of another.
ONDER_HET_ADRES = {("ledger", "van"), ("ledger", "betaling_id"), ("intake", "aanvraag_id")}
TUSSEN_DIENSTEN = {"/intake/v1/personen-vragen", "/intake/v1/sleutels"}
# Where a page reads an id out of what was typed, by file; each stands in FORMULIEREN or says why not.
LEEST_IDS = {
    "services/intake/entrypoints/personen.py": "the person or dossier to merge with",
    "services/intake/entrypoints/stukdaden.py": "an application: one of the dossier in the address, or none",
    "services/intake/entrypoints/stukken_http.py": "an application: one of the dossier in the address, or none",
    "services/ledger/entrypoints/pages/register.py": "what stands on the loan in the address, or nothing",
    "services/notify/entrypoints/opnieuw.py": "letters that were picked",
    "services/routing/entrypoints/samen.py": "dossiers that were picked",
}


@dataclass(frozen=True)
class Veld:
    dienst: str
    methode: str
    adres: str
    naam: str


def velden_van(soort: Any, diepte: int = 0) -> Iterator[str]:
    """Every field that holds an id, however deep."""
    if isinstance(soort, type) and issubclass(soort, BaseModel):
        for naam, veld in soort.model_fields.items():
            if is_id(veld.annotation):
                yield naam
            elif diepte < 8:
                yield from velden_van(veld.annotation, diepte + 1)
        return
    for deel in get_args(soort):
        yield from velden_van(deel, diepte + 1)


def is_id(soort: Any) -> bool:
    return soort is UUID or any(is_id(deel) for deel in get_args(soort))


def alle(dependant: Dependant) -> Iterator[Dependant]:
    yield dependant
    for een in dependant.dependencies:
        yield from alle(een)


def velden(dienst: str) -> Iterator[Veld]:
    for adres, route in routes_of(without_log(dienst)):
        for naam in dict.fromkeys(_namen(route)):
            for methode in route.methods - {"HEAD"}:
                yield Veld(dienst, methode, adres, naam)


def _namen(route: APIRoute) -> Iterator[str]:
    for deel in alle(route.dependant):
        for een in deel.body_params:
            soort = een.field_info.annotation
            yield from [een.name] if is_id(soort) else velden_van(soort)
        yield from (een.name for een in deel.query_params if is_id(een.field_info.annotation))


@pytest.mark.parametrize("dienst", SERVICES)
def test_of_every_field_that_holds_an_id_it_is_known_whose_it_is(dienst: str) -> None:
    app = without_log(dienst)
    tabel = next(een.kwargs["rechten"] for een in app.user_middleware if "rechten" in een.kwargs)
    gekend = {*tabel.plekken, *tabel.in_inhoud}
    for veld in velden(dienst):
        if veld.adres in TUSSEN_DIENSTEN or (dienst, veld.naam) in ONDER_HET_ADRES:
            continue
        assert SOORT.get((dienst, veld.naam)) in gekend, f"whose is it? {veld}"


def test_every_place_where_a_page_reads_an_id_is_known() -> None:
    gevonden = {
        str(pad.relative_to(ROOT))
        for pad in (ROOT / "services").rglob("entrypoints/**/*.py")
        if re.search(
            r"(?<![\w.])UUID\((?!int=|command\.command_id|contract\.|one\.id)", pad.read_text()
        )
    }
    assert gevonden == set(LEEST_IDS)


@given(
    st.lists(
        st.sampled_from(["a", "0", "F", "-", "g", " ", "0f" * 15, "-" * 9, "a1b2"]), max_size=60
    )
)
def test_an_id_is_found_in_every_way_to_write_it(parts: list[str]) -> None:
    """As the shortest rule that says it would, which goes over a text again from each of its signs."""
    text = "".join(parts)
    slow = re.findall(r"(?:[0-9a-f]-*){31}[0-9a-f]", text, re.IGNORECASE)
    assert list(ids_in(text)) == slow


def test_a_text_that_is_too_long_for_any_field_is_no_id_and_blanks_around_one_hide_nothing() -> (
    None
):
    een = str(uuid4())
    assert LONGEST > TEKST_MAX
    assert list(ids_in(" " * LONGEST + een)) == [een]
    assert list(ids_in("x" * LONGEST + een)) == []


@dataclass(frozen=True)
class Vraag:
    """One request: `{}` is where the id goes."""

    dienst: str
    adres: str
    soort: str
    json: Mapping[str, str] = field(default_factory=dict)
    data: Mapping[str, str] = field(default_factory=dict)


BORGTOCHT = {
    "dossier_id": str(UUID(int=5)),
    "aanvraag_id": str(UUID(int=6)),
    "gemeente": "GM9902",
    "hoofdsom_cent": 100_00,
    "maanden": 12,
    "ingegaan_op": "2026-02-01",
    "aanvraagdatum": "2026-01-01",
    "besluitdatum": "2026-01-20",
}
SAMENVOEGEN = "/personen/{eigen_persoon}/samenvoegen"
ONTVANGST = "/ontvangsten/{ontvangst_id}"
SLUIMER = {
    "wat": "sluimeren",
    "tot": "2026-03-09",
    "reden": "wacht_op_ondernemer",
    "bevestigd": "ja",
}
VRAGEN = (
    Vraag(
        "intake",
        "POST /intake/v1/personen/{eigen_persoon}/samenvoegingen",
        "persoon",
        json={"met": "{}"},
    ),
    Vraag("intake", f"POST {SAMENVOEGEN}", "persoon", data={"met": "{}"}),
    Vraag("intake", f"POST {SAMENVOEGEN}", "dossier_id", data={"met": "{}"}),
    Vraag("intake", f"GET {SAMENVOEGEN}?met={{}}", "dossier_id"),
    Vraag(
        "ledger", f"POST /ledger/v1{ONTVANGST}/voorbeelden", "lening_id", json={"lening_id": "{}"}
    ),
    Vraag(
        "ledger", f"POST /ledger/v1{ONTVANGST}/toewijzingen", "lening_id", json={"lening_id": "{}"}
    ),
    Vraag(
        "ledger",
        f"POST /bank{ONTVANGST}",
        "lening_id",
        data={"besluit": "toegewezen", "lening": "{}"},
    ),
    Vraag(
        "ledger",
        f"POST /bank{ONTVANGST}",
        "kenmerk",
        data={"besluit": "toegewezen", "lening": "{}"},
    ),
    Vraag("ledger", "GET /ledger/v1/journaal?leningId={}", "lening_id"),
    Vraag("notify", "POST /brieven/opnieuw", "bericht_id", data={"kies": "{}"}),
    Vraag(
        "routing",
        "POST /werkvoorraad/samen",
        "dossier_id",
        data={"kies": "{}/consulent-1", "wat": "toewijzen", "aan": "hier-1"},
    ),
    Vraag("routing", "POST /werkvoorraad/samen", "dossier_id", data={"kies": "{}/", **SLUIMER}),
)


def stuur(client: TestClient, vraag: Vraag, bekend: dict[str, str], nummer: str) -> tuple[int, str]:
    methode, _, adres = vraag.adres.replace("{}", nummer).partition(" ")
    for naam, waarde in bekend.items():
        adres = adres.replace(f"{{{naam}}}", waarde)
    inhoud: dict[str, Any] = {
        vorm: {naam: waarde.replace("{}", nummer) for naam, waarde in velden.items()}
        for vorm, velden in (("json", vraag.json), ("data", vraag.data))
        if velden
    }
    antwoord = client.request(methode, adres, **inhoud)
    return antwoord.status_code, antwoord.text.replace(nummer, "")


def zonder_nummers(tekst: str) -> str:
    kaal = re.sub(r"\d\d:\d\d:\d\d(\.\d+)?|\d+ s geleden", "", NUMBERS.sub("", tekst))
    return re.sub(r"[0-9a-f]{8}(?![0-9a-f])|\b7\d{15}\b", "", kaal, flags=re.IGNORECASE)


def elders(town: Seeded) -> TestClient:
    return people(town)[1]


def van_wie_alles_mag_behalve_dit(town: Seeded) -> TestClient:
    """Somebody with every municipality; the dossier of the loan is of a colleague of theirs."""
    vertel(town.store, *aanstellen("alles-1", "consulent", "debiteuren"))
    vertel(town.store, DossierAfgeschermd(dossier_id=krediet(0).dossier_id, voor=("hier-1",)))
    return client_of(town.app, "alles-1")


@pytest.mark.parametrize("vraag", VRAGEN, ids=str)
def test_what_is_not_the_readers_answers_as_what_nobody_has(
    vraag: Vraag, new_database: Callable[[str], Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    with seeded(new_database, vraag.dienst) as town:
        hier, _ = people(town)
        bekend = town.known | _erbij(town, hier)
        client = van_wie_alles_mag_behalve_dit(town) if vraag.dienst == "ledger" else elders(town)
        nummer = bekend[vraag.soort]
        theirs = stuur(client, vraag, bekend, nummer)
        nobodys = stuur(client, vraag, bekend, _niemands(nummer))
        assert theirs[0] == nobodys[0]
        assert zonder_nummers(theirs[1]) == zonder_nummers(nobodys[1])
        # What was typed is told back as it was typed, and no other id.
        assert other(nummer) not in theirs[1] if "-" in nummer else True
        mine = stuur(hier, vraag, bekend, nummer)
        assert (mine[0], zonder_nummers(mine[1])) != (nobodys[0], zonder_nummers(nobodys[1]))


def test_a_command_that_would_store_what_is_not_the_readers_stores_nothing(
    new_database: Callable[[str], Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A borgtocht may be the first that the ledger hears of a dossier: so here it is said that the number is not known."""
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    with seeded(new_database, "ledger") as town:
        _, anders = people(town)
        begin, dossier = town.store.end(), str(krediet(0).dossier_id)
        cijfers = dossier.replace("-", "").upper()
        for geschreven in (
            dossier,
            cijfers,
            f"{{{dossier}}}",
            f"\\u{ord(cijfers[0]):04x}{cijfers[1:]}",
        ):
            inhoud = json.dumps(BORGTOCHT | {"dossier_id": "?"}).replace("?", geschreven)
            kop = {"content-type": "application/json"}
            antwoord = anders.post("/ledger/v1/borgtochten", content=inhoud, headers=kop)
            assert antwoord.status_code == 404, geschreven
            assert antwoord.json()["type"].endswith("nummer-onbekend")
        vreemd = anders.post("/ledger/v1/borgtochten", json=BORGTOCHT | {"gemeente": "GM9901"})
        assert vreemd.status_code == 403
        assert town.store.end() == begin
        assert anders.post("/ledger/v1/borgtochten", json=BORGTOCHT).status_code == 201


def _niemands(nummer: str) -> str:
    return str(uuid4()) if "-" in nummer else "7000000000000000"


def _erbij(town: Seeded, hier: TestClient) -> dict[str, str]:
    """The person of the dossier, and one of the other municipality to merge with; the payment reference of the loan."""
    if "dossier_id" in town.known and "import_id" in town.known:
        with town.store.cursor() as cursor:
            cursor.execute("SELECT person_id FROM dossiers")
            persoon = (cursor.fetchone() or {})["person_id"]
        return {"persoon": str(persoon), "eigen_persoon": _tweede(town, hier)}
    if "lening_id" in town.known:
        with town.store.cursor() as cursor:
            cursor.execute(
                "SELECT betalingskenmerk FROM leningen WHERE lening_id = %s",
                (town.known["lening_id"],),
            )
            return {"kenmerk": (cursor.fetchone() or {})["betalingskenmerk"]}
    return {}


def _tweede(town: Seeded, hier: TestClient) -> str:
    nieuw = hier.post(
        "/intake/v1/aanmeldingen",
        json=GOOD | {"gemeente": "GM9902", "bsn": "123456782", "hulpvraag": ["schulden"]},
    )
    with town.store.cursor() as cursor:
        cursor.execute(
            "SELECT person_id FROM dossiers WHERE dossier_id = %s", (nieuw.json()["dossier_id"],)
        )
        return str((cursor.fetchone() or {})["person_id"])
