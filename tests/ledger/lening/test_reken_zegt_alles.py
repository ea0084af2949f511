"""`reken lening` can say everything that the ledger does: its own streams, told in the words of `reken`, give the same lines."""

import json
from collections import Counter
from datetime import date
from importlib import import_module
from typing import Any

import pytest
from hypothesis import given, settings

from services.ledger.domain.grootboek.boeking import Mutatie
from services.ledger.domain.grootboek.boekregels import omgekeerd
from services.ledger.domain.lening.besluiten import Besluit
from services.ledger.domain.lening.commands import OpenLening
from services.ledger.domain.lening.events import AflossingGeboekt, LeningGeopend
from services.ledger.domain.lening.geschiedenis import lees
from services.ledger.domain.lening.herrekening import gerekend_tm
from services.ledger.domain.lening.open_termijnen import boekingskenmerk
from services.ledger.domain.verloop import gegevens as g
from tests.ledger.lening.test_een_rekenwijze import EINDE, ONTVANGSTEN, OPENINGEN, leef
from tests.steun.ledger.boek import PARAMETERS, Papier
from tests.steun.ledger.verhalen import alle_verhalen

LENING = import_module("services.ledger.entrypoints.reken.lening")
PRODUCTEN = {
    "bedrijfskapitaal_rentedragend": "rentedragend",
    "bedrijfskapitaal_renteloos": "renteloos",
}
WOORDEN = {"borgtochtclaim": "borgtocht"}


def in_woorden_van_reken(papier: Papier) -> dict[str, Any]:
    geopend = papier.feiten[0]
    assert isinstance(geopend, LeningGeopend)
    peildag = {
        "geldig_op": str(gerekend_tm(papier.lening)),
        "bekend_op": str(max(feit.boekdatum for feit in papier.van(Mutatie))),
    }
    return {"leningen": [_lening(geopend)], "mutaties": _mutaties(papier), "peildata": [peildag]}


def _lening(feit: LeningGeopend) -> dict[str, Any]:
    voorwaarden = feit.voorwaarden
    return {
        "lening_id": "lening",
        "regeling": feit.regeling,
        "product": PRODUCTEN.get(feit.product, feit.product),
        "groep": feit.groep,
        "aanvraagdatum": str(feit.aanvraagdatum),
        "toekenningsdatum": str(feit.besluitdatum),
        "hoofdsom_cent": voorwaarden.hoofdsom_cent,
        "uitbetalingen": []
        if feit.product == "borgtocht"
        else [{"datum": str(feit.valutadatum), "bedrag_cent": voorwaarden.hoofdsom_cent}],
        "jaarrente_procent": str(voorwaarden.jaarrente_procent),
        "termijnen": voorwaarden.termijnen,
        "methode": voorwaarden.methode,
        "start": str(voorwaarden.rente_vanaf),
        "eerste_vervaldag": str(voorwaarden.eerste_vervaldag),
        "dagtelling": voorwaarden.dagtelling,
        "schema_staat_vast": True,
    }


def _mutaties(papier: Papier) -> list[dict[str, Any]]:
    gezegd: dict[str, dict[str, Any]] = {}
    for feit in papier.feiten:
        if (
            isinstance(feit, AflossingGeboekt)
            and feit.betaling_id
            and str(feit.betaling_id) not in gezegd
        ):
            gezegd[str(feit.betaling_id)] = _basis(feit.betaling_id, feit) | {
                "soort": "ontvangst",
                "bedrag_cent": feit.ontvangen_cent,
            }
        elif isinstance(feit, Besluit):
            gegevens: g.Gegevens = feit.gegevens  # type: ignore[attr-defined]
            if isinstance(gegevens, g.Betaalkeuze):
                gezegd[str(gegevens.betaling_id)]["keuze"] = gegevens.keuze
            else:
                gezegd[str(feit.besluit_id)] = _basis(feit.besluit_id, feit) | _besluit(gegevens)
    return list(gezegd.values())


def _basis(mutatie_id: object, feit: Mutatie) -> dict[str, Any]:
    return {
        "id": str(mutatie_id),
        "boekdatum": str(feit.boekdatum),
        "valutadatum": str(feit.valutadatum),
    }


def _besluit(gegevens: g.Gegevens) -> dict[str, Any]:
    velden = gegevens.model_dump(mode="json")
    match gegevens:
        case g.AchterstandKwijt():
            return {"soort": "toeslagengedupeerde"}
        case g.BuitenInvordering():
            return {"soort": "invordering_hervat" if gegevens.hervat else "buiten_invordering"}
    return velden | {"soort": WOORDEN.get(gegevens.soort, gegevens.soort)}


def regels_van(papier: Papier) -> Counter[Any]:
    """What stands in the books, net of what was reversed."""
    return +lees(papier.feiten).boeken.geboekt


def regels_van_reken(papier: Papier) -> Counter[Any]:
    vraag = LENING.Vraag.model_validate_json(json.dumps(in_woorden_van_reken(papier)))
    uit, netto = LENING.antwoord(vraag, PARAMETERS), Counter[Any]()
    assert not uit.geweigerd
    for regel in uit.regels:
        if regel.boekregels and regel.is_tegenboeking:
            netto[boekingskenmerk(regel.valutadatum, omgekeerd(regel.boekregels))] -= 1
        elif regel.boekregels:
            netto[boekingskenmerk(regel.valutadatum, regel.boekregels)] += 1
    assert min(netto.values(), default=0) >= 0
    return +netto


def klopt(papier: Papier) -> None:
    assert regels_van_reken(papier) == regels_van(papier)


@pytest.mark.parametrize(
    "verhaal", alle_verhalen(), ids=lambda verhaal: verhaal.__name__.strip("_")
)
def test_na_elk_besluit(verhaal: Any) -> None:
    klopt(verhaal())


@settings(max_examples=60, deadline=None)
@given(OPENINGEN, ONTVANGSTEN)
def test_wat_er_ook_betaald_wordt(
    opening: OpenLening, ontvangsten: list[tuple[date, int, int]]
) -> None:
    klopt(leef(opening, ontvangsten, EINDE))


def test_een_ontvangst_voor_de_vervaldag_verlaagt_de_hoofdsom_meteen() -> None:
    """B-3: 5.000,00 in March, of which 557,33 waits for the term of March; in April the base is 18.757,33."""
    lening = {
        "regeling": "bbz",
        "toekenningsdatum": "2026-01-20",
        "hoofdsom_cent": 2_400_000,
        "termijnen": 60,
        "jaarrente_procent": "8",
    }
    ontvangsten = [
        {"soort": "ontvangst", "boekdatum": "2026-02-28", "bedrag_cent": 56_000},
        {"soort": "ontvangst", "boekdatum": "2026-03-10", "bedrag_cent": 500_000},
    ]
    vraag = {
        "leningen": [lening],
        "mutaties": ontvangsten,
        "peildata": [{"geldig_op": "2026-05-01"}],
    }
    uit = LENING.antwoord(LENING.Vraag.model_validate_json(json.dumps(vraag)), PARAMETERS)
    assert [een.bedrag_cent for een in uit.regels if een.soort == "rente"] == [
        16_000,
        15_733,
        12_505,
    ]
