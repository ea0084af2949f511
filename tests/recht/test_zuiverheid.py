"""The domain is pure: no clock, no I/O, no float; and it holds no number of the law."""

import ast
from pathlib import Path

import pytest

from shared.parameter_files import load_parameters
from tests.recht.wetsgetallen import wetsgetallen

DOMEIN = Path(__file__).resolve().parents[2] / "services" / "ledger" / "domain"
BESTANDEN = sorted(DOMEIN.glob("**/*.py"))
BBZ = sorted(DOMEIN.parents[1].glob("bbz/domain/**/*.py"))
TOEGESTAAN = {
    "__future__",
    "bisect",
    "calendar",
    "collections",
    "contextlib",
    "dataclasses",
    "datetime",
    "decimal",
    "enum",
    "fractions",
    "functools",
    "hashlib",
    "itertools",
    "json",
    "math",
    "operator",
    "pydantic",
    "re",
    "services",
    "shared",
    "typing",
    "uuid",
}
GEDEELD = {
    "shared.money",
    "shared.dates",
    "shared.parameters",
    "shared.begrippen",
    "shared.velden",
}
# A list of articles, each with the days on which it was the law: dates are what it is made of.
LIJSTEN = {"vier_ogen/gronden.py"}
KLOK = {"now", "today", "utcnow", "time"}
EIGEN_GETALLEN: dict[str, frozenset[object]] = {
    "vier_ogen/gronden.py": frozenset({7, 60, 1992, 1994, 2004, 2009, 2015, 2020}),
    "recht/dagtelling.py": frozenset({2, 28, 29, 30, 31, 360, 365, 366}),
    "verloop/gegevens.py": frozenset({3, 200, 1_200}),
    "recht/betalingskenmerk.py": frozenset({3, 4, 5, 6, 7, 8, 9, 11, 14, 15}),
    "verantwoording/bdfs.py": frozenset({"51", "52", "53", "54"}),
    "vooruitblik/toekomst.py": frozenset({99}),
    "vordering/opening.py": frozenset({31}),
    "vooruitblik/andere_looptijd.py": frozenset({4, 1_200}),
    "bank/afschrift.py": frozenset({10, 31}),
    "bank/kenmerkkeuze.py": frozenset({4}),
    "recht/controlegetal.py": frozenset({4, 36, 97}),
    "bank/rekeningenlijst.py": frozenset({4, 8, 10}),
}


def naam_van(bestand: Path) -> str:
    """With its subject: many subjects have a file of the same name."""
    return f"{bestand.parent.name}/{bestand.name}"


def boom(bestand: Path) -> ast.Module:
    return ast.parse(bestand.read_text("utf-8"))


@pytest.mark.parametrize("bestand", BESTANDEN, ids=naam_van)
def test_het_domein_leest_geen_klok_en_kent_geen_kommagetal(bestand: Path) -> None:
    for knoop in ast.walk(boom(bestand)):
        assert not (isinstance(knoop, ast.Constant) and isinstance(knoop.value, float)), (
            f"{bestand.name}:{knoop.lineno}"
        )
        assert not (isinstance(knoop, ast.Name) and knoop.id == "float"), (
            f"{bestand.name}:{knoop.lineno}"
        )
        if isinstance(knoop, ast.Call):
            naam = (
                knoop.func.attr
                if isinstance(knoop.func, ast.Attribute)
                else getattr(knoop.func, "id", "")
            )
            assert naam not in KLOK | {"open", "print", "input"}, (
                f"{bestand.name}:{knoop.lineno} {naam}"
            )


@pytest.mark.parametrize("bestand", BESTANDEN, ids=naam_van)
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
            assert (
                not module.startswith("shared")
                or module in GEDEELD
                or module.startswith("shared.recht.")
            ), f"{bestand.name}: {module}"
            assert not module.startswith("services") or module.startswith(
                "services.ledger.domain"
            ), f"{bestand.name}: {module}"


@pytest.mark.parametrize("bestand", [*BESTANDEN, *BBZ], ids=naam_van)
def test_geen_getal_van_de_wet_staat_in_de_code(bestand: Path) -> None:
    """Amounts, rates and terms live in `parameters/`; code may hold the calendar, percent and what a named convention defines."""
    gevonden = wetsgetallen(
        bestand.read_text("utf-8"), EIGEN_GETALLEN.get(naam_van(bestand), frozenset())
    )
    assert [een for een in gevonden if naam_van(bestand) not in LIJSTEN or "date(" not in een] == []


@pytest.mark.parametrize(
    "regel",
    [
        "grens = 25342000",
        "GRENS = 1_015_700",
        "rente = Decimal('8')",
        "rente = Fraction('0.08')",
        "rente = '8 %'",
        "bedrag = '10157.00'",
        "einde = date(2020, 1, 1)",
        "einde = date.fromisoformat('2020-01-01')",
        "einde = van + timedelta(weeks=2)",
        "if maanden > 12: pass",
        "te_lang = weken <= 2",
        "if 10 <= looptijd_in_jaren: pass",
        "uitstel(maanden=12)",
        "dagen = 42",
        "def termijn(weken=13): pass",
    ],
)
def test_een_getal_van_de_wet_in_de_code_valt_op(regel: str) -> None:
    assert list(wetsgetallen(f'"""De som."""\n{regel}\n'))


@pytest.mark.parametrize(
    "regel",
    [
        '"""Na 13 weken."""',
        "van + timedelta(days=1)",
        "deel / 100",
        "maanden_per_jaar = 12",
        "if not maanden == 0: pass",
        "x = regels[2]",
        "'0'",
    ],
)
def test_de_kalender_en_procenten_mogen(regel: str) -> None:
    assert list(wetsgetallen(f"y = {regel}" if not regel.startswith("if") else regel)) == []


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
