"""The betalingskenmerk of a bank line, as banks and people write it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import iso11649

from services.ledger.domain.bank.afschrift import Bankregel
from services.ledger.domain.bank.kenmerkkeuze import GEEN, MEER, zoek
from shared.recht.betalingskenmerk import betalingskenmerk

EEN, TWEE = betalingskenmerk(10**14 + 56789012345), betalingskenmerk(234567890123)
FOUT = str((int(EEN[0]) + 1) % 10) + EEN[1:]


def rf(kern: str) -> str:
    return next(
        found
        for found in (f"RF{getal:02}{kern}" for getal in range(2, 99))
        if iso11649.is_valid(found)
    )


def groepen(kenmerk: str, scheiding: str) -> str:
    return scheiding.join(kenmerk[begin : begin + 4] for begin in range(0, len(kenmerk), 4))


def regel(*kenmerken: str, omschrijving: str = "", eindreferentie: str = "") -> Bankregel:
    velden = {"omschrijving": omschrijving, "eindreferentie": eindreferentie}
    return Bankregel(
        post=1, deel=1, dag=date(2026, 2, 28), bedrag_cent=1, kenmerken=kenmerken, **velden
    )


SCHRIJFWIJZEN = [
    EEN,
    groepen(EEN, " "),
    groepen(EEN, "-"),
    groepen(EEN, "."),
    f"{EEN[:8]} {EEN[8:]}",
    rf(EEN),
    groepen(rf(EEN), " "),
    rf(EEN).lower(),
    f" {EEN} ",
]


@pytest.mark.parametrize("geschreven", SCHRIJFWIJZEN)
@pytest.mark.parametrize("veld", ["structuur", "eind", "tekst", "zin", "na_cijfers"])
def test_een_kenmerk_wordt_herkend_hoe_het_ook_geschreven_is(geschreven: str, veld: str) -> None:
    regels = {
        "structuur": regel(geschreven),
        "eind": regel(eindreferentie=geschreven),
        "tekst": regel(omschrijving=geschreven),
        "na_cijfers": regel(omschrijving=f"2026 {geschreven}"),
        "zin": regel(omschrijving=f"Aflossing, kenmerk: {geschreven}, dank u"),
    }
    assert zoek(regels[veld]).kenmerk == EEN


@pytest.mark.parametrize(
    "gegeven",
    [
        regel(),
        regel(FOUT),
        regel(omschrijving=f"X{EEN}9"),
        regel(omschrijving=f"9{EEN}"),
        regel(f"RF00{EEN}"),
        regel("RF18539007547034"),
        regel(omschrijving="NOTPROVIDED"),
        regel(omschrijving=f"{EEN[:15]}"),
        regel(omschrijving=EEN.replace(EEN[8:10], f"{EEN[8]}  {EEN[9]}")),
    ],
)
def test_wat_geen_kenmerk_is_wacht_op_een_mens(gegeven: Bankregel) -> None:
    assert zoek(gegeven).kenmerk is None
    assert zoek(gegeven).reden == GEEN


@pytest.mark.parametrize(
    "gegeven",
    [
        regel(EEN, TWEE),
        regel(EEN, omschrijving=TWEE),
        regel(EEN, eindreferentie=TWEE),
        regel(omschrijving=f"{EEN} of {TWEE}"),
    ],
)
def test_bij_twee_verschillende_kenmerken_kiest_een_mens(gegeven: Bankregel) -> None:
    assert zoek(gegeven, lambda namen: namen).reden == MEER
    assert zoek(gegeven).reden == MEER, "and of two that nobody knows none is taken"
    assert zoek(gegeven, lambda namen: set(namen) & {TWEE}).kenmerk == TWEE, (
        "the one that a debt of ours has"
    )


def test_hetzelfde_kenmerk_twee_keer_is_een_kenmerk() -> None:
    assert zoek(regel(EEN, eindreferentie=rf(EEN), omschrijving=groepen(EEN, "."))).kenmerk == EEN


@given(
    st.integers(0, 10**15 - 1),
    st.text(alphabet=st.characters(exclude_categories=["Nd", "Cs"]), max_size=12),
    st.sampled_from(" -."),
)
def test_elk_kenmerk_wordt_teruggevonden_in_elke_tekst(
    nummer: int, rondom: str, scheiding: str
) -> None:
    kenmerk = betalingskenmerk(nummer)
    assert (
        zoek(regel(omschrijving=f"{rondom} {groepen(kenmerk, scheiding)} {rondom}")).kenmerk
        == kenmerk
    )
