"""A sum does not depend on how it is cut; what comes before there was a loan, or says two things at once, is refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.ledger.domain.verloop import gegevens as g
from services.ledger.domain.verloop import mutaties as m
from shared.recht.cohort import Cohort
from shared.recht.rijksvergoeding import Jaarcijfers, afrekening, per_jaar
from shared.recht.vaststelling import vaststelling
from shared.recht.vaststellingsvraag import VaststellingKanNiet
from tests.ledger.verloop.test_verloop import BORG, PARAMETERS, bbz, betaal, loop, mut, reden
from tests.recht.test_vaststelling import vraag

MEI = "2026-05-10"


def _kwijt(deel: str) -> Callable[[str, int], m.Mutatie]:
    return lambda naam, cent: mut(
        g.Kwijtschelding, MEI, naam=naam, bedrag_cent=cent, deel=deel, grondslag="besluit"
    )


KOSTEN = mut(g.Kosten, "2026-04-01", naam="k", bedrag_cent=90_000, grondslag="Awb 4:113")
DELEN: dict[str, Callable[[str, int], m.Mutatie]] = {
    "betaling": lambda naam, cent: betaal(MEI, cent, naam=naam),
    "ontvangst": lambda naam, cent: mut(m.Ontvangst, MEI, naam=naam, bedrag_cent=cent),
    "extra": lambda naam, cent: mut(m.ExtraAflossing, MEI, naam=naam, bedrag_cent=cent),
    "einddatum": lambda naam, cent: mut(
        m.ExtraAflossing, MEI, naam=naam, bedrag_cent=cent, keuze=m.Keuze.EINDDATUM_BLIJFT
    ),
    "kosten": lambda naam, cent: mut(
        g.Kosten, MEI, naam=naam, bedrag_cent=cent, grondslag="Awb 4:113"
    ),
    "kwijt hoofdsom": _kwijt("hoofdsom"),
    "kwijt rente": _kwijt("rente"),
    "kwijt kosten": _kwijt("kosten"),
    "borgtocht": lambda naam, cent: mut(
        g.Borgtochtclaim, MEI, naam=naam, hoofdsom_cent=cent, toestemming=True
    ),
}


@pytest.mark.parametrize("soort", DELEN)
@settings(max_examples=6, deadline=None)
@given(cent=st.integers(2, 30_000), deel=st.integers(1, 30_000))
def test_in_twee_keer_is_hetzelfde_als_in_een_keer(soort: str, cent: int, deel: int) -> None:
    eerste = 1 + deel % (cent - 1)
    if soort == "borgtocht" and 2 * eerste == cent:
        cent += 1  # the same claim twice on one day is one claim
    lening = BORG if soort == "borgtocht" else bbz()
    eerder = () if soort == "borgtocht" else (KOSTEN,)

    def stand(*mutaties: m.Mutatie) -> Any:
        uit = loop("2027-03-01", *eerder, *mutaties, leningen=(lening,))
        assert not uit.geweigerd
        over = uit.standen["a"]
        return (
            over.hoofdsom_cent,
            over.rente_open(),
            over.kosten_cent,
            over.tegoed_cent,
            over.niet_vervallen_cent,
        )

    maak = DELEN[soort]
    assert stand(maak("a", eerste), maak("b", cent - eerste)) == stand(maak("a", cent))


CENT = st.integers(0, 9_999)
JAREN = st.tuples(
    st.integers(2020, 2024), st.sampled_from([Cohort.BBZ_VANAF_2020, Cohort.TOZO]), CENT, CENT
)


@settings(max_examples=40, deadline=None)
@given(st.lists(JAREN, min_size=1, max_size=6))
def test_het_rijk_betaalt_over_een_jaar_hetzelfde_hoe_de_cijfers_ook_zijn_verdeeld(
    delen: list[tuple[int, Cohort, int, int]],
) -> None:
    """A share of the lasten of a year is rounded once: two halves of € 10,03 take back as much as € 20,06."""
    cijfers = per_jaar(Jaarcijfers(*deel) for deel in delen)
    assert len({(een.jaar, een.cohort) for een in cijfers}) == len(cijfers)
    assert per_jaar(reversed(cijfers)) == tuple(reversed(cijfers))
    heel = [regel for een in cijfers for regel in afrekening(een, PARAMETERS)]
    sleutels = sorted(
        (regel.jaar, regel.cohort, regel.soort, regel.uitleg.partition("over ")[2][:4])
        for regel in heel
    )
    assert all(een != ander for een, ander in pairwise(sleutels))
    assert sum(een.lasten_cent - een.baten_cent for een in cijfers) == sum(
        lasten - baten for *_, lasten, baten in delen
    )


@pytest.mark.parametrize(
    ("mutatie", "zin"),
    [
        (
            mut(
                g.EindeBedrijf,
                "2020-01-01",
                boekdatum="2026-05-20",
                verwijtbaar=False,
                renteloos=True,
            ),
            "toen was er nog geen lening",
        ),
        (
            mut(
                g.Kosten,
                "2020-01-01",
                boekdatum="2026-05-20",
                bedrag_cent=700,
                grondslag="Awb 4:113",
            ),
            "toen was er nog geen lening",
        ),
        (
            mut(g.Opeising, "2026-02-09", boekdatum="2026-05-20", grond=m.Grond.NIET_BETAALD),
            "toen was er nog geen lening",
        ),
        (
            mut(g.BuitenInvordering, "2026-02-09", boekdatum="2026-05-20"),
            "toen was er nog geen lening",
        ),
        (
            mut(g.Uitstel, "2026-05-20", van=date(2020, 6, 1), maanden=6),
            "Dit uitstel eindigt op 1 december 2020",
        ),
        (
            mut(g.Uitstel, "2026-05-20", van=date(2040, 6, 1), maanden=6),
            "in dit uitstel vervalt geen termijn meer",
        ),
    ],
)
def test_een_besluit_telt_niet_van_voor_of_na_de_lening(mutatie: m.Mutatie, zin: str) -> None:
    assert zin in reden("2026-12-31", mutatie)


def test_geld_van_voor_de_lening_telt_wel() -> None:
    assert not loop(
        "2026-12-31", replace(betaal("2026-02-01", 1_000, naam="p"), boekdatum=date(2026, 5, 20))
    ).geweigerd


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"correctie_procent": 20}, "hoort bij bruto inkomen"),
        ({"aanvraagdatum": date(2025, 6, 2)}, "van na het besluit"),
    ],
)
def test_een_vaststelling_neemt_niets_aan_wat_zij_niet_gebruikt(
    anders: dict[str, Any], zin: str
) -> None:
    with pytest.raises(VaststellingKanNiet, match=zin):
        vaststelling(vraag(**anders), PARAMETERS)


@pytest.mark.parametrize(
    ("van", "mag"),
    [
        ("2026-05-10", True),
        ("2026-05-11", True),
        ("2026-05-12", False),
        ("2026-06-22", False),
        ("2026-06-23", True),
    ],
)
def test_wettelijke_rente_over_wat_is_opgeeist_loopt_na_de_betaaltermijn(
    van: str, *, mag: bool
) -> None:
    """Over older arrears it may run from before (Awb 4:87, 4:97)."""
    geeist = mut(g.Opeising, "2026-05-11", naam="o", grond=m.Grond.NIET_BETAALD)
    rente = mut(
        g.WettelijkeRente,
        van,
        naam="w",
        boekdatum="2026-07-01",
        tot=date(2026, 8, 1),
        toerekenbaar=True,
    )
    redenen = [een.reden for een in loop("2026-07-02", geeist, rente).geweigerd]
    assert any("wettelijke rente loopt daarna" in een for een in redenen) is not mag
