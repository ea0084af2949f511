"""A light never promises what does not come true (hypothesis over lives of loans and their ladders)."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.ledger import examples
from services.ledger.domain.grootboek.boeking import Mutatie
from services.ledger.domain.invordering.commands import Betaalafspraak, Gesprek, Pauzeer
from services.ledger.domain.verloop import gegevens as g
from services.ledger.domain.vier_ogen.weigeringen import Weigering
from services.ledger.entrypoints.pages.lights import licht_van
from services.ledger.projections.debiteur import RANG, Debiteur
from services.ledger.projections.debiteuren import evolve
from services.ledger.projections.lichten import belicht
from shared.dates import plus_maanden
from shared.web.dutch import bedrag
from shared.web.lights import Licht, Stand
from tests.steun.ledger.ladderpapier import DAG, Ladderpapier

START = date(2026, 2, 1)
SERVICES = Path(belicht.__code__.co_filename).parents[2]
TERMIJN_GEMIST = re.compile(r"""termijn(en)?['")}]*\s+(is |zijn )?gemist""")


class Lijst(Ladderpapier):
    """A loan, its ladder, and the row of the debtor list that they make."""

    rij: Debiteur | None = None
    gelezen = (0, 0)

    def bekijk(self) -> tuple[Debiteur, Licht]:
        leningfeiten, ladder = self.gelezen
        for feit in [*self.feiten[leningfeiten:], *self.ladder[ladder:]]:
            self.rij = evolve(self.rij, self.lening.lening_id, feit)  # type: ignore[arg-type]
        self.gelezen = len(self.feiten), len(self.ladder)
        assert self.rij
        return self.rij, licht_van(self.rij.model_dump())


GEBEURT = st.one_of(
    st.tuples(st.just("dagen"), st.integers(1, 70)),
    st.tuples(st.just("ontvangst"), st.integers(1, 90_000)),
    st.tuples(
        st.sampled_from(["uitstel", "kosten", "opeising", "gesprek", "afspraak", "pauze"]),
        st.integers(1, 40),
    ),
)


def gebeurt(lijst: Lijst, wat: str, hoeveel: int) -> None:
    """One thing in the life of a loan; what a rule forbids does not happen."""
    vandaag = lijst.vandaag
    try:
        match wat:
            case "dagen":
                lijst.tot(vandaag + hoeveel * DAG)
            case "ontvangst":
                lijst.betaal(hoeveel, vandaag)
            case "uitstel":
                lijst.besluit(
                    g.Uitstel(van=vandaag - (hoeveel % 3) * 20 * DAG, maanden=1 + hoeveel % 6)
                )
            case "kosten":
                lijst.besluit(kosten(hoeveel * 100))
            case "opeising":
                lijst.eis_op()
            case "gesprek":
                lijst.zet(Gesprek(op=vandaag + hoeveel * DAG))
            case "afspraak":
                lijst.zet(Betaalafspraak(op=vandaag + hoeveel * DAG, bedrag_cent=hoeveel * 100))
            case "pauze":
                lijst.zet(Pauzeer(reden="onderzoek", tot=vandaag + hoeveel * DAG))
    except Weigering:
        return


def kosten(cent: int) -> g.Gegevens:
    return g.Kosten(bedrag_cent=cent, grondslag="Awb 4:113")


OPENINGEN = st.fixed_dictionaries(
    {
        "methode": st.sampled_from(["lineair", "annuitair"]),
        "dagtelling": st.sampled_from(["maand", "act_365"]),
        "termijnen": st.integers(2, 12),
        "hoofdsom_cent": st.integers(10_000, 3_000_000),
    }
)


@settings(max_examples=150, deadline=None)
@given(OPENINGEN, st.lists(GEBEURT, min_size=2, max_size=9))
def test_wat_een_licht_vraagt_maakt_het_bij(
    opening: dict[str, Any], leven: list[tuple[str, int]]
) -> None:
    lijst = Lijst(examples.open_lening(**opening))
    lijst.tot(START)
    for wat, hoeveel in leven:
        gebeurt(lijst, wat, hoeveel)
    rij, licht = lijst.bekijk()
    if not licht.wordt_bij_als:
        assert licht.stand in (Stand.BIJ, Stand.UITSTEL) or rij.tegoed_cent
        return
    gevraagd = rij.vervallen_cent - min(0, rij.tegoed_cent)
    assert licht.wordt_bij_als == f"er {bedrag(gevraagd)} binnen is"
    lijst.betaal(gevraagd, lijst.vandaag)
    rij, licht = lijst.bekijk()
    assert (licht.stand, licht.wordt_bij_als, rij.achterstand_cent) == (Stand.BIJ, "", 0)


@settings(max_examples=80, deadline=None)
@given(OPENINGEN, st.lists(GEBEURT, max_size=9))
def test_wie_stilstaat_wordt_niets_gevraagd_en_bij_is_niets_open(
    opening: dict[str, Any], leven: list[tuple[str, int]]
) -> None:
    lijst = Lijst(examples.open_lening(**opening))
    lijst.tot(START)
    for wat, hoeveel in leven:
        gebeurt(lijst, wat, hoeveel)
        rij, licht = lijst.bekijk()
        assert not (licht.stand is Stand.UITSTEL and licht.wordt_bij_als)
        assert (licht.stand is Stand.BIJ) <= (rij.vervallen_cent == 0)
        assert "Alles is betaald" not in licht.reden


def test_het_bedrag_is_alles_wat_verviel_ook_wat_nog_niet_gemist_is() -> None:
    """The missed term alone is not enough: a receipt pays interest that fell due since then before the hoofdsom (Awb 4:92)."""
    lijst = Lijst()
    lijst.tot(date(2026, 3, 31))
    rij, licht = lijst.bekijk()
    assert (rij.gemiste_termijnen, rij.achterstand_cent < rij.vervallen_cent) == (1, True)
    assert licht.wordt_bij_als == f"er {bedrag(rij.vervallen_cent)} binnen is"
    lijst.betaal(rij.vervallen_cent, lijst.vandaag)
    assert lijst.bekijk()[1].stand is Stand.BIJ


@pytest.mark.parametrize("rente_mee", [False, True])
def test_het_licht_zegt_uitstel_zolang_het_loopt_en_noemt_de_dag(*, rente_mee: bool) -> None:
    lijst = Lijst()
    lijst.tot(date(2026, 2, 20))
    lijst.besluit(g.Uitstel(van=date(2026, 2, 20), maanden=3, rente_mee=rente_mee))
    rij, licht = lijst.bekijk()
    tot = plus_maanden(date(2026, 2, 20), 3)
    assert (licht.stand, rij.uitstel_tot, licht.wordt_bij_als) == (Stand.UITSTEL, tot, "")
    assert lijst.lening.stand
    assert lijst.lening.stand.status == "uitstel", "as the preview of the decision says"
    lijst.tot(date(2026, 7, 10))
    assert lijst.bekijk()[1].stand is not Stand.UITSTEL


def test_een_nieuwe_lening_zegt_niet_dat_alles_betaald_is() -> None:
    lijst = Lijst()
    assert lijst.bekijk()[1] == Licht(Stand.BIJ, "Er is nu niets te betalen")
    assert all(isinstance(feit, Mutatie) for feit in lijst.feiten)


def test_wat_is_teruggestort_en_terug_moet_komen_is_niet_bij() -> None:
    """A storno after the surplus was paid back (BW 6:203)."""
    lijst = Lijst()
    lijst.tot(date(2026, 3, 1))
    lijst.betaal(3_000_000 + 40_000, date(2026, 3, 1))
    lijst.besluit(g.Betaalkeuze(betaling_id=UUID(int=1), keuze="aflossing_ineens"))
    terug = lijst.lening.saldi.tegoed_cent
    assert terug > 0
    lijst.besluit(g.Terugstorting(bedrag_cent=terug), samen=True)
    assert lijst.bekijk()[1].stand is Stand.BIJ
    lijst.besluit(g.Herroeping(soort="storno", van=UUID(int=1)))
    rij, licht = lijst.bekijk()
    assert rij.tegoed_cent < 0
    assert (licht.stand is not Stand.BIJ, "binnen is" in licht.wordt_bij_als) == (True, True)


NIETS, TE_BETALEN = (
    ("bij", "Er is nu niets te betalen"),
    ("let-op", "€ 100,00 is vervallen en nog niet binnen"),
)
STIL, AFSPRAAK = (
    ("uitstel", "De invordering staat stil: onderzoek"),
    ("afspraak", "Er loopt een afspraak, € 100,00 staat open"),
)
UITGESTELD, GEMIST = (
    ("uitstel", "Er is uitstel tot 1 mei 2026"),
    ("achterstand", "2 termijnen gemist, € 60,00 achterstand"),
)
ACHTER, PAUZE, GESPREK = (
    {"gemiste_termijnen": 2, "achterstand_cent": 6_000},
    {"pauze": "onderzoek"},
    {"afspraak_op": date(2026, 4, 1)},
)
UITSTEL, TE_VEEL, TERUG = (
    {"uitstel_tot": date(2026, 5, 1)},
    {"tegoed_cent": 700},
    {"tegoed_cent": -700},
)
TE_VEEL_BETAALD, MOET_TERUG = (
    ("let-op", "€ 7,00 te veel betaald"),
    ("let-op", "€ 7,00 is teruggestort en moet weer terugkomen"),
)
# What the row says, the light while 100,00 is open, and the light once nothing is.
TOESTANDEN: list[tuple[dict[str, Any], tuple[str, str], tuple[str, str]]] = [
    ({}, TE_BETALEN, NIETS),
    (TE_VEEL, TE_BETALEN, NIETS),
    (TERUG, MOET_TERUG, MOET_TERUG),
    (ACHTER, GEMIST, NIETS),
    (
        ACHTER | {"gemist_zonder_termijn": 1},
        ("achterstand", "1 termijn gemist en betaaltermijn voorbij, € 60,00 achterstand"),
        NIETS,
    ),
    (
        ACHTER | {"gemist_zonder_termijn": 2},
        ("achterstand", "Betaaltermijn voorbij, € 60,00 achterstand"),
        NIETS,
    ),
    (ACHTER | UITSTEL, GEMIST, UITGESTELD),
    (
        ACHTER | {"is_opgeeist": True},
        ("achterstand", "De hele lening is opgeëist, € 100,00 staat open"),
        NIETS,
    ),
    (UITSTEL, UITGESTELD, UITGESTELD),
    (GESPREK, AFSPRAAK, NIETS),
    (GESPREK | ACHTER, AFSPRAAK, NIETS),
    (GESPREK | {"is_opgeeist": True}, AFSPRAAK, NIETS),
    (GESPREK | UITSTEL, AFSPRAAK, UITGESTELD),
    (GESPREK | TERUG, AFSPRAAK, MOET_TERUG),
    (PAUZE, STIL, STIL),
    (PAUZE | GESPREK | ACHTER | UITSTEL | TERUG, STIL, STIL),
    ({"is_afgelost": True}, ("bij", "Afgelost"), ("bij", "Afgelost")),
    ({"is_afgelost": True} | PAUZE | GESPREK, ("bij", "Afgelost"), ("bij", "Afgelost")),
    ({"is_afgelost": True} | TE_VEEL | PAUZE, TE_VEEL_BETAALD, TE_VEEL_BETAALD),
    ({"is_afgelost": True} | TERUG, MOET_TERUG, MOET_TERUG),
]
VAN_EEN_VORDERING = {"Afgelost": "Voldaan", GEMIST[1]: "Betaaltermijn voorbij, € 60,00 achterstand"}


@pytest.mark.parametrize(("rij", "open_", "betaald"), TOESTANDEN)
def test_elke_toestand_heeft_een_licht_voor_lening_en_vordering(
    rij: dict[str, Any], open_: tuple[str, str], betaald: tuple[str, str]
) -> None:
    leeg = Debiteur(
        lening_id=UUID(int=1),
        dossier_id=UUID(int=2),
        gemeente="GM9901",
        betalingskenmerk="1",
        regeling="bbz",
        oorspronkelijk_cent=1,
        einddatum=START,
        sinds=START,
    )
    for vervallen_cent, (licht, reden) in ((10_000, open_), (0, betaald)):
        lening = belicht(leeg.model_copy(update=rij | {"vervallen_cent": vervallen_cent}), START)
        assert (lening.licht, lening.reden.replace("\xa0", " "), lening.rang) == (
            licht,
            reden,
            RANG[lening.licht],
        )
        if rij.get("is_opgeeist") or rij.get("gemist_zonder_termijn"):
            continue
        vordering = belicht(lening.model_copy(update={"soort": "vordering"}), START)
        assert (vordering.licht, vordering.reden.replace("\xa0", " ")) == (
            licht,
            VAN_EEN_VORDERING.get(reden, reden),
        )


def test_wat_geen_termijn_is_wordt_nergens_zo_genoemd() -> None:
    """A borgtocht that was called in; a lone rule says what was missed, so that no page or sentence counts it as a term."""
    lijst = Lijst(
        examples.open_lening(
            product="borgtocht",
            methode="renteloos",
            jaarrente_procent=Decimal(0),
            hoofdsom_cent=2_000_000,
        )
    )
    lijst.vandaag = date(2026, 6, 1)
    lijst.besluit(g.Borgtochtclaim(hoofdsom_cent=1_500_000, toestemming=True), samen=True)
    lijst.tot(date(2026, 7, 20))
    rij, licht = lijst.bekijk()
    assert (rij.gemiste_termijnen, licht.reden.replace("\xa0", " ")) == (
        1,
        "Betaaltermijn voorbij, € 15.000,00 achterstand",
    )
    assert lijst.lening.wat_gemist_is == "betaaltermijn voorbij"
    bronnen = [*SERVICES.rglob("*.py"), *SERVICES.rglob("*.html")]
    assert [
        pad.name for pad in bronnen if TERMIJN_GEMIST.search(pad.read_text(encoding="utf-8"))
    ] == ["gemist.py"]


def test_een_afspraak_na_een_opeising_noemt_wat_openstaat_en_betaald_is_bij() -> None:
    lijst = Lijst(examples.open_lening(termijnen=2, hoofdsom_cent=10_000))
    lijst.tot(START)
    for wat in ("dagen", "opeising", "gesprek"):
        gebeurt(lijst, wat, 1)
    assert lijst.bekijk()[1].reden.replace("\xa0", " ") == AFSPRAAK[1]
    lijst.betaal(10_000, lijst.vandaag)
    assert lijst.bekijk()[1].stand is Stand.BIJ
