"""A kind of decision is said once: one value in one table, stored as it always was, and nowhere a second list of all kinds."""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import get_args
from uuid import UUID

import pytest
from pydantic import TypeAdapter

from services.ledger.domain.lening.besluiten import Besluit, BesluitVoorgesteld
from services.ledger.domain.lening.besluitsoort import Besluitsoort
from services.ledger.domain.lening.besluitsoorten import SOORTEN, mutatie_van, soort_van
from services.ledger.domain.lening.events import LENINGFEITEN
from services.ledger.domain.lening.gevraagd import GEVRAAGD
from services.ledger.domain.verloop import gegevens as g
from services.ledger.domain.vooruitblik.plannen import GEEN_PLAN

ROOT = Path(__file__).parents[3]
OPGESLAGEN = json.loads((ROOT / "tests/contracts/frozen_besluiten.json").read_text("utf-8"))
GEGEVENS: TypeAdapter[g.Gegevens] = TypeAdapter(g.Mutatiegegevens)
DAG = date(2026, 4, 10)
KOP = {
    "dossier_id": UUID(int=2),
    "gemeente": "GM9901",
    "boekdatum": DAG,
    "valutadatum": DAG,
    "grondslag": "Awb titel 4.4",
    "parameterset": "0123456789abcdef",
    "uitleg": "",
    "besluit_id": UUID(int=3),
    "motivering": "vergissing",
}
# Where a kind may be named besides its content, its rule and its place in the table: what the world sees of it.
CONTRACT = "shared/contracts/ledger.py"


def test_elke_soort_staat_vast_zoals_zij_ooit_is_opgeslagen() -> None:
    assert OPGESLAGEN.keys() == SOORTEN.keys(), "add what the new kind stores"


@pytest.mark.parametrize("naam", OPGESLAGEN)
def test_wat_een_besluit_zegt_wordt_letter_voor_letter_opgeslagen(naam: str) -> None:
    soort, tekst = SOORTEN[naam], OPGESLAGEN[naam]["gegevens"]
    gegevens = GEGEVENS.validate_json(tekst)
    assert (type(gegevens), soort_van(gegevens)) == (soort.gegevens, soort)
    feit: Besluit = soort.feit(**KOP, besloten_door="a", gegevens=gegevens)
    voorstel = BesluitVoorgesteld(**KOP, voorgesteld_door="a", gegevens=gegevens)  # type: ignore[arg-type]
    assert type(feit).__name__ == OPGESLAGEN[naam]["feit"]
    for een in (feit, voorstel):
        bewaard = een.model_dump_json()
        assert f'"gegevens":{tekst}' in bewaard
        assert LENINGFEITEN[type(een).__name__].model_validate_json(bewaard) == een


@pytest.mark.parametrize("naam", OPGESLAGEN)
def test_de_regels_krijgen_wat_is_opgeslagen_en_geen_tweede_vorm(naam: str) -> None:
    gegevens = GEGEVENS.validate_json(OPGESLAGEN[naam]["gegevens"])
    mutatie = mutatie_van(gegevens, "1", DAG, DAG)
    assert mutatie.gegevens is gegevens
    assert mutatie.regel is SOORTEN[naam].regel


def test_de_tabel_is_compleet_en_elk_feit_hoort_bij_een_soort() -> None:
    assert {soort.gegevens for soort in SOORTEN.values()} == set(
        get_args(get_args(g.Mutatiegegevens)[0])
    )
    feiten = [soort.feit for soort in SOORTEN.values()]
    assert len(set(feiten)) == len(feiten)
    assert set(Besluit.__subclasses__()) == set(feiten)
    for soort in SOORTEN.values():
        assert soort.formulier.vraag is GEVRAAGD.get(soort.gegevens)
        assert soort.feit.model_fields["gegevens"].annotation is soort.gegevens
    zonder_regel = {soort.gegevens for soort in SOORTEN.values() if soort.regel is None}
    assert zonder_regel == {g.Uitstel, g.Uitstelintrekking, g.Herroeping, g.Betaalkeuze}
    assert {soort.gegevens for soort in SOORTEN.values()} >= GEEN_PLAN
    with pytest.raises(LookupError):
        soort_van(g.Gegevens(soort="iets"))


def namen(soort: Besluitsoort) -> re.Pattern[str]:
    inhoud = soort.gegevens.__name__
    return re.compile(
        rf'\b{soort.feit.__name__}\b|\bg\.{inhoud}\b|class {inhoud}\(|import .*\b{inhoud}\b|"{soort.naam}"'
    )


def noemen() -> Iterator[tuple[str, set[str]]]:
    """Every file of the ledger, and of what it tells, with the kinds of decision that it names."""
    for path in (*ROOT.glob("services/ledger/**/*.py"), ROOT / CONTRACT):
        tekst = path.read_text("utf-8")
        gevonden = {naam for naam, soort in SOORTEN.items() if namen(soort).search(tekst)}
        yield str(path.relative_to(ROOT)), gevonden


def test_alleen_de_inhoud_en_de_wereld_hebben_een_lijst_van_alle_soorten() -> None:
    lijsten = {pad for pad, gevonden in noemen() if len(gevonden) > len(SOORTEN) // 2}
    assert lijsten == {"services/ledger/domain/verloop/gegevens.py", CONTRACT}


@pytest.mark.parametrize(
    ("naam", "regel", "groep"),
    [
        ("rentekwijtschelding", "rentekwijtschelding", "kwijtscheldingsbesluiten"),
        ("draagkracht", "bedrijfseinde", "bedrijfsbesluiten"),
        ("omzetting", "kredietwending", "bedrijfsbesluiten"),
    ],
)
def test_een_soort_raakt_drie_bestanden_en_haar_contract(naam: str, regel: str, groep: str) -> None:
    domein = "services/ledger/domain"
    assert {pad for pad, gevonden in noemen() if naam in gevonden} == {
        f"{domein}/verloop/gegevens.py",
        f"{domein}/verloop/{regel}.py",
        f"{domein}/lening/{groep}.py",
        CONTRACT,
    }
