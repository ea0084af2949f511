"""Pages speak Dutch: the kinds of mistakes that people met are found in templates, in the words of services and in filled pages."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from shared.settings import Database
from shared.web.leesbaar import leesbaar, medewerker, parameterwoorden
from tests.web.lijsten import VULLERS, gevuld
from tests.web.taal import fouten, van_sjabloon, zichtbaar

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted(
    path
    for folder in ("services", "deploy", "shared")
    for path in (ROOT / folder).rglob("templates/**/*.html")
)
WORDS = sorted(
    path
    for pattern in (
        "services/*/entrypoints/**/*.py",
        "services/*/domain/**/weigeringen.py",
        "services/*/projections/*.py",
    )
    for path in ROOT.glob(pattern)
)
# Pages that show machines their own words.
FOR_MACHINES = {"aansluiten.html", "stroom.html", "stand.html"}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_a_template_says_it_in_dutch(path: Path) -> None:
    if path.name not in FOR_MACHINES:
        assert list(fouten(van_sjabloon(path.read_text()))) == []


def sentences(path: Path) -> Iterator[str]:
    """What code says to people: text with a space in it, that is no SQL, no description for machines and no docstring of our own."""
    tree = ast.parse(path.read_text())
    english = {
        node.body[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    machine = {
        keyword.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg in ("description", "summary", "openapi_extra")
    }
    sql = {
        argument
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("SQL", "cursor.execute")
        for argument in ast.walk(node)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        is_sentence = re.match(r"[A-ZÀ-Ý][a-zà-ÿ]+ [a-zà-ÿ]", node.value)
        if is_sentence and node not in english | machine | sql:
            yield node.value


@pytest.mark.parametrize("path", WORDS, ids=lambda path: str(path.relative_to(ROOT / "services")))
def test_the_sentences_of_a_service_are_dutch(path: Path) -> None:
    for sentence in sentences(path):
        assert list(fouten(sentence)) == [], sentence


@pytest.mark.parametrize("dienst", VULLERS)
def test_a_filled_page_shows_words_and_no_codes(
    dienst: str, new_database: Callable[[str], Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    with gevuld(new_database, dienst) as (client, plekken):
        for adres in dict.fromkeys(plek.address for plek in plekken):
            page = client.get(adres)
            assert page.status_code == 200, adres
            tekst = zichtbaar(page.text)
            assert list(fouten(tekst)) == [], adres


@pytest.mark.parametrize(
    ("tekst", "fout"),
    [
        ("Invordering beeindigd", "trema: beeindigd"),
        ("De lening is opgeeist.", "trema: opgeeist"),
        ("hooguit het deel over 1 maanden", "enkelvoud: 1 maanden"),
        ("Termijn 0 is niet betaald", "machinewoord: Termijn 0"),
        ("max_bedrijfskapitaal_gevestigde = 1", "code: max_bedrijfskapitaal_gevestigde"),
        ("tekenen voor GM9901", "gemeentecode: GM9901"),
        ("consulent-1 beoordeelde zelf", "medewerker als code: consulent-1"),
        ("Geboekt door ledger", "machinewoord: door ledger"),
        ("De brief gaat in de rij", "zeg klaar voor de post: in de rij"),
    ],
)
def test_the_finder_sees_each_kind(tekst: str, fout: str) -> None:
    assert fout in list(fouten(tekst))
    assert list(fouten("De lening is opgeëist: € 500,00 over 1 maand, in Doorstad.")) == []


def test_codes_in_a_sentence_are_read_as_words() -> None:
    assert leesbaar("tot 2026-03-02, 500.00 EUR of 8 procent") == (
        "tot 2 maart 2026, € 500,00 of 8 %"
    )
    assert parameterwoorden("max_starter = 43670.00 EUR [Bbz art. 20]") == (
        "Max starter: € 43.670,00 (Bbz art. 20)"
    )
    assert medewerker("ledger") == "Doorstart"
    assert medewerker("consulent-7") == "Consulent 7"
    assert medewerker(None) == "onbekend"
