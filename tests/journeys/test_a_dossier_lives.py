"""One person from the search to a second application and back, as programs do it."""

import re
from datetime import date
from typing import Any

from deploy.local.city.bank import Bank
from deploy.local.city.papers import paper
from deploy.local.city.people import account
from tests.journeys.test_from_first_call_to_missed_payment import Visitor, eventually

CREDIT: dict[str, Any] = {
    "bedrag_cent": 6_000_00,
    "product": "bedrijfskapitaal_rentedragend",
    "termijnen": 36,
}


def person(bsn: str, naam: str, handelsnaam: str, index: int) -> dict[str, Any]:
    """Somebody who does not exist, with numbers that nobody else of these tests has."""
    return {
        "gemeente": "GM9901",
        "kanaal": "telefoon",
        "groep": "gevestigd",
        "hulpvraag": ["bedrijfskapitaal"],
        "bsn": bsn,
        "naam": naam,
        "straat": "Wilgenkade",
        "huisnummer": "7",
        "postcode": "1234 AB",
        "plaats": "Doorstad",
        "handelsnaam": handelsnaam,
        "kvk_nummer": f"{90_000_000 + index:08d}",
        "iban": account(index),
        "telefoon": f"06 0001 {index:04d}",
    }


def found(visitor: Visitor, question: str) -> list[dict[str, Any]]:
    answer = visitor.post("/intake/v1/zoekvragen", json={"vraag": question})
    assert answer.status_code == 200, answer.text
    dossiers: list[dict[str, Any]] = answer.json()["gevonden"]
    return dossiers


def asked(visitor: Visitor, path: str, actor: str = "consulent-1", **body: Any) -> Any:
    answer = visitor.post(path, actor, json=body)
    assert answer.status_code < 300, (path, answer.text)
    return answer.json() if answer.content else None


def refused(visitor: Visitor, path: str, actor: str = "consulent-1", **body: Any) -> str:
    """The sentence of the refusal."""
    answer = visitor.post(path, actor, json=body)
    assert answer.status_code in (403, 409), (path, answer.status_code, answer.text)
    return str(answer.json()["watGebeurde"])


def opened(visitor: Visitor, aanvraag: str) -> None:
    eventually(lambda: visitor.client.get(f"/bbz/v1/aanvragen/{aanvraag}").status_code == 200)


def routed(visitor: Visitor, dossier: str) -> None:
    """Once the rules proposed a route and gave the dossier to somebody."""
    eventually(lambda: visitor.client.get(f"/routing/v1/dossiers/{dossier}/routes").is_success)
    eventually(
        lambda: (
            visitor.client.get(f"/routing/v1/dossiers/{dossier}/eigenaar").is_success
            and visitor.get(f"/routing/v1/dossiers/{dossier}/eigenaar")["eigenaar"]
        )
    )


def test_a_person_is_found_helped_refused_and_helped_again(gateway: str, bank: Bank) -> None:
    visitor = Visitor(gateway, bank)
    start = visitor.next_monday()
    visitor.begin(start)
    who = person("999990056", "Fatima Janssen", "Atelier Zeewind", 9_056)
    dossier = asked(visitor, "/intake/v1/aanmeldingen", **who)["dossier_id"]
    for question in ("fatima jansen", "jansen zeewind", "0600019056", who["iban"][-4:], "90009056"):
        assert dossier in {one["dossier_id"] for one in found(visitor, question)}, question
    routed(visitor, dossier)
    take_over(visitor, dossier)
    aanmelding = f"/intake/v1/aanmeldingen/{dossier}"
    moved = {"straat": "Havenweg", "huisnummer": "12"}
    asked(visitor, f"{aanmelding}/correcties", reden="verhuizing", **moved)
    first = apply_and_refuse(visitor, dossier, start)
    second = come_back(visitor, dossier, start)
    assert "aanvraag" in refused(visitor, f"{aanmelding}/afsluitingen", reden="geholpen")
    lening = grant(visitor, second, start)
    (earlier, later) = visitor.get(f"{aanmelding}/aanvragen")["aanvragen"]
    assert (earlier["aanvraag_id"], later["aanvraag_id"]) == (first, second)
    find_by_reference(visitor, dossier, lening)
    close_and_reopen(visitor, dossier)
    owes = visitor.get(f"/intake/v1/personen/{found(visitor, who['telefoon'])[0]['persoon_id']}")
    page = visitor.client.post(
        f"/personen/{owes['persoon_id']}/wissen", data={"reden": "verzoek van vandaag"}
    )
    assert page.status_code == 409, "who owes something is not erased without saying so"
    assert "verzoek van vandaag" in page.text


def take_over(visitor: Visitor, dossier: str) -> None:
    """Of two who take it at once the second hears who has it."""
    path = f"/routing/v1/dossiers/{dossier}"
    was = visitor.get(f"{path}/eigenaar")["eigenaar"]["medewerker_id"]
    by = "consulent-2" if was != "consulent-2" else "consulent-1"
    late = "teamleider-1"
    asked(visitor, f"{path}/overnames", by, eigenaar_was=was)
    assert "Consulent" in refused(visitor, f"{path}/overnames", late, eigenaar_was=was)
    asked(visitor, f"{path}/overdrachten", by, aan="consulent-3", reden="werkdruk")
    assert visitor.get(f"{path}/eigenaar")["eigenaar"]["medewerker_id"] == "consulent-3"


def apply_and_refuse(visitor: Visitor, dossier: str, start: date) -> str:
    settle(visitor, dossier)
    aanvraag = file(visitor, dossier, start)
    opened(visitor, aanvraag)
    judgement = {"advies": "afwijzen", "is_levensvatbaar": False}
    asked(visitor, f"/bbz/v1/aanvragen/{aanvraag}/beoordelingen", **judgement)
    decision = {"reden": "niet_levensvatbaar", "tips": ["ondernemingsplan", "kosten_verlagen"]}
    asked(visitor, f"/bbz/v1/aanvragen/{aanvraag}/afwijzingen", "consulent-2", **decision)
    return aanvraag


def settle(visitor: Visitor, dossier: str) -> None:
    """A talk, then the papers, then the route: without them it is refused, and says which are missing."""
    path = f"/routing/v1/dossiers/{dossier}"
    asked(visitor, f"{path}/gesprekken", vorm="video")
    told = refused(visitor, f"{path}/routebevestigingen")
    assert "jaarcijfers (nog niet binnen)" in told
    hand_in(visitor, dossier, "jaarcijfers")
    eventually(
        lambda: all(
            een["stand"] == "gecontroleerd" for een in visitor.get(f"{path}/routes")["stukken"]
        )
    )
    asked(visitor, f"{path}/routebevestigingen")
    assert visitor.get(f"{path}/routes")["gekozen_door"] == "medewerker"


def hand_in(visitor: Visitor, dossier: str, soort: str) -> None:
    """At the desk, by the form of the page; then a colleague looks at it."""
    path = f"/stukken/{dossier}"
    file = {"bestand": ("cijfers.pdf", paper(soort), "application/pdf")}
    sent = visitor.client.post(
        f"{path}/ontvangen", data={"soort": soort, "bron": "loket"}, files=file
    )
    assert sent.status_code in (200, 303), sent.text
    for stuk in set(re.findall(r"/stuk/([0-9a-f-]{36})/goedkeuren", visitor.client.get(path).text)):
        done = visitor.client.post(f"{path}/stuk/{stuk}/goedkeuren")
        assert done.status_code in (200, 303), done.text


def file(visitor: Visitor, dossier: str, start: date, **more: Any) -> str:
    path = f"/intake/v1/aanmeldingen/{dossier}/aanvragen"
    body = {"soort": "bedrijfskapitaal", "ontvangen_op": start.isoformat(), **more}
    return str(asked(visitor, path, gevraagd_cent=6_000_00, **body)["aanvraag_id"])


def come_back(visitor: Visitor, dossier: str, start: date) -> str:
    """The tips of the refusal are the checklist of the next application."""
    path = f"/intake/v1/aanmeldingen/{dossier}/aanvragen"
    tips = eventually(lambda: visitor.get(path)["aanvragen"][0]["tips"])
    assert {tip["code"] for tip in tips} == {"ondernemingsplan", "kosten_verlagen"}
    unknown = {"soort": "bedrijfskapitaal", "ontvangen_op": start.isoformat()}
    assert refused(visitor, path, **unknown, opgevolgde_tips=["eigen_geld"])
    second = file(visitor, dossier, start, opgevolgde_tips=["ondernemingsplan"])
    opened(visitor, second)
    opening = visitor.get(f"/bbz/v1/aanvragen/{second}")["opening"]
    assert opening["opgevolgde_tips"] == ["ondernemingsplan"]
    return second


def grant(visitor: Visitor, aanvraag: str, start: date) -> str:
    judgement = {"advies": "toewijzen", "is_levensvatbaar": True, "voorgesteld_cent": 6_000_00}
    asked(visitor, f"/bbz/v1/aanvragen/{aanvraag}/beoordelingen", **judgement)
    path = f"/bbz/v1/aanvragen/{aanvraag}/verstrekkingen"
    credit = CREDIT | {"uitbetaald_op": start.isoformat()}
    return str(asked(visitor, path, "consulent-2", **credit)["lening_id"])


def find_by_reference(visitor: Visitor, dossier: str, lening: str) -> None:
    """The payment reference as it is stored, and in groups as a letter prints it."""
    eventually(lambda: visitor.client.get(f"/ledger/v1/leningen/{lening}").is_success)
    reference = visitor.get(f"/ledger/v1/leningen/{lening}")["betalingskenmerk"]
    printed = " ".join(re.findall(".{1,4}", reference))
    for question in (reference, printed, dossier[:8]):
        hits = eventually(lambda question=question: found(visitor, question))
        assert [one["dossier_id"] for one in hits] == [dossier], question
    assert lening in {debt["schuld_id"] for debt in found(visitor, printed)[0]["schulden"]}


def close_and_reopen(visitor: Visitor, dossier: str) -> None:
    path = f"/intake/v1/aanmeldingen/{dossier}"

    def close() -> bool:
        answer = visitor.post(f"{path}/afsluitingen", json={"reden": "geholpen"})
        assert answer.status_code in (204, 409), answer.text
        return answer.status_code == 204

    assert eventually(close), "once intake heard of the decision"
    assert refused(visitor, f"{path}/aanvragen", soort="levensonderhoud", ontvangen_op="2026-01-05")
    asked(visitor, f"{path}/heropeningen", reden="terug_in_beeld")
    assert refused(visitor, f"{path}/heropeningen", reden="terug_in_beeld")
