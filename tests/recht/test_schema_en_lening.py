"""Who pays every term on its vervaldag pays exactly what the schedule says (rekenregels 1, B-2)."""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from importlib import import_module
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from shared.dates import plus_maanden
from shared.recht.aflosschema import SCHEMACONVENTIES, Aflosschema, SchemaKanNiet
from tests.recht.sets import PARAMETERS

SCHEMA, LENING = (
    import_module("shared.recht.reken.schema"),
    import_module("services.ledger.entrypoints.reken.lening"),
)
START = date(2026, 2, 1)


def voorwaarden(**anders: Any) -> dict[str, Any]:
    return {
        "hoofdsom_cent": 1_200_000,
        "jaarrente_procent": "8",
        "termijnen": 6,
        "methode": "lineair",
        "start": START.isoformat(),
    } | anders


def schema_van(velden: dict[str, Any]) -> Aflosschema:
    uit: Aflosschema = SCHEMA.antwoord(
        SCHEMA.Vraag.model_validate_json(json.dumps(velden)), PARAMETERS
    )
    return uit


def lening_van(velden: dict[str, Any], schema: Aflosschema, soort: str) -> Any:
    """The loan whose debtor pays what the schedule asks, on the day it asks it."""
    betalingen = [
        {"soort": soort, "boekdatum": een.vervaldag.isoformat(), "bedrag_cent": een.termijn_cent}
        for een in schema.termijnen
        if een.termijn_cent
    ]
    return LENING.antwoord(
        _vraag(
            velden, betalingen, max(een.vervaldag for een in schema.termijnen) + timedelta(days=40)
        ),
        PARAMETERS,
    )


def _vraag(
    velden: dict[str, Any], mutaties: Sequence[dict[str, Any]], peildag: date = START
) -> Any:
    lening = velden | {"regeling": "bbz", "toekenningsdatum": "2026-01-15"}
    vraag = {
        "leningen": [lening],
        "mutaties": mutaties,
        "peildata": [{"geldig_op": peildag.isoformat()}],
    }
    return LENING.Vraag.model_validate_json(json.dumps(vraag))


def klopt(velden: dict[str, Any], soort: str) -> None:
    schema = schema_van(velden)
    lening = lening_van(velden, schema, soort)
    gevraagd = [
        (een.vervaldag, een.bedrag_cent)
        for een in lening.regels
        if een.soort == "termijn" and not een.is_tegenboeking
    ]
    assert gevraagd == [
        (een.vervaldag, een.termijn_cent) for een in schema.termijnen if een.termijn_cent
    ]
    assert (
        sum(een.bedrag_cent for een in lening.regels if een.soort == "rente")
        == schema.totaal_rente_cent
    )
    (saldo,) = lening.saldi
    assert (saldo.hoofdsom_cent, saldo.rente_cent, saldo.tegoed_cent, lening.geweigerd) == (
        0,
        0,
        0,
        (),
    )


def ligt_in_termijn(velden: dict[str, Any]) -> bool:
    """Interest by days is known at the end of the term; before that nothing can be asked."""
    einde = plus_maanden(START, velden.get("termijnmaanden", 1)) - timedelta(days=1)
    return (
        velden["dagtelling"] != "maand"
        and bool(velden["eerste_vervaldag"])
        and velden["eerste_vervaldag"] < einde.isoformat()
    )


def weigert(velden: dict[str, Any]) -> None:
    for reken in (schema_van, lambda een: LENING.antwoord(_vraag(een, ()), PARAMETERS)):
        with pytest.raises(
            SchemaKanNiet, match="Bij rente op dagen ligt de vervaldag op of na de laatste dag"
        ):
            reken(velden)


@pytest.mark.parametrize(
    "vervaldag",
    [None, "2026-02-01", "2026-02-20", "2026-02-28", "2026-03-01", "2026-03-15", "2026-04-10"],
)
@pytest.mark.parametrize("dagtelling", [een.value for een in SCHEMACONVENTIES])
@pytest.mark.parametrize("methode", ["lineair", "annuitair", "renteloos"])
def test_schema_en_lening_vragen_hetzelfde(
    methode: str, dagtelling: str, vervaldag: str | None
) -> None:
    velden = voorwaarden(methode=methode, dagtelling=dagtelling, eerste_vervaldag=vervaldag)
    if ligt_in_termijn(velden):
        weigert(velden)
    else:
        klopt(velden, "ontvangst")


@settings(max_examples=150, deadline=None)
@given(
    methode=st.sampled_from(["lineair", "annuitair", "renteloos"]),
    dagtelling=st.sampled_from([een.value for een in SCHEMACONVENTIES]),
    hoofdsom_cent=st.integers(1_000, 25_000_000),
    rente=st.decimals(Decimal(0), Decimal(12), places=2),
    termijnen=st.integers(1, 24),
    termijnmaanden=st.sampled_from([1, 3, 12]),
    aflossingsvrij=st.integers(0, 6),
    vervaldag=st.none() | st.dates(START, START + timedelta(days=70)),
    soort=st.sampled_from(["ontvangst", "betaling"]),
)
def test_onder_alle_voorwaarden(
    methode: str,
    dagtelling: str,
    hoofdsom_cent: int,
    rente: Decimal,
    termijnen: int,
    termijnmaanden: int,
    aflossingsvrij: int,
    vervaldag: date | None,
    soort: str,
) -> None:
    velden = voorwaarden(
        methode=methode,
        dagtelling=dagtelling,
        hoofdsom_cent=hoofdsom_cent,
        jaarrente_procent=str(rente),
        termijnen=termijnen,
        termijnmaanden=termijnmaanden,
        aflossingsvrij=min(aflossingsvrij, termijnen - 1),
        eerste_vervaldag=vervaldag.isoformat() if vervaldag else None,
    )
    assume(not ligt_in_termijn(velden))
    klopt(velden, soort)
