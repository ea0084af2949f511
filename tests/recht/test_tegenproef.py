"""The same sums by other programs and in another way: QuantLib counts days, plain decimals make schedules and settlements.

Nothing here imports the rules; the sums go in as JSON and come out as JSON, as for anybody who checks Doorstart from outside.
"""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from importlib import import_module
from itertools import pairwise
from typing import Any

import pytest
import QuantLib as ql  # type: ignore[import-untyped]  # noqa: N813
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from shared.parameter_files import load_parameters

PARAMETERS = load_parameters()
PRECIES = Context(prec=80, rounding=ROUND_HALF_UP)
VEEL = settings(max_examples=300, deadline=None)
BIJ_QUANTLIB = {
    "act_365": ql.Actual365Fixed(),
    "act_360": ql.Actual360(),
    "act_act_isda": ql.ActualActual(ql.ActualActual.ISDA),
    "act_act_afb": ql.ActualActual(ql.ActualActual.AFB),
    "30e_360": ql.Thirty360(ql.Thirty360.EurobondBasis),
    "30_360_bond": ql.Thirty360(ql.Thirty360.BondBasis),
}
DAGEN = st.dates(min_value=date(1902, 1, 1), max_value=date(2198, 12, 31))
RANDDAGEN = st.builds(
    lambda jaar, dag: date(jaar, *dag) if dag != (2, 29) or jaar % 4 == 0 else date(jaar, 2, 28),
    st.integers(1904, 2099),
    st.sampled_from(
        ((1, 1), (1, 30), (1, 31), (2, 1), (2, 28), (2, 29), (3, 1), (3, 31), (6, 30), (12, 31))
    ),
)


def antwoord(som: str, **invoer: Any) -> Any:
    deel = import_module(f"shared.recht.reken.{som}").SOM
    uit = deel.antwoord(deel.vraag.model_validate_json(json.dumps(invoer)), PARAMETERS)
    return TypeAdapter(deel.uitkomst).dump_python(uit, mode="json")


def bij_quantlib(dag: date) -> Any:
    return ql.Date(dag.day, dag.month, dag.year)


@VEEL
@given(
    st.one_of(DAGEN, RANDDAGEN), st.one_of(DAGEN, RANDDAGEN), st.sampled_from(sorted(BIJ_QUANTLIB))
)
def test_dagen_en_jaardeel_van_quantlib(een: date, ander: date, conventie: str) -> None:
    van, tot = min(een, ander), max(een, ander)
    uit = antwoord("dagen", van=str(van), tot=str(tot), conventie=conventie)
    telling = BIJ_QUANTLIB[conventie]
    assert uit["dagen"] == telling.dayCount(bij_quantlib(van), bij_quantlib(tot))
    assert float(uit["jaardeel"]) == pytest.approx(
        telling.yearFraction(bij_quantlib(van), bij_quantlib(tot)), abs=1e-12
    )


@VEEL
@given(st.one_of(DAGEN, RANDDAGEN), st.one_of(DAGEN, RANDDAGEN), st.one_of(st.none(), DAGEN))
def test_dertig_driehonderdzestig_met_einddatum_van_quantlib(
    een: date, ander: date, einde: date | None
) -> None:
    van, tot = min(een, ander), max(een, ander)
    assume(van < tot)
    einddatum = einde or tot
    telling = ql.Thirty360(ql.Thirty360.ISDA, bij_quantlib(einddatum))
    uit = antwoord(
        "dagen", van=str(van), tot=str(tot), conventie="30e_360_isda", einddatum=str(einddatum)
    )
    assert uit["dagen"] == telling.dayCount(bij_quantlib(van), bij_quantlib(tot))


@pytest.mark.parametrize(
    "conventie", ["act_365", "act_360", "act_act_isda", "act_act_afb", "30e_360", "30_360_bond"]
)
@pytest.mark.parametrize(
    ("van", "tot"),
    [("0001-01-01", "0001-12-31"), ("9998-03-01", "9999-12-31"), ("0001-01-01", "9999-12-31")],
)
def test_de_hele_kalender_is_te_tellen(van: str, tot: str, conventie: str) -> None:
    uit = antwoord("dagen", van=van, tot=tot, conventie=conventie)
    jaren = (date.fromisoformat(tot) - date.fromisoformat(van)).days / 365.2425
    assert float(uit["jaardeel"]) == pytest.approx(jaren, rel=0.02)


def test_een_lege_periode_telt_niets_ook_niet_op_de_laatste_dag_van_februari() -> None:
    for conventie in (*BIJ_QUANTLIB, "30e_360_isda"):
        uit = antwoord(
            "dagen", van="2009-02-28", tot="2009-02-28", conventie=conventie, einddatum="2009-02-28"
        )
        assert (uit["dagen"], uit["jaardeel"]) == (0, "0.000000000000000")


def maanden_later(dag: date, maanden: int) -> date:
    later = ql.NullCalendar().advance(
        bij_quantlib(dag), ql.Period(maanden, ql.Months), ql.Unadjusted
    )
    return date(later.year(), later.month(), later.dayOfMonth())


def deel(van: date, tot: date, maanden: int, telling: str) -> tuple[int, int]:
    """Numerator and denominator of a part of a year, day by day."""
    if telling == "maand":
        return maanden, 12
    if telling == "act_act_isda":
        dagen = [van + timedelta(days=nummer) for nummer in range((tot - van).days)]
        lang = sum(
            1 for dag in dagen if (dag.year % 4 == 0 and dag.year % 100 != 0) or dag.year % 400 == 0
        )
        return (len(dagen) - lang) * 366 + lang * 365, 365 * 366
    return BIJ_QUANTLIB[telling].dayCount(
        bij_quantlib(van), bij_quantlib(tot)
    ), 365 if telling == "act_365" else 360


def schema(vraag: dict[str, Any]) -> Iterator[tuple[str, int, int, int, int]]:
    """Due day, opening balance, interest, aflossing and closing balance of every term, with decimals of 80 digits."""
    start, aantal, vrij = (
        date.fromisoformat(vraag["start"]),
        vraag["termijnen"],
        vraag["aflossingsvrij"],
    )
    grenzen = [
        maanden_later(start, nummer * vraag["termijnmaanden"]) for nummer in range(aantal + 1)
    ]
    rente = Decimal(vraag["jaarrente_procent"]) if vraag["methode"] != "renteloos" else Decimal(0)
    delen = [
        deel(van, tot, vraag["termijnmaanden"], vraag["dagtelling"])
        for van, tot in pairwise(grenzen)
    ]
    saldo = vraag["hoofdsom_cent"]
    vast = (
        niveau(saldo, rente, delen[vrij:])
        if vraag["methode"] == "annuitair"
        else rond(Decimal(saldo), aantal - vrij)
    )
    for nummer, (teller, noemer) in enumerate(delen):
        geld = 0 if nummer < vraag["rentevrij"] else rond(saldo * rente * teller, 100 * noemer)
        af = vast - geld if vraag["methode"] == "annuitair" else vast
        af = saldo if nummer == aantal - 1 else 0 if nummer < vrij else min(saldo, max(af, 0))
        yield str(grenzen[nummer + 1] - timedelta(days=1)), saldo, geld, af, saldo - af
        saldo -= af


def niveau(hoofdsom: int, rente: Decimal, delen: list[tuple[int, int]]) -> int:
    """The amount for which a loan that grows every term ends at nothing."""
    if not rente:
        return rond(Decimal(hoofdsom), len(delen))
    schuld, betaald = Decimal(hoofdsom), Decimal(0)
    for teller, noemer in delen:
        groei = 1 + rente * teller / (100 * noemer)
        schuld, betaald = schuld * groei, betaald * groei + 1
    return rond(schuld, betaald)


def rond(teller: Decimal, noemer: Decimal | int) -> int:
    return int((teller / noemer).quantize(Decimal(1), rounding=ROUND_HALF_UP, context=PRECIES))


LENINGEN = st.fixed_dictionaries(
    {
        "hoofdsom_cent": st.one_of(
            st.integers(1, 200), st.integers(1, 30_000_000), st.integers(10**14, 10**15)
        ),
        "jaarrente_procent": st.one_of(
            st.sampled_from(
                ("0", "8", "2", "5", "0.01", "3.14159265358979", "7.125", "33.3333333333", "100")
            ),
            st.decimals(0, 25, places=6).map(str),
        ),
        "termijnen": st.integers(1, 90),
        "methode": st.sampled_from(("lineair", "annuitair", "renteloos")),
        "start": st.one_of(DAGEN, RANDDAGEN).filter(lambda dag: dag.year < 2090).map(str),
        "termijnmaanden": st.sampled_from((1, 1, 1, 2, 3, 6, 12)),
        "dagtelling": st.sampled_from(("maand", "30e_360", "act_365", "act_360", "act_act_isda")),
    }
)


@VEEL
@given(LENINGEN, st.integers(0, 100), st.integers(0, 100))
def test_elk_schema_met_gewone_decimalen(basis: dict[str, Any], vrij: int, rentevrij: int) -> None:
    zonder = 0 if basis["methode"] == "annuitair" else rentevrij % (basis["termijnen"] + 1)
    vraag = basis | {"aflossingsvrij": vrij % basis["termijnen"], "rentevrij": zonder}
    uit = antwoord("schema", **vraag)
    gevonden = [
        (
            een["vervaldag"],
            een["beginsaldo_cent"],
            een["rente_cent"],
            een["aflossing_cent"],
            een["eindsaldo_cent"],
        )
        for een in uit["termijnen"]
    ]
    with localcontext(PRECIES):
        verwacht = list(schema(vraag))
    assert gevonden == verwacht
    assert [een["nr"] for een in uit["termijnen"]] == list(range(1, len(verwacht) + 1))
    assert all(
        een["termijn_cent"] == een["rente_cent"] + een["aflossing_cent"] for een in uit["termijnen"]
    )
    assert uit["totaal_rente_cent"] == sum(regel[2] for regel in verwacht)
    assert uit["einddatum"] == verwacht[-1][0]


@VEEL
@given(
    st.integers(0, 12),
    st.integers(0, 250_000),
    st.integers(-500_000, 3_000_000),
    st.integers(0, 300_000),
    st.integers(1, 3_000_000),
    st.integers(0, 2_000_000),
    st.booleans(),
)
def test_elke_vaststelling_volgt_artikel_twaalf_en_dertien(
    maanden: int, cent: int, netto: int, bijzonder: int, norm: int, boven: int, terugvorderen: bool
) -> None:
    uit = antwoord(
        "vaststelling",
        boekjaar=2025,
        aanvraagdatum="2024-12-01",
        besluitdatum="2026-03-01",
        groep="gevestigd",
        maanden=[
            {"maand": f"2025-{nummer:02}", "bedrag_cent": cent} for nummer in range(1, maanden + 1)
        ],
        netto_inkomen_cent=netto,
        bijzondere_bijstand_cent=bijzonder,
        jaarnorm_cent=norm,
        terugvorderen=terugvorderen,
        eigen_vermogen_cent=5_000_000 + boven,
        vermogenstoets={"mag_om_niet": not boven, "grens_cent": 5_000_000, "bron": "besluit"},
    )
    bijstand, jaarnorm = maanden * cent + bijzonder, norm + bijzonder
    maanden = maanden if cent else 0  # a month of 0 cents is no month with bijstand
    som = bijstand + netto
    extra = terug = 0
    if som < jaarnorm:
        extra = max(0, min(jaarnorm - som, (2 * jaarnorm * maanden + 12) // 24 - bijstand))
    elif som > jaarnorm and terugvorderen:
        terug = min(som - jaarnorm, bijstand)
    blijft = min(bijstand - terug, boven)
    assert (uit["extra_cent"], uit["terug_cent"], uit["renteloze_lening_cent"]) == (
        extra,
        terug,
        blijft,
    )
    assert uit["om_niet_cent"] == bijstand + extra - terug - blijft
    assert sum(een["cent"] for een in uit["jaarbedragen"]) == blijft
    assert all(10 * een["cent"] >= blijft - 5 for een in uit["jaarbedragen"][:-1])


@VEEL
@given(
    st.integers(0, 30_000_000),
    st.integers(0, 100_000_000),
    st.sampled_from(("gevestigd", "starter", "ouder", "marginaal")),
)
def test_de_vermogenstoets_van_2026(eigen: int, schulden: int, groep: str) -> None:
    uit = antwoord(
        "toets",
        groep=groep,
        eigen_vermogen_cent=eigen,
        totaal_vermogen_cent=eigen + schulden,
        jaar=2026,
    )
    if groep == "ouder":
        mag = eigen <= 17_586_400
    else:
        mag = eigen <= 25_123_300 and not (
            5_978_200 < eigen < 25_123_300 and 10 * eigen > 3 * (eigen + schulden)
        )
    assert uit["mag_om_niet"] is mag


@VEEL
@given(
    st.integers(2020, 2040),
    st.integers(0, 10**12),
    st.integers(0, 10**12),
    st.sampled_from(("bbz_voor_2020", "bbz_vanaf_2020", "tozo")),
)
def test_wat_het_rijk_betaalt_en_terugneemt(
    jaar: int, lasten: int, baten: int, cohort: str
) -> None:
    uit = antwoord(
        "rijk", jaren=[{"jaar": jaar, "cohort": cohort, "lasten_cent": lasten, "baten_cent": baten}]
    )

    def half_omhoog(teller: int, noemer: int) -> int:
        return (2 * teller + noemer) // (2 * noemer)

    verwacht: dict[int, int] = {}
    if cohort == "tozo":
        verwacht[jaar] = lasten - baten
    else:
        for later, procent in enumerate((-100, 20, 20, 15, 10, 10)):
            verwacht[jaar + later] = -half_omhoog(lasten * procent, 100) if procent > 0 else lasten
        verwacht[jaar] -= half_omhoog(baten * 75, 100) if cohort == "bbz_voor_2020" else 0
    gevonden = {een["jaar"]: een["van_rijk_cent"] - een["naar_rijk_cent"] for een in uit["jaren"]}
    assert gevonden == {een: cent for een, cent in verwacht.items() if cent or een in gevonden}
