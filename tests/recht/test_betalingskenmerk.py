"""The betalingskenmerk with the published examples of the Betaalvereniging."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.recht.betalingskenmerk import betalingskenmerk, controlecijfer, is_betalingskenmerk


@pytest.mark.parametrize("kenmerk", ["5000056789012345", "12234534622567", "1234567"])
def test_een_goed_kenmerk(kenmerk: str) -> None:
    assert is_betalingskenmerk(kenmerk)


@pytest.mark.parametrize(
    "kenmerk",
    [
        "",
        "12345678",
        "4000056789012345",
        "5000056789012354",
        "13234534622567",
        "12345678901234567",
        "500005678901234٥",
        "5000 0567",
    ],
)
def test_een_fout_kenmerk(kenmerk: str) -> None:
    assert is_betalingskenmerk(kenmerk) is False


def test_elke_lengte_heeft_haar_eigen_cijfer() -> None:
    """Behind the check digit stands the length of what follows: 7 to 12 digits, of which 10 to 12 give 0 to 2."""
    for lengte in range(7, 13):
        kern = str(lengte % 10) + "1234567890123"[:lengte]
        kenmerk = controlecijfer(kern) + kern
        assert len(kenmerk) == lengte + 2
        assert is_betalingskenmerk(kenmerk) is True
        assert is_betalingskenmerk(str((int(kenmerk[0]) + 5) % 10) + kern) is False
        verkeerd = str((lengte + 1) % 10) + kern[1:]
        assert is_betalingskenmerk(controlecijfer(verkeerd) + verkeerd) is False


def test_vijftien_cijfers_zijn_er_een_te_veel() -> None:
    kern = "31234567890123"
    assert is_betalingskenmerk(controlecijfer(kern) + kern) is False


@pytest.mark.parametrize(
    ("kern", "cijfer"),
    [("000000000000000", "0"), ("000000000000006", "1"), ("000000000000005", "1"), ("1", "9")],
)
def test_het_controlecijfer_tien_wordt_een_en_elf_wordt_nul(kern: str, cijfer: str) -> None:
    assert controlecijfer(kern) == cijfer


@pytest.mark.parametrize("aantal", [1, 6, 8, 15, 17])
def test_een_andere_lengte_is_geen_kenmerk(aantal: int) -> None:
    for eerste in range(10):
        kern = "1" * (aantal - 1)
        assert is_betalingskenmerk(str(eerste) + kern) is False


def test_hetzelfde_nummer_geeft_hetzelfde_kenmerk() -> None:
    assert betalingskenmerk(56789012345) == "5000056789012345"
    assert betalingskenmerk(UUID(int=56789012345)) == "5000056789012345"


@given(st.uuids() | st.integers(min_value=0))
def test_elk_kenmerk_klopt(nummer: UUID | int) -> None:
    assert is_betalingskenmerk(betalingskenmerk(nummer))


@given(
    st.integers(min_value=0, max_value=10**15 - 1),
    st.integers(min_value=0, max_value=15),
    st.integers(min_value=1, max_value=9),
)
def test_een_tikfout_valt_op(nummer: int, plaats: int, anders: int) -> None:
    """One wrong digit is seen, but for the two check digits that the scheme itself maps together."""
    kenmerk = betalingskenmerk(nummer)
    fout = kenmerk[:plaats] + str((int(kenmerk[plaats]) + anders) % 10) + kenmerk[plaats + 1 :]
    assert not is_betalingskenmerk(fout) or kenmerk[0] == fout[0] == "1"
