"""Papers by API: the same as on the page, and what is hostile or comes at a bad moment gets a sentence and changes nothing."""

from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

import pytest
from starlette.testclient import TestClient

from services.intake.application.stukken import stroom
from services.intake.entrypoints.inleveren import GESLOTEN
from shared.store import Store
from tests.intake.bestanden import DOCX, EICAR, PDF, pdf
from tests.intake.test_api import GOOD, post
from tests.intake.test_stukken import feiten, lever_in, link_van, stuk_ids, stuur, vraag

TOT = "2026-03-16"


@pytest.fixture
def dossier(client: TestClient) -> UUID:
    return UUID(post(client, GOOD).json()["dossier_id"])


def pad(dossier: UUID, rest: str = "stukken") -> str:
    return f"/intake/v1/aanmeldingen/{dossier}/{rest}"


def lever(
    client: TestClient,
    dossier: UUID,
    inhoud: bytes = PDF,
    naam: str = "cijfers.pdf",
    sleutel: str | None = None,
    **anders: Any,
) -> Any:
    body = {"soort": "jaarcijfers", "bestandsnaam": naam, "inhoud": b64encode(inhoud).decode()}
    headers = {"Idempotency-Key": sleutel} if sleutel else {}
    return client.post(pad(dossier), json=body | anders, headers=headers)


def vraag_api(client: TestClient, dossier: UUID, **anders: Any) -> Any:
    body = {"soorten": ["jaarcijfers"], "route": 1, "hersteltermijn_tot": TOT}
    return client.post(pad(dossier, "stukvragen"), json=body | anders)


def nodig(client: TestClient, dossier: UUID, route: int = 1) -> dict[str, str]:
    """The stand of each kind of paper of a route."""
    gezegd = client.get(pad(dossier)).json()["nodig"]
    (deze,) = [een for een in gezegd if een["route"] == route]
    return {een["soort"]: een["stand"] for een in deze["stukken"]}


def sluit(client: TestClient, dossier: UUID) -> None:
    answer = client.post(pad(dossier, "afsluitingen"), json={"reden": "geholpen"})
    assert answer.status_code == 204, answer.text


def test_a_paper_is_asked_handed_in_looked_at_and_opened_by_api(
    client: TestClient, store: Store, dossier: UUID
) -> None:
    assert nodig(client, dossier) == {"jaarcijfers": "niet_gevraagd"}
    gevraagd = vraag_api(client, dossier, soorten=["jaarcijfers", "begroting"])
    assert gevraagd.status_code == 201
    assert nodig(client, dossier) == {"jaarcijfers": "gevraagd", "begroting": "gevraagd"}
    ontvangen = lever(client, dossier)
    assert ontvangen.status_code == 201
    stuk = ontvangen.json()["stuk_id"]
    assert ontvangen.headers["location"] == pad(dossier, f"stukken/{stuk}/bestand")
    assert nodig(client, dossier)["jaarcijfers"] == "te_controleren"
    (een,) = client.get(pad(dossier)).json()["stukken"]
    assert (een["stuk_id"], een["status"], een["bron"]) == (stuk, "ontvangen", "loket")
    assert "cijfers" not in client.get(pad(dossier)).text.replace("jaarcijfers", ""), "no name"
    gehaald = client.get(ontvangen.headers["location"])
    assert (gehaald.content, gehaald.headers["content-type"]) == (PDF, "application/pdf")
    assert gehaald.headers["content-disposition"].startswith("attachment; ")
    assert client.post(pad(dossier, f"stukken/{stuk}/goedkeuringen")).status_code == 204
    assert nodig(client, dossier)["jaarcijfers"] == "gecontroleerd"
    (open_vraag,) = client.get(pad(dossier, "stukvragen")).json()["vragen"]
    assert open_vraag["ontbreekt"] == ["begroting"]
    rest = pad(dossier, f"stukvragen/{open_vraag['uitvraag_id']}/vervallenverklaringen")
    assert client.post(rest).status_code == 204
    assert nodig(client, dossier)["begroting"] == "niet_nodig"
    assert feiten(store, dossier) == [
        "StukkenGevraagd",
        "StukOntvangen",
        "StukGecontroleerd",
        "StukVervallen",
        "StukkenCompleet",
    ]


def test_a_refused_paper_is_asked_again_and_another_is_thrown_away_by_api(
    client: TestClient, dossier: UUID
) -> None:
    vraag_api(client, dossier)
    stuk = lever(client, dossier).json()["stuk_id"]
    afwijzing = pad(dossier, f"stukken/{stuk}/afwijzingen")
    zonder_dag = client.post(afwijzing, json={"reden": "onleesbaar"})
    assert zonder_dag.status_code == 409
    assert "Noem een nieuwe laatste dag" in zonder_dag.json()["watGebeurde"]
    virus = client.post(afwijzing, json={"reden": "virus", "hersteltermijn_tot": TOT})
    assert virus.status_code == 400, "a scanner finds a virus, no person"
    body = {"reden": "onleesbaar", "hersteltermijn_tot": TOT}
    assert client.post(afwijzing, json=body).status_code == 204
    assert nodig(client, dossier) == {"jaarcijfers": "gevraagd"}
    beter = lever(client, dossier, pdf("beter")).json()["stuk_id"]
    weg = client.post(
        pad(dossier, f"stukken/{beter}/vervallenverklaringen"), json={"reden": "ander_dossier"}
    )
    assert weg.status_code == 204
    open_ = client.get(pad(dossier, f"stukken/{beter}/bestand"))
    assert (open_.status_code, open_.json()["code"]) == (409, "stuk-is-vervallen")


WAT_NIET_KAN = [
    (PDF, "cijfers.exe", "Dit soort bestand nemen wij niet aan."),
    (PDF, "cijfers", "De naam van dit bestand klopt niet."),
    (DOCX, "cijfers.pdf", "De inhoud van dit bestand past niet bij de naam."),
    (EICAR, "cijfers.pdf", "De inhoud van dit bestand past niet bij de naam."),
    (pdf("groot") + b"\x00" * (10 * 2**20), "cijfers.pdf", "groter dan 10 MB"),
]


@pytest.mark.parametrize(("inhoud", "naam", "zin"), WAT_NIET_KAN)
def test_a_wrong_file_is_refused_with_a_sentence_and_nothing_is_kept(
    client: TestClient, store: Store, dossier: UUID, inhoud: bytes, naam: str, zin: str
) -> None:
    answer = lever(client, dossier, inhoud, naam)
    assert answer.status_code == 400
    assert zin in answer.json()["watGebeurde"]
    assert answer.json()["watBewaardIs"] == "Het bestand is niet bewaard."
    assert feiten(store, dossier) == []
    assert stuk_ids(store) == []


def test_a_hundred_megabytes_and_what_is_no_base64_are_refused(
    client: TestClient, store: Store, dossier: UUID
) -> None:
    groot = lever(client, dossier, b"%PDF-1.7" + b"0" * 100 * 2**20)
    assert groot.status_code == 413
    assert groot.headers["content-type"] == "application/problem+json"
    body = {"soort": "jaarcijfers", "bestandsnaam": "a.pdf", "inhoud": "geen base64!"}
    raar = client.post(pad(dossier), json=body)
    assert raar.status_code == 400
    (fout,) = raar.json()["fouten"]
    assert (fout["veld"], fout["melding"]) == (
        "inhoud",
        "Stuur de inhoud van het bestand als base64.",
    )
    assert feiten(store, dossier) == []


def test_a_name_with_a_path_is_kept_without_it(client: TestClient, dossier: UUID) -> None:
    assert lever(client, dossier, naam="..\\..\\geheim/cijfers.pdf").status_code == 201
    bladzijde = client.get(f"/stukken/{dossier}").text
    assert ">cijfers.pdf<" in bladzijde
    assert "geheim" not in bladzijde


def test_the_same_key_gives_the_same_paper_and_the_same_file_none(
    client: TestClient, store: Store, dossier: UUID
) -> None:
    eerste, tweede = (lever(client, dossier, sleutel="abc") for _ in range(2))
    assert (tweede.status_code, tweede.json()) == (201, eerste.json())
    anders = lever(client, dossier, pdf("anders"), sleutel="abc")
    assert (anders.status_code, anders.json()["code"]) == (409, "sleutel-hergebruikt")
    dubbel = lever(client, dossier, sleutel="def")
    assert dubbel.status_code == 409
    assert dubbel.json()["watGebeurde"] == "Dit bestand is er al. Er is niets bij gekomen."
    assert feiten(store, dossier) == ["StukOntvangen"]


def test_the_same_key_at_the_same_moment_gives_one_paper(
    client: TestClient, store: Store, dossier: UUID
) -> None:
    with ThreadPoolExecutor(4) as wie:
        antwoorden = list(
            wie.map(lambda _: lever(client, dossier, sleutel="tegelijk").json(), range(4))
        )
    assert len({een["stuk_id"] for een in antwoorden}) == 1
    assert feiten(store, dossier) == ["StukOntvangen"]


def test_two_who_look_at_one_paper_at_once_give_one_judgement(
    client: TestClient, store: Store, dossier: UUID
) -> None:
    for nummer in range(3):
        stuk = lever(client, dossier, pdf(f"nummer {nummer}")).json()["stuk_id"]
        hier = pad(dossier, f"stukken/{stuk}")
        voor = len(feiten(store, dossier))
        with ThreadPoolExecutor(4) as wie:
            goed = [wie.submit(client.post, f"{hier}/goedkeuringen") for _ in range(2)]
            fout = [
                wie.submit(client.post, f"{hier}/afwijzingen", json={"reden": "verouderd"})
                for _ in range(2)
            ]
        gezegd = [een.result() for een in (*goed, *fout)]
        assert {een.status_code for een in gezegd} <= {204, 409}
        for een in gezegd:
            if een.status_code == 409:
                assert een.json()["watGebeurde"] == "Dit stuk is al afgewezen of vervallen."
        nieuw = feiten(store, dossier)[voor:]
        assert nieuw in (["StukAfgewezen"], ["StukGecontroleerd", "StukAfgewezen"])


def test_a_closed_dossier_asks_for_nothing(client: TestClient, store: Store, dossier: UUID) -> None:
    sluit(client, dossier)
    answer = vraag_api(client, dossier)
    assert answer.status_code == 409
    assert answer.json()["code"] == "weigering-GeslotenDossierVraagtNiets"
    assert "Heropen het dossier eerst als dat niet klopt." in answer.json()["watGebeurde"]
    bladzijde = vraag(client, dossier, "jaarcijfers")
    assert bladzijde.status_code == 409
    assert "<title>Fout: " in bladzijde.text
    assert "Heropen het dossier eerst als dat niet klopt." in bladzijde.text
    assert 'value="jaarcijfers" checked' in bladzijde.text, "what was typed is kept"
    leeg = client.get(f"/stukken/{dossier}").text
    assert f'href="/aanmeldingen/{dossier}/heropenen"' in leeg
    assert f'action="/stukken/{dossier}/vragen"' not in leeg
    assert feiten(store, dossier) == []
    assert client.post(pad(dossier, "heropeningen"), json={"reden": "vergissing"}).is_success
    assert vraag_api(client, dossier).status_code == 201


def test_the_desk_adds_to_a_closed_dossier_and_nobody_else(
    client: TestClient, store: Store, dossier: UUID
) -> None:
    vraag_api(client, dossier)
    _, code = link_van(client, store, dossier)
    sluit(client, dossier)
    assert "Wij nemen hier geen stukken meer aan." in client.get(f"/inleveren/{code}").text
    geweigerd = lever_in(client, code)
    assert geweigerd.status_code == 400
    assert GESLOTEN in geweigerd.text
    partner = lever(client, dossier, bron="partner")
    assert partner.status_code == 409
    assert "Alleen het loket kan er nog een stuk bij doen." in partner.json()["watGebeurde"]
    form = stuur(client, dossier, bron="partner")
    assert form.status_code == 409
    assert "Alleen het loket kan er nog een stuk bij doen." in form.text
    assert feiten(store, dossier) == ["StukkenGevraagd"]
    assert lever(client, dossier).status_code == 201
    stuk = client.get(pad(dossier)).json()["stukken"][0]["stuk_id"]
    afgewezen = client.post(
        pad(dossier, f"stukken/{stuk}/afwijzingen"), json={"reden": "onleesbaar"}
    )
    assert afgewezen.status_code == 204, "a closed dossier asks for no better one"
    assert feiten(store, dossier)[-1] == "StukAfgewezen"


def test_who_asks_while_somebody_closes_asks_before_or_is_refused(
    client: TestClient, store: Store
) -> None:
    """Whoever comes first: never a letter that asks for papers of a dossier that was closed before."""
    for bsn in ("999990019", "999990020", "999990032"):
        dossier = UUID(post(client, {**GOOD, "bsn": bsn}).json()["dossier_id"])
        with ThreadPoolExecutor(2) as wie:
            dicht = wie.submit(
                client.post, pad(dossier, "afsluitingen"), json={"reden": "geholpen"}
            )
            gevraagd = wie.submit(vraag_api, client, dossier).result()
        assert dicht.result().status_code == 204
        if gevraagd.status_code == 409:
            assert gevraagd.json()["code"] == "weigering-GeslotenDossierVraagtNiets"
            assert feiten(store, dossier) == []
            continue
        assert gevraagd.status_code == 201
        posities = {
            stored.name: stored.position
            for stored in store.page(0, 1_000)
            if stored.stream_id in (dossier, stroom(dossier))
        }
        assert posities["StukkenGevraagd"] < posities["DossierAfgesloten"]


def test_what_is_not_there_is_not_found(client: TestClient, dossier: UUID) -> None:
    assert client.get(pad(uuid4())).status_code == 404
    assert lever(client, uuid4()).status_code == 404
    assert client.get(pad(dossier, f"stukken/{uuid4()}/bestand")).status_code == 404
    assert client.post(pad(dossier, f"stukken/{uuid4()}/goedkeuringen")).status_code == 404
    weg = client.post(pad(dossier, f"stukvragen/{uuid4()}/vervallenverklaringen"))
    assert weg.status_code == 404


def test_the_page_tells_each_kind_of_paper(client: TestClient, dossier: UUID) -> None:
    assert "voor een route is nog niets gevraagd" in client.get(f"/stukken/{dossier}").text
    gekozen = client.get(f"/stukken/{dossier}?waarvoor=route-2").text
    assert "Jaarcijfers: <strong>niet gevraagd</strong>" in gekozen
    vraag(client, dossier, "jaarcijfers")
    assert "Jaarcijfers: <strong>gevraagd</strong>" in client.get(f"/stukken/{dossier}").text
    stuk = lever(client, dossier).json()["stuk_id"]
    bladzijde = client.get(f"/stukken/{dossier}").text
    assert "Jaarcijfers: <strong>binnen, nog niet gecontroleerd</strong>" in bladzijde
    client.post(pad(dossier, f"stukken/{stuk}/goedkeuringen"))
    assert "Jaarcijfers: <strong>gecontroleerd</strong>" in client.get(f"/stukken/{dossier}").text
