"""Taken back in the living ledger: each correctie does what it says or is refused, and the log gives the same loan (A-22)."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.ledger import examples
from services.ledger.adapters.log import TRAJECT
from services.ledger.domain.grootboek.boeking import Mutatie
from services.ledger.domain.invordering import commands as v
from services.ledger.domain.invordering.state import stuitingen, traject_id
from services.ledger.domain.lening.besluitsoorten import soort_van
from services.ledger.domain.lening.betaalbesluiten import BetaalkeuzeVastgelegd
from services.ledger.domain.lening.decide import decide
from services.ledger.domain.lening.geschiedenis import keuzes, mutaties
from services.ledger.domain.lening.herstelbesluiten import BetalingGestorneerd, MutatieGecorrigeerd
from services.ledger.domain.lening.kwijtscheldingsbesluiten import AchterstandKwijtgescholden
from services.ledger.domain.lening.state import evolve
from services.ledger.domain.lening.weigeringen import (
    BetaalkeuzeKanNiet,
    HerroepingKanNiet,
    MutatieMagNiet,
)
from services.ledger.domain.verloop import gegevens as g
from services.ledger.domain.verloop.mutaties import Grond
from services.ledger.domain.vier_ogen.weigeringen import Weigering
from services.ledger.entrypoints.pages.besluitformulier import velden
from services.ledger.entrypoints.woorden.besluiten import SOORTEN
from shared.facts import Cause
from shared.recht.cohort import Cohort
from shared.recht.verjaring import Stuiting
from shared.settings import Database
from tests.ledger.invordering.test_ladder import gedwongen, gemist
from tests.ledger.lening.test_besluiten import betaald_tot, klopt
from tests.steun.ledger.boek import Papier, dossier
from tests.steun.ledger.stad import KADER, Stad
from tests.steun.ledger.verhalen import neem

OP = date(2026, 4, 10)
EEN = UUID(int=1)


def correctie(van: UUID) -> g.Herroeping:
    return g.Herroeping(soort="correctie", van=van)


def laatste(papier: Papier, soort: type) -> UUID:
    besluit_id: UUID = papier.van(soort)[-1].besluit_id  # type: ignore[attr-defined]
    return besluit_id


def test_een_correctie_van_een_storno_laat_de_betaling_weer_tellen() -> None:
    papier = betaald_tot(OP)
    voor = papier.lening.saldi
    neem(papier, g.Herroeping(soort="storno", van=EEN), OP)
    assert papier.lening.saldi != voor
    neem(papier, correctie(laatste(papier, BetalingGestorneerd)), OP)
    assert papier.lening.saldi == voor
    assert "Wat daardoor was teruggedraaid, telt weer" in papier.van(MutatieGecorrigeerd)[-1].uitleg
    klopt(papier)
    with pytest.raises(HerroepingKanNiet):
        neem(papier, correctie(laatste(papier, BetalingGestorneerd)), OP, besluit_id=UUID(int=901))
    neem(papier, g.Herroeping(soort="storno", van=EEN), OP, besluit_id=UUID(int=902))
    assert papier.lening.saldi != voor, "it can bounce once more"
    klopt(papier)


def test_een_correctie_van_een_correctie_en_een_storno_van_een_besluit() -> None:
    papier = betaald_tot(OP)
    neem(papier, g.Kosten(bedrag_cent=1_500, grondslag="Awb 4:113"), OP)
    kosten = papier.feiten[-1].besluit_id  # type: ignore[attr-defined]
    neem(papier, correctie(kosten), OP)
    assert papier.lening.saldi.kosten_cent == 0
    neem(papier, correctie(laatste(papier, MutatieGecorrigeerd)), OP)
    assert papier.lening.saldi.kosten_cent == 1_500
    klopt(papier)
    with pytest.raises(HerroepingKanNiet):
        neem(papier, g.Herroeping(soort="storno", van=laatste(papier, MutatieGecorrigeerd)), OP)


def test_een_betaalkeuze_die_een_vergissing_was_wordt_hersteld() -> None:
    papier = betaald_tot(date(2026, 3, 10))
    papier.betaal(900_000, date(2026, 3, 10))
    ontvangst, voor = UUID(int=papier.betaling), papier.lening.stand
    neem(papier, g.Betaalkeuze(betaling_id=ontvangst, keuze="einddatum_blijft"), date(2026, 3, 11))
    assert papier.lening.stand != voor
    neem(papier, correctie(laatste(papier, BetaalkeuzeVastgelegd)), date(2026, 3, 11))
    assert papier.lening.stand is not None
    assert voor is not None
    gelijk = {"gerekend_tm"}
    assert papier.lening.stand.model_dump(exclude=gelijk) == voor.model_dump(exclude=gelijk)
    assert "de keuze bij de ontvangst" in papier.van(MutatieGecorrigeerd)[-1].uitleg.replace(
        "extra aflossing", "ontvangst"
    )
    klopt(papier)
    neem(
        papier,
        g.Betaalkeuze(betaling_id=ontvangst, keuze="termijnbedrag_blijft"),
        date(2026, 3, 11),
    )
    klopt(papier)


def test_het_formulier_laat_ook_de_keuze_zelf_kiezen() -> None:
    papier = betaald_tot(date(2026, 3, 10))
    papier.betaal(900_000, date(2026, 3, 10))
    neem(
        papier,
        g.Betaalkeuze(betaling_id=UUID(int=papier.betaling), keuze="einddatum_blijft"),
        date(2026, 3, 11),
    )
    feiten = [feit for feit in papier.feiten if isinstance(feit, Mutatie)]
    (veld,) = velden(SOORTEN["correctie"], mutaties(feiten), keuzes(feiten))
    assert (
        str(laatste(papier, BetaalkeuzeVastgelegd)),
        "De keuze bij de extra aflossing van 10 maart 2026 (€ 9.000,00)",
    ) in veld.opties
    neem(papier, correctie(laatste(papier, BetaalkeuzeVastgelegd)), date(2026, 3, 11))
    assert not keuzes(feit for feit in papier.feiten if isinstance(feit, Mutatie))


def test_bij_een_gestorneerde_ontvangst_is_geen_keuze_meer_vast_te_leggen_of_te_herstellen() -> (
    None
):
    papier = betaald_tot(date(2026, 3, 10))
    papier.betaal(900_000, date(2026, 3, 10))
    ontvangst = UUID(int=papier.betaling)
    neem(papier, g.Betaalkeuze(betaling_id=ontvangst, keuze="einddatum_blijft"), date(2026, 3, 11))
    keuze = laatste(papier, BetaalkeuzeVastgelegd)
    neem(papier, g.Herroeping(soort="storno", van=ontvangst), date(2026, 3, 12))
    with pytest.raises(HerroepingKanNiet):
        neem(papier, correctie(keuze), date(2026, 3, 12))
    with pytest.raises(BetaalkeuzeKanNiet):
        neem(
            papier,
            g.Betaalkeuze(betaling_id=ontvangst, keuze="termijnbedrag_blijft"),
            date(2026, 3, 12),
        )


@pytest.mark.parametrize(
    ("gegevens", "zin"),
    [
        (g.BuitenInvordering(hervat=True), "niets te hervatten"),
        (g.AchterstandKwijt(grondslag="Toeslagengedupeerden"), "geen achterstand"),
    ],
)
def test_een_besluit_dat_niets_verandert_wordt_al_bij_het_voorstel_geweigerd(
    gegevens: g.Gegevens, zin: str
) -> None:
    papier = betaald_tot(OP)
    with pytest.raises(MutatieMagNiet, match=zin):
        papier.doe(examples.voorstel(gegevens, OP))


STAPPEN = st.lists(
    st.tuples(
        st.sampled_from(["betaal", "kosten", "storno", "correctie", "keuze", "opeis"]),
        st.integers(0, 30),
    ),
    max_size=9,
)


@settings(max_examples=40, deadline=None)
@given(STAPPEN)
def test_wat_de_lening_aanvaardt_verandert_haar_en_haar_log_geeft_dezelfde_lening(
    stappen: list[tuple[str, int]],
) -> None:
    papier, op = betaald_tot(OP), OP
    for nummer, (soort, keuze) in enumerate(stappen):
        ids = [
            een
            for feit in papier.feiten
            if (een := getattr(feit, "besluit_id", None) or getattr(feit, "betaling_id", None))
        ]
        van = ids[keuze % len(ids)]
        gegevens: dict[str, g.Gegevens] = {
            "kosten": g.Kosten(bedrag_cent=100 + keuze, grondslag="Awb 4:113"),
            "storno": g.Herroeping(soort="storno", van=van),
            "correctie": correctie(van),
            "keuze": g.Betaalkeuze(betaling_id=van, keuze="einddatum_blijft"),
            "opeis": g.Opeising(grond=Grond.NIET_BETAALD),
        }
        voor = (papier.lening.stand, papier.lening.punt, papier.lening.saldi)
        try:
            if soort == "betaal":
                papier.betaal(10_000 * (keuze + 1), op)
            else:
                verzoek = examples.besluit(gegevens[soort], op).model_copy(
                    update={"besluit_id": uuid5(EEN, str(nummer))}
                )
                voorstel = examples.voorstel(gegevens[soort], op).model_copy(
                    update={"besluit_id": verzoek.besluit_id}
                )
                if soort_van(gegevens[soort]).vier_ogen:
                    papier.doe(voorstel)
                    papier.doe(examples.bekrachtig(voorstel))
                else:
                    papier.doe(verzoek)
        except Weigering:
            assert (papier.lening.stand, papier.lening.punt, papier.lening.saldi) == voor
            continue
        assert (papier.lening.stand, papier.lening.punt, papier.lening.saldi) != voor
        klopt(papier)


# --- Verjaring in the ledger: what the ladder knows counts
def oude_lening() -> Papier:
    return Papier(
        examples.open_lening(
            uitbetaald_op=date(2018, 1, 10),
            rente_vanaf=date(2018, 2, 1),
            eerste_vervaldag=date(2018, 2, 28),
            hoofdsom_cent=2_400_000,
            aanvraagdatum=date(2017, 12, 1),
            besluitdatum=date(2018, 1, 5),
            op=date(2018, 1, 5),
            cohort=Cohort.BBZ_VOOR_2020,
        )
    )


def kwijt_door_verjaring(
    *bekend: Stuiting, gegevens: g.AchterstandKwijt | None = None
) -> AchterstandKwijtgescholden:
    papier, op = oude_lening(), date(2024, 4, 10)
    papier.dag(op, op - timedelta(days=1))
    voorstel = examples.voorstel(
        gegevens or g.AchterstandKwijt(grondslag="Awb 4:104"), op
    ).model_copy(update={"motivering": "verjaard"})
    for verzoek in (voorstel, examples.bekrachtig(voorstel)):
        for feit in decide(papier.lening, verzoek, dossier(papier.feiten, bekend)):
            papier.lening = evolve(papier.lening, feit)
            papier.feiten.append(feit)
    klopt(papier)
    feit = papier.van(AchterstandKwijtgescholden)[-1]
    assert isinstance(feit, AchterstandKwijtgescholden)
    return feit


def test_wie_verjaring_als_reden_geeft_scheldt_alleen_kwijt_wat_verjaard_is() -> None:
    feit = kwijt_door_verjaring()
    assert feit.gegevens.verjaring
    assert "Verjaard en kwijtgescholden: € 7.840,00" in feit.uitleg


@pytest.mark.parametrize(
    "anders", [{"motivering": "verjaard"}, {"gegevens": {"grondslag": "Awb 4:104"}}]
)
def test_een_bedrag_naar_keuze_kan_niet_als_verjaard_worden_kwijtgescholden(
    anders: dict[str, Any],
) -> None:
    kwijt = g.Kwijtschelding(bedrag_cent=100, deel="rente", grondslag="Beleidsregel 2").model_copy(
        update=anders.get("gegevens", {})
    )
    papier = betaald_tot(OP, betaalt=False)
    with pytest.raises(MutatieMagNiet, match="alleen wat verjaard is"):
        papier.doe(
            examples.voorstel(kwijt, OP, motivering=anders.get("motivering", "dringende_redenen"))
        )


def test_een_aanmaning_die_de_ladder_kent_stuit_ook_als_niemand_haar_noemt() -> None:
    aanmaning = Stuiting(date(2019, 2, 10))
    feit = kwijt_door_verjaring(
        aanmaning, gegevens=g.AchterstandKwijt(grondslag="Awb 4:104", verjaring=True)
    )
    assert feit.gegevens.stuitingen == (aanmaning,)
    assert "Verjaard en kwijtgescholden: € 7.840,00" in feit.uitleg, (
        "barred again five years after the aanmaning of February 2019"
    )
    with pytest.raises(MutatieMagNiet, match="nog niets verjaard"):
        kwijt_door_verjaring(Stuiting(date(2022, 5, 1), "dwangbevel"))


def test_een_besluit_leest_de_stuitingen_van_de_ladder_van_deze_schuld(
    new_database: Callable[[str], Database],
) -> None:
    stad, papier = Stad.nieuw(new_database("ledger")), gedwongen()
    with stad.store.transaction() as transaction:
        transaction.load(TRAJECT, traject_id(examples.LENING))
        transaction.append(
            TRAJECT,
            traject_id(examples.LENING),
            papier.ladder,
            Cause("test", "debiteuren-1", papier.vandaag),
        )
    with stad.store.transaction() as transaction:
        for lening_id, bekend in (
            (examples.LENING, stuitingen(papier.ladder)),
            (examples.DOSSIER, ()),
        ):
            gevraagd = KADER.decide(transaction, lening_id, lambda dossier: dossier.stuitingen)
            assert gevraagd == bekend
    stad.store.close()


def test_de_ladder_kent_haar_stuitingen() -> None:
    """The aanmaningen that went out and the dwangbevel, each on its day; a contact stops nothing."""
    papier = gedwongen()
    papier.tot(date(2026, 7, 2))
    papier.zet(v.Dwangbevel())
    assert stuitingen(papier.ladder) == (
        Stuiting(date(2026, 3, 30), "aanmaning"),
        Stuiting(date(2026, 6, 17), "aanmaning"),
        Stuiting(date(2026, 7, 2), "dwangbevel"),
    )
    assert not stuitingen(gemist().ladder)
