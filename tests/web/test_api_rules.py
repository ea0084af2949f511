"""The NL API Design Rules, seen from outside."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from structlog.testing import capture_logs

from tests.web.api_rules import broken_rules
from tests.web.sample import sample_api, sample_app
from tests.web.server import running

DRIE_DELEN = {"watGebeurde", "watBewaardIs", "watTeDoen"}
GOOD = {"bedrag_cent": 5, "toelichting": "kort"}


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    with (
        pytest.MonkeyPatch.context() as patch,
        running(sample_app()) as url,
        httpx.Client(base_url=url) as client,
    ):
        patch.setenv("DOORSTART_DEMO", "1")
        yield client


def problem(response: Any, status: int, code: str) -> dict[str, Any]:
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = response.json()
    assert body["status"] == status
    assert body["code"] == code
    assert {"title", "detail"} | DRIE_DELEN <= body.keys()
    assert all(body[part] for part in DRIE_DELEN)
    return body


def test_success_answers_what_was_taken_in(client: httpx.Client) -> None:
    response = client.post("/proef/v1/aanvragen", json=GOOD)
    assert (response.status_code, response.json()) == (201, GOOD)


@pytest.mark.parametrize(
    "path",
    [
        "/proef/v1/aanvragen",
        "/proef/v1/bestaat-niet",
        "/proef/v1/kapot/7",
        "/proef/v1/openapi.json",
    ],
)
def test_every_answer_carries_version_and_security_headers(client: httpx.Client, path: str) -> None:
    headers = client.get(path).headers
    assert headers["API-Version"] == "1.2.3"
    assert headers["Cache-Control"] == "no-store"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert "max-age" in headers["Strict-Transport-Security"]


def test_invalid_input_is_400_with_all_mistakes_together(client: httpx.Client) -> None:
    response = client.post(
        "/proef/v1/aanvragen", json={"bedrag_cent": 0, "toelichting": "x" * 21, "bsn": "999990019"}
    )
    body = problem(response, 400, "invoer-onjuist")
    assert {fout["veld"]: fout["melding"] for fout in body["fouten"]} == {
        "bedrag_cent": "Dit moet meer zijn dan 0.",
        "toelichting": "Vul hoogstens 20 tekens in.",
        "bsn": "Dit veld kennen wij niet.",
    }
    assert "999990019" not in response.text


def test_query_mistakes_are_400_too(client: httpx.Client) -> None:
    body = problem(client.get("/proef/v1/aanvragen?pageSize=veel"), 400, "invoer-onjuist")
    assert body["fouten"] == [{"veld": "pageSize", "melding": "Dit moet een heel getal zijn."}]


@pytest.mark.parametrize(
    ("content", "media_type", "status", "code"),
    [
        (b'{"bedrag_cent": ', "application/json", 400, "json-onleesbaar"),
        (b"\x80", "application/json", 400, "verzoek-onleesbaar"),
        (b"", "application/json", 400, "invoer-onjuist"),
        (b"[" * 100_000, "application/json", 400, "verzoek-onleesbaar"),
        (b"<a/>", "application/xml", 415, "inhoudsvorm-onbekend"),
        (b"{}", "", 415, "inhoudsvorm-onbekend"),
        (b"x" * (2**20 + 1), "application/json", 413, "verzoek-te-groot"),
    ],
)
def test_unreadable_content_is_told_in_three_parts(
    client: httpx.Client, content: bytes, media_type: str, status: int, code: str
) -> None:
    headers = {"content-type": media_type} if media_type else {}
    problem(client.post("/proef/v1/aanvragen", content=content, headers=headers), status, code)


def test_raw_content_is_taken_as_documented_up_to_its_own_limit(client: httpx.Client) -> None:
    csv = {"content-type": "text/csv; charset=utf-8"}
    assert client.post("/proef/v1/bestanden", content=b"a;b", headers=csv).json() == {"bytes": 3}
    problem(
        client.post("/proef/v1/bestanden", content=b"x" * 11, headers=csv), 413, "verzoek-te-groot"
    )
    problem(
        client.post("/proef/v1/bestanden", content=iter([b"x" * 6, b"x" * 6]), headers=csv),
        413,
        "verzoek-te-groot",
    )
    problem(client.post("/proef/v1/bestanden", json={}), 415, "inhoudsvorm-onbekend")


def test_unknown_address_and_method(client: httpx.Client) -> None:
    problem(client.get("/proef/v1/bestaat-niet"), 404, "niet-gevonden")
    problem(client.get("/proef/v1/aanvragen/"), 404, "niet-gevonden")
    response = client.delete("/proef/v1/aanvragen")
    problem(response, 405, "methode-niet-toegestaan")
    assert "GET" in response.headers["allow"] or "POST" in response.headers["allow"]


def test_a_domain_refusal_is_translated(client: httpx.Client) -> None:
    body = problem(
        client.post("/proef/v1/aanvragen", json=GOOD | {"bedrag_cent": 101}), 409, "bedrag-te-hoog"
    )
    assert body["watBewaardIs"] == "De weigering is vastgelegd."


def test_an_unforeseen_error_keeps_its_cause_for_the_log(client: httpx.Client) -> None:
    with capture_logs() as logs:
        response = client.get("/proef/v1/kapot/7")
    body = problem(response, 500, response.json()["code"])
    assert "geheim" not in response.text
    assert "RuntimeError" not in response.text
    (line,) = logs
    assert (line["code"], line["error"], line["route"]) == (
        body["code"],
        "RuntimeError",
        "/kapot/{aanvraagId}",
    )
    assert "geheim" not in str(line)


def test_another_website_cannot_change_anything(client: httpx.Client) -> None:
    problem(
        client.post("/proef/v1/aanvragen", json=GOOD, headers={"sec-fetch-site": "cross-site"}),
        403,
        "vreemde-pagina",
    )
    problem(
        client.post("/proef/v1/aanvragen", json=GOOD, headers={"origin": "https://elders.example"}),
        403,
        "vreemde-pagina",
    )
    same = {"sec-fetch-site": "same-origin", "origin": str(client.base_url)}
    assert client.post("/proef/v1/aanvragen", json=GOOD, headers=same).status_code == 201


def test_the_document_is_public_and_follows_the_rules(client: httpx.Client) -> None:
    response = client.get("/proef/v1/openapi.json")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    document = response.json()
    assert document["servers"] == [{"url": "/proef/v1"}]
    assert document["info"]["contact"].keys() == {"name", "url", "email"}
    assert "422" not in response.text
    assert "HTTPValidationError" not in response.text
    post = document["paths"]["/aanvragen"]["post"]
    assert "API-Version" in post["responses"]["201"]["headers"]
    for status in ("400", "413", "415"):
        assert list(post["responses"][status]["content"]) == ["application/problem+json"]
    assert document["paths"]["/bestanden"]["post"]["requestBody"]["content"].keys() == {"text/csv"}


def test_broken_rules_are_named() -> None:
    assert list(broken_rules(sample_api().openapi())) == []
    parameter = {"in": "query", "name": "page_size"}
    bad = {"paths": {"/Aan_vragen/": {"get": {"parameters": [parameter]}}}}
    assert len(list(broken_rules(bad))) == 2


def test_health_is_for_machines(client: httpx.Client) -> None:
    assert client.get("/proef/health/live").json()["status"] == "pass"
    ready = client.get("/proef/health/ready")
    assert ready.status_code == 503
    assert ready.json()["checks"] == {"klok": "pass", "postgres": "fail"}
    assert "geheim" not in ready.text
    assert client.get("/proef/health/progress").json() == {"einde": 7}
    assert "python_info" in client.get("/proef/metrics").text
