"""All web processes as their own main.py wires them, in this process and on a real database."""

import importlib
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from shared.observability import Watchdog
from shared.settings import Database

DIENSTEN = ("intake", "routing", "bbz", "ledger", "notify", "klok", "organisatie")
BESIDE = ("klok", "organisatie")


def web_of(dienst: str, database: Database, monkeypatch: pytest.MonkeyPatch) -> FastAPI:
    """The app that the web process of a service serves."""
    for name, value in {
        "DOORSTART_DEMO": "1",
        "DOORSTART_POSTGRES": f"{database.host}:{database.port}",
        "DOORSTART_KAFKA": "127.0.0.1:1",
        f"DOORSTART_DATABASE_{dienst.upper()}": database.name,
        f"DOORSTART_{dienst.upper()}_PASSWORD": database.password,
        "DOORSTART_MASTER_KEY": "eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHg=",
    }.items():
        monkeypatch.setenv(name, value)
    served: list[Any] = []
    monkeypatch.setattr("shared.web.serve.web_part", lambda app, *_: served.append(app))
    main = importlib.import_module(
        f"deploy.{dienst}.main" if dienst in BESIDE else f"services.{dienst}.main"
    )
    if dienst in BESIDE:
        monkeypatch.setattr(main, "web_part", lambda app, *_: served.append(app))
        settings = importlib.import_module("shared.settings").common(dienst)
    else:
        settings = importlib.import_module(f"services.{dienst}.settings").read()
    main.make_part("web", settings, Watchdog())
    app: FastAPI = served[0]
    return app


def client_of(app: FastAPI) -> TestClient:
    return TestClient(
        app,
        client=("127.0.0.1", 1),
        follow_redirects=False,
        headers={"Doorstart-Actor": "consulent-1"},
    )
