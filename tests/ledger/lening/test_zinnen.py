"""Every fact of a loan tells a caseworker in one sentence what happened, on which ground."""

import re
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from services.ledger import examples
from services.ledger.domain.grootboek.boekregels import rekeningschema
from services.ledger.domain.lening.besluitsoorten import SOORTEN
from services.ledger.domain.lening.events import LENINGFEITEN
from services.ledger.domain.lening.toelichting import uitleg_van
from services.ledger.domain.register.commands import (
    LaatZekerheidVervallen,
    OntslaMedeschuldenaar,
    TaxeerZekerheid,
    VestigZekerheid,
    VoegMedeschuldenaarToe,
    WeigerVerzoek,
)
from services.ledger.domain.register.events import REGISTERFEITEN
from services.ledger.entrypoints.woorden import algemeen as words
from shared.begrippen import Feit
from tests.ledger.register.test_register import (
    PARTNER,
    ZEKERHEID,
    Registerpapier,
    partner,
    zekerheid,
)
from tests.steun.ledger.verhalen import elk_besluit


def elk_registerfeit() -> list[Feit]:
    papier, dag = Registerpapier(), date(2026, 4, 1)
    uitstel = {"gegevens": examples.UITSTEL, "ontvangen_op": dag, "reden": "kan_betalen"}
    return [
        *papier.leg_vast(VestigZekerheid, **zekerheid()),
        *papier.leg_vast(
            TaxeerZekerheid, zekerheid_id=ZEKERHEID, getaxeerd_op=dag, dekking_cent=900_000
        ),
        *papier.leg_vast(
            LaatZekerheidVervallen, zekerheid_id=ZEKERHEID, per=dag, reden="vrijgegeven"
        ),
        *papier.leg_vast(VoegMedeschuldenaarToe, **partner()),
        *papier.leg_vast(
            OntslaMedeschuldenaar, medeschuldenaar_id=PARTNER, per=dag, reden="overleden"
        ),
        *papier.leg_vast(WeigerVerzoek, verzoek_id=UUID(int=3), **uitstel),
    ]


VERHALEN: list[Any] = [*examples.feiten(), *elk_besluit(), *elk_registerfeit()]
CODE = re.compile(
    r"\b[a-z]+_[a-z_]+\b|\b(?:True|False|None)\b|[0-9a-f]{8}-[0-9a-f]{4}|\d{4}-\d{2}-\d{2}|law\.md|'\w+'"
)
GETAL = re.compile(
    r"\b[Tt]ermijn 0\b|\b0 (?:termijn|maand|dag)|\b1 (?:termijnen|maanden|dagen|weken|jaren)\b|\bin een \w+ in een\b"
)
EURO = re.compile(r"€ \d{1,3}(?:\.\d{3})*,\d{2}(?!\d)")


def zinnen(soort: str) -> set[tuple[str, str]]:
    return {
        (words.zin(uitleg_van(feit)), words.zin(feit.grondslag))
        for feit in VERHALEN
        if type(feit).__name__ == soort
    }


@pytest.mark.parametrize("soort", LENINGFEITEN | REGISTERFEITEN)
def test_elk_feit_heeft_een_zin_die_een_consulent_begrijpt(soort: str) -> None:
    gevonden = zinnen(soort)
    assert gevonden, "the examples have every fact"
    for uitleg, grondslag in gevonden:
        assert CODE.search(uitleg) is None, uitleg
        assert uitleg.count("€") == len(EURO.findall(uitleg)), uitleg
        assert GETAL.search(uitleg) is None, uitleg
        assert words.zin(uitleg) == uitleg, "a sentence that is read twice stays the same"
        assert not uitleg[0].islower(), uitleg
        assert len(uitleg) > 20
        assert grondslag, uitleg


@pytest.mark.parametrize("soort", [soort.feit.__name__ for soort in SOORTEN.values()])
def test_een_besluit_noemt_zijn_artikel_in_de_zin(soort: str) -> None:
    assert all(
        uitleg.casefold().endswith(f"({grondslag})".casefold())
        for uitleg, grondslag in zinnen(soort)
    )


@pytest.mark.parametrize(
    ("soort", "stuk"),
    [
        (
            "UitstelVerleend",
            "6 maanden uitstel van aflossing, van 1 april 2026 tot 1 oktober 2026. De debiteur betaalt in die tijd alleen rente",
        ),
        (
            "RenteKwijtgescholden",
            "boekjaar van 1 januari 2026 tot 1 januari 2027: de kleinste van € 1.366,64 rente en € 10,00 onder de jaarnorm",
        ),
        (
            "BetalingGestorneerd",
            "De bank draaide de aflossing ineens van 10 maart 2026 (€ 30.600,00) terug",
        ),
        (
            "LeningGeopend",
            "rente telt per kalendermaand een twaalfde van de jaarrente: € 6.100,00 rente in totaal",
        ),
        ("TermijnVervallen", "te betalen op 30 april 2026"),
        (
            "DraagkrachtVastgesteld",
            "bij een inkomen van € 2.000,00: 50 % van € 500,00 boven de norm van € 1.500,00 = € 250,00",
        ),
        ("BoekingHerboekt", "Achterstand kwijtgescholden: € 1.307,00 (Toeslagengedupeerden)"),
    ],
)
def test_de_zin_zegt_wat_er_gebeurde_met_zijn_getallen(soort: str, stuk: str) -> None:
    assert any(stuk in uitleg for uitleg, _ in zinnen(soort)), zinnen(soort)


def test_een_zin_van_vroeger_leest_net_zo() -> None:
    oud = "Opeising om 'niet_betaald': € 29.000,00 hoofdsom is op 2026-04-10 ineens verschuldigd (Bbz art. 39 lid 1)"
    nu = "Opgeëist omdat de debiteur zijn verplichtingen niet nakomt: € 29.000,00 hoofdsom is op 10 april 2026 ineens verschuldigd"
    assert words.zin(oud).startswith(nu)


def test_elke_rekening_heeft_een_naam() -> None:
    assert {words.rekening(een.code) for een in rekeningschema()} >= {
        "bank",
        "hoofdsom (Bbz vanaf 2020)",
    }
    assert all("_" not in words.rekening(een.code) for een in rekeningschema())


def test_elk_feit_van_een_lening_heeft_een_naam() -> None:
    assert {type(feit).__name__ for feit in [*examples.feiten(), *elk_besluit()]} <= set(
        words.FEITEN
    )


def test_wat_is_opgeeist_heeft_geen_nummer_ook_niet_in_een_zin_van_eerder() -> None:
    gemist = next(feit for feit in VERHALEN if type(feit).__name__ == "BetalingGemist")
    ineens = gemist.na(termijn=0, laatste_dag=None, uitleg="")
    assert uitleg_van(ineens).startswith("Van het opgeëiste bedrag van €")
    van_eerder = "Van termijn 0 € 24.559,28 staat € 24.559,28 nog open."
    assert words.zin(van_eerder) == (
        "Van het opgeëiste bedrag van € 24.559,28 staat € 24.559,28 nog open."
    )
    assert "termijn 10" in words.zin("Van termijn 10 € 1,00 staat € 1,00 nog open.")
