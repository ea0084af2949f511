"""Papers on a real database: asked, handed in at the desk and by link, looked at, erased; and what is refused."""

from collections.abc import Iterator
from datetime import date, timedelta
from html import unescape
from re import findall, search
from typing import Any
from uuid import UUID, uuid4

import pytest
from starlette.testclient import TestClient

from services.intake.adapters import aanvragen, inleverlinks
from services.intake.adapters.inleverlinks import GROEP, LENGTE, TEKENS, Inleverlink
from services.intake.adapters.register import Register
from services.intake.adapters.scanner import Clamd, Poort
from services.intake.adapters.seals import MasterKey
from services.intake.adapters.wissen import Wisser
from services.intake.application.stukken import Stukkenkast, stroom
from services.intake.domain.stukken.nodig import Nodig
from services.intake.entrypoints.nascan import Nascan
from shared.parameter_files import load_parameters
from shared.store import Store
from tests.intake.bestanden import DOCX, EICAR, PDF, pdf
from tests.intake.clamd import NagebootsteClamd
from tests.intake.test_api import GOOD, count, post

MASTER = MasterKey.from_secret(b"x" * 32)
TOT = "2026-03-16"


@pytest.fixture
def dossier(client: TestClient) -> UUID:
    return UUID(post(client, GOOD).json()["dossier_id"])


@pytest.fixture
def clamd() -> Iterator[NagebootsteClamd]:
    with NagebootsteClamd() as server:
        yield server


def vraag(client: TestClient, dossier: UUID, *soorten: str, **anders: Any) -> Any:
    data = {"waarvoor": "route-1", "soorten": list(soorten), "hersteltermijn_tot": TOT, **anders}
    return client.post(f"/stukken/{dossier}/vragen", data=data, follow_redirects=False)


def stuur(
    client: TestClient,
    dossier: UUID,
    inhoud: bytes = PDF,
    naam: str = "cijfers.pdf",
    soort: str = "jaarcijfers",
    **velden: str,
) -> Any:
    return client.post(
        f"/stukken/{dossier}/ontvangen",
        data={"soort": soort, "bron": "loket", **velden},
        files={"bestand": (naam, inhoud)},
        follow_redirects=False,
    )


def link_van(client: TestClient, store: Store, dossier: UUID) -> tuple[Inleverlink, str]:
    assert client.post(f"/stukken/{dossier}/links", follow_redirects=False).status_code == 303
    with store.cursor() as cursor:
        link = inleverlinks.van_dossier(cursor, dossier)[0]
    bladzijde = client.get(f"/stukken/{dossier}/links/{link.link_id}").text
    gevonden = search(rf"([{TEKENS}]{{{GROEP}}}-?){{{LENGTE // GROEP}}}", bladzijde)
    assert gevonden
    return link, gevonden[0]


def lever_in(client: TestClient, code: str, inhoud: bytes = PDF, **velden: str) -> Any:
    return client.post(
        f"/inleveren/{code}",
        data={"soort": "jaarcijfers", **velden},
        files={"bestand": ("cijfers.pdf", inhoud)},
        follow_redirects=False,
    )


def feiten(store: Store, dossier: UUID) -> list[str]:
    return [stored.name for stored in store.stream(stroom(dossier))]


def stuk_ids(store: Store) -> list[UUID]:
    with store.cursor() as cursor:
        cursor.execute("SELECT stuk_id FROM stukken ORDER BY nummer")
        return [row["stuk_id"] for row in cursor.fetchall()]


def test_a_paper_is_asked_handed_in_looked_at_and_opened(
    client: TestClient, store: Store, dossier: UUID
) -> None:
    assert vraag(client, dossier, "jaarcijfers", "legitimatie").status_code == 303
    assert "Gevraagd, nog niet binnen" in client.get("/stukken").text
    assert stuur(client, dossier).status_code == 303
    bladzijde = client.get(f"/stukken/{dossier}").text
    assert "cijfers.pdf" in bladzijde
    assert "niet gescand" in bladzijde
    (stuk_id,) = stuk_ids(store)
    gehaald = client.get(f"/stukken/{dossier}/stuk/{stuk_id}/bestand")
    assert gehaald.content == PDF
    assert gehaald.headers["content-disposition"].startswith("attachment; ")
    assert gehaald.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in gehaald.headers["content-security-policy"]
    assert gehaald.headers["content-type"] == "application/pdf"
    client.post(f"/stukken/{dossier}/stuk/{stuk_id}/goedkeuren")
    stuur(client, dossier, naam="pas.pdf", soort="legitimatie")
    assert feiten(store, dossier) == [
        "StukkenGevraagd",
        "StukOntvangen",
        "StukGecontroleerd",
        "StukOntvangen",
        "StukkenCompleet",
    ]
    assert "Compleet" in client.get(f"/stukken/{dossier}").text


def aanvraag_van(client: TestClient, dossier: UUID) -> str:
    gedaan = client.post(
        f"/intake/v1/aanmeldingen/{dossier}/aanvragen",
        json={
            "soort": "bedrijfskapitaal",
            "ontvangen_op": "2026-03-02",
            "bestemming": "inrichting",
        },
    )
    assert gedaan.status_code == 201, gedaan.text
    return str(gedaan.json()["aanvraag_id"])


def test_papers_of_an_application_stop_its_term_while_it_runs(
    client: TestClient, store: Store, dossier: UUID
) -> None:
    nummer = aanvraag_van(client, dossier)
    bladzijde = client.get(f"/stukken/{dossier}?waarvoor=aanvraag-{nummer}").text
    assert 'id="soort-jaarcijfers" name="soorten" value="jaarcijfers" checked' in bladzijde
    assert 'value="huurcontract" checked' not in bladzijde
    gevraagd = vraag(client, dossier, "jaarcijfers", waarvoor=f"aanvraag-{nummer}")
    assert gevraagd.status_code == 303
    (feit,) = [stored.fact for stored in store.stream(stroom(dossier))]
    assert (str(feit.aanvraag_id), feit.schort_op) == (nummer, True)
    ander = post(client, {**GOOD, "bsn": "999990020"}).json()["dossier_id"]
    vreemd = vraag(client, ander, "jaarcijfers", waarvoor=f"aanvraag-{nummer}")
    assert vreemd.status_code == 409
    assert "of zij hoort niet bij dit dossier" in vreemd.text
    with store.cursor() as cursor:
        aanvragen.hoor_stand(cursor, UUID(nummer), "buiten_behandeling")
    assert str(dossier)[:8] not in client.get("/stukken").text
    opnieuw = vraag(client, dossier, "begroting", waarvoor=f"aanvraag-{nummer}")
    assert opnieuw.status_code == 409


def test_a_late_decision_does_not_stand_still_any_more(
    client: TestClient, store: Store, dossier: UUID
) -> None:
    nummer = aanvraag_van(client, dossier)
    with store.cursor() as cursor:
        aanvragen.hoor_over_tijd(cursor, UUID(nummer))
    vraag(client, dossier, "jaarcijfers", waarvoor=f"aanvraag-{nummer}")
    (feit,) = [stored.fact for stored in store.stream(stroom(dossier))]
    assert not feit.schort_op


def test_what_a_paper_holds_and_is_called_stands_nowhere_in_the_clear(
    client: TestClient, store: Store, dossier: UUID
) -> None:
    stuur(client, dossier, pdf("GEHEIM"), "Voorbeeld Ondernemer.pdf")
    client.post(f"/stukken/{dossier}/notities", data={"tekst": "GEHEIM gesprek"})
    with store.cursor() as cursor:
        cursor.execute("SELECT encode(inhoud || naam, 'escape') AS alles FROM stukinhoud")
        gezien = str(cursor.fetchone())
        cursor.execute("SELECT encode(tekst, 'escape') AS tekst FROM notities")
        gezien += str(cursor.fetchone())
        cursor.execute("SELECT convert_from(state, 'UTF8') AS text FROM stored_events")
        gezien += str(cursor.fetchall())
    assert "GEHEIM" not in gezien
    assert "Voorbeeld" not in gezien
    assert "GEHEIM gesprek" in client.get(f"/stukken/{dossier}").text


@pytest.mark.parametrize(
    ("inhoud", "naam", "zin"),
    [
        (b"MZ", "programma.exe", "Dit soort bestand nemen wij niet aan"),
        (DOCX, "plan.pdf", "past niet bij de naam"),
        (PDF, "zondernaam", "naam van dit bestand klopt niet"),
        (pdf("x" * (10 * 2**20)), "groot.pdf", "groter dan 10 MB"),
    ],
)
def test_a_wrong_file_is_told_on_the_form_and_nothing_is_kept(
    client: TestClient, store: Store, dossier: UUID, inhoud: bytes, naam: str, zin: str
) -> None:
    antwoord = stuur(client, dossier, inhoud, naam)
    assert antwoord.status_code == 400
    assert zin in unescape(antwoord.text)
    assert 'href="#veld-bestand"' in antwoord.text
    assert '<option value="jaarcijfers" selected' in antwoord.text
    assert count(store, "stukken") == count(store, "stukinhoud") == 0


def test_a_file_of_a_hundred_megabytes_is_refused(client: TestClient, dossier: UUID) -> None:
    assert stuur(client, dossier, b"%PDF-1.7" + b"x" * (100 * 2**20)).status_code == 413


def test_a_name_with_a_path_is_kept_without_it_and_a_control_sign_is_refused(
    client: TestClient, store: Store, dossier: UUID
) -> None:
    assert stuur(client, dossier, PDF, "..\\..\\boot\\cijfers.pdf").status_code == 303
    assert "boot" not in client.get(f"/stukken/{dossier}").text
    assert stuur(client, dossier, PDF, "cij\x7ffers.pdf").status_code == 400
    assert count(store, "stukken") == 1


def test_the_same_form_twice_and_the_same_file_twice_give_one_paper(
    client: TestClient, store: Store, dossier: UUID
) -> None:
    sleutel = str(uuid4())
    assert [stuur(client, dossier, sleutel=sleutel).status_code for _ in range(2)] == [303, 303]
    dubbel = stuur(client, dossier)
    assert dubbel.status_code == 409
    assert "Dit bestand is er al" in dubbel.text
    assert count(store, "stukken") == count(store, "stukinhoud") == 1


def test_a_refused_paper_is_asked_again_and_needs_a_day_when_all_was_complete(
    client: TestClient, store: Store, dossier: UUID
) -> None:
    vraag(client, dossier, "jaarcijfers")
    stuur(client, dossier)
    (stuk_id,) = stuk_ids(store)
    pad = f"/stukken/{dossier}/stuk/{stuk_id}/afwijzen"
    zonder = client.post(pad, data={"reden": "verouderd"})
    assert zonder.status_code == 409
    assert "Noem een nieuwe laatste dag" in zonder.text
    assert client.post(pad, data={"reden": "virus", "hersteltermijn_tot": TOT}).status_code == 400
    goed = client.post(
        pad, data={"reden": "verouderd", "hersteltermijn_tot": TOT}, follow_redirects=False
    )
    assert goed.status_code == 303
    assert feiten(store, dossier)[-2:] == ["StukAfgewezen", "StukkenGevraagd"]


def test_what_does_not_belong_here_is_thrown_away(
    client: TestClient, store: Store, dossier: UUID
) -> None:
    stuur(client, dossier)
    (stuk_id,) = stuk_ids(store)
    client.post(f"/stukken/{dossier}/stuk/{stuk_id}/vervallen", data={"reden": "ander_dossier"})
    assert count(store, "stukinhoud") == 0
    weg = client.get(f"/stukken/{dossier}/stuk/{stuk_id}/bestand")
    assert weg.status_code == 409
    assert "De inhoud is weggegooid." in weg.text


def test_a_paper_of_another_dossier_is_not_found(
    client: TestClient, store: Store, dossier: UUID
) -> None:
    stuur(client, dossier)
    (stuk_id,) = stuk_ids(store)
    ander = post(client, {**GOOD, "bsn": "999990020"}).json()["dossier_id"]
    assert client.get(f"/stukken/{ander}/stuk/{stuk_id}/bestand").status_code == 404
    assert client.post(f"/stukken/{ander}/stuk/{stuk_id}/goedkeuren").status_code == 404
    assert client.get(f"/stukken/{uuid4()}").status_code == 404


def test_the_queue_says_what_is_late(client: TestClient, store: Store, dossier: UUID) -> None:
    vraag(client, dossier, "jaarcijfers")
    with store.transaction() as transaction:
        transaction.hear_day(date(2026, 3, 17))
    assert "Te laat" in client.get("/stukken?stand=te_laat").text
    assert str(dossier)[:8] in client.get("/stukken?stand=te_laat").text
    assert str(dossier)[:8] not in client.get("/stukken?stand=gevraagd").text


def test_a_link_shows_what_is_asked_and_nothing_else(
    client: TestClient, store: Store, dossier: UUID
) -> None:
    vraag(client, dossier, "jaarcijfers")
    link, code = link_van(client, store, dossier)
    antwoord = client.get(f"/inleveren/{code.lower().replace('-', ' ')}")
    assert antwoord.status_code == 200
    assert "balans" in antwoord.text
    for geheim in ("Voorbeeld", "Doorstad", "999990019", str(dossier), "Werkvoorraad", "/stukken"):
        assert geheim not in antwoord.text
    assert antwoord.headers["referrer-policy"] == "no-referrer"
    geleverd = lever_in(client, code)
    assert geleverd.status_code == 303, geleverd.text
    na = client.get(geleverd.headers["location"]).text
    assert "Wij hebben uw bestand ontvangen" in na
    assert "alles ingeleverd" in na
    with store.cursor() as cursor:
        cursor.execute("SELECT bron FROM stukken")
        assert cursor.fetchone() == {"bron": "ondernemer"}
        cursor.execute("SELECT encode(code_hash, 'escape') AS hash FROM inleverlinks")
        assert inleverlinks.kaal(code) not in str(cursor.fetchone())
    assert [stored.cause.actor for stored in store.stream(stroom(dossier))][1] == (
        f"inleverlink-{link.link_id}"
    )


def test_a_form_of_a_link_that_is_sent_twice_gives_one_paper(
    client: TestClient, store: Store, dossier: UUID
) -> None:
    vraag(client, dossier, "jaarcijfers")
    _, code = link_van(client, store, dossier)
    sleutel = str(uuid4())
    assert [lever_in(client, code, sleutel=sleutel).status_code for _ in range(2)] == [303, 303]
    assert count(store, "stukken") == 1
    with store.cursor() as cursor:
        assert inleverlinks.van_dossier(cursor, dossier)[0].ontvangen == 1


def test_a_letter_gets_the_same_code_however_often_it_is_made(
    client: TestClient, store: Store, dossier: UUID
) -> None:
    vraag(client, dossier, "jaarcijfers")
    own = {"Authorization": "Bearer token-of-notify"}
    ask = {"dossier_id": str(dossier), "inleverlink": str(uuid4())}
    antwoorden = [
        client.post("/intake/v1/sleutels", json=ask, headers=own).json() for _ in range(2)
    ]
    (code,) = {antwoord["inlevercode"] for antwoord in antwoorden}
    assert antwoorden[0]["inleveradres"] == "https://doorstad.example/inleveren"
    assert client.get(f"/inleveren/{code}").status_code == 200
    assert count(store, "inleverlinks") == 1
    zonder = client.post(
        "/intake/v1/sleutels", json={"dossier_id": str(dossier)}, headers=own
    ).json()
    assert "inlevercode" not in zonder
    assert client.post("/intake/v1/sleutels", json=ask).status_code == 401


def test_a_link_opens_also_where_nobody_is_logged_in(
    client: TestClient, store: Store, dossier: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    vraag(client, dossier, "jaarcijfers")
    _, code = link_van(client, store, dossier)
    monkeypatch.setenv("DOORSTART_DEMO", "")
    assert client.get("/stukken").status_code == 401
    assert client.get(f"/stukken/{dossier}").status_code == 401
    assert client.get(f"/inleveren/{code}").status_code == 200
    assert lever_in(client, code).status_code == 303


@pytest.mark.parametrize("hoe", ["ingetrokken", "verlopen", "onbekend", "gewist"])
def test_a_link_that_does_not_work_says_the_same_for_every_reason(
    client: TestClient, store: Store, dossier: UUID, hoe: str
) -> None:
    vraag(client, dossier, "jaarcijfers")
    link, code = link_van(client, store, dossier)
    if hoe == "ingetrokken":
        client.post(f"/stukken/{dossier}/links/{link.link_id}/intrekken")
    elif hoe == "verlopen":
        with store.transaction() as transaction:
            transaction.hear_day(link.geldig_tot + timedelta(days=1))
    elif hoe == "onbekend":
        code = "00000-00000-00000-00000"
    else:
        wis(store, dossier)
    for antwoord in (client.get(f"/inleveren/{code}"), lever_in(client, code)):
        assert antwoord.status_code == 404
        assert "Deze code werkt niet of niet meer" in antwoord.text
    assert count(store, "stukken") == 0


def test_who_guesses_is_stopped_for_a_while(client: TestClient) -> None:
    antwoorden = [client.get(f"/inleveren/{nummer:020}").status_code for nummer in range(12)]
    assert antwoorden == [404] * 10 + [429] * 2


def test_a_file_that_is_too_large_or_unreadable_shows_nothing_of_the_desk(
    client: TestClient, store: Store, dossier: UUID
) -> None:
    vraag(client, dossier, "jaarcijfers")
    _, code = link_van(client, store, dossier)
    groot = lever_in(client, code, b"%PDF-1.7" + b"x" * (30 * 2**20))
    assert groot.status_code == 413
    kapot = client.post(
        f"/inleveren/{code}", content=b"x", headers={"content-type": "multipart/form-data"}
    )
    assert kapot.status_code == 400
    zonder = client.post(f"/inleveren/{code}", data={"soort": "jaarcijfers"})
    verkeerd = lever_in(client, code, b"MZ")
    for antwoord in (groot, kapot, zonder, verkeerd):
        assert "Werkvoorraad" not in antwoord.text
        assert "Stukken inleveren" in antwoord.text
    assert count(store, "stukken") == 0


def wis(store: Store, dossier: UUID) -> None:
    wisser = Wisser(Register(MASTER))
    with store.transaction() as transaction:
        spoor = wisser.zoek(transaction.cursor, dossier)
        assert spoor
        wisser.wis(transaction.cursor, spoor, "a", "b", "verzoek", transaction.workday())


def test_after_erasure_no_paper_and_no_note_can_be_read(
    client: TestClient, store: Store, dossier: UUID
) -> None:
    stuur(client, dossier)
    client.post(f"/stukken/{dossier}/notities", data={"tekst": "Belde vandaag"})
    (stuk_id,) = stuk_ids(store)
    wis(store, dossier)
    assert client.get(f"/stukken/{dossier}/stuk/{stuk_id}/bestand").status_code == 410
    bladzijde = client.get(f"/stukken/{dossier}").text
    assert "cijfers.pdf" not in bladzijde
    assert "Belde vandaag" not in bladzijde
    assert count(store, "stukinhoud") == count(store, "notities") == 0
    assert stuur(client, dossier).status_code == 410
    assert client.get("/stukken").status_code == 200


def test_a_note_of_a_hand_over_is_sealed_with_the_dossier_and_leads_back(
    client: TestClient, store: Store, dossier: UUID
) -> None:
    form = {"tekst": "Hij belt liever na vijven.", "terug": "overdragen", "sleutel": "n-1"}
    for _ in range(2):
        answer = client.post(f"/stukken/{dossier}/notities", data=form, follow_redirects=False)
        assert answer.status_code == 303
        assert answer.headers["location"] == f"/dossiers/{dossier}/eigenaar#overdragen"
    assert client.get(f"/stukken/{dossier}").text.count("Hij belt liever na vijven.") == 1
    leeg = client.post(f"/stukken/{dossier}/notities", data={"tekst": "", "terug": "overdragen"})
    assert leeg.status_code == 400
    elders = client.post(
        f"/stukken/{dossier}/notities", data={"tekst": "Iets.", "terug": "https://elders.example"}
    )
    assert elders.status_code == 400
    assert count(store, "notities") == 1


def test_a_note_is_put_right_by_another_one(
    client: TestClient, store: Store, dossier: UUID
) -> None:
    for tekst in ("Belt morgen", "Belt overmorgen"):
        client.post(f"/stukken/{dossier}/notities", data={"tekst": tekst})
    bladzijde = client.get(f"/stukken/{dossier}").text
    assert bladzijde.index("Belt overmorgen") < bladzijde.index("Belt morgen")
    assert client.post(f"/stukken/{dossier}/notities", data={"tekst": " "}).status_code == 400
    gemaakt = [stored for stored in store.page(0) if stored.name == "NotitieGemaakt"]
    assert [stored.fact.door for stored in gemaakt] == ["consulent-1"] * 2


def kast_met(store: Store, poort: Poort) -> Stukkenkast:
    return Stukkenkast(store, Register(MASTER), poort)


class TestMetScanner:
    @pytest.fixture
    def poort(self, clamd: NagebootsteClamd) -> Poort:
        return Poort(Clamd(clamd.adres))

    def test_a_virus_is_refused_and_nothing_is_kept(
        self, client: TestClient, store: Store, dossier: UUID
    ) -> None:
        antwoord = stuur(client, dossier, PDF[:-6] + EICAR + b"\n%%EOF\n")
        assert antwoord.status_code == 400
        assert "virus" in antwoord.text
        assert count(store, "stukken") == 0
        assert stuur(client, dossier).status_code == 303
        assert "niet gescand" not in client.get(f"/stukken/{dossier}").text.lower()

    def test_without_an_answer_it_stands_apart_until_it_was_looked_at(
        self, client: TestClient, store: Store, dossier: UUID, clamd: NagebootsteClamd, poort: Poort
    ) -> None:
        vraag(client, dossier, "jaarcijfers", "legitimatie")
        clamd.zwijgt = True
        assert stuur(client, dossier).status_code == 303
        besmet = PDF[:-6] + EICAR + b"\n%%EOF\n"
        assert stuur(client, dossier, besmet, "pas.pdf", "legitimatie").status_code == 303
        bladzijde = client.get(f"/stukken/{dossier}").text
        assert bladzijde.count("staat apart tot de virusscanner antwoordt") == 2
        stuk_id, besmet_id = stuk_ids(store)
        assert client.get(f"/stukken/{dossier}/stuk/{stuk_id}/bestand").status_code == 409
        clamd.zwijgt = False
        assert poort.clamd
        nascan = Nascan(kast_met(store, poort), Nodig(load_parameters()), poort.clamd)
        assert nascan.round() == 2
        assert nascan.round() == 0
        assert client.get(f"/stukken/{dossier}/stuk/{stuk_id}/bestand").content == PDF
        assert client.get(f"/stukken/{dossier}/stuk/{besmet_id}/bestand").status_code == 410
        assert feiten(store, dossier)[-2:] == ["StukAfgewezen", "StukkenGevraagd"]


class TestZonderScannerInHetEcht:
    @pytest.fixture
    def poort(self) -> Poort:
        return Poort()

    def test_nothing_is_taken_in(self, client: TestClient, store: Store, dossier: UUID) -> None:
        antwoord = stuur(client, dossier)
        assert antwoord.status_code == 503
        assert "DOORSTART_CLAMAV" in antwoord.text
        vraag(client, dossier, "jaarcijfers")
        _, code = link_van(client, store, dossier)
        inleveren = lever_in(client, code)
        assert inleveren.status_code == 400
        assert "Bestanden sturen kan nu niet" in inleveren.text
        assert count(store, "stukken") == 0


def test_a_code_is_typed_from_paper_in_many_ways() -> None:
    code = inleverlinks.code_van(MASTER, uuid4())
    assert len(code) == LENGTE
    assert set(code) <= set(TEKENS)
    assert inleverlinks.kaal(inleverlinks.leesbaar(code).lower()) == code
    assert inleverlinks.kaal("o0-iIlL1") == "00" + "11111"
    assert len(findall("-", inleverlinks.leesbaar(code))) == LENGTE // GROEP - 1


def test_a_day_that_is_too_early_comes_back_with_the_first_that_can(
    client: TestClient, store: Store, dossier: UUID
) -> None:
    vroeg = vraag(client, dossier, "jaarcijfers", hersteltermijn_tot="2026-03-02")
    assert vroeg.status_code == 409
    assert 'name="neem_over" value="hersteltermijn_tot=2026-03-03"' in vroeg.text
    assert 'form="stuur-vragen"' in vroeg.text
    assert 'value="2026-03-02"' in vroeg.text
    over = vraag(
        client,
        dossier,
        "jaarcijfers",
        hersteltermijn_tot="2026-03-02",
        neem_over="hersteltermijn_tot=2026-03-03",
    )
    assert over.status_code == 303
    assert feiten(store, dossier) == ["StukkenGevraagd"]


def test_a_button_that_came_too_late_is_told_on_the_page_of_the_papers(
    client: TestClient, store: Store, dossier: UUID
) -> None:
    stuur(client, dossier)
    (stuk_id,) = stuk_ids(store)
    pad = f"/stukken/{dossier}/stuk/{stuk_id}"
    client.post(f"{pad}/vervallen", data={"reden": "ander_dossier"})
    laat = client.post(f"{pad}/goedkeuren")
    assert laat.status_code == 409
    assert "<title>Fout: Stukken van dossier" in laat.text
    assert "Dit stuk is al afgewezen of vervallen." in laat.text


def test_a_code_that_does_not_work_stays_in_its_field(client: TestClient) -> None:
    for code in ("ABCDE-12345", ""):
        antwoord = client.post("/inleveren", data={"code": code})
        assert antwoord.status_code == 404
        assert f'value="{code}"' in antwoord.text
        assert 'href="#veld-code"' in antwoord.text
