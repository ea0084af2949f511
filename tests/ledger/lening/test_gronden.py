"""A ground is a code of the dated list: words that a person types as a ground reach no fact, no topic and no log."""

from datetime import UTC, date, datetime
from typing import Any, get_args, get_type_hints

import pytest
from pydantic import TypeAdapter, ValidationError
from starlette.testclient import TestClient

from services.ledger import examples
from services.ledger.adapters.publish import publish
from services.ledger.domain.lening import gevraagd
from services.ledger.domain.lening.betaalbesluiten import KostenGeboekt
from services.ledger.domain.lening.gevraagd import GevraagdeGegevens, geldt
from services.ledger.domain.verloop import gegevens as g
from services.ledger.domain.vier_ogen.gronden import GRONDEN, ONVERMELD, is_openbaar
from services.ledger.entrypoints.api.register import GevraagdKenmerk
from shared.facts import Cause, StoredFact
from tests.ledger.test_web import client, stad  # noqa: F401 the city with its client
from tests.steun.ledger.stad import Stad, lening_id

MERK = ("ZOEKMIJ Jan", "999990019", "NL91 ABNA 0417 1643 00")
VRIJ = [
    *MERK,
    "Beleidsregel 2",
    "Awb 4:113 ZOEKMIJ",
    "Awb 4:113; 999990019",
    "a\x00b",
    "",
    "x" * 5_000,
]
GEVRAAGD: TypeAdapter[Any] = TypeAdapter(GevraagdeGegevens)
SOORTEN: dict[str, dict[str, Any]] = {
    "kosten": {"bedrag_cent": 1500},
    "kwijtschelding": {"bedrag_cent": 100, "deel": "rente"},
    "achterstand_kwijt": {},
    "om_niet": {"bedrag_cent": 100},
}
KLASSEN = (
    gevraagd.GevraagdeKosten,
    gevraagd.GevraagdeKwijtschelding,
    gevraagd.GevraagdeAchterstandKwijt,
    gevraagd.GevraagdOmNiet,
)


@pytest.mark.parametrize("soort", SOORTEN)
@pytest.mark.parametrize("tekst", VRIJ)
def test_words_are_no_ground(soort: str, tekst: str) -> None:
    with pytest.raises(ValidationError):
        GEVRAAGD.validate_python({"soort": soort, "grondslag": tekst, **SOORTEN[soort]})


@pytest.mark.parametrize(
    "getypt", ["Awb 4:113", "awb 4:113", "Awb art. 4:113", "  Awb artikel  4:113 "]
)
def test_an_article_is_the_code_however_it_is_typed(getypt: str) -> None:
    assert (
        GEVRAAGD.validate_python(
            {"soort": "kosten", "bedrag_cent": 1500, "grondslag": getypt}
        ).grondslag
        == "Awb 4:113"
    )


def test_every_code_that_may_be_asked_is_in_the_dated_list_with_a_source() -> None:
    codes = {code for klasse in KLASSEN for code in get_args(get_type_hints(klasse)["grondslag"])}
    assert codes == GRONDEN.keys()
    assert all(
        grond.bron and grond.woorden and is_openbaar(code) for code, grond in GRONDEN.items()
    )


@pytest.mark.parametrize(
    ("op", "valutadatum", "mag"),
    [
        (date(2026, 3, 2), date(2009, 7, 1), True),
        (date(2026, 3, 2), date(2009, 6, 30), False),
    ],
)
def test_costs_rest_on_the_law_of_their_day(op: date, valutadatum: date, mag: bool) -> None:
    assert geldt(g.Kosten(bedrag_cent=1, grondslag="Awb 4:113"), op, valutadatum) is mag
    assert geldt(g.Kosten(bedrag_cent=1, grondslag="BW 6:96"), op, valutadatum)


def test_the_api_books_costs_on_a_code_and_refuses_words(client: TestClient, stad: Stad) -> None:
    path = f"/ledger/v1/leningen/{lening_id(0)}/besluiten"
    for tekst in VRIJ:
        body = {
            "gegevens": {"soort": "kosten", "bedrag_cent": 1500, "grondslag": tekst},
            "motivering": "betaalt_niet",
        }
        answer = client.post(path, json=body)
        assert answer.status_code == 400, answer.text
        assert "Kies een van: 'Awb 4:113'" in answer.text
    body["gegevens"]["grondslag"] = "Awb art. 4:113"  # type: ignore[index]
    assert client.post(path, json=body).status_code == 200
    feit = next(stored for stored in stad.feiten(0) if stored.name == "KostenGeboekt")
    assert feit.fact.gegevens.grondslag == "Awb 4:113"
    assert publish(feit).grondslag == "Awb 4:113"  # type: ignore[union-attr]


@pytest.mark.parametrize("tekst", MERK)
def test_a_ground_of_before_the_list_still_reads_and_is_told_to_nobody(tekst: str) -> None:
    kosten = KostenGeboekt(
        dossier_id=examples.DOSSIER,
        gemeente="GM9901",
        boekdatum=date(2026, 3, 2),
        valutadatum=date(2026, 3, 2),
        grondslag=tekst,
        parameterset="x",
        uitleg=f"Kosten € 15,00 ({tekst})",
        besluit_id=examples.DOSSIER,
        motivering="betaalt_niet",
        besloten_door="debiteuren-1",
        gegevens=g.Kosten(bedrag_cent=1500, grondslag=tekst),
    )
    assert KostenGeboekt.model_validate_json(kosten.model_dump_json()) == kosten
    stored = StoredFact(
        1,
        lening_id(0),
        1,
        "KostenGeboekt",
        kosten,
        Cause("c", "a", date(2026, 3, 2)),
        datetime(2026, 3, 2, tzinfo=UTC),
    )
    told = publish(stored)
    assert told is not None
    assert tekst not in told.model_dump_json()
    assert ONVERMELD in told.model_dump_json()


@pytest.mark.parametrize(
    "kenmerk",
    [
        "AKTE-12345678-2",
        "AKTE-123456782",
        "AKTE-NL91ABNA-04171643-00",
        "JANSEN-PIET",
        "ZAAK-10464554",
    ],
)
def test_een_nummer_van_een_persoon_of_rekening_is_geen_kenmerk_van_een_document(
    kenmerk: str,
) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(GevraagdKenmerk).validate_python(kenmerk)


@pytest.mark.parametrize("kenmerk", ["AKTE-2026-17", "ZAAK-1", "ZAAK-2026-0001"])
def test_een_kenmerk_van_een_document_blijft_goed(kenmerk: str) -> None:
    assert TypeAdapter(GevraagdKenmerk).validate_python(kenmerk) == kenmerk
