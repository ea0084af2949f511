"""One entrepreneur, from AanmeldingOntvangen to BetalingGemist and the letter, through the one address that people use."""

import html
import re
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, TypeVar

import httpx

from deploy.local.city.bank import Bank

T = TypeVar("T")
FIRST_DAY = date(2026, 3, 2)
PERSON: dict[str, Any] = {
    "gemeente": "GM9901",
    "kanaal": "telefoon",
    "groep": "gevestigd",
    "hulpvraag": ["bedrijfskapitaal", "schulden"],
    "urgentie": {"beslag_gelegd": True},
    "bsn": "999990032",
    "naam": "Voorbeeld Ondernemer",
    "straat": "Dijk",
    "huisnummer": "1",
    "postcode": "1234 AB",
    "plaats": "Doorstad",
    "handelsnaam": "Bakkerij Voorbeeld",
}


class Visitor:
    """Somebody at the gateway, as one actor or another."""

    def __init__(self, gateway: str, bank: Bank) -> None:
        self.client = httpx.Client(base_url=gateway, timeout=30)
        self.bank = bank

    def get(self, path: str, **query: Any) -> Any:
        answer = self.client.get(path, params=query)
        assert answer.status_code == 200, (path, answer.status_code, answer.text[:500])
        return answer.json()

    def all(self, path: str, field: str, **query: Any) -> list[dict[str, Any]]:
        """The rows of all pages."""
        rows: list[dict[str, Any]] = []
        while True:
            answer = self.get(path, pageSize=100, page=len(rows) // 100 + 1, **query)
            rows += answer[field]
            if not answer[field] or len(rows) >= answer["totaal"]:
                return rows

    def page(self, path: str) -> str:
        answer = self.client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer.text

    def pages(self, path: str) -> str:
        """A page and all that follow behind its "Volgende"."""
        texts = []
        while path:
            texts.append(self.page(path))
            behind = re.search(r'rel="next" href="([^"]+)"', texts[-1])
            path = html.unescape(behind[1]) if behind else ""
        return "".join(texts)

    def post(self, path: str, actor: str = "consulent-1", **options: Any) -> httpx.Response:
        headers = {"Doorstart-Actor": actor, **options.pop("headers", {})}
        return self.client.post(path, headers=headers, **options)

    def next_monday(self) -> date:
        """A Monday that has not begun yet, whatever others did here before."""
        last = self.get("/klok/v1/dagen/laatste")["dag"]
        day = date.fromisoformat(last) + timedelta(days=1) if last else FIRST_DAY
        return day + timedelta(days=-day.weekday() % 7)

    def begin(self, dag: date) -> None:
        """A new day, heard by everybody who needs it at once."""
        assert self.post("/klok/v1/dagen", json={"tot": dag.isoformat()}).status_code == 201
        for service in ("intake", "ledger"):
            eventually(
                lambda service=service: (
                    self.get(f"/{service}/health/progress")["werkdag"] == dag.isoformat()
                )
            )

    def empty_statement(self, dag: date) -> None:
        content = self.bank.statement(dag, [])
        answer = self.post(
            "/ledger/v1/bankafschriften",
            "debiteuren-1",
            content=content,
            headers={"Content-Type": "application/xml"},
        )
        assert answer.status_code < 300, answer.text


def eventually(look: Callable[[], T | None]) -> T:
    """What `look` finds, once the events have come by; gives up after a minute."""
    give_up = time.monotonic() + 60
    while True:
        if found := look():
            return found
        assert time.monotonic() < give_up, "it did not come by"
        time.sleep(0.2)


def first(rows: list[dict[str, Any]], **wanted: str) -> dict[str, Any] | None:
    return next(
        (row for row in rows if all(str(row.get(name)) == value for name, value in wanted.items())),
        None,
    )


def test_one_entrepreneur_from_the_first_call_to_the_missed_payment(
    gateway: str, bank: Bank
) -> None:
    visitor = Visitor(gateway, bank)
    start = visitor.next_monday()
    visitor.begin(start)
    dossier = register(visitor)
    lening = grant(visitor, application(visitor, dossier, start), start)
    loan = eventually(lambda: _or_none(visitor, f"/ledger/v1/leningen/{lening}"))
    assert loan["termijnen"][0]["termijn_cent"] == 333_33 + 80_00
    come_back(visitor, dossier, start)
    let_the_first_term_pass(visitor, start, date.fromisoformat(loan["termijnen"][0]["vervaldag"]))
    debtor = eventually(
        lambda: first(
            visitor.all("/ledger/v1/debiteuren", "debiteuren"),
            lening_id=lening,
            licht="achterstand",
        )
    )
    assert debtor["achterstand_cent"] == 413_33
    read_the_letter(visitor, lening)
    walk_the_pages(visitor, dossier, lening)


def register(visitor: Visitor) -> str:
    """A request for help is taken in once; it finds its route."""
    taken = visitor.post("/intake/v1/aanmeldingen", json=PERSON)
    assert taken.status_code == 201, taken.text
    dossier: str = taken.json()["dossier_id"]
    double = visitor.post("/intake/v1/aanmeldingen", json=PERSON)
    assert double.status_code == 409
    assert dossier in double.headers["link"]
    routed = eventually(lambda: _or_none(visitor, f"/routing/v1/dossiers/{dossier}/routes"))
    assert {route["nummer"] for route in routed["routes"]} >= {2}
    return dossier


def application(visitor: Visitor, dossier: str, received: date) -> str:
    """First the talk, then what is asked; the term to decide counts from the day of receipt."""
    before = visitor.all("/bbz/v1/aanvragen", "aanvragen", status="open")
    assert first(before, dossier_id=dossier) is None, "nobody applied yet"
    talk = visitor.post(f"/routing/v1/dossiers/{dossier}/gesprekken", json={"vorm": "telefoon"})
    assert talk.status_code == 204, talk.text
    asked = {
        "soort": "bedrijfskapitaal",
        "ontvangen_op": received.isoformat(),
        "gevraagd_cent": 12_500_00,
        "bestemming": "voorraad",
    }
    filed = visitor.post(f"/intake/v1/aanmeldingen/{dossier}/aanvragen", json=asked)
    assert filed.status_code == 201, filed.text
    twice = visitor.post(f"/intake/v1/aanmeldingen/{dossier}/aanvragen", json=asked)
    assert twice.status_code == 409
    assert filed.json()["aanvraag_id"] in twice.headers["link"]
    rows = eventually(
        lambda: first(
            visitor.all("/bbz/v1/aanvragen", "aanvragen", status="open"),
            dossier_id=dossier,
            soort="bedrijfskapitaal",
        )
    )
    assert rows["aanvraagdatum"] == received.isoformat()
    return str(rows["aanvraag_id"])


def grant(visitor: Visitor, aanvraag: str, start: date) -> str:
    """One person judges, another signs, within the mandate; the loan that follows."""
    judgement = {"advies": "toewijzen", "is_levensvatbaar": True, "voorgesteld_cent": 12_000_00}
    assert (
        visitor.post(f"/bbz/v1/aanvragen/{aanvraag}/beoordelingen", json=judgement).status_code
        < 300
    )
    credit = {
        "bedrag_cent": 12_000_00,
        "product": "bedrijfskapitaal_rentedragend",
        "termijnen": 36,
        "uitbetaald_op": start.isoformat(),
    }
    path = f"/bbz/v1/aanvragen/{aanvraag}/verstrekkingen"
    assert visitor.post(path, "consulent-1", json=credit).status_code in (403, 409), "four eyes"
    too_much = visitor.post(path, "teamleider-1", json={**credit, "bedrag_cent": 900_000_00})
    assert too_much.status_code in (403, 409)
    assert (
        "geen geld" in too_much.json()["watBewaardIs"].lower() + too_much.json()["detail"].lower()
    )
    granted = visitor.post(path, "consulent-2", json=credit)
    assert granted.status_code < 300, granted.text
    return str(granted.json()["lening_id"])


def come_back(visitor: Visitor, dossier: str, received: date) -> None:
    """Once intake has heard of the decision, a next application can be filed; it names the one before it."""
    asked = {
        "soort": "bedrijfskapitaal",
        "ontvangen_op": received.isoformat(),
        "gevraagd_cent": 900_00,
    }
    path = f"/intake/v1/aanmeldingen/{dossier}/aanvragen"

    def file() -> str | None:
        filed = visitor.post(path, json=asked)
        assert filed.status_code in (201, 409), filed.text
        return filed.json().get("aanvraag_id")

    second = eventually(file)
    first_one = visitor.get(path)["aanvragen"][0]
    assert first_one["stand"] == "verstrekt"
    opened = eventually(lambda: _or_none(visitor, f"/bbz/v1/aanvragen/{second}"))
    assert opened["opening"]["voorganger"] == first_one["aanvraag_id"]
    page = visitor.page(f"/aanvragen/{second}")
    assert f'href="/aanvragen/{first_one["aanvraag_id"]}"' in page


def let_the_first_term_pass(visitor: Visitor, dag: date, due: date) -> None:
    """Days with empty statements, until a statement of a working day behind the due date, also when that is a Friday."""
    while dag < due + timedelta(days=4):
        dag += timedelta(days=1)
        visitor.begin(dag)
        if dag.weekday() < 5:
            visitor.empty_statement(dag)
    visitor.begin(dag + timedelta(days=1))


def read_the_letter(visitor: Visitor, lening: str) -> None:
    letter = eventually(
        lambda: first(
            visitor.all("/notify/v1/berichten", "berichten", soort="herinnering"),
            lening_id=lening,
            soort="herinnering",
            status="verstuurd",
        )
    )
    assert "413,33" in visitor.page(f"/brieven/{letter['bericht_id']}")
    pdf = visitor.client.get(f"/brieven/{letter['bericht_id']}/pdf")
    assert pdf.content.startswith(b"%PDF-")


def walk_the_pages(visitor: Visitor, dossier: str, lening: str) -> None:
    """Every page tells of it, and none tells the number of a person."""
    for path, words in {
        "/": ("Doorstart",),
        "/aanmeldingen": ("Bakkerij Voorbeeld",),
        "/werkvoorraad": ("Werkvoorraad",),
        f"/dossiers/{dossier}": ("Bakkerij Voorbeeld",),
        "/aanvragen": ("Bakkerij Voorbeeld",),
        "/debiteuren": ("achterstand", "Bakkerij Voorbeeld"),
        f"/leningen/{lening}": ("413,33",),
        "/bank": ("Bank",),
        "/brieven": ("erinnering",),
    }.items():
        page = eventually(
            lambda path=path, words=words: (
                page if all(word in (page := visitor.pages(path)) for word in words) else None
            )
        )
        assert "999990032" not in page


def _or_none(visitor: Visitor, path: str) -> Any:
    answer = visitor.client.get(path)
    return answer.json() if answer.status_code == 200 else None
