"""The line of the demo city to the services: a real request as a seeded actor, and an answer that a desk reckons with."""

from dataclasses import dataclass, field
from itertools import count
from typing import Any

import httpx

from deploy.local.system.failures import CannotStart

CONSULENT = "consulent-1"
RECORDED_REFUSALS = (403, 409)
# A mistake of ours, never a refusal: a key belongs to one request of one caller.
KEY_REUSED = "sleutel-hergebruikt"
PAGE = 100


@dataclass
class Line:
    """`urls` maps a service to its address."""

    urls: dict[str, str]
    client: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=60.0))

    def page(self, address: str, actor: str | None = CONSULENT) -> str:
        """A page of intake as it is read; without an actor as an entrepreneur reads it."""
        headers = {"Doorstart-Actor": actor} if actor else {}
        answer = self.client.get(f"{self.urls['intake']}{address}", headers=headers)
        return self._understood(answer, "intake", "GET", address).text

    def submit(
        self,
        address: str,
        fields: dict[str, Any],
        key: str,
        *,
        actor: str | None = CONSULENT,
        paper: bytes | None = None,
    ) -> None:
        """Sends a form of a page of intake, with a file where there is one; the same key sends it once."""
        file = {"bestand": ("stuk.pdf", paper, "application/pdf")} if paper else None
        answer = self.client.post(
            f"{self.urls['intake']}{address}",
            data={**fields, "sleutel": key},
            files=file,
            headers={"Doorstart-Actor": actor} if actor else {},
        )
        self._understood(answer, "intake", "POST", address)

    def _pages(
        self, service: str, resource: str, field: str = "", **query: str
    ) -> list[dict[str, Any]]:
        """All rows; the list may change while it is read, so a page that is not full is the last."""
        rows: list[dict[str, Any]] = []
        for page in count(1):
            answer = self._send(
                "GET", service, resource, params={**query, "page": page, "pageSize": PAGE}
            ).json()
            rows.extend(found := answer[field or resource])
            if len(found) < PAGE:
                break
        return rows

    def _send(
        self, method: str, service: str, resource: str, *, actor: str = CONSULENT, **options: Any
    ) -> httpx.Response:
        headers = {"Doorstart-Actor": actor, **options.pop("headers", {})}
        answer = self.client.request(
            method, f"{self.urls[service]}/{service}/v1/{resource}", headers=headers, **options
        )
        return self._understood(answer, service, method, resource)

    @staticmethod
    def _understood(
        answer: httpx.Response, service: str, method: str, resource: str
    ) -> httpx.Response:
        """Raises CannotStart for an answer that no desk reckons with."""
        is_known = answer.status_code in RECORDED_REFUSALS and KEY_REUSED not in answer.text
        if answer.is_error and not is_known:
            problem = answer.json() if "json" in answer.headers.get("content-type", "") else {}
            raise CannotStart(
                f"{service} antwoordde {answer.status_code} op {method} {resource}: {problem.get('watGebeurde', answer.text[:200])}"
                f" {problem.get('fouten', '')}",
                kept="Wat de demo tot nu toe beleefde, staat er nog.",
                now=[
                    "Lees het logboek van deze dienst in .doorstart/logs.",
                    "Ga verder met: doorstart demo",
                ],
            )
        return answer
