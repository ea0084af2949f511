"""One logger: every line is JSON and says of which trace and command it is; no line, and no traceback, holds what was filled in."""

import ast
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from structlog.testing import capture_logs

from shared.observability import caused, current_trace
from shared.settings import Database
from shared.store import Store
from shared.transaction import Transaction
from tests.plumbing.log_process import SECRET, TRACE
from tests.plumbing.toy import FAILS, FEITEN, GOOD, Toy, event, record
from tests.web.huis import client_of, web_of

ROOT = Path(__file__).parents[2]


def lines_of(*arguments: str) -> list[dict[str, Any]]:
    ended = subprocess.run(
        [sys.executable, "-m", "tests.plumbing.log_process", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert SECRET not in ended.stderr
    return [json.loads(line) for line in ended.stderr.splitlines()]


def test_every_line_is_json_with_its_service_process_trace_and_cause() -> None:
    lines = lines_of()
    for line in lines:
        assert (line["service"], line["process"]) == ("proef", "web+relay")
        assert {"trace_id", "cause", "event", "level", "timestamp"} <= set(line)
    told = {line["event"]: line for line in lines}
    assert (told["nothing behind it"]["trace_id"], told["nothing behind it"]["cause"]) == (
        None,
        None,
    )
    for inside in ("ours", "also ours", "ours failed", "a library, with what it was given"):
        assert told[inside]["trace_id"] == TRACE.split("-")[1]
        assert told[inside]["cause"] == "opdracht-1"
    assert told["a library, with what it was given"]["library"] == "aiokafka"


def test_an_error_is_told_by_its_kind_and_its_place_wherever_it_comes_from() -> None:
    told = {line["event"]: line for line in lines_of()}
    for failed in (
        "it failed: ValidationError",
        "ours failed",
        "with the error itself",
        "Task exception was never retrieved",
        "a thread ends by an error",
    ):
        assert told[failed]["error"] == "ValidationError", failed
        assert any(frame.endswith(" refuse") for frame in told[failed]["frames"]), failed
    assert told["ends by an error"]["error"] == "ValueError"
    assert told["ends by an error"]["frames"]
    grouped = {line["event"]: line for line in lines_of("group")}["ends by an error"]
    assert grouped["error"] == "ExceptionGroup <- ValueError"


def test_nobody_makes_a_logger_of_his_own() -> None:
    makers = [
        str(path.relative_to(ROOT))
        for folder in ("shared", "services", "deploy")
        for path in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Import) and any(name.name == "logging" for name in node.names)
    ]
    # The second only silences the client while the broker of this machine is not there yet.
    assert makers == ["shared/observability.py", "deploy/local/engines/kafka.py"]


def test_a_request_is_of_the_trace_of_its_caller_from_the_log_to_the_fact(
    new_database: Callable[[str], Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    from deploy.klok import main  # noqa: PLC0415 -- reads the environment of this test

    database = new_database("klok")
    client = client_of(web_of("klok", database, monkeypatch))
    client.post("/klok/v1/dagen", json={"tot": "2026-03-02"}, headers={"traceparent": TRACE})
    client.post("/klok/v1/dagen", json={"tot": "2026-03-03"}, headers={"traceparent": "nonsense"})
    client.post("/klok/v1/dagen", json={"tot": "2026-03-04"})
    store = Store(database, main.FEITEN)
    given, unreadable, absent = (stored.cause.traceparent for stored in store.page(0))
    store.close()
    assert given == TRACE
    for made in (unreadable, absent):
        assert re.fullmatch(r"00-[0-9a-f]{32}-[0-9a-f]{16}-01", made or "")
    assert unreadable != absent


def test_what_a_command_logs_is_of_its_trace_and_its_id(
    new_database: Callable[[str], Database],
) -> None:
    from shared.handle import Command, Done, once  # noqa: PLC0415 -- beside its use

    store, seen = Store(new_database("intake"), FEITEN), list[Any]()
    command = Command("consulent-1")

    def work(_: Transaction) -> Done:
        seen.append((current_trace(), command.cause(event(uuid4(), 0).time.date()).traceparent))
        return Done()

    with caused(None, TRACE):
        once(store, command, work, Done)
    assert current_trace() is None
    assert seen == [(TRACE, TRACE)]
    store.close()


def test_what_an_event_does_is_of_its_trace_and_a_parked_one_is_told_with_it(
    new_database: Callable[[str], Database],
) -> None:
    store = Store(new_database("intake"), FEITEN)
    toy, traces = Toy(store), dict[str, str | None]()
    handle = toy.handle

    def watched(transaction: Transaction, heard: Any, said: Any) -> None:
        traces[said.gemeente] = current_trace()
        handle(transaction, heard, said)

    consumer = type(toy.consumer)("intake", store, watched)
    for number, gemeente in enumerate((GOOD, FAILS)):
        heard = event(uuid4(), 1, gemeente).model_copy(update={"traceparent": TRACE})
        key, value, headers = record(heard)
        delivery = delivery_of(number, key, value, headers)
        with capture_logs():
            consumer.take_in([delivery])
    assert traces == {GOOD: TRACE, FAILS: TRACE}
    assert current_trace() is None
    store.close()


def delivery_of(offset: int, key: bytes, value: bytes, headers: Any) -> Any:
    from shared.kafka.consumer import Delivery  # noqa: PLC0415 -- beside its use

    return Delivery("t", uuid4(), 0, offset, key, value, tuple(headers))
