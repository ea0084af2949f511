"""The betalingskenmerk with the published examples of the Betaalvereniging."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ledger.domain.betalingskenmerk import betalingskenmerk, is_betalingskenmerk


@pytest.mark.parametrize("kenmerk", ["5000056789012345", "12234534622567", "1234567"])
def test_een_goed_kenmerk(kenmerk: str) -> None:
    assert is_betalingskenmerk(kenmerk)


@pytest.mark.parametrize(
    "kenmerk",
    ["", "12345678", "4000056789012345", "5000056789012354", "13234534622567", "12345678901234567", "500005678901234٥", "5000 0567"],
)
def test_een_fout_kenmerk(kenmerk: str) -> None:
    assert not is_betalingskenmerk(kenmerk)


def test_hetzelfde_nummer_geeft_hetzelfde_kenmerk() -> None:
    assert betalingskenmerk(56789012345) == "5000056789012345"
    assert betalingskenmerk(UUID(int=56789012345)) == "5000056789012345"


@given(st.uuids() | st.integers(min_value=0))
def test_elk_kenmerk_klopt(nummer: UUID | int) -> None:
    assert is_betalingskenmerk(betalingskenmerk(nummer))


@given(st.integers(min_value=0, max_value=10**15 - 1), st.integers(min_value=0, max_value=15), st.integers(min_value=1, max_value=9))
def test_een_tikfout_valt_op(nummer: int, plaats: int, anders: int) -> None:
    """One wrong digit is seen, but for the two check digits that the scheme itself maps together."""
    kenmerk = betalingskenmerk(nummer)
    fout = kenmerk[:plaats] + str((int(kenmerk[plaats]) + anders) % 10) + kenmerk[plaats + 1 :]
    assert not is_betalingskenmerk(fout) or kenmerk[0] == fout[0] == "1"
