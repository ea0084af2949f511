"""The domain is pure: no clock, no I/O, no float; and it holds no number of the law."""

import ast
from pathlib import Path

import pytest

from shared.parameter_files import load_parameters

DOMEIN = Path(__file__).resolve().parents[2] / "services" / "ledger" / "domain"
BESTANDEN = sorted(DOMEIN.glob("**/*.py"))
TOEGESTAAN = {
    "__future__", "bisect", "calendar", "collections", "contextlib", "dataclasses", "datetime", "decimal", "enum", "fractions", "functools",
    "hashlib", "itertools", "json", "math", "operator", "pydantic", "re", "services", "shared", "typing", "uuid",
}  # fmt: skip
GEDEELD = {"shared.money", "shared.dates", "shared.parameters", "shared.begrippen"}
KLOK = {"now", "today", "utcnow", "time"}
KALENDER_EN_PROCENT = {-1, 0, 1, 2, 10, 12, 100}
EIGEN_GETALLEN = {
    "dagtelling.py": {28, 29, 30, 31, 360, 365, 366},
    "andere_looptijd.py": {1_200},
    "mutatiegegevens.py": {3, 200, 1_200},
    "toekomst.py": {99},
    "betalingskenmerk.py": {3, 4, 5, 6, 7, 8, 9, 10, 11, 14, 15},
}


def boom(bestand: Path) -> ast.Module:
    return ast.parse(bestand.read_text("utf-8"))


@pytest.mark.parametrize("bestand", BESTANDEN, ids=lambda bestand: bestand.name)
def test_het_domein_leest_geen_klok_en_kent_geen_kommagetal(bestand: Path) -> None:
    for knoop in ast.walk(boom(bestand)):
        assert not (isinstance(knoop, ast.Constant) and isinstance(knoop.value, float)), f"{bestand.name}:{knoop.lineno}"
        assert not (isinstance(knoop, ast.Name) and knoop.id == "float"), f"{bestand.name}:{knoop.lineno}"
        if isinstance(knoop, ast.Call):
            naam = knoop.func.attr if isinstance(knoop.func, ast.Attribute) else getattr(knoop.func, "id", "")
            assert naam not in KLOK | {"open", "print", "input"}, f"{bestand.name}:{knoop.lineno} {naam}"


@pytest.mark.parametrize("bestand", BESTANDEN, ids=lambda bestand: bestand.name)
def test_het_domein_doet_geen_invoer_of_uitvoer(bestand: Path) -> None:
    for knoop in ast.walk(boom(bestand)):
        modules = (
            [knoop.module or ""]
            if isinstance(knoop, ast.ImportFrom)
            else [naam.name for naam in knoop.names]
            if isinstance(knoop, ast.Import)
            else []
        )
        for module in modules:
            assert module.split(".")[0] in TOEGESTAAN, f"{bestand.name}: {module}"
            assert not module.startswith("shared") or module in GEDEELD, f"{bestand.name}: {module}"
            assert not module.startswith("services") or module.startswith("services.ledger.domain"), f"{bestand.name}: {module}"


@pytest.mark.parametrize("bestand", BESTANDEN, ids=lambda bestand: bestand.name)
def test_geen_getal_van_de_wet_staat_in_de_code(bestand: Path) -> None:
    """Amounts, rates and terms live in `parameters/`; code may hold the calendar, percent and what a named convention defines."""
    mag = KALENDER_EN_PROCENT | EIGEN_GETALLEN.get(bestand.name, set())
    for knoop in ast.walk(boom(bestand)):
        if isinstance(knoop, ast.Constant) and type(knoop.value) is int:
            assert knoop.value in mag, f"{bestand.name}:{knoop.lineno} {knoop.value}"
        if isinstance(knoop, ast.Call) and getattr(knoop.func, "id", "") == "date":
            assert not any(isinstance(deel, ast.Constant) for deel in knoop.args[:1]), f"{bestand.name}:{knoop.lineno}"


def test_geen_bedrag_van_de_wet_staat_als_tekst_in_de_code() -> None:
    bedragen = {
        rij.waarde.split(".")[0]
        for rij in load_parameters().rijen
        if rij.eenheid.startswith("EUR") and rij.waarde[0].isdigit() and len(rij.waarde) > 5
    }
    for bestand in BESTANDEN:
        for knoop in ast.walk(boom(bestand)):
            if isinstance(knoop, ast.Constant) and isinstance(knoop.value, str):
                assert not bedragen & set(knoop.value.replace(".", "").split()), bestand.name
