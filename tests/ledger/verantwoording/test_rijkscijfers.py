"""What Rijk and CBS ask follows from the lines alone: compared with figures made from facts, from the bank, and from the live list."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from deploy.local.cli import make_app
from services.ledger import examples
from services.ledger.domain.grootboek.boeking import Mutatie
from services.ledger.domain.grootboek.boekregels import Grootboek, boeking, credit, debet
from services.ledger.domain.lening.bedrijfsbesluiten import BorgtochtUitgewonnen
from services.ledger.domain.lening.events import (
    AflossingGeboekt,
    BoekingTeruggedraaid,
    LeningGeopend,
)
from services.ledger.domain.verantwoording import bdfs
from services.ledger.domain.verantwoording.bdfs import Vorderingcijfers, Vorderingstatus
from services.ledger.domain.verantwoording.grootboektelling import (
    Telling,
    kapitaalcijfers,
    rijksafrekening,
    tel,
)
from services.ledger.domain.verloop import gegevens as g
from shared.dates import plus_maanden
from shared.parameter_files import load_parameters
from shared.recht.cohort import Cohort
from shared.settings import Database
from tests.infrastructure import DatabaseServer, database_environment
from tests.ledger.lening.test_invarianten import OPENINGEN, STAPPEN, leef
from tests.ledger.vordering import test_vorderingen as v
from tests.steun.ledger.boek import Papier
from tests.steun.ledger.boekenstad import APR, bouw, neem, samen
from tests.steun.ledger.stad import Stad, lening_id
from tests.steun.ledger.verhalen import elk_besluit

PARAMETERS = load_parameters()
JANUARI = date(2026, 1, 1)


def geteld(feiten: Sequence[Mutatie]) -> Telling:
    telling = Telling()
    for feit in feiten:
        tel(telling, feit.gemeente, feit.valutadatum, feit.boekregels)
    return telling


@settings(max_examples=100, deadline=None)
@given(OPENINGEN, STAPPEN, st.sampled_from(list(Cohort)))
def test_de_cijfers_uit_de_regels_zijn_die_uit_de_feiten(opening, stappen, cohort: Cohort) -> None:
    papier = leef(opening.model_copy(update={"cohort": cohort}), stappen)
    feiten: list[Mutatie] = papier.feiten
    telling = geteld(feiten)
    uit_feiten: Counter[tuple[int, str]] = Counter()
    for feit in feiten:
        jaar = feit.valutadatum.year
        if isinstance(feit, LeningGeopend):
            uit_feiten[jaar, "lasten"] += feit.voorwaarden.hoofdsom_cent
        if isinstance(feit, AflossingGeboekt):
            uit_feiten[jaar, "aflossing"] += feit.aflossing_cent + feit.extra_cent
            uit_feiten[jaar, "rente"] += feit.rente_cent
        if isinstance(feit, BoekingTeruggedraaid) and feit.soort == "AflossingGeboekt":
            for regel in feit.boekregels:
                naam = {"hoofdsom": "aflossing", "verschenen_rente": "rente"}.get(
                    regel.rekening.rpartition(":")[2], ""
                )
                uit_feiten[jaar, naam] -= regel.bedrag_cent
    for jaar in {feit.valutadatum.year for feit in feiten}:
        for cijfers in kapitaalcijfers(telling, "GM9901", jaar):
            eigen = cijfers.cohort is cohort
            assert cijfers.lasten_cent == eigen * uit_feiten[jaar, "lasten"]
            assert cijfers.aflossing_cent == eigen * uit_feiten[jaar, "aflossing"]
            assert cijfers.rente_cent == eigen * uit_feiten[jaar, "rente"]
        assert sum(cent for sleutel, cent in telling.items() if sleutel.jaar == jaar) == 0


def test_geen_besluit_van_wie_dan_ook_maakt_lasten_of_brengt_de_boeken_uit_balans() -> None:
    feiten = elk_besluit()
    assert {sum(regel.bedrag_cent for regel in feit.boekregels) for feit in feiten} == {0}
    leningen = [
        feit for feit in feiten if isinstance(feit, LeningGeopend) and feit.product != "borgtocht"
    ]
    uitbetaald = sum(feit.voorwaarden.hoofdsom_cent for feit in leningen)
    uitbetaald += sum(
        feit.gegevens.hoofdsom_cent for feit in feiten if isinstance(feit, BorgtochtUitgewonnen)
    )
    telling = geteld(feiten)
    jaren = {sleutel.jaar for sleutel in telling}
    assert (
        sum(een.lasten_cent for jaar in jaren for een in kapitaalcijfers(telling, "GM9901", jaar))
        == uitbetaald
    )
    bank = sum(cent for sleutel, cent in telling.items() if sleutel.grootboek is Grootboek.BANK)
    tegoed = -sum(
        cent for sleutel, cent in telling.items() if sleutel.grootboek is Grootboek.TEGOED
    )
    ontvangen = sum(
        een.baten_cent + een.kosten_cent
        for jaar in jaren
        for een in kapitaalcijfers(telling, "GM9901", jaar)
    )
    assert ontvangen == bank - tegoed, "what came in and is not owed back"


def test_w15_en_w16_uit_regels() -> None:
    """Lasten of 2026 are taken back from 2027 on; of baten of before 2020 three quarters go back; of Tozo everything."""
    telling = Telling()
    for cohort, cent in ((Cohort.BBZ_VANAF_2020, 123_456_789), (Cohort.BBZ_VOOR_2020, 0)):
        tel(
            telling,
            "GM9901",
            JANUARI,
            boeking(
                debet(Grootboek.HOOFDSOM, cohort, cent), credit(Grootboek.UITBETAALD, cohort, cent)
            ),
        )
    for cohort in (Cohort.BBZ_VOOR_2020, Cohort.BBZ_VANAF_2020, Cohort.TOZO):
        tel(
            telling,
            "GM9901",
            JANUARI,
            boeking(
                debet(Grootboek.BANK, cohort, 800_000), credit(Grootboek.HOOFDSOM, cohort, 800_000)
            ),
        )
    toen = {
        (een.cohort, een.soort): een.bedrag_cent
        for een in rijksafrekening(telling, "GM9901", 2026, PARAMETERS)
    }
    assert toen == {
        (Cohort.BBZ_VANAF_2020, "vergoeding"): 123_456_789,
        (Cohort.BBZ_VOOR_2020, "aandeel_baten"): -600_000,
        (Cohort.TOZO, "vergoeding"): -800_000,
    }
    terug = [
        sum(een.bedrag_cent for een in rijksafrekening(telling, "GM9901", jaar, PARAMETERS))
        for jaar in range(2027, 2033)
    ]
    assert terug == [-24_691_358, -24_691_358, -18_518_518, -12_345_679, -12_345_679, 0]
    assert rijksafrekening(telling, "GM9902", 2026, PARAMETERS) == ()


@pytest.mark.parametrize(
    ("gegevens", "status"),
    [
        (None, Vorderingstatus.LOPEND),
        (g.Uitstel(van=date(2026, 4, 1), maanden=6), Vorderingstatus.TIJDELIJK_NIET),
        (g.Uitstel(van=date(2026, 5, 1), maanden=6), Vorderingstatus.LOPEND),
        (g.BuitenInvordering(), Vorderingstatus.BUITEN_INVORDERING),
    ],
)
def test_de_status_van_een_vordering_volgt_uit_de_feiten(
    gegevens: g.Gegevens | None, status: Vorderingstatus
) -> None:
    papier, cijfers = Papier(), None
    if gegevens and gegevens.soort == "uitstel":
        papier.doe(examples.besluit(gegevens, date(2026, 4, 10)))
    elif gegevens:
        voorstel = examples.voorstel(gegevens, date(2026, 4, 10))
        papier.doe(voorstel)
        papier.doe(examples.bekrachtig(voorstel))
    for feit in papier.feiten:
        cijfers = bdfs.na(cijfers, feit, date(2026, 4, 1))
    assert cijfers is not None
    assert cijfers.op(APR).status is status


def test_een_vordering_is_geen_bedrijfskapitaal_en_telt_mee_in_bdfs() -> None:
    kosten = (v.besluit("kosten", 1_500), v.voorstel("wettelijke_rente"), v.bekrachtig())
    feiten = v.verloop(*v.IN_VERZUIM, *kosten, v.ontvangst(20_000, date(2025, 1, 7)))
    cijfers = [
        een for jaar in (2024, 2025) for een in kapitaalcijfers(geteld(feiten), "GM9901", jaar)
    ]
    assert {(een.lasten_cent, een.baten_cent) for een in cijfers} == {(0, 0)}
    assert (
        sum(een.terugvordering_cent for een in cijfers),
        sum(een.kosten_cent for een in cijfers),
    ) == (18_500, 1_500)
    januari = vordering_in(feiten, date(2025, 1, 1))
    assert (januari.beginschuld_cent, januari.rente_en_kosten_cent, januari.ontvangen_cent) == (
        164_632,
        1_500 + 9_950,
        20_000,
    )
    assert (januari.saldo_cent, januari.status) == (164_632 + 11_450 - 20_000, "51")


def test_kwijtschelding_van_een_vordering_is_een_correctie_en_zij_is_daarna_afgelost() -> None:
    feiten = v.verloop(v.TERUG, v.voorstel("kwijtschelding", 164_632), v.bekrachtig())
    cijfers = vordering_in(feiten, date(2025, 1, 1))
    assert (cijfers.overige_correcties_cent, cijfers.rente_en_kosten_cent, cijfers.saldo_cent) == (
        -164_632,
        0,
        0,
    )
    assert cijfers.status is Vorderingstatus.AFGELOST


def vordering_in(feiten: Sequence[Mutatie], maand: date) -> Vorderingcijfers:
    cijfers = None
    for feit in feiten:
        cijfers = bdfs.na(cijfers, feit, maand)
    assert cijfers is not None
    return cijfers


@pytest.fixture
def stad(
    postgres: DatabaseServer,
    new_database: Callable[[str], Database],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Stad]:
    database = new_database("ledger")
    for name, value in (
        database_environment("ledger", database) | {"DOORSTART_POSTGRES": postgres.host_port}
    ).items():
        monkeypatch.setenv(name, value)
    stad = Stad.nieuw(database)
    bouw(stad)
    stad.projecteer()
    yield stad
    stad.store.close()


def vraag(*woorden: str) -> Any:
    uit = CliRunner().invoke(make_app(None), ["ledger", *woorden, "--json"])
    assert uit.exit_code == 0, (uit.output, uit.exception)
    return json.loads(uit.stdout)


def test_sisa_van_de_stad_klopt_met_de_bank_en_de_debiteurenlijst(stad: Stad) -> None:
    cijfers = {
        (een["gemeente"], een["cohort"]): een for een in vraag("sisa", "--jaar", "2026")["cijfers"]
    }
    assert {
        sleutel: een["lasten_cent"] for sleutel, een in cijfers.items() if een["lasten_cent"]
    } == {
        ("GM9901", "bbz_vanaf_2020"): 3 * 3_000_000 + 50_000,
        ("GM9901", "tozo"): 1_015_700,
        ("GM9902", "bbz_voor_2020"): 3_000_000,
    }
    lijst = stad.rijen(
        "SELECT gemeente, sum(oorspronkelijk_cent - hoofdsom_cent)::bigint AS weg, sum(tegoed_cent)::bigint AS tegoed"
        " FROM debiteuren GROUP BY gemeente"
    )
    binnen = {
        "GM9901": 40_000 + 27_000 + 60_000 + 500_000 + 140_000 - 1_000,
        "GM9902": 2 * 69_000 + 1_000,
    }
    kwijt = {"GM9901": 10_000, "GM9902": 0}
    for rij in lijst:
        eigen = [een for een in cijfers.values() if een["gemeente"] == rij["gemeente"]]
        assert sum(een["aflossing_cent"] for een in eigen) == rij["weg"] - kwijt[rij["gemeente"]]
        assert sum(een["kwijtgescholden_cent"] for een in eigen) == kwijt[rij["gemeente"]]
        assert (
            sum(een["baten_cent"] + een["kosten_cent"] for een in eigen)
            == binnen[rij["gemeente"]] - rij["tegoed"]
        )


def test_wat_eerder_is_opgegeven_kan_altijd_weer_worden_gemaakt(stad: Stad) -> None:
    def aflossing(*verder: str) -> int:
        vragen = vraag("sisa", "--jaar", "2026", "--gemeente", "GM9901", *verder)["cijfers"]
        return sum(een["aflossing_cent"] for een in vragen)

    toen = aflossing("--bekend-op", "2026-03-01")
    neem(stad, 2, g.Herroeping(soort="storno", van=_eerste_ontvangst(stad, 2)))
    assert aflossing("--bekend-op", "2026-03-01") == toen
    assert aflossing() < aflossing("--bekend-op", "2026-03-31")


def test_rijk_van_de_stad_telt_op_tot_de_vergoeding(stad: Stad) -> None:
    gemeenten = vraag("rijk", "--jaar", "2026")["gemeenten"]
    bedragen = {(een["cohort"], een["soort"]): een["bedrag_cent"] for een in gemeenten["GM9901"]}
    assert bedragen["bbz_vanaf_2020", "vergoeding"] == 9_050_000
    sisa = {
        een["cohort"]: een
        for een in vraag("sisa", "--jaar", "2026", "--gemeente", "GM9901")["cijfers"]
    }
    assert bedragen["tozo", "vergoeding"] == 1_015_700 - sisa["tozo"]["baten_cent"]
    tekst = (
        CliRunner()
        .invoke(make_app(None), ["ledger", "rijk", "--jaar", "2027", "--gemeente", "GM9901"])
        .stdout
    )
    assert "terugname 2027: 20 % van € 90.500,00 over 2026 = € 18.100,00" in tekst


def test_een_gemeente_zonder_boekingen_wordt_geweigerd(stad: Stad) -> None:
    uit = CliRunner().invoke(
        make_app(None), ["ledger", "sisa", "--jaar", "2026", "--gemeente", "GM1234"]
    )
    assert "staat niets van gemeente GM1234" in str(uit.exception)


def test_bdfs_de_maanden_sluiten_op_elkaar_aan(stad: Stad) -> None:
    """Saldo before + what came to it - what was received = saldo, for every loan and month; and the last saldo is the live one."""
    samen(stad, 3, g.BuitenInvordering())
    stad.projecteer()
    vorige: dict[str, int] = {}
    begin: dict[str, int] = {}
    for nummer in range(4):
        for een in vraag("bdfs", "--maand", f"{plus_maanden(JANUARI, nummer):%Y-%m}")[
            "vorderingen"
        ]:
            nr = een["registratienummer"]
            erbij = (
                een["beginschuld_cent"]
                - begin.get(nr, 0)
                + een["rente_en_kosten_cent"]
                + een["overige_correcties_cent"]
            )
            assert een["saldo_cent"] == vorige.get(nr, 0) + erbij - een["ontvangen_cent"]
            vorige[nr], begin[nr] = een["saldo_cent"], een["beginschuld_cent"]
    levend = {
        str(rij["lening_id"]): rij["saldo_cent"]
        for rij in stad.rijen(
            "SELECT DISTINCT ON (lening_id) * FROM regels ORDER BY 1, versie DESC"
        )
    }
    assert vorige == levend
    februari = vraag("bdfs", "--maand", "2026-02")["vorderingen"]
    assert sum(een["ontvangen_cent"] for een in februari) == 0, (
        "the statement of 28 February was booked in March"
    )
    status = {
        een["registratienummer"]: een["status"]
        for een in vraag("bdfs", "--maand", "2026-04")["vorderingen"]
    }
    assert (status[str(lening_id(0))], status[str(lening_id(3))], status[str(lening_id(5))]) == (
        "51",
        "53",
        "54",
    )
    assert (
        "GM9902 2026-03: 1 vorderingen"
        in CliRunner().invoke(make_app(None), ["ledger", "bdfs", "--maand", "2026-03"]).stdout
    )


def _eerste_ontvangst(stad: Stad, nummer: int) -> UUID:
    betaling_id: UUID = next(
        stored.fact.betaling_id
        for stored in stad.feiten(nummer)
        if stored.name == "AflossingGeboekt"
    )
    return betaling_id
