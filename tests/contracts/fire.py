"""What schemathesis finds in one application: every phase, every check, the same requests each time."""

import base64
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import schemathesis
from hypothesis import strategies as st
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema
from starlette.types import ASGIApp, Receive, Scope, Send

from deploy.local.city import REKENING
from deploy.local.city.bankbestand import Storting, bankbestand
from shared.velden import EERSTE_DAG, LAATSTE_DAG
from tests.intake.bestanden import pdf
from tests.ledger.bank.test_mt940 import bestand

CAMT, _ = bankbestand(date(2026, 3, 4), 0, [Storting("7123456789012345", 1_234)], 1)
MT940 = bestand(("C10,00NTRFNONREF", "/REMI/USTD//7123456789012345/"), rekening=REKENING).encode()
FILES: dict[str, st.SearchStrategy[bytes]] = {
    "application/xml": st.just(CAMT),
    "text/xml": st.just(CAMT),
    "text/plain": st.just(MT940),
}
CSV = "\r\n".join(
    (
        "gemeente;kanaal;groep;hulpvraag;bsn;naam;straat;huisnummer;postcode;plaats",
        "GM9901;web;gevestigd;schulden;999990019;Noor;Dijk;1;1234 AB;Doorstad",
    )
)
# Texts whose check is code: a schema can only name them, so here is what each name stands for.
FORMATS: dict[str, st.SearchStrategy[str]] = {
    "date": st.dates(EERSTE_DAG, LAATSTE_DAG).map(lambda day: day.isoformat()),
    "regel": st.sampled_from(["Team Oost", "a", "Eén regel, niet meer", "x" * 60]),
    "gemeente": st.sampled_from(["GM9901", "gm9902"]),
    "naam": st.sampled_from(["Noor", "Van der Heijden-Öztürk", "Dorpsstraat"]),
    "handelsnaam": st.sampled_from(["Bakkerij 't Hoekje", "24/7"]),
    "bsn": st.sampled_from(["999990019", "999.990.020", "123456782"]),
    "iban": st.sampled_from(["NL91ABNA0417164300", "nl91 abna 0417 1643 00"]),
    "kvk-nummer": st.from_regex("[0-9]{8}", fullmatch=True),
    "postcode": st.from_regex("[1-9][0-9]{3} ?[B-R][B-R]", fullmatch=True),
    "land": st.sampled_from(["NL", "nl"]),
    "huisnummer": st.sampled_from(["1", "12 b", "12-2", "t/o 7"]),
    "telefoon": st.sampled_from(["0612345678", "+31 6 12345678", "020-1234567"]),
    "emailadres": st.sampled_from(["naam@voorbeeld.nl", "a.b+c@Voorbeeld.example"]),
    "aanmeldingen": st.sampled_from([CSV, CSV.replace(";", ",")]),
    "bestand": st.sampled_from([base64.b64encode(pdf(text)).decode() for text in ("een", "twee")]),
    "bestandsnaam": st.sampled_from(["cijfers.pdf", "C:\\map\\cijfers.PDF", "../jaar 2025.pdf"]),
    "documentkenmerk": st.sampled_from(["AKTE-2026-17", "HYP-7", "OVK-26-A1"]),
    "tekst": st.sampled_from(["", "Eén regel.", "Twee\nregels, met een é", "y" * 200]),
}
for name, strategy in FORMATS.items():
    schemathesis.openapi.format(name, strategy)
for kind, files in FILES.items():
    schemathesis.openapi.media_type(kind, files)


@schemathesis.serializer("text/csv")
def as_file(_: schemathesis.SerializationContext, value: Any) -> Any:
    """What is no text is sent as how it is written, and must be refused."""
    return value if isinstance(value, bytes) else str(value).encode()


@dataclass(frozen=True)
class FromHere:
    """The application as somebody on this machine reaches it; its document is read with the token too."""

    app: ASGIApp
    token: str

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        here = {"client": ("127.0.0.1", 1)} if scope["type"] == "http" else {}
        if scope.get("path", "").endswith("/openapi.json"):
            shown = (b"authorization", f"Bearer {self.token}".encode())
            here["headers"] = [*scope["headers"], shown]
        await self.app({**scope, **here}, receive, send)


@dataclass
class Report:
    """`findings` holds one request for each operation and check; `answers` counts statuses."""

    findings: dict[tuple[str, str, str], str] = field(default_factory=dict)
    answers: Counter[int] = field(default_factory=Counter)

    def add(self, label: str, check: str, said: str, request: str) -> None:
        self.findings.setdefault((label, check, said), request)

    def __str__(self) -> str:
        return "\n".join(
            f"{' | '.join(key)}\n    {request}" for key, request in sorted(self.findings.items())
        )


def fire(
    app: ASGIApp,
    base: str,
    known: Mapping[str, str],
    token: str,
    *,
    examples: int,
    seed: int,
    bounds: bool = True,
) -> Report:
    """Asks everything that the document of `app` describes, with a token and without; `known` fills path parameters with what exists.

    `bounds` tries every bound of every field too, which is most of the work.
    """
    schema = schemathesis.openapi.from_asgi(
        f"{base}/openapi.json", FromHere(app, token), config=SchemathesisConfig(seed=seed)
    )
    schema.config.generation.update(max_examples=examples, database="none", no_shrink=True)
    # Words out of our own code would be tried where a field asks for a number of the bank or the register.
    schema.config.analysis.constants.enabled = False
    schema.config.parameters.update(known)
    schema.config.update(headers={"Authorization": f"Bearer {token}"})
    schema.config.phases.coverage.enabled = bounds
    schema.config.continue_on_failure = True
    report = Report()
    for event in from_schema(schema).execute():
        if isinstance(event, events.ScenarioFinished):
            _read(report, event.recorder)
        elif isinstance(event, events.NonFatalError):
            report.add(event.label, "schemathesis", repr(event.value), "")
        elif isinstance(event, events.FatalError):
            report.add("schemathesis", "itself", repr(event.exception), "")
    return report


def _read(report: Report, recorder: Any) -> None:
    for exchange in recorder.interactions.values():
        if exchange.response is not None:
            report.answers[exchange.response.status_code] += 1
    for case_id, checks in recorder.checks.items():
        for check in checks:
            if check.failure_info is not None:
                failure = check.failure_info.failure
                label = recorder.cases[case_id].value.operation.label
                said = (
                    f"{failure.title}: {failure.message}"
                    if "data" not in check.name
                    else failure.title
                )
                answer = recorder.interactions[case_id].response
                told = answer.text[:400] if answer is not None else ""
                report.add(label, check.name, said, f"{check.failure_info.code_sample}\n    {told}")
