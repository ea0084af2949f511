"""Wat intake over stukken besluit: de juiste feiten, een weigering, of stilte; en wat altijd waar is."""

from datetime import date, timedelta
from functools import reduce
from typing import Any, get_args
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.domain.notities.decide import decide as decide_notitie
from services.intake.domain.notities.state import Notitie
from services.intake.domain.notities.state import evolve as evolve_notitie
from services.intake.domain.stukken import weigeringen
from services.intake.domain.stukken.commands import (
    ControleerStuk,
    LaatStukVervallen,
    LaatUitvraagVervallen,
    RegistreerOntvangst,
    Stukkenverzoek,
    VraagStukken,
    WijsStukAf,
)
from services.intake.domain.stukken.decide import decide
from services.intake.domain.stukken.events import StukAfgewezen, StukkenCompleet, StukkenGevraagd
from services.intake.domain.stukken.nodig import Nodig
from services.intake.domain.stukken.state import Stukken, evolve
from services.intake.domain.weigeringen import Weigering
from services.intake.examples import (
    CONTROLEER_STUK,
    DAG,
    LAAT_UITVRAAG_VERVALLEN,
    LAAT_VERVALLEN,
    LAATSTE_DAG,
    MAAK_NOTITIE,
    NOTITIE_GEMAAKT,
    REGISTREER_ONTVANGST,
    STUK_AFGEWEZEN,
    STUK_GECONTROLEERD,
    STUK_ONTVANGEN,
    STUK_VERVALLEN,
    STUKKEN_COMPLEET,
    STUKKEN_GEVRAAGD,
    STUKVERZOEKEN,
    UITVRAAG,
    VAN,
    VRAAG_STUKKEN,
    WIJS_STUK_AF,
)
from shared.begrippen import Feit
from shared.parameter_files import load_parameters
from shared.stukken import Stuksoort

LEGITIMATIE = STUK_ONTVANGEN.na(stuk_id=UUID(int=9), soort="legitimatie", kenmerk="2e" * 32)
NIEUW = UUID(int=7)
LATER = LAATSTE_DAG + timedelta(days=20)


def gegeven(*feiten: Feit) -> Stukken:
    return reduce(evolve, feiten, Stukken())


COMPLEET = (STUKKEN_GEVRAAGD, STUK_ONTVANGEN, LEGITIMATIE, STUKKEN_COMPLEET)


def test_stukken_worden_een_keer_gevraagd() -> None:
    assert decide(gegeven(), VRAAG_STUKKEN) == [STUKKEN_GEVRAAGD]
    assert decide(gegeven(STUKKEN_GEVRAAGD), VRAAG_STUKKEN) == []


@pytest.mark.parametrize(
    ("anders", "weigering"),
    [
        ({"soorten": ()}, weigeringen.GeenStukGekozen),
        ({"aanvraag_id": None}, weigeringen.WaarvoorOntbreekt),
        ({"route": 1}, weigeringen.WaarvoorOntbreekt),
        ({"hersteltermijn_tot": DAG}, weigeringen.HersteltermijnLigtTeVroeg),
        ({"lopende": frozenset()}, weigeringen.AanvraagLooptNiet),
    ],
)
def test_een_vraag_die_niet_klopt_wordt_geweigerd(
    anders: dict[str, Any], weigering: type[Weigering]
) -> None:
    with pytest.raises(weigering):
        decide(gegeven(), VRAAG_STUKKEN.na(**anders))


def test_voor_een_aanvraag_loopt_een_vraag_tegelijk() -> None:
    nog_een = VRAAG_STUKKEN.na(uitvraag_id=NIEUW)
    with pytest.raises(weigeringen.UitvraagLooptAl):
        decide(gegeven(STUKKEN_GEVRAAGD), nog_een)
    assert decide(gegeven(STUKKEN_GEVRAAGD), nog_een.na(aanvraag_id=None, route=1))
    assert decide(gegeven(*COMPLEET), nog_een)
    te_laat = nog_een.na(op=LAATSTE_DAG + timedelta(days=1), hersteltermijn_tot=LATER)
    assert decide(gegeven(STUKKEN_GEVRAAGD), te_laat)


def test_alleen_de_termijn_van_een_aanvraag_die_niet_over_tijd_is_staat_stil() -> None:
    assert VRAAG_STUKKEN.aanvraag_id
    over_tijd = VRAAG_STUKKEN.na(over_tijd=frozenset({VRAAG_STUKKEN.aanvraag_id}))
    assert decide(gegeven(), over_tijd) == [STUKKEN_GEVRAAGD.na(schort_op=False)]
    voor_route = decide(gegeven(), VRAAG_STUKKEN.na(aanvraag_id=None, route=2))
    assert voor_route == [STUKKEN_GEVRAAGD.na(aanvraag_id=None, route=2, schort_op=False)]


def test_het_laatste_stuk_maakt_compleet_ook_na_de_laatste_dag() -> None:
    assert decide(gegeven(STUKKEN_GEVRAAGD), REGISTREER_ONTVANGST) == [STUK_ONTVANGEN]
    deels = gegeven(STUKKEN_GEVRAAGD, LEGITIMATIE)
    assert decide(deels, REGISTREER_ONTVANGST) == [STUK_ONTVANGEN, STUKKEN_COMPLEET]
    assert decide(deels, REGISTREER_ONTVANGST.na(op=LATER)) == [
        STUK_ONTVANGEN.na(ontvangen_op=LATER),
        STUKKEN_COMPLEET.na(compleet_op=LATER),
    ]


def test_een_deel_van_een_stuk_maakt_niet_compleet() -> None:
    deels = gegeven(STUKKEN_GEVRAAGD, LEGITIMATIE)
    feiten = decide(deels, REGISTREER_ONTVANGST.na(is_laatste=False))
    assert feiten == [STUK_ONTVANGEN.na(is_laatste=False)]


def test_wat_niemand_vroeg_is_ook_welkom_en_hetzelfde_bestand_maar_een_keer() -> None:
    assert decide(gegeven(), REGISTREER_ONTVANGST) == [STUK_ONTVANGEN]
    with pytest.raises(weigeringen.StukIsAlDubbel):
        decide(gegeven(STUK_ONTVANGEN), REGISTREER_ONTVANGST.na(stuk_id=NIEUW))
    weg = gegeven(STUK_ONTVANGEN, STUK_VERVALLEN)
    assert decide(weg, REGISTREER_ONTVANGST.na(stuk_id=NIEUW))


def test_een_stuk_wordt_een_keer_goedgekeurd() -> None:
    assert decide(gegeven(STUK_ONTVANGEN), CONTROLEER_STUK) == [STUK_GECONTROLEERD]
    assert decide(gegeven(STUK_ONTVANGEN, STUK_GECONTROLEERD), CONTROLEER_STUK) == []
    with pytest.raises(weigeringen.StukIsAfgedaan):
        decide(gegeven(STUK_ONTVANGEN, STUK_AFGEWEZEN), CONTROLEER_STUK)
    with pytest.raises(weigeringen.StukBestaatNiet):
        decide(gegeven(), CONTROLEER_STUK)


def test_afwijzen_vraagt_opnieuw_binnen_de_vraag_die_nog_loopt() -> None:
    state = gegeven(STUKKEN_GEVRAAGD, STUK_ONTVANGEN)
    assert decide(state, WIJS_STUK_AF) == [STUK_AFGEWEZEN]
    assert "jaarcijfers" in evolve(state, STUK_AFGEWEZEN).uitvraag(UITVRAAG).ontbreekt
    assert decide(evolve(state, STUK_AFGEWEZEN), WIJS_STUK_AF) == []


def test_afwijzen_van_wat_compleet_was_vraagt_om_een_nieuwe_laatste_dag() -> None:
    zonder = STUK_AFGEWEZEN.na(uitvraag_id=None, hersteltermijn_tot=None)
    with pytest.raises(weigeringen.HersteltermijnOntbreekt):
        decide(gegeven(*COMPLEET), WIJS_STUK_AF)
    opnieuw = STUKKEN_GEVRAAGD.na(
        uitvraag_id=NIEUW,
        soorten=("jaarcijfers",),
        hersteltermijn_tot=LATER,
        na_afwijzing="onleesbaar",
    )
    assert decide(gegeven(*COMPLEET), WIJS_STUK_AF.na(hersteltermijn_tot=LATER)) == [
        zonder,
        opnieuw,
    ]
    assert decide(gegeven(STUK_ONTVANGEN), WIJS_STUK_AF) == [zonder]


def test_afwijzen_na_de_laatste_dag_hoeft_niets_opnieuw_te_vragen() -> None:
    state = gegeven(STUKKEN_GEVRAAGD, STUK_ONTVANGEN)
    feiten = decide(state, WIJS_STUK_AF.na(op=LATER))
    assert feiten == [
        STUK_AFGEWEZEN.na(uitvraag_id=None, hersteltermijn_tot=None, afgewezen_op=LATER)
    ]


def test_wat_vervalt_wordt_weer_gemist_en_wat_niet_nodig_is_maakt_compleet() -> None:
    state = gegeven(STUKKEN_GEVRAAGD, STUK_ONTVANGEN)
    assert decide(state, LAAT_VERVALLEN) == [STUK_VERVALLEN]
    assert "jaarcijfers" in evolve(state, STUK_VERVALLEN).uitvraag(UITVRAAG).ontbreekt
    assert decide(gegeven(STUK_ONTVANGEN, STUK_VERVALLEN), LAAT_VERVALLEN) == []
    weg = STUK_VERVALLEN.na(
        stuk_id=None, uitvraag_id=UITVRAAG, soort="legitimatie", reden="niet_nodig"
    )
    assert decide(state, LAAT_UITVRAAG_VERVALLEN) == [weg, STUKKEN_COMPLEET]
    assert decide(gegeven(*COMPLEET), LAAT_UITVRAAG_VERVALLEN) == []


def test_een_notitie_wordt_een_keer_gemaakt() -> None:
    assert decide_notitie(Notitie(), MAAK_NOTITIE) == [NOTITIE_GEMAAKT]
    assert decide_notitie(evolve_notitie(Notitie(), NOTITIE_GEMAAKT), MAAK_NOTITIE) == []


def test_van_elk_verzoek_is_een_voorbeeld() -> None:
    assert {type(verzoek) for verzoek in STUKVERZOEKEN} == set(get_args(Stukkenverzoek))


@pytest.mark.parametrize(
    ("soort", "groep", "wel", "niet"),
    [
        ("bedrijfskapitaal", "gevestigd", "jaarcijfers", "ondernemingsplan"),
        ("bedrijfskapitaal", "starter", "ondernemingsplan", "jaarcijfers"),
        ("levensonderhoud", "ouder", "bewijs_van_inkomen", "ondernemingsplan"),
    ],
)
def test_wat_nodig_is_hangt_aan_soort_en_groep(soort: str, groep: Any, wel: str, niet: str) -> None:
    nodig = Nodig(load_parameters()).voor_aanvraag(soort, groep, DAG)
    assert wel in nodig
    assert niet not in nodig
    assert len(set(nodig)) == len(nodig)


def test_voor_route_1_en_2_zijn_eerst_de_jaarcijfers_nodig() -> None:
    nodig = Nodig(load_parameters())
    assert nodig.voor_route(1, DAG) == nodig.voor_route(2, DAG) == ("jaarcijfers",)
    assert nodig.voor_route(3, DAG) == ()


SOORTEN: tuple[Stuksoort, ...] = ("jaarcijfers", "legitimatie", "begroting")
LOPENDE = frozenset({UUID(int=1), UUID(int=2)})


@st.composite
def stappen(draw: st.DrawFn) -> list[tuple[str, int, int, int]]:
    """Deeds in the order of their days: what, which, how many days later, and a choice."""
    return draw(
        st.lists(
            st.tuples(
                st.sampled_from(["vraag", "ontvang", "keur", "wijs_af", "verval", "niet_nodig"]),
                st.integers(0, 5),
                st.integers(0, 6),
                st.integers(0, 7),
            ),
            max_size=25,
        )
    )


def verzoek_van(stap: tuple[str, int, int, int], op: date) -> Any:
    wat, welk, _, keuze = stap
    uitvraag_id, stuk_id = UUID(int=100 + welk), UUID(int=200 + welk)
    match wat:
        case "vraag":
            soorten = tuple(soort for bit, soort in enumerate(SOORTEN) if keuze >> bit & 1)
            waarvoor: dict[str, Any] = (
                {"route": 1} if welk % 3 == 0 else {"aanvraag_id": UUID(int=1 + welk % 2)}
            )
            return VraagStukken(
                **VAN,
                **waarvoor,
                uitvraag_id=uitvraag_id,
                soorten=soorten,
                hersteltermijn_tot=op + timedelta(days=keuze),
                lopende=LOPENDE,
                op=op,
            )
        case "ontvang":
            return RegistreerOntvangst(
                **VAN,
                stuk_id=stuk_id,
                soort=SOORTEN[keuze % 3],
                bron="loket",
                bestandssoort="pdf",
                bytes=1,
                kenmerk=f"{keuze // 2}",
                is_laatste=keuze != 5,
                op=op,
            )
        case "keur":
            return ControleerStuk(**VAN, stuk_id=stuk_id, op=op)
        case "wijs_af":
            tot = op + timedelta(days=keuze) if keuze else None
            return WijsStukAf(
                **VAN,
                stuk_id=stuk_id,
                reden="verouderd",
                uitvraag_id=UUID(int=300 + welk + 10 * keuze),
                hersteltermijn_tot=tot,
                lopende=LOPENDE,
                op=op,
            )
        case "verval":
            return LaatStukVervallen(**VAN, stuk_id=stuk_id, reden="dubbel", op=op)
    return LaatUitvraagVervallen(**VAN, uitvraag_id=uitvraag_id, op=op)


@given(stappen())
def test_wat_altijd_waar_is_van_stukken(gedaan: list[tuple[str, int, int, int]]) -> None:
    state, op = Stukken(), DAG
    compleet: list[UUID] = []
    for stap in gedaan:
        op += timedelta(days=stap[2])
        verzoek = verzoek_van(stap, op)
        try:
            feiten = decide(state, verzoek)
        except Weigering:
            continue
        state = reduce(evolve, feiten, state)
        compleet += [feit.uitvraag_id for feit in feiten if isinstance(feit, StukkenCompleet)]
        _klopt(state, feiten, compleet, op)
        assert decide(state, verzoek) == [] or not isinstance(
            verzoek, ControleerStuk | LaatStukVervallen | LaatUitvraagVervallen | WijsStukAf
        )


def _klopt(state: Stukken, feiten: list[Any], compleet: list[UUID], op: date) -> None:
    lopend = [een.vraag for een in state.uitvragen if een.loopt(op)]
    waarvoor = [(vraag.aanvraag_id, vraag.route) for vraag in lopend]
    assert len(waarvoor) == len(set(waarvoor)), "one request at a time for one thing"
    assert sorted(compleet) == sorted(set(compleet)), "complete is said once"
    for een in state.uitvragen:
        assert een.is_compleet == (een.vraag.uitvraag_id in compleet)
        assert een.is_compleet == (not een.ontbreekt), "it says so exactly when nothing is missing"
        assert set(een.ontbreekt) <= set(een.vraag.soorten)
    for feit in feiten:
        if isinstance(feit, StukAfgewezen) and feit.uitvraag_id:
            assert feit.soort in state.uitvraag(feit.uitvraag_id).ontbreekt, "it is asked again"
        if isinstance(feit, StukkenGevraagd):
            assert feit.hersteltermijn_tot > op
