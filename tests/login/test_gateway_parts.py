"""The small parts of the login at the gateway: whose request it is, how long somebody stays, which page is ours, and its own keys."""

import json
import stat
from datetime import date, timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.testclient import TestClient

from deploy.gateway import keys
from deploy.gateway.app import make_gateway
from deploy.gateway.callers import caller_of
from deploy.gateway.chosen import RULES, WrongKeys, read, rules_of
from deploy.gateway.login import own_page
from shared.settings import MissingSetting
from shared.web.provider import UnsafeAddress, safe

PROXIES = (ip_network("10.0.0.0/8"), ip_network("fd00::/8"))


def request(caller: str, *told: str) -> Request:
    headers = [(b"x-forwarded-for", one.encode()) for one in told]
    return Request({"type": "http", "client": (caller, 1), "headers": headers})


@pytest.mark.parametrize(
    ("caller", "told", "whose"),
    [
        ("198.51.100.1", (), "198.51.100.1"),
        ("198.51.100.1", ("1.1.1.1",), "198.51.100.1"),
        ("10.0.0.1", ("198.51.100.1",), "198.51.100.1"),
        ("10.0.0.1", ("1.1.1.1, 198.51.100.1",), "198.51.100.1"),
        ("10.0.0.1", ("1.1.1.1", "198.51.100.1, 10.0.0.2"), "198.51.100.1"),
        ("10.0.0.1", (), "10.0.0.1"),
        ("10.0.0.1", ("onzin",), "onzin"),
        ("fd00::1", ("2001:db8::7",), "2001:db8::7"),
    ],
)
def test_a_caller_is_who_our_own_proxy_saw(caller: str, told: tuple[str, ...], whose: str) -> None:
    assert caller_of(request(caller, *told), PROXIES) == whose
    assert caller_of(request(caller, *told)) == caller


def test_how_long_somebody_stays_is_dated(tmp_path: Path) -> None:
    rules = rules_of(RULES, date(2026, 11, 27))
    assert (rules.idle, rules.most) == (timedelta(minutes=30), timedelta(hours=10))
    own = tmp_path / "sessie.toml"
    later = RULES.read_text().replace("2026-01-01", "2027-01-01").replace("= 30", "= 15")
    own.write_text(
        RULES.read_text() + later.partition("[[regel]]")[1] + later.partition("[[regel]]")[2]
    )
    assert rules_of(own, date(2026, 12, 31)).idle == timedelta(minutes=30)
    assert rules_of(own, date(2027, 1, 1)).idle == timedelta(minutes=15)
    with pytest.raises(ValueError, match="no rule"):
        rules_of(own, date(2025, 12, 31))


@pytest.mark.parametrize(
    ("asked", "back"),
    [
        ("/dossiers/1?a=%2F&b=é", "/dossiers/1?a=%2F&b=é"),
        ("/", "/"),
        ("//kwaad.example", "/"),
        ("/\\kwaad.example", "/"),
        ("/x\\y", "/"),
        ("https://kwaad.example/x", "/"),
        ("javascript:alert(1)", "/"),
        ("/x\ny", "/"),
        ("/aanmelden?naar=/x", "/"),
        ("/afmelden", "/"),
        ("", "/"),
    ],
)
def test_only_a_page_of_our_own_is_gone_back_to(asked: str, back: str) -> None:
    assert own_page(asked) == back


def test_the_keys_are_for_nobody_else_to_read_and_tell_no_secret(tmp_path: Path) -> None:
    file = tmp_path / "gateway.keys"
    keys.main(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    first = keys.Keyring.read(file.read_text())
    keys.main(file)
    second = keys.Keyring.read(file.read_text())
    keys.main(file)
    third = keys.Keyring.read(file.read_text())
    kids = [[key.kid for key in ring.assertions] for ring in (first, second, third)]
    assert kids[1][1:] == kids[0]
    assert kids[2][1:] == kids[1][:1]
    told = third.public()["keys"]
    assert [key["kty"] for key in told] == ["EC", "EC", "RSA", "RSA"]
    assert all(not {"d", "p", "q", "dp", "dq", "qi", "k"} & key.keys() for key in told)
    for wrong in ("", "{}", json.dumps(third.public()), '{"keys": []}'):
        with pytest.raises(ValueError):
            keys.Keyring.read(wrong)


def test_a_gateway_with_half_a_login_does_not_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DOORSTART_OIDC_ISSUER", raising=False)
    assert read() is None
    monkeypatch.setenv("DOORSTART_OIDC_ISSUER", "https://aanmelden.example")
    monkeypatch.setenv("DOORSTART_POSTGRES", "127.0.0.1:1")
    monkeypatch.delenv("DOORSTART_PUBLIC_URL", raising=False)
    with pytest.raises(MissingSetting):
        read()
    monkeypatch.setenv("DOORSTART_PUBLIC_URL", "http://doorstart.example")
    with pytest.raises(UnsafeAddress, match="https://"):
        read()
    monkeypatch.setenv("DOORSTART_PUBLIC_URL", "https://doorstart.example/")
    monkeypatch.setenv("DOORSTART_GATEWAY_KEY_FILE", str(tmp_path / "niets"))
    with pytest.raises(WrongKeys, match=r"deploy\.gateway\.keys"):
        read()
    monkeypatch.setenv("DOORSTART_GATEWAY_KEY", keys.Keyring.made().text())
    monkeypatch.setenv("DOORSTART_GATEWAY_PASSWORD", "x")
    chosen = read()
    assert chosen
    assert (chosen.public, chosen.host, chosen.is_secure) == (
        "https://doorstart.example",
        "doorstart.example",
        True,
    )


@pytest.mark.parametrize(
    "address",
    [
        "http://aanmelden.example",
        "http://10.0.0.1",
        "ftp://keycloak",
        "aanmelden.example",
        "https://",
        "https://een:twee@aanmelden.example",
        "https://aanmelden.example/#x",
        "",
    ],
)
def test_a_provider_is_not_asked_where_anybody_could_answer(address: str) -> None:
    with pytest.raises(UnsafeAddress):
        safe(address)


@pytest.mark.parametrize(
    "address",
    ["https://a.example/realms/x/", "http://127.0.0.1:1", "http://[::1]:1", "http://keycloak:8180"],
)
def test_a_provider_on_this_machine_or_between_containers_needs_no_tls(address: str) -> None:
    assert safe(address) == address


def test_a_form_after_the_session_is_told_how_to_send_it_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in {
        "DOORSTART_OIDC_ISSUER": "https://aanmelden.example",
        "DOORSTART_POSTGRES": "127.0.0.1:1",
        "DOORSTART_PUBLIC_URL": "https://doorstart.example/",
        "DOORSTART_GATEWAY_KEY": keys.Keyring.made().text(),
        "DOORSTART_GATEWAY_PASSWORD": "x",
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("DOORSTART_DEMO", raising=False)
    client = TestClient(
        make_gateway({}, chosen=read()),
        base_url="https://doorstart.example",
        follow_redirects=False,
    )
    page = {"accept": "text/html", "origin": "https://doorstart.example"}
    geheim = {"naam": "Bakkerij Linde", "sleutel": "een"}
    answer = client.post("/dossiers/1/gesprekken", data=geheim, headers=page)
    assert answer.status_code == 401
    assert "<title>Fout: U bent niet meer aangemeld" in answer.text
    for words in ("Er is niets vastgelegd.", "staat nog in dit tabblad", "laad het opnieuw"):
        assert words in answer.text
    assert 'href="/aanmelden" target="_blank"' in answer.text
    assert "Bakkerij" not in answer.text, "nothing that was sent is said back"
    assert answer.headers["cache-control"] == "no-store"
    assert client.get("/dossiers/1", headers=page).status_code == 303
    api = client.post("/routing/v1/dossiers/1/gesprekken", json={}, headers={"accept": "*/*"})
    assert (api.status_code, api.json()["code"]) == (401, "niet-aangemeld")
