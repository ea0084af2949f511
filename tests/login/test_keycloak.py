"""The login against a real provider: Keycloak, two gateways over one database, a service behind them, and a browser that follows.

One Keycloak serves this folder; the tests that stop it or turn its keys come last.
"""

import json
from collections.abc import Callable
from datetime import date
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import httpx
import pytest
from joserfc import jws
from structlog.testing import capture_logs

from deploy.keycloak.realm import account_of
from shared.personen import Personenvraag
from shared.settings import Database
from shared.web.machine import ClientCredentials
from shared.web.provider import Provider
from tests.login.world import PARTNER, World
from tests.web.house import TOKEN, house
from tests.web.server import running

DAY = "/klok/v1/dagen/laatste"


def is_in(answer: httpx.Response) -> bool:
    return answer.status_code == 200 and "Afmelden" in answer.text


def asks(world: World, answer: httpx.Response) -> bool:
    """Whether the browser stands before the form of the provider."""
    return answer.url.port == world.keycloak.port and "password" in answer.text


def test_who_opens_a_page_logs_in_and_is_back_on_that_page(world: World) -> None:
    browser = world.browser()
    with capture_logs() as lines:
        page = browser.log_in("consulent-1", "/klok?a=%C3%A9&b=1")
    assert (str(page.url), is_in(page)) == (f"{world.gateway}/klok?a=%C3%A9&b=1", True)
    assert "U werkt als Consulent-1" in page.text
    begun = next(parse_qs(urlsplit(seen).query) for seen in browser.seen if "/auth?" in seen)
    assert begun["code_challenge_method"] == ["S256"]
    assert begun["response_type"] == ["code"]
    assert min(len(begun[name][0]) for name in ("state", "nonce", "code_challenge")) >= 22
    (noted,) = [line for line in lines if line["event"] == "login"]
    assert (noted["actie"], noted["resultaat"], noted["oorsprong"]) == (
        "aanmelden",
        "gelukt",
        browser.place,
    )
    told = json.dumps(lines, default=str)
    assert account_of("consulent-1") not in told
    assert not any(word in told for word in ("eyJ", begun["state"][0], begun["nonce"][0]))


def test_the_browser_holds_one_word_and_the_database_nobodys_name(world: World) -> None:
    browser = world.browser()
    browser.log_in("consulent-1")
    ours = {
        cookie.name: cookie
        for cookie in browser.client.cookies.jar
        if cookie.name.startswith("doorstart")
    }
    session = ours["doorstart_sessie"]
    assert session.has_nonstandard_attr("HttpOnly")
    assert session.get_nonstandard_attr("SameSite") == "lax"
    assert session.expires is None
    assert len(session.value or "") >= 43
    kept = " ".join(str(row) for row in world.rows("SELECT * FROM sessies"))
    assert account_of("consulent-1") not in kept
    assert (session.value or "?") not in kept
    assert "eyJ" not in kept
    assert world.rows("SELECT count(*) FROM begonnen_logins WHERE verzegeld IS NULL") == [(0,)]


def test_a_session_is_known_to_every_gateway_and_after_a_restart(world: World) -> None:
    """The second gateway was made apart from the first: nothing but the database and the keys is the same."""
    browser = world.browser()
    browser.log_in("consulent-1")
    cookies = {"Cookie": f"doorstart_sessie={browser.client.cookies['doorstart_sessie']}"}
    host = {"Host": world.gateway.removeprefix("http://")}
    other = httpx.get(f"{world.gateways[1]}/klok", headers=cookies | host)
    assert is_in(other)


def test_a_deed_is_done_under_the_own_name(world: World) -> None:
    browser = world.browser()
    browser.log_in("consulent-1")
    headers = {"Doorstart-Actor": "beheer-1", "Authorization": "Basic x"}
    done = browser.send("/klok", {"sleutel": "k-1"}, **{"Doorstart-Actor": "beheer-1"})
    assert done.status_code == 303
    assert browser.client.get(f"{world.gateway}/klok", headers=headers).status_code == 401
    assert "3 maart 2026" in browser.open("/klok").text


def test_who_is_not_of_the_organisation_is_told(world: World) -> None:
    page = world.browser().log_in("vertrokken-1")
    assert page.status_code == 403
    assert "Wij kennen dit account niet" in page.text
    assert "Vraag uw beheerder" in page.text


def test_a_role_that_is_taken_away_counts_at_the_next_page(world: World) -> None:
    browser = world.browser()
    assert is_in(browser.log_in("auditor-1"))
    taken = world.known.pop(account_of("auditor-1"))
    try:
        assert browser.open("/klok").status_code == 403
        assert browser.send("/klok", {"sleutel": "k-9"}).status_code == 403
    finally:
        world.known[account_of("auditor-1")] = taken
    assert is_in(browser.open("/klok"))


def test_a_wrong_password_is_the_business_of_the_provider(world: World) -> None:
    browser = world.browser()
    answer = browser.log_in("consulent-1", password="mis")
    assert asks(world, answer)
    assert "doorstart_sessie" not in browser.client.cookies


def test_a_code_and_a_state_work_once_and_in_their_own_browser(world: World) -> None:
    browser, other = world.browser(), world.browser()
    browser.log_in("consulent-1")
    came_back = next(seen for seen in browser.seen if "/aanmelden/terug" in seen)
    for who in (browser, other):
        again = who.client.get(came_back)
        assert (again.status_code, "U kunt zo niet verder met aanmelden" in again.text) == (
            400,
            True,
        )
    assert "doorstart_sessie" not in other.client.cookies
    begun = other.client.get(f"{world.gateway}/aanmelden?naar=/klok").headers["location"]
    fresh = parse_qs(urlsplit(begun).query)["state"][0]
    old = parse_qs(urlsplit(came_back).query)
    for asked, said in (
        ({"code": old["code"][0], "iss": world.keycloak.issuer}, "klopt niet"),
        (
            {"code": old["code"][0], "iss": "https://kwaad.example"},
            "U kunt zo niet verder met aanmelden",
        ),
    ):
        answer = other.client.get(
            f"{world.gateway}/aanmelden/terug", params={"state": fresh, **asked}
        )
        assert said in answer.text
        assert "doorstart_sessie" not in other.client.cookies
    stolen = browser.client.get(
        f"{world.gateway}/aanmelden/terug", params={"state": fresh, "code": "x"}
    )
    assert stolen.status_code == 400


def test_a_login_that_another_site_ends_in_your_browser_ends_nothing(world: World) -> None:
    """Login CSRF: a code of somebody else with a state of somebody else."""
    attacker, victim = world.browser(), world.browser()
    asked = attacker.open("/klok")
    victim.open("/klok")
    attacker.client.get(asked.url)
    forged = f"{world.gateway}/aanmelden/terug?state=geraden&code=van-een-ander"
    assert victim.client.get(forged).status_code == 400
    assert "doorstart_sessie" not in victim.client.cookies


NOT_OURS = (
    "//kwaad.example",
    "https://kwaad.example/",
    "/\\kwaad.example",
    "\\\\kwaad.example",
    "javascript:1",
    "klok",
    "/aanmelden",
    "/afmelden",
    "/" + "x" * 3000,
    "",
)


def test_back_is_only_to_a_page_of_our_own(world: World) -> None:
    browser = world.browser()
    browser.log_in("consulent-1")
    for asked in NOT_OURS:
        answer = browser.client.get(f"{world.gateway}/aanmelden", params={"naar": asked})
        assert (answer.status_code, answer.headers.get("location")) == (303, "/"), asked


def test_a_page_of_another_site_changes_nothing_and_logs_nobody_out(world: World) -> None:
    browser = world.browser()
    browser.log_in("consulent-1")
    for headers in (
        {"Origin": "https://kwaad.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": world.gateway},
        {},
    ):
        for path in ("/klok", "/afmelden", "/stand/geparkeerd", "/klok/v1/dagen"):
            answer = browser.client.post(world.gateway + path, data={}, headers=headers)
            assert answer.status_code == 403, (path, headers)
    assert browser.client.get(f"{world.gateway}/afmelden").status_code in (404, 405)
    assert is_in(browser.open("/klok"))


def test_another_name_for_our_address_reads_nothing(world: World) -> None:
    browser = world.browser()
    browser.log_in("consulent-1")
    cookie = {"Cookie": f"doorstart_sessie={browser.client.cookies['doorstart_sessie']}"}
    for name in ("kwaad.example", "localhost", f"127.0.0.1:{world.keycloak.port}"):
        answer = httpx.get(f"{world.gateway}/klok", headers=cookie | {"Host": name})
        assert answer.status_code == 401, name


def test_logging_out_ends_it_here_and_at_the_provider(world: World) -> None:
    browser = world.browser()
    browser.log_in("consulent-1")
    old = browser.client.cookies["doorstart_sessie"]
    left = browser.send("/afmelden", {})
    assert left.status_code == 200
    seconds, _, goodbye = left.headers["refresh"].partition("; url=")
    assert (
        seconds,
        goodbye.startswith(f"{world.keycloak.issuer}/protocol/openid-connect/logout"),
    ) == ("0", True)
    assert "U bent afgemeld" in browser.open(goodbye).text
    for gateway in world.gateways:
        again = httpx.get(
            f"{gateway}/klok",
            headers={
                "Cookie": f"doorstart_sessie={old}",
                "Host": world.gateway.removeprefix("http://"),
            },
        )
        assert again.status_code == 401
    assert asks(world, browser.open("/klok"))


def test_logging_out_everywhere_ends_every_browser_of_this_account_and_of_no_other(
    world: World,
) -> None:
    one, two, other = world.browser(), world.browser(), world.browser()
    for browser, who in ((one, "consulent-1"), (two, "consulent-1"), (other, "beheer-1")):
        assert is_in(browser.log_in(who))
    assert 'name="overal" value="1"' in one.open("/").text
    one.send("/afmelden", {"overal": "1"})
    assert two.client.get(f"{world.gateway}/klok").status_code == 303
    assert is_in(other.open("/klok"))


def test_who_is_logged_out_at_the_provider_is_out_here_at_once(world: World) -> None:
    browser = world.browser()
    assert is_in(browser.log_in("auditor-1"))
    ended = world.admin("POST", f"/users/{account_of('auditor-1')}/logout")
    assert ended.status_code == 204
    assert browser.client.get(f"{world.gateway}/klok").status_code == 303
    assert world.rows("SELECT count(*) FROM afmeldingen")[0][0] >= 1


def test_a_message_of_logging_out_that_is_not_the_providers_ends_nobody(world: World) -> None:
    browser = world.browser()
    browser.log_in("beheer-1")
    for forged in ("", "x.y.z", world.partner_token()):
        told = httpx.post(
            f"{world.gateway}/aanmelden/afgemeld-bij-aanbieder", data={"logout_token": forged}
        )
        assert told.status_code == 400
    assert is_in(browser.open("/klok"))


def test_an_account_that_is_closed_at_the_provider_is_out_when_it_is_asked_again(
    world: World,
) -> None:
    browser = world.browser()
    assert is_in(browser.log_in("auditor-1"))
    account = f"/users/{account_of('auditor-1')}"
    world.admin("PUT", account, json={**world.admin("GET", account).json(), "enabled": False})
    try:
        world.rows("UPDATE sessies SET nagevraagd_op = now() - interval '6 minutes'")
        assert browser.client.get(f"{world.gateway}/klok").status_code == 303
        assert browser.client.get(f"{world.gateway}/klok").status_code == 303
    finally:
        world.admin("PUT", account, json={**world.admin("GET", account).json(), "enabled": True})


def test_who_does_nothing_or_stays_too_long_logs_in_again(world: World) -> None:
    for column, within, after in (
        ("gezien_op", "29 minutes", "31 minutes"),
        ("begonnen_op", "9 hours 59 minutes", "10 hours 1 minute"),
    ):
        browser = world.browser()
        assert is_in(browser.log_in("beheer-1"))
        world.rows(f"UPDATE sessies SET {column} = now() - interval '{within}'")
        assert is_in(browser.open("/klok"))
        world.rows(f"UPDATE sessies SET {column} = now() - interval '{after}'")
        assert browser.client.get(f"{world.gateway}/klok").status_code == 303
        sent = browser.send("/klok", {"sleutel": "k-2"})
        assert (sent.status_code, "U bent niet meer aangemeld" in sent.text) == (401, True)


def test_who_tries_too_often_waits_and_nobody_else_does(world: World) -> None:
    eager, other = world.browser(), world.browser()
    answers = [eager.client.get(f"{world.gateway}/aanmelden") for _ in range(42)]
    assert {answer.status_code for answer in answers[:40]} == {303}
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["retry-after"]) >= 1
    assert "Wacht" in answers[-1].text
    assert other.client.get(f"{world.gateway}/aanmelden").status_code == 303


def test_a_program_hears_that_it_must_log_in_and_is_not_sent_to_a_form(world: World) -> None:
    answer = httpx.get(world.gateway + DAY)
    assert (answer.status_code, answer.json()["code"]) == (401, "niet-aangemeld")


def test_a_partner_comes_by_itself_through_the_gateway_with_the_scopes_it_has(world: World) -> None:
    token = {"Authorization": f"Bearer {world.partner_token()}"}
    for base in (world.gateway, world.service):
        asked = httpx.get(base + DAY, headers=token)
        assert asked.status_code == 200, asked.text
        written = httpx.post(f"{base}/klok/v1/dagen", json={"tot": "2026-03-04"}, headers=token)
        assert (written.status_code, written.json()["code"]) == (403, "recht-ontbreekt")
        assert httpx.get(f"{base}/klok", headers=token).status_code == 403
        assert httpx.get(f"{base}{DAY}?access_token={world.partner_token()}").status_code == 401
    writing = {"Authorization": f"Bearer {world.partner_token('doorstart:klok:schrijven')}"}
    done = httpx.post(f"{world.gateway}/klok/v1/dagen", json={"tot": "2026-03-04"}, headers=writing)
    assert done.status_code == 201
    taken = world.known.pop(f"systeem:{PARTNER}")
    try:
        assert httpx.get(world.gateway + DAY, headers=token).status_code == 403
    finally:
        world.known[f"systeem:{PARTNER}"] = taken


def test_a_service_asks_intake_for_names_with_a_token_of_its_own(
    world: World, new_database: Callable[[str], Database]
) -> None:
    provider = Provider(world.keycloak.issuer)
    with house(new_database, "intake", date(2026, 3, 2)) as (app, _), running(app) as url:
        for scope, knows in (("doorstart:intake:personen", True), ("doorstart:klok:lezen", False)):
            system = ClientCredentials(provider, PARTNER, world.partner, scope)
            asking = Personenvraag(url, "", system=system)
            dossier = uuid4()
            assert asking.namen_of_niets([dossier]) == ({} if knows else None)
            assert system.token() == system.token()
        by_credential = Personenvraag(url, TOKEN)
        assert by_credential.namen_of_niets([dossier]) == {}
        for wrong in ("", "x.y.z", "geen-token"):
            assert Personenvraag(url, wrong).namen_of_niets([dossier]) is None
        page = httpx.get(f"{url}/aanmeldingen", headers={"Authorization": f"Bearer {TOKEN}"})
        assert page.status_code == 401


def test_tokens_of_the_provider_that_are_not_for_us_open_nothing(world: World) -> None:
    """An id token and the token of an administrator are signed by keys that this Keycloak really has."""
    name = {"grant_type": "password", "client_id": "admin-cli"}
    admin = httpx.post(
        f"{world.keycloak.url}/realms/master/protocol/openid-connect/token",
        data=name | dict(zip(("username", "password"), world.keycloak.admin or (), strict=True)),
    ).json()
    for token in (admin["access_token"], admin["refresh_token"]):
        for base in (world.gateway, world.service):
            answer = httpx.get(base + DAY, headers={"Authorization": f"Bearer {token}"})
            assert answer.status_code == 401


def test_new_keys_of_the_provider_are_taken_over_while_everybody_works_on(world: World) -> None:
    browser, before = world.browser(), world.partner_token()
    assert is_in(browser.log_in("consulent-1"))
    for algorithm in ("PS256", "RS256"):
        made = world.admin(
            "POST",
            "/components",
            json={
                "name": f"nieuw-{algorithm}",
                "providerId": "rsa-generated",
                "providerType": "org.keycloak.keys.KeyProvider",
                "config": {"priority": ["200"], "algorithm": [algorithm], "keySize": ["2048"]},
            },
        )
        assert made.status_code == 201, made.text
    after = world.partner_token()
    assert _kid(before) != _kid(after)
    assert is_in(browser.open("/klok"))
    # A key that nobody knew is asked for at most once in ten seconds.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("shared.web.provider.PATIENCE_SECONDS", 0.0)
        for token in (before, after):
            answer = httpx.get(world.gateway + DAY, headers={"Authorization": f"Bearer {token}"})
            assert answer.status_code == 200
        assert is_in(world.browser().log_in("beheer-1"))


def test_a_provider_that_is_away_throws_nobody_out_and_tells_who_wants_in(world: World) -> None:
    """Stopped and started again: afterwards all goes on."""
    inside, outside = world.browser(), world.browser()
    assert is_in(inside.log_in("consulent-1"))
    token = {"Authorization": f"Bearer {world.partner_token()}"}
    assert httpx.get(world.gateway + DAY, headers=token).status_code == 200
    begun = outside.client.get(f"{world.gateway}/aanmelden").headers["location"]
    back = {"code": "x", "state": parse_qs(urlsplit(begun).query)["state"][0]}
    world.stop()
    world.rows("UPDATE sessies SET nagevraagd_op = now() - interval '6 minutes'")
    assert is_in(inside.open("/klok"))
    assert is_in(inside.open("/klok"))
    assert inside.send("/klok", {"sleutel": "k-3"}).status_code == 303
    assert httpx.get(world.gateway + DAY, headers=token).status_code == 200
    away = outside.client.get(
        f"{world.gateway}/aanmelden/terug", params=back | {"iss": world.keycloak.issuer}
    )
    with world.another_gateway() as new:
        for answer in (away, outside.client.get(f"{new}/aanmelden")):
            assert (answer.status_code, answer.headers["retry-after"]) == (503, "30")
            for said in ("U kunt zich nu even niet aanmelden", "Wat bewaard is", "over een minuut"):
                assert said in answer.text
        program = httpx.get(new + DAY, headers=token)
        assert (program.status_code, program.json()["code"]) == (503, "aanmelding-onbereikbaar")
    world.start()
    assert is_in(inside.open("/klok"))
    assert is_in(world.browser().log_in("beheer-1"))


def _kid(token: str) -> str:
    return str(jws.extract_compact(token.encode()).headers()["kid"])
