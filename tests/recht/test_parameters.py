"""The dated parameters: complete, without overlap, unknown refuses, known-on days, the overlay of a municipality."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from os import environ
from pathlib import Path

import pytest

from shared.parameter_files import ParametersKloppenNiet, load_parameters
from shared.parameters import Parameter, ParameterOnbekend

SET = load_parameters()
WETSTEKST = Path(
    environ.get("DOORSTART_WETSTEKST", Path(__file__).resolve().parents[3] / "shared/design/law.md")
)
KEUZES = {
    "brutering_art_4",
    "cohortgrens_kapitaal",
    "levensonderhoud_evenredig_deel",
    "vermogensgrens_bij_aandeeltoets",
}


def rijen_van_de_wetstekst() -> Iterator[tuple[str, ...]]:
    """Its one word of English in a source, which the pages tell, is Dutch with us."""
    tabel = WETSTEKST.read_text("utf-8").split("## Appendix: Parameter table")[1]
    tabel = tabel.replace(" (continued)", ", ook daarna")
    return (
        tuple(re.split(r" \| ", regel[2:].rstrip(" |")))
        for regel in tabel.splitlines()
        if re.match(r"\| [a-z_0-9]+ \| .* \| \d{4}-", regel)
    )


def als_rij(rij: Parameter) -> tuple[str, ...]:
    tot = rij.geldig_tot.isoformat() if rij.geldig_tot else "-"
    return (
        rij.naam,
        rij.eenheid,
        rij.kies_op,
        rij.geldig_van.isoformat(),
        tot,
        rij.waarde,
        rij.bron or "-",
        rij.zekerheid,
        rij.toelichting or "-",
    )


@pytest.mark.skipif(not WETSTEKST.exists(), reason="the reference text is not on this machine")
def test_elke_rij_van_de_wetstekst_staat_er_precies_zo_in() -> None:
    verwacht = set(rijen_van_de_wetstekst())
    assert len(verwacht) > 280
    assert {
        als_rij(rij)
        for rij in SET.rijen
        if rij.naam not in KEUZES and not rij.naam.startswith(("ladder_", "belofte_", "stukken_"))
    } == verwacht


def test_alle_keuzes_zijn_bekend() -> None:
    assert {rij.naam for rij in SET.rijen} >= KEUZES


def test_perioden_overlappen_niet() -> None:
    for rijen in SET.op_naam.values():
        for eerste, tweede in pairwise(sorted(rijen, key=lambda rij: rij.geldig_van)):
            assert eerste.geldig_tot is not None
            assert eerste.geldig_tot < tweede.geldig_van


@pytest.mark.parametrize(
    ("naam", "op", "waarde"),
    [
        ("rente_bbz_lening", date(2009, 7, 1), "8"),
        ("rente_bbz_lening", date(2025, 12, 31), "8"),
        ("max_bedrijfskapitaal_gevestigde", date(2023, 12, 31), "248064.00"),
        ("max_bedrijfskapitaal_gevestigde", date(2024, 1, 1), "247047.00"),
        ("tozo_looptijd", date(2021, 6, 17), "42"),
        ("tozo_looptijd", date(2021, 6, 18), "60"),
        ("uitstel_max_totaal", date(2026, 1, 1), "36"),
        ("zvw_vergoeding_art_46", date(2024, 1, 1), "0.00"),
        ("tozo_rentevrij_van", date(2020, 6, 1), "geen"),
        ("bijstandsnorm_alleenstaande", date(2022, 6, 30), "1091.71"),
        ("bijstandsnorm_gehuwden", date(2023, 7, 1), "1738.02"),
        ("bijstandsnorm_gehuwden", date(2025, 12, 31), "1955.80"),
        ("wettelijke_rente", date(2011, 6, 30), "3"),
        ("wettelijke_rente", date(2023, 3, 1), "4"),
        ("dwangsom_dag_1_14", date(2025, 12, 31), "23.00"),
    ],
)
def test_de_datum_kiest_de_rij(naam: str, op: date, waarde: str) -> None:
    assert SET.waarde(naam, op).waarde == waarde


@pytest.mark.parametrize(
    ("naam", "op", "zin"),
    [
        (
            "inkomen_correctie_art_6_2",
            date(2024, 1, 1),
            "inkomen_correctie_art_6_2 is onbekend voor boekjaar 2024",
        ),
        (
            "bijstandsnorm_alleenstaande",
            date(2026, 3, 1),
            "bijstandsnorm_alleenstaande is onbekend op 2026-03-01",
        ),
        (
            "max_bedrijfskapitaal_starter",
            date(2027, 1, 1),
            "max_bedrijfskapitaal_starter is onbekend op 2027-01-01",
        ),
        (
            "max_bedrijfskapitaal_starter",
            date(2003, 12, 31),
            "max_bedrijfskapitaal_starter is onbekend op 2003-12-31",
        ),
        (
            "wettelijke_rente",
            date(2025, 6, 1),
            "wettelijke_rente is niet bevestigd met een bron op 2025-06-01",
        ),
        (
            "aow_leeftijd",
            date(2026, 6, 1),
            "aow_leeftijd is niet bevestigd met een bron op 2026-06-01",
        ),
        (
            "max_voorbereidingskrediet",
            date(2026, 6, 1),
            "niet door de gemeente vastgesteld op 2026-06-01. Het college",
        ),
        ("bestaat_niet", date(2026, 6, 1), "bestaat_niet is geen bekende parameter"),
    ],
)
def test_een_onbekende_waarde_weigert_met_naam_datum_en_wie(naam: str, op: date, zin: str) -> None:
    with pytest.raises(ParameterOnbekend, match="Berekening geweigerd") as geweigerd:
        SET.waarde(naam, op)
    assert zin in str(geweigerd.value)
    assert geweigerd.value.naam == naam
    assert geweigerd.value.op == op
    assert geweigerd.value.wie
    assert not SET.is_bekend(naam, op)


def test_een_afgeleide_waarde_rekent_en_zegt_het() -> None:
    rij = SET.waarde("rente_bbz_lening", date(2026, 7, 1))
    assert rij.getal == Decimal(8)
    assert rij.is_afgeleid
    assert "afgeleid" in rij.uitleg
    assert "afgeleid" not in SET.waarde("rente_bbz_lening", date(2025, 7, 1)).uitleg


def test_bekend_vanaf_bepaalt_wat_men_wist() -> None:
    assert SET.waarde("tozo_looptijd", date(2022, 1, 1), bekend_op=date(2021, 12, 21)).aantal == 72
    with pytest.raises(ParameterOnbekend):
        SET.waarde("tozo_looptijd", date(2022, 1, 1), bekend_op=date(2021, 12, 20))


def test_een_waarde_in_de_maat_die_de_regel_wil() -> None:
    assert SET.waarde("max_tozo_lening", date(2020, 6, 1)).cent == 1015700
    assert SET.waarde("max_aandeel_eigen_vermogen", date(2026, 1, 1)).deel == Fraction(3, 10)
    assert SET.waarde("tozo_eerste_betaaldatum", date(2023, 1, 1)).datum == date(2022, 7, 1)
    assert SET.waarde("hoofdsom_naar_om_niet_toegestaan", date(2019, 12, 31)).is_ja
    assert not SET.waarde("hoofdsom_naar_om_niet_toegestaan", date(2020, 1, 1)).is_ja
    assert SET.waarde("oudere_min_leeftijd", date(2020, 1, 1)).is_geen


def test_op_een_dag_staat_elke_parameter_er_hooguit_een_keer() -> None:
    rijen = list(SET.op(date(2026, 7, 1)))
    assert len({rij.naam for rij in rijen}) == len(rijen) > 100
    assert all(rij.geldt_op(date(2026, 7, 1), None) for rij in rijen)


def overlay(map_: Path, tekst: str) -> Path:
    (map_ / "gemeente.toml").write_text(tekst, "utf-8")
    return map_


WETTELIJKE_RENTE = """[wettelijke_rente]
unit = "procent per jaar"
select_on = "kalenderdag"
rows = [
  { valid_from = 2026-01-01, valid_to = 2026-06-30, value = "6", source = "Stb. 2025, 999", confidence = "F", bekend_vanaf = 2026-02-01 }]
"""


def test_een_gemeente_vult_een_onbekende_waarde_aan(tmp_path: Path) -> None:
    eigen = load_parameters(overlay(tmp_path, WETTELIJKE_RENTE))
    assert eigen.waarde("wettelijke_rente", date(2026, 3, 1)).aantal == 6
    assert not eigen.is_bekend("wettelijke_rente", date(2026, 7, 1))
    assert not eigen.is_bekend("wettelijke_rente", date(2026, 3, 1), bekend_op=date(2026, 1, 31))
    assert eigen.versie != SET.versie


def test_een_gemeente_wijzigt_de_wet_niet(tmp_path: Path) -> None:
    tekst = WETTELIJKE_RENTE.replace("2026-01-01", "2024-03-01").replace("2026-06-30", "2024-04-30")
    with pytest.raises(ParametersKloppenNiet, match="kan die waarde niet wijzigen"):
        load_parameters(overlay(tmp_path, tekst))


@pytest.mark.parametrize(
    ("oud", "nieuw", "zin"),
    [
        ("2026-06-30", "2025-06-30", "eindigt voor zij begint"),
        ('"6"', '"zes"', "klopt niet: 'zes' is geen getal"),
        ('"6"', '"NaN"', "geen getal"),
        ('"6"', '"Infinity"', "geen getal"),
        ('"6"', '"-6"', "geen getal van nul of meer"),
        ('"6"', '"6,5"', "geen getal"),
        ('"6"', '"6;x"', "geen getal"),
        ('"6"', "6", "geen geldig parameterbestand"),
        ('"F"', '"X"', "geen geldig parameterbestand"),
        ('source = "Stb. 2025, 999", ', "", "bron ontbreekt"),
        ('value = "6"', 'value = "onbekend"', "onbekend hoort bij zekerheid N"),
        ("rows = [", "rows = 3 #", "geen geldig parameterbestand"),
        ("bekend_vanaf", "bekent_vanaf", "geen geldig parameterbestand"),
        (
            " }]",
            " }, { valid_from = 2026-06-30, value = '6', source = 'x', confidence = 'S' }]",
            "mogen niet overlappen",
        ),
        ('"procent per jaar"', '"ja/nee"', "is geen van ja/nee"),
    ],
)
def test_een_fout_bestand_start_niet(tmp_path: Path, oud: str, nieuw: str, zin: str) -> None:
    assert oud in WETTELIJKE_RENTE
    with pytest.raises(ParametersKloppenNiet, match=zin):
        load_parameters(overlay(tmp_path, WETTELIJKE_RENTE.replace(oud, nieuw)))


def test_een_lege_map_start_niet(tmp_path: Path) -> None:
    with pytest.raises(ParametersKloppenNiet, match="geen parameters"):
        load_parameters(rijk=tmp_path)


def test_de_versie_hangt_niet_van_de_volgorde_af() -> None:
    assert type(SET)(tuple(reversed(SET.rijen))).versie == SET.versie
    assert type(SET)(SET.rijen[1:]).versie != SET.versie


@pytest.mark.parametrize(
    ("eenheid", "goed", "fout"),
    [
        ("weken", ("6", "0"), ("6.5", "-1", "zes")),
        ("maanden na start", ("6;12;24",), ("6;12.5",)),
        ("procent", ("6.25", "6;7"), ("6%", "")),
        ("EUR", ("6", "6.25"), ("6.255", "NaN", "6,25")),
        ("datum", ("2026-02-28",), ("2026-02-30", "28-02-2026")),
        ("MM-DD in jaar T+1", ("02-29", "07-15"), ("02-30", "13-01", "7-15")),
        ("ja/nee", ("ja", "nee"), ("misschien",)),
    ],
)
def test_een_waarde_past_bij_haar_eenheid(
    tmp_path: Path, eenheid: str, goed: tuple[str, ...], fout: tuple[str, ...]
) -> None:
    def bestand(waarde: str) -> Path:
        return overlay(
            tmp_path,
            WETTELIJKE_RENTE.replace('"procent per jaar"', f'"{eenheid}"').replace(
                '"6"', f'"{waarde}"'
            ),
        )

    for waarde in goed:
        assert (
            load_parameters(bestand(waarde)).waarde("wettelijke_rente", date(2026, 3, 1)).waarde
            == waarde
        )
    for waarde in fout:
        with pytest.raises(ParametersKloppenNiet):
            load_parameters(bestand(waarde))


def test_een_gemeente_heeft_eigen_beleid_zonder_een_regel_code(tmp_path: Path) -> None:
    eigen = load_parameters(
        overlay(
            tmp_path,
            """[aanmaning_stappen_beleid]
unit = "dagen"
select_on = "vervaldatum"
rows = [{ valid_from = 2026-01-01, value = "7;14;28", source = "Beleidsregels Doorstad 2026", confidence = "F" }]
""",
        )
    )
    rij = eigen.waarde("aanmaning_stappen_beleid", date(2026, 3, 1))
    assert (rij.waarde, rij.laag) == ("7;14;28", "gemeente")
    with pytest.raises(ParameterOnbekend, match="is onbekend op 2025-12-31"):
        eigen.waarde("aanmaning_stappen_beleid", date(2025, 12, 31))


def test_een_gemeente_bevestigt_wat_alleen_algemeen_bekend_is(tmp_path: Path) -> None:
    tekst = (
        WETTELIJKE_RENTE.replace("2026-01-01", "2025-01-01")
        .replace("2026-06-30", "2025-06-30")
        .replace("2026-02-01", "2025-01-01")
    )
    eigen = load_parameters(overlay(tmp_path, tekst))
    assert eigen.waarde("wettelijke_rente", date(2025, 3, 1)).zekerheid == "F"
    assert not eigen.is_bekend("wettelijke_rente", date(2025, 7, 1))


def test_een_bestand_dat_geen_tekst_is_start_niet(tmp_path: Path) -> None:
    (tmp_path / "raar.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(ParametersKloppenNiet, match="is geen geldig parameterbestand"):
        load_parameters(tmp_path)


def test_wat_een_gemeente_vastlegt_gaat_voor_wat_alleen_is_afgeleid(tmp_path: Path) -> None:
    """Also where the row was known earlier than that of the Rijk, and in whatever order the rows were read."""
    tekst = """[rente_bbz_lening]
unit = "procent per jaar"
select_on = "toekenningsdatum"
rows = [{ valid_from = 2026-01-01, value = "7", source = "Stcrt. 2025, 9", confidence = "F", bekend_vanaf = 2025-01-01 }]
"""
    eigen = load_parameters(overlay(tmp_path, tekst))
    for rijen in (eigen.rijen, tuple(reversed(eigen.rijen))):
        assert type(SET)(rijen).waarde("rente_bbz_lening", date(2026, 3, 1)).aantal == 7
        assert type(SET)(rijen).waarde("rente_bbz_lening", date(2025, 3, 1)).aantal == 8
    assert len(eigen.versie) == 16
