"""Which tokens open a service, told by a table: wrong, expired, replayed and foreign ones open nothing, and say so in three parts."""

import base64
import hmac
import json
import time
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey
from starlette.testclient import TestClient

from deploy.gateway.keys import Keyring
from shared.settings import Database
from shared.web.provider import (
    FRESH_SECONDS,
    LAST_KNOWN_SECONDS,
    PATIENCE_SECONDS,
    Keys,
    ProviderAway,
)
from shared.web.tokens import GATEWAY, Once
from tests.login.issuer import ACCOUNT, PARTNER, SmallIssuer, new_key, small_issuer
from tests.steun.organisatie import acteur
from tests.web.house import house

ADDRESS = "/klok/v1/dagen/laatste"
KNOWN = {
    ACCOUNT: acteur("consulent-1"),
    f"systeem:{PARTNER}": acteur("beheer-1"),
}
OTHER = new_key("k1")
CURVE = ECKey.generate_key("P-256", {"kid": "e1"})


@pytest.fixture(scope="module")
def issuer() -> Iterator[SmallIssuer]:
    with small_issuer() as found:
        yield found


@pytest.fixture
def client(
    issuer: SmallIssuer,
    new_database: Callable[[str], Database],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[TestClient]:
    """The clock, as somebody elsewhere reaches it, in a city with a login."""
    issuer.is_away, issuer.keys = False, [issuer.key]
    monkeypatch.delenv("DOORSTART_DEMO", raising=False)
    monkeypatch.setenv("DOORSTART_URL_GATEWAY", issuer.url)
    monkeypatch.setenv("DOORSTART_OIDC_ISSUER", issuer.url)
    monkeypatch.setenv("DOORSTART_OIDC_SYSTEMEN", f"{PARTNER}, intake-zelf")
    with house(new_database, "klok", date(2026, 3, 2), who=KNOWN.get) as (app, _):
        yield TestClient(app, client=("10.0.0.9", 1))


def show(client: TestClient, token: str, address: str = ADDRESS, method: str = "GET") -> Any:
    return client.request(method, address, headers={"Authorization": f"Bearer {token}"})


def test_a_system_with_the_scope_comes_in(client: TestClient, issuer: SmallIssuer) -> None:
    for token in (
        issuer.token(),
        issuer.token(aud="doorstart"),
        issuer.token(header={"alg": "PS256"}),
        issuer.token(header={"typ": "at+jwt"}),
        issuer.token(azp=None, client_id=PARTNER),
        issuer.token(nbf=int(time.time()) + 5),
    ):
        answer = show(client, token)
        assert (answer.status_code, answer.json()) == (200, {"dag": "2026-03-02"})


def coded(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).decode().rstrip("=")


def part(value: dict[str, Any]) -> str:
    return coded(json.dumps(value).encode())


def unsigned(claims: dict[str, Any]) -> str:
    return f"{part({'alg': 'none', 'kid': 'k1'})}.{part(claims)}."


def by_the_public_key(issuer: SmallIssuer) -> str:
    """HS256 with what everybody can read as its secret; by hand, for the library refuses to."""
    head = unsigned(issuer.claims()).rpartition(".")[0].partition(".")[2]
    signed = f"{part({'alg': 'HS256', 'kid': 'k1'})}.{head}"
    secret = issuer.key.as_pem(private=False)
    return f"{signed}.{coded(hmac.digest(secret, signed.encode(), 'sha256'))}"


NOW = int(time.time())
BAD: dict[str, tuple[Callable[[SmallIssuer], str], str]] = {
    "expired": (lambda issuer: issuer.token(exp=NOW - 60), "token-verlopen"),
    "without an end": (lambda issuer: issuer.token(exp=None), "token-ongeldig"),
    "an end that is no number": (lambda issuer: issuer.token(exp="morgen"), "token-ongeldig"),
    "from the future": (lambda issuer: issuer.token(iat=NOW + 3600), "token-ongeldig"),
    "not yet": (lambda issuer: issuer.token(nbf=NOW + 3600), "token-ongeldig"),
    "without a subject": (lambda issuer: issuer.token(sub=None), "token-ongeldig"),
    "another issuer": (
        lambda issuer: issuer.token(iss="https://kwaad.example"),
        "token-van-een-ander",
    ),
    "our gateway by another key": (lambda issuer: issuer.token(iss=GATEWAY), "token-ongeldig"),
    "another audience": (lambda issuer: issuer.token(aud="iets-anders"), "token-ongeldig"),
    "another audience that looks like it": (
        lambda issuer: issuer.token(aud="doorstart-gateway"),
        "token-ongeldig",
    ),
    "without an audience": (lambda issuer: issuer.token(aud=None), "token-ongeldig"),
    "another key of the same name": (lambda issuer: issuer.token(OTHER), "token-ongeldig"),
    "an unknown key": (lambda issuer: issuer.token(OTHER, {"kid": "k9"}), "token-sleutel-onbekend"),
    "a key that it brings itself": (
        lambda issuer: issuer.token(OTHER, {"jwk": OTHER.as_dict(private=False)}),
        "token-ongeldig",
    ),
    "a curve that the profile has not": (
        lambda issuer: issuer.token(CURVE, {"alg": "ES256", "kid": "e1"}),
        "token-ongeldig",
    ),
    "no algorithm": (lambda issuer: unsigned(issuer.claims()), "token-ongeldig"),
    "the public key as secret": (by_the_public_key, "token-ongeldig"),
    "an id token": (lambda issuer: issuer.token(typ="ID"), "token-van-een-onbekend-systeem"),
    "a person's token": (lambda issuer: issuer.token(sid="s1"), "token-van-een-onbekend-systeem"),
    "an unknown client": (
        lambda issuer: issuer.token(azp="partner-9"),
        "token-van-een-onbekend-systeem",
    ),
    "no client": (lambda issuer: issuer.token(azp=None), "token-van-een-onbekend-systeem"),
    "another type": (lambda issuer: issuer.token(header={"typ": "logout+jwt"}), "token-ongeldig"),
    "with an extension": (
        lambda issuer: issuer.token(header={"crit": ["b64"], "b64": True}),
        "token-ongeldig",
    ),
    "changed": (lambda issuer: issuer.token()[:-8] + "AAAAAAAA", "token-ongeldig"),
    "cut off": (lambda issuer: issuer.token().rpartition(".")[0], "token-ongeldig"),
    "nonsense": (lambda _: "kletskoek", "token-ongeldig"),
    "a list": (lambda _: "W10.W10.AAAA", "token-ongeldig"),
    "endless": (lambda _: "a" * 9000, "token-ongeldig"),
    "of another kind of dots": (lambda _: "a.b.c.d.e", "token-ongeldig"),
}


def test_a_wrong_token_opens_nothing_in_the_demo_too(
    client: TestClient, issuer: SmallIssuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = TestClient(client.app, client=("127.0.0.1", 1), headers={"Doorstart-Actor": "beheer-1"})
    for demo in ("", "1"):
        monkeypatch.setenv("DOORSTART_DEMO", demo)
        for which, (make, code) in BAD.items():
            for caller in (client, here):
                answer = show(caller, make(issuer))
                assert (answer.status_code, answer.json()["code"]) == (401, code), which
                assert answer.headers["www-authenticate"].startswith("Bearer")
                assert answer.json()["watTeDoen"]


def test_the_lacking_scope_is_named(client: TestClient, issuer: SmallIssuer) -> None:
    for scope in (
        "doorstart:klok:schrijven",
        "doorstart:ledger:lezen",
        "",
        "doorstart:klok:lezenx",
    ):
        answer = show(client, issuer.token(scope=scope))
        assert (answer.status_code, answer.json()["code"]) == (403, "recht-ontbreekt")
        assert 'scope="doorstart:klok:lezen"' in answer.headers["www-authenticate"]
    writing = show(client, issuer.token(), "/klok/v1/dagen", "POST")
    assert 'scope="doorstart:klok:schrijven"' in writing.headers["www-authenticate"]
    page = show(client, issuer.token(), "/klok")
    assert (page.status_code, "voor mensen" in page.text) == (403, True)


def test_a_system_that_the_organisation_does_not_know_is_told(
    client: TestClient, issuer: SmallIssuer
) -> None:
    answer = show(client, issuer.token(azp="intake-zelf"))
    assert (answer.status_code, answer.json()["code"]) == (403, "account-onbekend")


def test_a_token_is_never_read_from_an_address(client: TestClient, issuer: SmallIssuer) -> None:
    for name in ("access_token", "ACCESS_TOKEN", "x=1&access_token", "id_token"):
        answer = client.get(f"{ADDRESS}?{name}={issuer.token()}")
        assert (answer.status_code, answer.json()["code"]) == (401, "token-in-adres")
        assert issuer.token()[:20] not in answer.text
    assert client.post("/klok", data={"access_token": issuer.token()}).status_code == 401
    assert client.get(ADDRESS, cookies={"access_token": issuer.token()}).status_code == 401


def test_another_scheme_or_two_tokens_open_nothing(client: TestClient, issuer: SmallIssuer) -> None:
    good = issuer.token()
    for shown in (f"Basic {good}", good, "Bearer", "Bearer  ", f"DPoP {good}"):
        assert client.get(ADDRESS, headers={"Authorization": shown}).status_code == 401
    two = [("Authorization", f"Bearer {good}"), ("Authorization", f"Bearer {good}")]
    assert client.get(ADDRESS, headers=two).status_code == 400  # type: ignore[arg-type]


def test_a_person_comes_in_by_the_gateway_for_one_request(
    client: TestClient, issuer: SmallIssuer
) -> None:
    token = issuer.ring.assertion(ACCOUNT, "GET", ADDRESS)
    assert show(client, token).status_code == 200
    again = show(client, token)
    assert (again.status_code, again.json()["code"]) == (401, "token-al-gebruikt")
    for method, path in (("POST", ADDRESS), ("GET", "/klok")):
        wrong = show(client, issuer.ring.assertion(ACCOUNT, method, path))
        assert (wrong.status_code, wrong.json()["code"]) == (401, "token-voor-iets-anders")
    page = show(client, issuer.ring.assertion("iemand-anders", "GET", "/klok"), "/klok")
    assert page.status_code == 403
    assert "Vraag uw beheerder" in page.text
    assert "iemand-anders" not in page.text


def test_an_assertion_that_lives_long_is_not_ours(client: TestClient, issuer: SmallIssuer) -> None:
    key = issuer.ring.assertions[0]
    right = {
        "iss": GATEWAY,
        "aud": "doorstart",
        "sub": ACCOUNT,
        "jti": "1",
        "htm": "GET",
        "htu": ADDRESS,
        "iat": NOW,
    }
    for wrong in (
        {"exp": NOW + 3600},
        {"exp": NOW + 60, "jti": None},
        {"exp": NOW + 60, "iat": None},
    ):
        claims = {name: value for name, value in (right | wrong).items() if value is not None}
        token = jwt.encode({"alg": "ES256", "kid": key.kid or ""}, claims, key, ["ES256"])
        assert show(client, token).status_code == 401


def test_new_keys_of_the_gateway_are_believed_beside_the_old_ones(
    client: TestClient, issuer: SmallIssuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.web.provider.PATIENCE_SECONDS", 0.0)
    old = issuer.ring
    assert show(client, old.assertion(ACCOUNT, "GET", ADDRESS)).status_code == 200
    issuer.ring = Keyring.read(old.renewed().text())
    for ring, status in ((issuer.ring, 200), (old, 200), (Keyring.made(), 401)):
        assert show(client, ring.assertion(ACCOUNT, "GET", ADDRESS)).status_code == status
    assert all("d" not in key for key in issuer.ring.public()["keys"])
    issuer.ring = old


def test_new_keys_of_the_provider_are_found_and_old_ones_forgotten(
    client: TestClient, issuer: SmallIssuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.web.provider.PATIENCE_SECONDS", 0.0)
    assert show(client, issuer.token()).status_code == 200
    new = new_key("k2")
    issuer.keys = [new]
    assert show(client, issuer.token(new, {"kid": "k2"})).status_code == 200
    assert show(client, issuer.token()).status_code == 401


def test_a_provider_that_is_away_keeps_nobody_out_who_has_a_token(
    client: TestClient, issuer: SmallIssuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.web.provider.PATIENCE_SECONDS", 0.0)
    monkeypatch.setattr("shared.web.provider.FRESH_SECONDS", 0.0)
    issuer.is_away = True
    away = show(client, issuer.token())
    assert (away.status_code, away.json()["code"]) == (503, "aanmelding-onbereikbaar")
    assert away.headers["retry-after"] == "30"
    issuer.is_away = False
    assert show(client, issuer.token()).status_code == 200
    issuer.is_away = True
    assert show(client, issuer.token()).status_code == 200


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_keys_are_asked_for_no_more_than_needed_and_kept_no_longer_than_allowed() -> None:
    clock, asked, told = Clock(), [], {"keys": [new_key("k1").as_dict(private=False)]}

    def ask(address: str) -> dict[str, Any]:
        asked.append(address)
        if not told:
            raise ProviderAway
        return told

    keys = Keys(lambda: "https://x", ask, clock)
    assert keys.key("k1") is not None
    for _ in range(50):
        assert keys.key("kwaad") is None
    assert len(asked) == 1
    clock.now += PATIENCE_SECONDS
    assert keys.key("kwaad") is None
    clock.now += FRESH_SECONDS
    told.clear()
    assert keys.key("k1") is not None
    assert len(asked) == 3
    for wait in (1.0, LAST_KNOWN_SECONDS):
        clock.now += wait
        if wait > FRESH_SECONDS:
            with pytest.raises(ProviderAway):
                keys.key("k1")
        else:
            with pytest.raises(ProviderAway):
                keys.key("kwaad")


def test_what_was_used_is_remembered_until_it_ends() -> None:
    clock = Clock()
    once = Once(clock)
    assert once.first("a", 70.0)
    assert not once.first("a", 70.0)
    clock.now = 65.0
    assert not once.first("a", 70.0)
    clock.now = 140.0
    assert once.first("b", 200.0)
    assert list(once._used) == ["b"]
