"""Schedules: W-01 to W-06 and W-12 to the cent, invariants, refusals, and pyxirr's annuity."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
import pyxirr
from hypothesis import given
from hypothesis import strategies as st

from shared.recht.aflosschema import (
    SCHEMACONVENTIES,
    Aflosschema,
    Methode,
    RentevrijVraagtBedragen,
    SchemaKanNiet,
    Schemavraag,
    aflosschema,
)
from shared.recht.dagtelling import Dagtelling
from shared.recht.rente import rente_over, rente_uitleg


def vraag(**anders: Any) -> Schemavraag:
    basis: dict[str, Any] = {
        "hoofdsom_cent": 3000000,
        "jaarrente_procent": Decimal(8),
        "termijnen": 60,
        "methode": Methode.LINEAIR,
        "start": date(2026, 3, 1),
    }
    return Schemavraag(**(basis | anders))


def schema(**anders: Any) -> Aflosschema:
    return aflosschema(vraag(**anders))


def tozo(termijnen: int, start: date) -> Aflosschema:
    return schema(
        hoofdsom_cent=1015700, jaarrente_procent=Decimal(2), termijnen=termijnen, start=start
    )


def test_w01_tozorente_2020() -> None:
    assert rente_over(1015700, Decimal(2), Fraction(12, 12)) == 20314
    assert rente_over(1015700, Decimal(2), Fraction(8, 12)) == 13543
    assert rente_over(1015700, Decimal(2), Fraction(0)) == 0


def test_w02_veertig_termijnen() -> None:
    uit = tozo(40, date(2022, 1, 1))
    assert {termijn.aflossing_cent for termijn in uit.termijnen[:-1]} == {25393}
    assert uit.termijnen[-1].aflossing_cent == 25373
    assert [termijn.rente_cent for termijn in uit.termijnen[:2]] == [1693, 1651]
    assert uit.totaal_rente_cent == 34704


def test_w03_tweeenvijftig_termijnen() -> None:
    uit = tozo(52, date(2022, 7, 1))
    assert [termijn.aflossing_cent for termijn in (uit.termijnen[0], uit.termijnen[-1])] == [
        19533,
        19517,
    ]
    assert [termijn.rente_cent for termijn in uit.termijnen[:2]] == [1693, 1660]
    assert uit.termijnen[0].termijn_cent == 21226
    assert uit.totaal_rente_cent == 44862
    assert uit.einddatum == date(2026, 10, 31)


def test_w04_lineair() -> None:
    uit = schema()
    assert {termijn.aflossing_cent for termijn in uit.termijnen} == {50000}
    assert [termijn.rente_cent for termijn in uit.termijnen[:3]] == [20000, 19667, 19333]
    assert uit.termijnen[-1].rente_cent == 333
    assert uit.totaal_rente_cent == 610000
    assert uit.einddatum == date(2031, 2, 28)


def test_w05_annuiteit() -> None:
    uit = schema(methode=Methode.ANNUITAIR)
    assert {termijn.termijn_cent for termijn in uit.termijnen[:-1]} == {60829}
    assert (uit.termijnen[0].rente_cent, uit.termijnen[0].aflossing_cent) == (20000, 40829)
    assert uit.termijnen[-1].termijn_cent == 60841
    assert uit.totaal_rente_cent == 649752


def test_w06_de_val_van_vijf_procent() -> None:
    vijf = schema(jaarrente_procent=Decimal(5))
    assert (schema().termijnen[0].rente_cent, vijf.termijnen[0].rente_cent) == (20000, 12500)
    assert (schema().totaal_rente_cent, vijf.totaal_rente_cent) == (610000, 381250)


def test_w12_alleen_rente() -> None:
    uit = schema(hoofdsom_cent=2400000, aflossingsvrij=6)
    assert sum(termijn.rente_cent for termijn in uit.termijnen[:6]) == 96000
    assert [termijn.eindsaldo_cent for termijn in uit.termijnen[:6]] == [2400000] * 6
    assert uit.termijnen[6].aflossing_cent == 44444


def test_renteloos() -> None:
    uit = schema(methode=Methode.RENTELOOS, hoofdsom_cent=100000, termijnen=3)
    assert [termijn.termijn_cent for termijn in uit.termijnen] == [33333, 33333, 33334]
    assert uit.totaal_rente_cent == 0


def test_rentevrije_termijnen() -> None:
    uit = schema(rentevrij=2)
    assert [termijn.rente_cent for termijn in uit.termijnen[:3]] == [0, 0, 19333]


def test_de_vervaldag_is_standaard_de_laatste_dag_van_de_termijn() -> None:
    uit = schema(start=date(2026, 1, 31), termijnen=3)
    assert [termijn.vervaldag for termijn in uit.termijnen] == [
        date(2026, 2, 27),
        date(2026, 3, 30),
        date(2026, 4, 29),
    ]
    assert [(termijn.begin, termijn.eind) for termijn in uit.termijnen[:2]] == [
        (date(2026, 1, 31), date(2026, 2, 27)),
        (date(2026, 2, 28), date(2026, 3, 30)),
    ]


@pytest.mark.parametrize(
    ("eerste", "vervaldagen"),
    [
        (date(2026, 3, 31), [date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 31)]),
        (date(2026, 3, 20), [date(2026, 3, 20), date(2026, 4, 20), date(2026, 5, 20)]),
        (date(2026, 4, 1), [date(2026, 4, 1), date(2026, 5, 1), date(2026, 6, 1)]),
        (date(2026, 7, 15), [date(2026, 7, 15), date(2026, 8, 15), date(2026, 9, 15)]),
    ],
)
def test_de_eerste_vervaldag_uit_de_beschikking(eerste: date, vervaldagen: list[date]) -> None:
    assert [
        termijn.vervaldag for termijn in schema(eerste_vervaldag=eerste, termijnen=3).termijnen
    ] == vervaldagen


def test_de_laatste_dag_van_februari_staat_voor_elke_laatste_dag() -> None:
    uit = schema(start=date(2026, 2, 1), eerste_vervaldag=date(2026, 2, 28), termijnen=2)
    assert [termijn.vervaldag for termijn in uit.termijnen] == [
        date(2026, 2, 28),
        date(2026, 3, 31),
    ]


def test_kwartaaltermijnen() -> None:
    uit = schema(termijnmaanden=3, termijnen=4)
    assert [termijn.rente_cent for termijn in uit.termijnen] == [60000, 45000, 30000, 15000]
    assert uit.einddatum == date(2027, 2, 28)


def test_een_dagtelling_rekent_met_de_echte_dagen() -> None:
    uit = schema(dagtelling=Dagtelling.ACT_365, termijnen=12)
    assert (
        uit.termijnen[0].rente_cent == rente_over(3000000, Decimal(8), Fraction(31, 365)) == 20384
    )


def test_afronden_loopt_niet_onder_nul() -> None:
    uit = schema(hoofdsom_cent=5, termijnen=10, jaarrente_procent=Decimal(0))
    assert [termijn.aflossing_cent for termijn in uit.termijnen] == [1, 1, 1, 1, 1, 0, 0, 0, 0, 0]


VRAGEN = st.builds(
    vraag,
    hoofdsom_cent=st.integers(min_value=1, max_value=30_000_000),
    jaarrente_procent=st.decimals(min_value=0, max_value=20, places=2),
    termijnen=st.integers(min_value=1, max_value=120),
    methode=st.sampled_from(Methode),
    start=st.dates(min_value=date(2004, 1, 1), max_value=date(2040, 12, 31)),
    termijnmaanden=st.sampled_from((1, 1, 1, 3, 12)),
    dagtelling=st.sampled_from(SCHEMACONVENTIES),
)


@given(VRAGEN, st.data())
def test_elk_schema_klopt_in_zichzelf(basis: Schemavraag, data: st.DataObject) -> None:
    vrij = data.draw(st.integers(min_value=0, max_value=basis.termijnen - 1))
    rentevrij = (
        0
        if basis.methode is Methode.ANNUITAIR
        else data.draw(st.integers(min_value=0, max_value=basis.termijnen))
    )
    gevraagd = Schemavraag(
        **{naam: getattr(basis, naam) for naam in Schemavraag.__dataclass_fields__}
        | {"aflossingsvrij": vrij, "rentevrij": rentevrij}
    )
    uit = aflosschema(gevraagd)
    termijnen = uit.termijnen
    assert [termijn.nr for termijn in termijnen] == list(range(1, gevraagd.termijnen + 1))
    assert termijnen[0].beginsaldo_cent == gevraagd.hoofdsom_cent
    assert termijnen[-1].eindsaldo_cent == 0
    assert sum(termijn.aflossing_cent for termijn in termijnen) == gevraagd.hoofdsom_cent
    assert uit.totaal_rente_cent == sum(termijn.rente_cent for termijn in termijnen)
    for termijn in termijnen:
        assert termijn.termijn_cent == termijn.rente_cent + termijn.aflossing_cent
        assert termijn.eindsaldo_cent == termijn.beginsaldo_cent - termijn.aflossing_cent
        assert min(termijn.rente_cent, termijn.aflossing_cent, termijn.eindsaldo_cent) >= 0
        assert termijn.aflossing_cent == 0 or termijn.nr > vrij
        assert termijn.rente_cent == 0 or termijn.nr > rentevrij
    for eerder, later in pairwise(termijnen):
        assert later.beginsaldo_cent == eerder.eindsaldo_cent
        assert later.vervaldag > eerder.vervaldag
        assert later.begin > eerder.eind


@given(
    st.integers(min_value=10_000, max_value=30_000_000),
    st.decimals(min_value=Decimal("0.5"), max_value=20, places=2),
    st.integers(min_value=2, max_value=120),
)
def test_de_annuiteit_van_een_ander_programma(
    hoofdsom: int, rente: Decimal, termijnen: int
) -> None:
    verwacht = pyxirr.pmt(float(rente) / 1200, termijnen, -float(hoofdsom)) or 0.0
    uit = schema(
        hoofdsom_cent=hoofdsom,
        jaarrente_procent=rente,
        termijnen=termijnen,
        methode=Methode.ANNUITAIR,
    )
    assert abs(uit.termijnen[0].termijn_cent - verwacht) <= 0.5 + 1e-6
    rente_in_totaal = -(
        pyxirr.cumipmt(float(rente) / 1200, termijnen, float(hoofdsom), 1, termijnen) or 0.0
    )
    assert abs(uit.totaal_rente_cent - rente_in_totaal) <= termijnen


@given(VRAGEN)
def test_onder_elke_dagtelling_is_de_annuiteit_de_contante_waarde_waard(basis: Schemavraag) -> None:
    """Discounting the level amounts and the last payment with the actual fractions gives the hoofdsom back, but for rounding."""
    gevraagd = Schemavraag(
        basis.hoofdsom_cent,
        basis.jaarrente_procent,
        basis.termijnen,
        Methode.ANNUITAIR,
        basis.start,
        dagtelling=basis.dagtelling,
    )
    codes = {
        Dagtelling.D30E_360: "THIRTY_E_360",
        Dagtelling.ACT_365: "ACT_365F",
        Dagtelling.ACT_360: "ACT_360",
        Dagtelling.ACT_ACT_ISDA: "ACT_ACT_ISDA",
    }
    waarde, factor = 0.0, 1.0
    for termijn in aflosschema(gevraagd).termijnen:
        na = date.fromordinal(termijn.eind.toordinal() + 1)
        soort = codes.get(gevraagd.dagtelling)
        deel = (
            1 / 12
            if soort is None
            else pyxirr.year_fraction(termijn.begin, na, getattr(pyxirr.DayCount, soort))
        )
        factor /= 1 + float(gevraagd.jaarrente_procent) / 100 * deel
        waarde += termijn.termijn_cent * factor
    assert abs(waarde - gevraagd.hoofdsom_cent) <= gevraagd.termijnen / 2 + 1


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"hoofdsom_cent": 0}, "groter dan nul"),
        ({"termijnen": 0}, "ten minste één termijn"),
        ({"termijnmaanden": 0}, "ten minste één maand"),
        ({"jaarrente_procent": Decimal(-1)}, "niet negatief"),
        ({"aflossingsvrij": 60}, "geen termijn over"),
        ({"aflossingsvrij": -1}, "geen termijn over"),
        ({"rentevrij": 61}, "niet groter"),
        ({"dagtelling": Dagtelling.ACT_ACT_AFB}, "alleen voor 'dagen'"),
        ({"eerste_vervaldag": date(2026, 2, 28)}, "voor de start"),
    ],
)
def test_een_onmogelijk_schema_wordt_geweigerd(anders: dict[str, Any], zin: str) -> None:
    with pytest.raises(SchemaKanNiet, match=zin):
        schema(**anders)


def test_een_annuiteit_met_rentevrije_termijnen_vraagt_bedragen() -> None:
    with pytest.raises(RentevrijVraagtBedragen, match="beschikking"):
        schema(methode=Methode.ANNUITAIR, rentevrij=3)


def test_de_uitleg_noemt_de_voorwaarden() -> None:
    uitleg = schema(aflossingsvrij=6, rentevrij=2).uitleg
    assert uitleg.startswith(
        "€ 30.000,00 lineair terug in 60 termijnen, de eerste 6 zonder aflossing, de eerste 2 zonder rente tegen 8 % per jaar"
    )


@pytest.mark.parametrize(
    ("van", "tot", "deel", "zin"),
    [
        (
            date(2026, 3, 1),
            date(2026, 4, 1),
            Fraction(1, 12),
            "Rente maart 2026: 8 % van € 24.000,00 / 12 = € 160,00 (Bbz art. 15)",
        ),
        (
            date(2026, 3, 1),
            date(2026, 4, 1),
            Fraction(31, 365),
            "Rente maart 2026: 8 % van € 24.000,00 x 31/365 = € 163,07 (Bbz art. 15)",
        ),
        (
            date(2026, 5, 1),
            date(2027, 1, 1),
            Fraction(8, 12),
            "Rente 1 mei 2026 t/m 31 december 2026: 8 % van € 24.000,00 x 8/12 = € 1.280,00 (Bbz art. 15)",
        ),
        (
            date(2026, 3, 15),
            date(2026, 4, 1),
            Fraction(1, 12),
            "Rente 15 maart 2026 t/m 31 maart 2026: 8 % van € 24.000,00 / 12 = € 160,00 (Bbz art. 15)",
        ),
    ],
)
def test_de_rente_in_een_zin(van: date, tot: date, deel: Fraction, zin: str) -> None:
    assert rente_uitleg(van, tot, 2400000, Decimal(8), deel) == zin


@pytest.mark.parametrize(
    ("anders", "stuk"),
    [
        (
            {},
            "€ 30.000,00 lineair terug in 60 termijnen tegen 8 % per jaar, rente per termijn volgens 'maand': € 6.100,00 rente in",
        ),
        (
            {"methode": Methode.ANNUITAIR},
            "€ 30.000,00 als annuïteit terug in 60 termijnen tegen 8 % per jaar",
        ),
        (
            {"methode": Methode.RENTELOOS},
            "€ 30.000,00 zonder rente terug in 60 termijnen: € 0,00 rente in totaal. Elk bedrag is op de",
        ),
    ],
)
def test_de_uitleg_van_elke_methode(anders: dict[str, Any], stuk: str) -> None:
    assert schema(**anders).uitleg.startswith(stuk)


def test_de_eerste_vervaldag_mag_de_eerste_dag_zijn() -> None:
    uit = schema(eerste_vervaldag=date(2026, 3, 1), termijnen=2)
    assert [termijn.vervaldag for termijn in uit.termijnen] == [date(2026, 3, 1), date(2026, 4, 1)]
