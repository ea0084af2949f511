"""An application is filed after its dossier was made: right facts, says no, stays quiet; and a next one knows the one before it."""

from datetime import date
from typing import Any, get_args
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from services.intake.domain.aanvraag.decide import decide
from services.intake.domain.aanvraag.state import Aanvraagbeeld, EerdereAanvraag, Stand, Tip
from services.intake.domain.aanvraag.weigeringen import (
    AanvraagLooptAl,
    OntvangstLigtInToekomst,
    OntvangstLigtTeVerTerug,
    OntvangstLigtVoorVoorganger,
    TipIsOnbekend,
    VraagPastNietBijSoort,
)
from services.intake.domain.state import Aanmelding, evolve
from services.intake.domain.weigeringen import AanmeldingBestaatNiet, AanmeldingIsIngetrokken
from services.intake.entrypoints import agents
from services.intake.examples import (
    AANVRAAG,
    DAG,
    DIEN_IN,
    DOSSIER,
    INGEDIEND,
    INGETROKKEN,
    ONTVANGEN,
)
from shared.begrippen import Aanvraagsoort
from shared.contracts import bbz
from shared.contracts.base import Contract
from shared.store import Store
from tests.intake.test_api import GOOD, post
from tests.patience import beside, end

SOORTEN = get_args(Aanvraagsoort)
STANDEN = get_args(Stand)
OPEN = evolve(Aanmelding(), ONTVANGEN)
GOOD_APPLICATION: dict[str, Any] = {
    "soort": "bedrijfskapitaal",
    "ontvangen_op": "2026-02-27",
    "gevraagd_cent": 24_000_00,
    "bestemming": "voorraad",
}


def bekend(stand: Stand, **anders: Any) -> EerdereAanvraag:
    return EerdereAanvraag(
        **{
            "aanvraag_id": uuid4(),
            "dossier_id": DOSSIER,
            "soort": "bedrijfskapitaal",
            "stand": stand,
            "ontvangen_op": date(2026, 1, 5),
        }
        | anders
    )


def test_een_aanvraag_wordt_ingediend_met_haar_dag_van_ontvangst() -> None:
    assert decide(Aanvraagbeeld(aanmelding=OPEN), DIEN_IN) == [INGEDIEND]
    eerder = DIEN_IN.na(ontvangen_op=date(2025, 3, 2))
    (feit,) = decide(Aanvraagbeeld(aanmelding=OPEN), eerder)
    assert (feit.ontvangen_op, feit.ingediend_op) == (date(2025, 3, 2), DAG)


def test_zij_telt_ook_als_zij_nog_niet_compleet_is() -> None:
    kaal = DIEN_IN.na(gevraagd_cent=None, bestemming=None)
    assert len(decide(Aanvraagbeeld(aanmelding=OPEN), kaal)) == 1


def test_dezelfde_aanvraag_nog_eens_blijft_stil() -> None:
    zelfde = bekend("loopt", aanvraag_id=AANVRAAG)
    assert decide(Aanvraagbeeld(aanmelding=OPEN, bekend=(zelfde,)), DIEN_IN) == []


@pytest.mark.parametrize(
    ("anders", "weigering"),
    [
        ({"ontvangen_op": date(2026, 3, 3)}, OntvangstLigtInToekomst),
        ({"ontvangen_op": date(2025, 3, 1)}, OntvangstLigtTeVerTerug),
        ({"gevraagde_maanden": 6}, VraagPastNietBijSoort),
        ({"soort": "levensonderhoud"}, VraagPastNietBijSoort),
    ],
)
def test_wat_niet_kan_wordt_geweigerd(anders: dict[str, Any], weigering: type[Exception]) -> None:
    with pytest.raises(weigering):
        decide(Aanvraagbeeld(aanmelding=OPEN), DIEN_IN.na(**anders))


def test_zonder_open_aanmelding_is_er_niets_in_te_dienen() -> None:
    with pytest.raises(AanmeldingBestaatNiet):
        decide(Aanvraagbeeld(aanmelding=Aanmelding()), DIEN_IN)
    with pytest.raises(AanmeldingIsIngetrokken):
        decide(Aanvraagbeeld(aanmelding=evolve(OPEN, INGETROKKEN)), DIEN_IN)


def test_van_elke_soort_loopt_er_een_per_persoon_in_welk_dossier_ook() -> None:
    lopend = bekend("loopt", dossier_id=uuid4())
    beeld = Aanvraagbeeld(aanmelding=OPEN, bekend=(lopend,))
    with pytest.raises(AanvraagLooptAl) as geweigerd:
        decide(beeld, DIEN_IN)
    assert geweigerd.value.aanvraag_id == lopend.aanvraag_id
    ander = DIEN_IN.na(soort="levensonderhoud", bestemming=None, gevraagde_maanden=6)
    assert len(decide(beeld, ander)) == 1


@pytest.mark.parametrize("stand", ["afgewezen", "ingetrokken", "verstrekt", "toegekend"])
def test_een_volgende_noemt_de_laatste_van_haar_soort(stand: Stand) -> None:
    eerste, laatste = bekend("afgewezen"), bekend(stand)
    ander = bekend("loopt", soort="levensonderhoud")
    (feit,) = decide(Aanvraagbeeld(aanmelding=OPEN, bekend=(eerste, laatste, ander)), DIEN_IN)
    assert feit.voorganger == laatste.aanvraag_id


def test_een_volgende_is_niet_eerder_ontvangen_dan_de_vorige() -> None:
    beeld = Aanvraagbeeld(aanmelding=OPEN, bekend=(bekend("afgewezen"),))
    with pytest.raises(OntvangstLigtVoorVoorganger):
        decide(beeld, DIEN_IN.na(ontvangen_op=date(2026, 1, 4)))


def test_alleen_tips_van_de_vorige_aanvraag_kunnen_zijn_opgevolgd() -> None:
    tip = Tip(code="jaarcijfers", tekst="Laat de jaarcijfers opmaken.")
    beeld = Aanvraagbeeld(aanmelding=OPEN, bekend=(bekend("afgewezen", tips=(tip,)),))
    (feit,) = decide(beeld, DIEN_IN.na(opgevolgde_tips=("jaarcijfers",)))
    assert feit.opgevolgde_tips == ("jaarcijfers",)
    for onbekend in (beeld, Aanvraagbeeld(aanmelding=OPEN)):
        with pytest.raises(TipIsOnbekend):
            decide(onbekend, DIEN_IN.na(opgevolgde_tips=("vakkennis",)))


@given(st.lists(st.tuples(st.sampled_from(SOORTEN), st.sampled_from(STANDEN)), max_size=12))
def test_wat_er_ook_gebeurt_er_loopt_er_een_van_elke_soort_en_elke_noemt_de_vorige(
    stappen: list[tuple[Aanvraagsoort, Stand]],
) -> None:
    """Somebody files, and perhaps bbz decides on it: the chain of a kind has no hole and no fork."""
    beeld = Aanvraagbeeld(aanmelding=OPEN)
    for nummer, (soort, stand) in enumerate(stappen):
        verzoek = DIEN_IN.na(aanvraag_id=UUID(int=nummer), soort=soort, bestemming=None)
        eigen = [een for een in beeld.bekend if een.soort == soort]
        if any(een.stand == "loopt" for een in eigen):
            with pytest.raises(AanvraagLooptAl):
                decide(beeld, verzoek)
            continue
        (feit,) = decide(beeld, verzoek)
        assert feit.voorganger == (eigen[-1].aanvraag_id if eigen else None)
        nieuw = bekend(
            stand, aanvraag_id=feit.aanvraag_id, soort=soort, ontvangen_op=feit.ontvangen_op
        )
        beeld = beeld.na(bekend=(*beeld.bekend, nieuw))
        assert decide(beeld, verzoek) == []


def file(client: TestClient, dossier_id: str, **body: Any) -> Any:
    where = f"/intake/v1/aanmeldingen/{dossier_id}/aanvragen"
    return client.post(where, json=GOOD_APPLICATION | body)


def hear(store: Store, *said: Contract) -> None:
    consumer, _ = agents.make(store)
    for contract in said:
        with store.transaction() as transaction:
            consumer.handle(transaction, None, contract)  # type: ignore[arg-type, misc]


def refused(dossier_id: str, aanvraag_id: str, **anders: Any) -> bbz.AanvraagAfgewezen:
    return bbz.AanvraagAfgewezen(
        **{
            "dossier_id": UUID(dossier_id),
            "aanvraag_id": UUID(aanvraag_id),
            "gemeente": "GM9901",
            "grondslag": "Bbz art. 2 lid 1",
            "reden": "…",
            "afgewezen_op": DAG,
        }
        | anders
    )


def test_an_application_is_stored_and_told_where_it_can_be_followed(
    client: TestClient, store: Store
) -> None:
    dossier_id = post(client, GOOD).json()["dossier_id"]
    answer = file(client, dossier_id)
    assert answer.status_code == 201, answer.text
    aanvraag_id = answer.json()["aanvraag_id"]
    assert answer.json()["gevolgd_door"] == f"/aanvragen/{aanvraag_id}"
    stored = store.page(0)[-1]
    assert (stored.name, str(stored.stream_id)) == ("AanvraagIngediend", aanvraag_id)
    assert (str(stored.fact.ontvangen_op), stored.fact.ingediend_op) == ("2026-02-27", DAG)
    known = client.get(f"/intake/v1/aanmeldingen/{dossier_id}/aanvragen").json()["aanvragen"]
    assert [(een["aanvraag_id"], een["stand"]) for een in known] == [(aanvraag_id, "loopt")]


def test_a_second_one_waits_until_the_first_is_decided_on(client: TestClient, store: Store) -> None:
    dossier_id = post(client, GOOD).json()["dossier_id"]
    first = file(client, dossier_id).json()["aanvraag_id"]
    twice = file(client, dossier_id)
    assert twice.status_code == 409
    assert first in twice.headers["link"]
    assert "lopende aanvraag staat er nog" in twice.json()["watBewaardIs"]
    assert len(list(store.page(0))) == 2
    hear(store, refused(dossier_id, first))
    second = file(client, dossier_id)
    assert second.status_code == 201, second.text
    assert str(store.page(0)[-1].fact.voorganger) == first


def test_in_another_dossier_of_the_same_person_it_is_the_same_person(
    client: TestClient, store: Store
) -> None:
    dossier_id = post(client, GOOD).json()["dossier_id"]
    first = file(client, dossier_id).json()["aanvraag_id"]
    client.post(f"/intake/v1/aanmeldingen/{dossier_id}/intrekkingen", json={"reden": "op_verzoek"})
    assert file(client, dossier_id).status_code == 409
    again = post(client, GOOD).json()["dossier_id"]
    assert file(client, again).status_code == 409, "bbz was not heard yet: it may still run"
    withdrawn = bbz.AanvraagIngetrokken(
        dossier_id=UUID(dossier_id),
        aanvraag_id=UUID(first),
        gemeente="GM9901",
        reden="op_verzoek",
        ingetrokken_op=DAG,
    )
    hear(store, withdrawn)
    assert file(client, again).status_code == 201
    assert str(store.page(0)[-1].fact.voorganger) == first


def test_what_bbz_opened_by_itself_before_is_known_too(client: TestClient, store: Store) -> None:
    dossier_id = post(client, GOOD).json()["dossier_id"]
    old = uuid4()
    opened = bbz.AanvraagGeopend(
        dossier_id=UUID(dossier_id),
        aanvraag_id=old,
        gemeente="GM9901",
        groep="gevestigd",
        soort="bedrijfskapitaal",
        aanvraagdatum=date(2026, 1, 5),
        beslistermijn_tot=date(2026, 4, 6),
    )
    foreign = opened.model_copy(update={"dossier_id": uuid4(), "aanvraag_id": uuid4()})
    hear(store, opened, opened, foreign, refused(str(uuid4()), str(uuid4())))
    answer = file(client, dossier_id)
    assert answer.status_code == 409
    assert str(old) in answer.headers["link"]


def test_two_at_once_file_one(client: TestClient, store: Store) -> None:
    dossier_id = post(client, GOOD).json()["dossier_id"]
    statuses: list[int] = []
    end(*[beside(lambda: statuses.append(file(client, dossier_id).status_code)) for _ in range(6)])
    assert sorted(statuses) == [201, 409, 409, 409, 409, 409]
    assert [stored.name for stored in store.page(0)].count("AanvraagIngediend") == 1


def test_the_same_key_files_once(client: TestClient, store: Store) -> None:
    dossier_id = post(client, GOOD).json()["dossier_id"]
    where = f"/intake/v1/aanmeldingen/{dossier_id}/aanvragen"
    key = {"Idempotency-Key": "een"}
    answers = [client.post(where, json=GOOD_APPLICATION, headers=key).json() for _ in range(2)]
    assert answers[0] == answers[1]
    assert len(list(store.page(0))) == 2


def test_nobody_is_not_found(client: TestClient) -> None:
    assert file(client, str(uuid4())).status_code == 404
    assert client.get(f"/aanmeldingen/{uuid4()}/aanvraag").status_code == 404


def test_the_page_asks_the_kind_first_and_then_what_goes_with_it(client: TestClient) -> None:
    dossier_id = post(client, GOOD).json()["dossier_id"]
    where = f"/aanmeldingen/{dossier_id}/aanvraag"
    assert f'href="{where}?soort=levensonderhoud"' in client.get(where).text
    capital = client.get(where, params={"soort": "bedrijfskapitaal"}).text
    assert 'name="bestemming"' in capital
    assert 'name="gevraagde_maanden"' not in capital
    living = client.get(where, params={"soort": "levensonderhoud"}).text
    assert 'name="gevraagde_maanden"' in living
    assert 'value="2026-03-02"' in living, "today is proposed"


def test_the_page_keeps_what_was_typed_and_says_what_is_wrong_beside_the_field(
    client: TestClient, store: Store
) -> None:
    dossier_id = post(client, GOOD).json()["dossier_id"]
    where = f"/aanmeldingen/{dossier_id}/aanvraag"
    typed = {"soort": "bedrijfskapitaal", "ontvangen_op": "2026-03-03", "gevraagd": "1.250,00"}
    answer = client.post(where, data=typed)
    assert answer.status_code == 400
    assert 'href="#veld-ontvangen_op"' in answer.text
    assert "niet later zijn ontvangen dan vandaag" in answer.text
    assert 'value="1.250,00"' in answer.text
    assert len(list(store.page(0))) == 1
    filed = client.post(where, data=typed | {"ontvangen_op": "2026-03-02"}, follow_redirects=False)
    assert filed.status_code == 303, filed.text
    fact = store.page(0)[-1].fact
    assert (fact.gevraagd_cent, fact.ingediend_door) == (125_000, "consulent")


def test_a_next_one_begins_from_the_one_before(client: TestClient, store: Store) -> None:
    dossier_id = post(client, GOOD).json()["dossier_id"]
    first = file(client, dossier_id).json()["aanvraag_id"]
    where = f"/aanmeldingen/{dossier_id}/aanvraag"
    assert "loopt al" in client.get(where, params={"soort": "bedrijfskapitaal"}).text
    tips = [
        {"code": "jaarcijfers", "tekst": "Laat de jaarcijfers opmaken."},
        {"code": "vakkennis", "tekst": "Volg een cursus."},
    ]
    hear(store, refused(dossier_id, first, tips=tips))
    page = client.get(where, params={"soort": "bedrijfskapitaal"}).text
    assert 'value="24.000,00"' in page
    assert f'href="/aanvragen/{first}"' in page
    assert "afgewezen" in page
    assert "Laat de jaarcijfers opmaken." in page
    known = client.get(f"/intake/v1/aanmeldingen/{dossier_id}/aanvragen").json()["aanvragen"]
    assert known[0]["tips"] == tips
    second_page = client.get(
        f"/intake/v1/aanmeldingen/{dossier_id}/aanvragen", params={"page": 2, "pageSize": 1}
    ).json()
    assert second_page == {"totaal": 1, "aanvragen": []}
    typed = {"soort": "bedrijfskapitaal", "ontvangen_op": "morgen", "tip_vakkennis": "ja"}
    wrong = client.post(where, data=typed)
    assert 'name="tip_vakkennis" value="ja" checked' in wrong.text
    assert 'name="tip_jaarcijfers" value="ja">' in wrong.text
    right = client.post(where, data=typed | {"ontvangen_op": "2026-03-02"}, follow_redirects=False)
    assert right.status_code == 303, right.text
    assert store.page(0)[-1].fact.opgevolgde_tips == ("vakkennis",)
