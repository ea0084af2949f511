"""A mistake in our code is told as that, in every service: never as a rule of the law, and never as a wait for the day."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from pydantic import BaseModel
from pydantic import ValidationError as Onjuist
from structlog.testing import capture_logs

from shared.settings import Database
from shared.store import Store
from shared.transaction import GeenWerkdag
from tests.web.huis import DIENSTEN, client_of, web_of

IETS = UUID(int=5)
OPDRACHT: dict[str, tuple[str, dict[str, Any] | None]] = {
    "intake": (f"aanmeldingen/{IETS}/intrekkingen", {"reden": "op_verzoek"}),
    "routing": (f"dossiers/{IETS}/gesprekken", {"vorm": "telefoon"}),
    "bbz": (f"aanvragen/{IETS}/buitenbehandelingstellingen", {}),
    "ledger": (f"vaststellingen/{IETS}/bekrachtigingen", None),
    "notify": (f"berichten/{IETS}/hervattingen", None),
    "klok": ("dagen", {"tot": "2026-03-03"}),
    "organisatie": (
        "gemeenten",
        {"gemeente": "GM9904", "naam": "Nieuwland", "vanaf": "2026-03-02"},
    ),
}
PAGINA = {
    "intake": "/aanmeldingen",
    "routing": "/werkvoorraad",
    "bbz": "/aanvragen",
    "ledger": "/debiteuren",
    "notify": "/brieven",
    "klok": "/klok",
    "organisatie": "/organisatie",
}
GEHEIM = "999990019"


class Persoon(BaseModel):
    leeftijd: int


def onjuist() -> Exception:
    try:
        Persoon.model_validate({"leeftijd": GEHEIM + "x"})
    except Onjuist as error:
        return error
    raise AssertionError


FOUTEN = (
    KeyError(GEHEIM),
    IndexError(GEHEIM),
    LookupError(GEHEIM),
    ValueError(GEHEIM),
    RuntimeError(GEHEIM),
    TypeError(GEHEIM),
    onjuist(),
)


def breek(monkeypatch: pytest.MonkeyPatch, fout: Exception) -> None:
    """Whatever the store is asked, it raises this."""

    def stuk(*_: object, **__: object) -> None:
        raise fout

    for naam in ("attempt", "transaction", "cursor", "page", "end"):
        monkeypatch.setattr(Store, naam, stuk)


@pytest.mark.parametrize("dienst", DIENSTEN)
def test_elke_onverwachte_fout_is_een_500_met_een_nummer_en_een_regel_in_het_log(
    dienst: str, new_database: Callable[[str], Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of(web_of(dienst, new_database(dienst), monkeypatch))
    pad, inhoud = OPDRACHT[dienst]
    for fout in FOUTEN:
        with monkeypatch.context() as even, capture_logs() as regels:
            breek(even, fout)
            api, pagina = (
                client.post(f"/{dienst}/v1/{pad}", json=inhoud),
                client.get(PAGINA[dienst]),
            )
        assert (api.status_code, pagina.status_code) == (500, 500), (fout, api.text, pagina.text)
        assert api.headers["content-type"] == "application/problem+json"
        assert "Wat u kunt doen" in pagina.text
        onverwacht = [regel for regel in regels if regel["event"] == "unexpected error"]
        for antwoord, regel in zip((api, pagina), onverwacht, strict=True):
            assert regel["code"] in antwoord.text
            assert regel["code"].startswith("onverwacht-")
            assert regel["error"].startswith(type(fout).__name__)
            assert "werkdag" not in antwoord.text.split("</header>")[-1].lower()
        assert GEHEIM not in str(regels) + api.text + pagina.text
        assert "Retry-After" not in api.headers


@pytest.mark.parametrize("dienst", [dienst for dienst in DIENSTEN if dienst != "klok"])
def test_alleen_wie_nog_geen_dag_hoorde_zegt_dat(
    dienst: str, new_database: Callable[[str], Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of(web_of(dienst, new_database(dienst), monkeypatch))
    pad, inhoud = OPDRACHT[dienst]
    wie = {"Doorstart-Actor": "beheer-1" if dienst == "organisatie" else "consulent-1"}
    antwoord = client.post(f"/{dienst}/v1/{pad}", json=inhoud, headers=wie)
    assert (antwoord.status_code, antwoord.json()["code"], antwoord.headers["Retry-After"]) == (
        503,
        "geen-werkdag",
        "5",
    )
    assert not issubclass(GeenWerkdag, LookupError | ValueError)
