"""The ladder on a real database: it moves with its loan, on days, with letters and with people; once each, and a replay agrees."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4, uuid5

import pytest
from pydantic import BaseModel

from services.ledger import examples
from services.ledger.adapters.kader import Kader
from services.ledger.adapters.publish import publish
from services.ledger.application import invordering
from services.ledger.application.lening import besluit
from services.ledger.application.replay import replay
from services.ledger.domain.invordering import commands as v
from services.ledger.domain.invordering.schuldbeeld import Schuldbeeld
from services.ledger.domain.invordering.state import traject_id
from services.ledger.domain.invordering.weigeringen import StapIsNietAanDeBeurt
from services.ledger.domain.verloop import gegevens as g
from services.ledger.entrypoints import agents
from shared.aside import ask, held
from shared.contracts import invordering as contract
from shared.contracts import notify
from shared.handle import Command, handle
from shared.parameter_files import load_parameters
from shared.settings import Database
from shared.transaction import Transaction
from tests.steun.ledger.stad import KADER, Stad, krediet, lening_id, storting

BELLEN = date(2026, 3, 16)
BEREIKT = v.Contact(wijze="telefoon", uitkomst="bereikt")


@pytest.fixture
def stad(new_database: Callable[[str], Database]) -> Iterator[Stad]:
    """Two loans; the second pays its first term."""
    stad = Stad.nieuw(new_database("ledger"))
    stad.dag(date(2026, 1, 12))
    stad.hoor(krediet(0), krediet(1))
    stad.dagen(date(2026, 1, 13), date(2026, 2, 27))
    stad.dag(date(2026, 2, 28))
    stad.afschrift(date(2026, 2, 28), storting(1))
    stad.dagen(date(2026, 3, 1), BELLEN)
    yield stad
    stad.store.close()


class Namen(BaseModel):
    """What a request on the ladder added."""

    namen: list[str]


def zet(
    stad: Stad,
    handeling: v.Handeling,
    nummer: int = 0,
    sleutel: str | None = None,
    kader: Kader = KADER,
) -> list[str]:
    command, schuld = (
        Command("debiteuren-1", handeling.model_dump_json(), sleutel),
        ("lening", lening_id(nummer)),
    )

    def work(transaction: Transaction, op: date) -> Namen:
        return Namen(
            namen=[
                type(feit).__name__
                for feit in invordering.handel(transaction, kader, schuld, handeling, op, command)
            ]
        )

    return handle(stad.store, command, work, Namen).namen


def ladder(stad: Stad, nummer: int = 0) -> list[str]:
    return [stored.name for stored in stad.store.stream(traject_id(lening_id(nummer)))]


def rij(stad: Stad, nummer: int = 0) -> dict[str, Any]:
    stad.projecteer()
    (gevonden,) = stad.rijen("SELECT * FROM debiteuren WHERE lening_id = %s", lening_id(nummer))
    return gevonden


def brief_weg(stad: Stad, verstuurd_op: date, nummer: int = 0) -> None:
    """notify sent the demand that waits."""
    (traject,) = stad.rijen(
        "SELECT aanmaning_id FROM trajecten WHERE schuld_id = %s", lening_id(nummer)
    )
    stad.hoor(
        notify.BerichtVerstuurd(
            dossier_id=krediet(nummer).dossier_id,
            bericht_id=traject["aanmaning_id"],
            lening_id=lening_id(nummer),
            soort="aanmaning",
            kanaal="post",
            aanleiding=uuid5(lening_id(nummer), "aanleiding"),
            verstuurd_op=verstuurd_op,
        )
    )


def test_alleen_wie_achterloopt_heeft_een_ladder_en_de_lijst_zegt_wat_wanneer_en_wie(
    stad: Stad,
) -> None:
    assert ladder(stad) == ["InvorderingGestart"]
    assert ladder(stad, 1) == []
    nu = rij(stad)
    assert (nu["licht"], nu["stap"], nu["stap_op"], nu["wie"]) == (
        "achterstand",
        "Bellen of langsgaan",
        BELLEN,
        "debiteurenbeheer",
    )
    assert "vroeg contact" in nu["stap_uitleg"]
    assert (rij(stad, 1)["licht"], rij(stad, 1)["stap"]) == ("bij", None)


def test_de_ladder_volgt_in_dezelfde_transactie_als_de_lening(stad: Stad) -> None:
    gemist = next(stored for stored in stad.feiten() if stored.name == "BetalingGemist")
    (gestart,) = stad.store.stream(traject_id(lening_id()))
    assert gestart.position == gemist.position + 1
    assert (gestart.cause.actor, gestart.cause.command_id) == ("ledger", gemist.cause.command_id)


def test_van_gesprek_tot_verstuurde_aanmaning(stad: Stad) -> None:
    sleutel = str(uuid4())
    assert zet(stad, BEREIKT, sleutel=sleutel) == ["ContactGelegd"]
    eerst = ladder(stad)
    assert zet(stad, BEREIKT, sleutel=sleutel) == ["ContactGelegd"], (
        "the same request again gets the first answer"
    )
    assert ladder(stad) == eerst
    assert zet(stad, v.VerstuurAanmaning()) == ["AanmaningOpgemaakt"]
    assert rij(stad)["stap"] == "Aanmaning gaat op de post"
    brief_weg(stad, date(2026, 3, 17))
    stad.hoor(
        notify.BerichtVerstuurd(
            dossier_id=uuid4(),
            bericht_id=uuid4(),
            soort="aanmaning",
            kanaal="post",
            aanleiding=uuid4(),
            verstuurd_op=BELLEN,
        )
    )
    assert ladder(stad) == [
        "InvorderingGestart",
        "ContactGelegd",
        "AanmaningOpgemaakt",
        "AanmaningVerstuurd",
    ]
    verstuurd = stad.store.stream(traject_id(lening_id()))[-1].fact
    assert (verstuurd.verstuurd_op, verstuurd.laatste_dag) == (date(2026, 3, 17), date(2026, 3, 31))
    assert "BetalingGemist" in stad.namen()
    assert "KostenGeboekt" not in stad.namen(), "the vergoeding of 2026 is not known"


def test_waar_de_vergoeding_bekend_is_wordt_zij_met_de_verzending_verschuldigd(
    stad: Stad, tmp_path: Path
) -> None:
    tabellen = [
        f'[aanmaningsvergoeding_{soort}]\nunit = "EUR"\nselect_on = "verzenddatum"\nrows = [{{ valid_from = 2026-01-01,'
        f' value = "{cent}", source = "Regeling", confidence = "S" }}]\n'
        for soort, cent in (("laag", "9.00"), ("hoog", "20.00"))
    ]
    (tmp_path / "vergoeding.toml").write_text("".join(tabellen))
    zet(stad, BEREIKT)
    bekend = load_parameters(tmp_path)
    zet(stad, v.VerstuurAanmaning(), kader=replace(KADER, parameters=bekend))
    brief_weg(stad, BELLEN)
    assert stad.feiten()[-1].fact.saldi.kosten_cent == 2_000
    kosten = next(stored for stored in stad.feiten() if stored.name == "KostenGeboekt")
    assert (kosten.fact.gegevens.grondslag, kosten.fact.valutadatum) == ("Awb 4:113", BELLEN)


def test_betalen_beeindigt_de_ladder_en_trekt_de_aanmaning_in(stad: Stad) -> None:
    zet(stad, BEREIKT)
    zet(stad, v.VerstuurAanmaning())
    stad.afschrift(date(2026, 3, 17), storting(0))
    stad.dag(date(2026, 3, 17))
    assert ladder(stad)[-2:] == ["AanmaningIngetrokken", "InvorderingBeeindigd"]
    assert stad.rijen("SELECT actie_op, na_afschrift, aanmaning_id FROM trajecten") == [
        {"actie_op": None, "na_afschrift": None, "aanmaning_id": None}
    ]
    assert (rij(stad)["licht"], rij(stad)["stap"]) == ("bij", None)


def test_een_afspraak_en_een_pauze_zijn_aan_het_licht_te_zien_en_eindigen_op_hun_dag(
    stad: Stad,
) -> None:
    zet(stad, v.Betaalafspraak(op=date(2026, 3, 20), bedrag_cent=70_000))
    assert (rij(stad)["licht"], rij(stad)["stap"], rij(stad)["stap_op"]) == (
        "afspraak",
        "Afspraak nakijken",
        date(2026, 3, 23),
    )
    stad.dagen(date(2026, 3, 17), date(2026, 3, 21))
    assert "AfspraakGebroken" not in ladder(stad), "the statement of the 21st is not in"
    stad.dag(date(2026, 3, 22))
    assert ladder(stad)[-1] == "AfspraakGebroken"
    zet(stad, v.Pauzeer(reden="moratorium", tot=date(2026, 3, 25)))
    nu = rij(stad)
    assert (nu["licht"], nu["reden"]) == (
        "uitstel",
        "De invordering staat stil: moratorium tot 25 maart 2026",
    )
    stad.dagen(date(2026, 3, 23), date(2026, 3, 25))
    assert (ladder(stad)[-1], rij(stad)["licht"], rij(stad)["stap_op"]) == (
        "PauzeBeeindigd",
        "achterstand",
        date(2026, 3, 25),
    )
    assert stad.rijen("SELECT gesloten_tm FROM trajecten") == [{"gesloten_tm": date(2026, 3, 25)}]


def test_een_afspraak_die_wordt_nagekomen(stad: Stad) -> None:
    zet(stad, v.Betaalafspraak(op=date(2026, 3, 20), bedrag_cent=30_000))
    stad.dag(date(2026, 3, 17))
    stad.afschrift(date(2026, 3, 17), storting(0, 30_000))
    stad.werk()
    assert ladder(stad)[-1] == "AfspraakNagekomen"
    assert rij(stad)["licht"] == "achterstand"


def test_uitstel_van_twee_maanden_zet_de_ladder_stil_ook_als_niemand_iets_doet(stad: Stad) -> None:
    with stad.store.transaction() as transaction:
        uitstel = examples.besluit(
            g.Uitstel(van=date(2026, 4, 1), maanden=2), transaction.workday(), lening_id=lening_id()
        )
        besluit(transaction, KADER, uitstel, Command("d-1"))
    stad.dagen(date(2026, 3, 17), date(2026, 6, 1))
    namen = ladder(stad)
    assert namen.count("InvorderingGepauzeerd") == namen.count("PauzeBeeindigd") == 1
    gepauzeerd, hervat = (
        next(s for s in stad.store.stream(traject_id(lening_id())) if s.name == naam)
        for naam in ("InvorderingGepauzeerd", "PauzeBeeindigd")
    )
    assert (gepauzeerd.fact.op, hervat.fact.op) == (date(2026, 4, 1), date(2026, 6, 1))


def test_een_geweigerde_stap_verandert_niets(stad: Stad) -> None:
    voor = stad.store.end()
    with pytest.raises(StapIsNietAanDeBeurt):
        zet(stad, v.Dwangbevel())
    assert stad.store.end() == voor


def test_een_ladder_die_faalt_wacht_en_zijn_lening_gaat_door(
    stad: Stad, monkeypatch: pytest.MonkeyPatch
) -> None:
    def kapot(*_: object) -> None:
        raise RuntimeError("kapot")

    zet(stad, v.Gesprek(op=date(2026, 3, 18)))
    with monkeypatch.context() as tijdelijk:
        tijdelijk.setattr(invordering, "decide_invordering", kapot)
        stad.dagen(date(2026, 3, 17), date(2026, 4, 2))
    assert stad.namen().count("BetalingGemist") == 2
    geparkeerd = {een["key"] for een in stad.rijen("SELECT key FROM parked_records")}
    assert geparkeerd == {str(traject_id(lening_id(nummer))) for nummer in (0, 1)}
    assert stad.rijen("SELECT count(*) AS n FROM dagafsluiting WHERE gesloten_op IS NULL") == [
        {"n": 0}
    ]
    with stad.store.cursor() as cursor:
        ask(
            cursor,
            [een for een in held(cursor) if een.key == str(traject_id(lening_id()))],
            "vrijgeven",
            "beheer-1",
            "hersteld",
        )
    stad.dag(date(2026, 4, 3))
    assert ladder(stad)[-2:] == ["AfspraakGebroken", "AchterstandGegroeid"]


def test_een_ladder_waarvan_het_beeld_niet_te_maken_is_houdt_de_dag_niet_open(
    stad: Stad, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What fails before the decision too: the day closes for all others, the ladder waits."""
    zet(stad, v.Gesprek(op=date(2026, 3, 18)))
    echt = invordering._beeld

    def kapot(transaction: Transaction, schuld: invordering.Schuld) -> Schuldbeeld:
        if schuld[1] == lening_id(0):
            raise KeyError("kapot")
        return echt(transaction, schuld)

    with monkeypatch.context() as tijdelijk:
        tijdelijk.setattr(invordering, "_beeld", kapot)
        stad.dagen(date(2026, 3, 17), date(2026, 3, 29), met_afschriften=False)
    assert stad.rijen("SELECT count(*) AS n FROM dagafsluiting WHERE gesloten_op IS NULL") == [
        {"n": 0}
    ]
    with stad.store.cursor() as cursor:
        (een,) = held(cursor)
        assert (een.kind, een.place, een.key) == (
            "werk",
            "dagafsluiting",
            str(traject_id(lening_id())),
        )
        ask(cursor, [een], "vrijgeven", "beheer-1", "hersteld")
    stad.dag(date(2026, 3, 30))
    assert "AfspraakGebroken" in ladder(stad)


def test_een_replay_geeft_dezelfde_ladders_en_dezelfde_lijst(stad: Stad) -> None:
    zet(stad, BEREIKT)
    zet(stad, v.VerstuurAanmaning())
    brief_weg(stad, BELLEN)
    zet(stad, v.Pauzeer(reden="onderzoek", tot=date(2026, 3, 25)))
    stad.dagen(date(2026, 3, 17), date(2026, 4, 3))
    stad.projecteer()
    uitkomst = replay(stad.store)
    assert uitkomst.is_equal
    assert uitkomst.others.rows == 2, "the second loan missed its second term"


def test_wat_er_gebeurt_gaat_met_de_sleutel_van_de_lening_naar_buiten(
    stad: Stad,
) -> None:
    zet(stad, BEREIKT)
    zet(stad, v.VerstuurAanmaning())
    brief_weg(stad, BELLEN)
    zet(stad, v.Pauzeer(reden="moratorium", tot=date(2026, 3, 25)))
    gezegd = [publish(stored) for stored in stad.store.stream(traject_id(lening_id()))]
    assert [type(een).__name__ for een in gezegd if een] == [
        "InvorderingGestart",
        "ContactGelegd",
        "AanmaningOpgemaakt",
        "AanmaningVerstuurd",
        "InvorderingGepauzeerd",
    ]
    assert {een.key() for een in gezegd if een} == {str(lening_id())}
    pauze = gezegd[-1]
    assert isinstance(pauze, contract.InvorderingGepauzeerd)
    assert (pauze.reden, pauze.tot, pauze.volgende_stap) == (
        "moratorium",
        date(2026, 3, 25),
        "hervatten",
    )


def test_de_ledger_luistert_naar_brieven_die_weg_zijn(stad: Stad) -> None:
    _, topics = agents.make(stad.store, KADER)
    assert notify.TOPIC.name in topics
