"""Who may sign, up to what, where and until when; and that who assessed does not sign."""

from datetime import date

import pytest

from services.bbz.domain.mandaat import mandaat, vier_ogen
from services.bbz.domain.toets import Toetsuitkomst, Voorstel
from shared.recht.mandaat import Mandaat, Mandaatregister
from tests.steun.organisatie import MANDATEN_AANVRAAG

REGISTER = MANDATEN_AANVRAAG


def voorstel(
    ondertekenaar: str,
    cent: int | None = 1,
    gemeente: str = "GM9901",
    op: date = date(2026, 1, 15),
    beoordelaar: str | None = None,
) -> Voorstel:
    return Voorstel(
        gemeente=gemeente,
        groep="gevestigd",
        aanvraagdatum=date(2026, 1, 2),
        bedrag_cent=cent,
        ondertekenaar=ondertekenaar,
        besluitdatum=op,
        beoordelaar=beoordelaar,
    )


@pytest.mark.parametrize(
    ("wie", "cent", "gemeente", "op", "uitkomst"),
    [
        ("consulent-1", 1, "GM9901", date(2026, 1, 15), "niet_voldaan"),
        ("consulent-2", 25_000_00, "GM9901", date(2026, 1, 15), "voldaan"),
        ("consulent-2", 25_000_01, "GM9901", date(2026, 1, 15), "niet_voldaan"),
        ("consulent-2", 1, "GM0363", date(2026, 1, 15), "niet_voldaan"),
        ("consulent-2", 1, "GM9901", date(2024, 12, 31), "niet_voldaan"),
        ("consulent-2", 1, "GM9903", date(2025, 1, 1), "voldaan"),
        ("consulent-2", 1, "GM9903", date(2027, 12, 31), "voldaan"),
        ("consulent-2", 1, "GM9901", date(2028, 1, 1), "niet_voldaan"),
        ("consulent-2", None, "GM9901", date(2026, 1, 15), "nog_open"),
        ("teamleider-1", 10**11, "GM9901", date(2026, 1, 15), "voldaan"),
    ],
)
def test_een_mandaat_geldt_voor_bedrag_gemeente_en_dag(
    wie: str, cent: int | None, gemeente: str, op: date, uitkomst: str
) -> None:
    assert mandaat(voorstel(wie, cent, gemeente, op), REGISTER).uitkomst == uitkomst


def test_het_ruimste_mandaat_telt() -> None:
    klein, groot = (
        Mandaat(
            mandaat_id=f"M-{tot}",
            houder="x",
            gemeenten=("GM9901",),
            tot_cent=tot,
            geldig_van=date(2025, 1, 1),
            geldig_tot=None,
        )
        for tot in (100, 200)
    )
    gevonden = Mandaatregister((groot, klein)).ruimste("x", "GM9901", date(2026, 1, 1))
    assert gevonden == groot


def test_zonder_mandaat_is_er_geen_kenmerk() -> None:
    with pytest.raises(LookupError):
        REGISTER.kenmerk("consulent-1", "GM9901", date(2026, 1, 1))


@pytest.mark.parametrize(
    ("beoordelaar", "uitkomst"),
    [(None, "nog_open"), ("consulent-2", "niet_voldaan"), ("consulent-1", "voldaan")],
)
def test_wie_beoordeelt_tekent_niet(beoordelaar: str | None, uitkomst: Toetsuitkomst) -> None:
    assert vier_ogen(voorstel("consulent-2", beoordelaar=beoordelaar)).uitkomst == uitkomst
