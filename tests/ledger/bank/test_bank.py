"""Bank files on a real database: once each, every line once, what is unclear waits for a person."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from deploy.local.city.bankbestand import Storting, bankbestand
from services.ledger.adapters.bank import ontvangsten as regels
from services.ledger.adapters.bank.inzage import bankregels
from services.ledger.adapters.bank.seals import read_key
from services.ledger.adapters.inzage import Inzage
from services.ledger.application import bank, lening
from services.ledger.application.bank import duid, lees_in
from services.ledger.domain.bank.afschrift import AfschriftKloptNiet
from services.ledger.domain.bank.afschriftketen import Keten, Saldostand, verleng
from services.ledger.domain.bank.weigeringen import BestandIsAlOntvangen, OntvangstIsNietTeDuiden
from services.ledger.domain.lening.weigeringen import LeningIsOnbekend
from shared.seals import SealBroken, unseal
from shared.settings import Database
from tests.steun.ledger.stad import KADER, KEY, REKENINGEN, Stad, krediet, lening_id, storting

OPEN, VERVAL = date(2026, 1, 12), date(2026, 2, 28)
KENMERK = "5000056789012345"


@pytest.fixture
def stad(new_database: Callable[[str], Database]) -> Iterator[Stad]:
    stad = Stad.nieuw(new_database("ledger"))
    stad.dag(OPEN)
    stad.hoor(krediet(0), krediet(1))
    stad.dag(VERVAL)
    yield stad
    stad.store.close()


def zeg(stad: Stad, ontvangst_id: UUID, status: str, lening: UUID | None, actor: str) -> None:
    stad.store.attempt(
        lambda transaction: duid(
            transaction, ontvangst_id, status, lening, actor, transaction.workday()
        )
    )


def standen(stad: Stad) -> list[tuple[str, str | None]]:
    return [
        (rij["status"], rij["reden"])
        for rij in stad.rijen("SELECT status, reden FROM ontvangsten ORDER BY volgorde")
    ]


def test_een_regel_met_kenmerk_wordt_een_keer_geboekt(stad: Stad) -> None:
    stad.afschrift(VERVAL, storting(0), storting(1, 30_000, gestructureerd=False))
    stad.werk()
    stad.werk()
    assert standen(stad) == [("geboekt", None), ("geboekt", None)]
    betaling = stad.feiten(0)[-1]
    assert (betaling.name, betaling.fact.valutadatum, betaling.cause.actor) == (
        "AflossingGeboekt",
        VERVAL,
        "ledger",
    )
    assert stad.feiten(1)[-1].fact.saldi.vervallen_cent == 40_000


def test_wat_niet_past_wacht_met_de_reden(stad: Stad) -> None:
    stad.afschrift(
        VERVAL,
        Storting("gewoon wat tekst", 5_000, gestructureerd=False),
        Storting(KENMERK, 6_000),
        Storting(KENMERK, -7_000),
        storting(0, 8_000, is_terugboeking=True),
    )
    stad.werk()
    assert [status for status, _ in standen(stad)] == ["te_duiden"] * 4
    assert [reden for _, reden in standen(stad)] == [
        "Er staat geen betalingskenmerk bij.",
        "Geen lening en geen vordering heeft dit betalingskenmerk.",
        "Dit bedrag ging van de rekening af.",
        "Dit is een terugboeking.",
    ]


def test_een_mens_wijst_toe_en_de_worker_boekt(stad: Stad) -> None:
    stad.afschrift(
        VERVAL,
        Storting("zonder kenmerk", 70_000, gestructureerd=False),
        Storting("terug", 500, gestructureerd=False),
    )
    stad.werk()
    eerste, tweede = (
        rij["ontvangst_id"]
        for rij in stad.rijen("SELECT ontvangst_id FROM ontvangsten ORDER BY volgorde")
    )
    zeg(stad, eerste, "toegewezen", lening_id(0), "debiteuren-1")
    zeg(stad, tweede, "terugstorten", None, "debiteuren-1")
    assert stad.namen(0)[-1] == "TermijnVervallen", "the web does not book"
    stad.werk()
    assert (stad.feiten(0)[-1].name, stad.feiten(0)[-1].cause.actor) == (
        "AflossingGeboekt",
        "debiteuren-1",
    )
    assert [status for status, _ in standen(stad)] == ["geboekt", "terugstorten"]
    with pytest.raises(OntvangstIsNietTeDuiden):
        zeg(stad, eerste, "toegewezen", lening_id(1), "debiteuren-1")
    with pytest.raises(LeningIsOnbekend):
        zeg(stad, tweede, "toegewezen", uuid4(), "debiteuren-1")


def test_geld_dat_van_de_rekening_ging_kan_niet_naar_een_lening(stad: Stad) -> None:
    stad.afschrift(VERVAL, Storting("kosten", -100))
    (rij,) = stad.rijen("SELECT ontvangst_id FROM ontvangsten")
    with pytest.raises(OntvangstIsNietTeDuiden):
        zeg(stad, rij["ontvangst_id"], "toegewezen", lening_id(0), "debiteuren-1")
    zeg(stad, rij["ontvangst_id"], "geen_lening", None, "debiteuren-1")
    assert standen(stad) == [("geen_lening", None)]


def test_een_geweigerde_betaling_wacht_met_de_zin_van_de_weigering(stad: Stad) -> None:
    stad.afschrift(VERVAL, storting(0, 3_100_000))
    stad.dagen(VERVAL + timedelta(days=1), date(2026, 4, 1), met_afschriften=False)
    stad.afschrift(date(2026, 4, 1), storting(0, 100))
    stad.werk()
    _, (status, reden) = standen(stad)
    assert status == "te_duiden"
    assert reden is not None
    assert "al afgelost" in reden


def test_een_late_betaling_die_geboekte_rente_verandert_wordt_geboekt_en_herrekent(
    stad: Stad,
) -> None:
    stad.dagen(VERVAL + timedelta(days=1), date(2026, 4, 30), met_afschriften=False)
    stad.afschrift(date(2026, 3, 1), storting(0, 120_000))
    stad.werk()
    assert standen(stad) == [("geboekt", None)]
    assert (
        stad.namen(0).count("BoekingTeruggedraaid") == stad.namen(0).count("RenteGeboekt") - 3 == 2
    )
    stad.dagen(date(2026, 5, 1), date(2026, 6, 1))
    assert stad.feiten(0)[-1].fact.saldi.hoofdsom_cent == 3_000_000 - 50_000 - 30_333
    assert stad.namen(0).count("RenteGeboekt") == 6, "and the days go on"


def test_hetzelfde_bestand_en_hetzelfde_afschrift_worden_geweigerd_met_het_eerste(
    stad: Stad,
) -> None:
    content, _ = bankbestand(VERVAL, 0, [storting(0)], 1)
    eerste = lees_in(stad.store, KEY, REKENINGEN, content, "debiteuren-1")
    for nog_eens in (content, content.replace(b"</Document>", b"</Document>\n")):
        with pytest.raises(BestandIsAlOntvangen) as geweigerd:
            lees_in(stad.store, KEY, REKENINGEN, nog_eens, "debiteuren-1")
        assert geweigerd.value.bestand_id == eerste.bestand_id
    stad.werk()
    assert stad.namen(0).count("AflossingGeboekt") == 1


@pytest.mark.parametrize(
    ("oud", "nieuw", "reden"),
    [
        (b">700.00</Amt>", b">700.005</Amt>", "decimalen|verplichte"),
        (b'Ccy="EUR">700.00', b'Ccy="USD">700.00', "USD"),
        (
            b">700.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>",
            b">-700.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>",
            "negatief",
        ),
        (
            b">700.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt>",
            b">701.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt>",
            "saldo",
        ),
        (b"camt.053.001.08", b"camt.053.001.04", "versie 02 of 08"),
        (b"</Document>", b"", "beschadigd"),
        (b"<Document ", b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><Document ', "DTD"),
        (b"<CdtDbtInd>CRDT</CdtDbtInd><Sts>", b"<Sts>", "verplichte"),
    ],
)
def test_een_slecht_bestand_wordt_als_geheel_geweigerd(
    stad: Stad, oud: bytes, nieuw: bytes, reden: str
) -> None:
    content, _ = bankbestand(VERVAL, 0, [storting(0)], 1)
    assert oud in content
    with pytest.raises(AfschriftKloptNiet, match=reden):
        lees_in(stad.store, KEY, REKENINGEN, content.replace(oud, nieuw), "debiteuren-1")
    assert stad.rijen("SELECT count(*) AS n FROM bankbestanden") == [{"n": 0}]


def test_een_afschrift_uit_de_toekomst_wordt_geweigerd(stad: Stad) -> None:
    with pytest.raises(AfschriftKloptNiet, match="nog moet komen"):
        stad.afschrift(VERVAL + timedelta(days=2))


def test_wie_betaalde_staat_alleen_verzegeld(stad: Stad) -> None:
    stad.afschrift(
        VERVAL, Storting("zonder kenmerk", 5_000, naam="J. Bakker", gestructureerd=False)
    )
    stad.werk()
    inzage = Inzage(stad.store, KEY, REKENINGEN, KADER)
    rijen, aantal = inzage.wachtrij(25)
    assert aantal == 1
    assert bankregels(stad.store, KEY, rijen)[rijen[0]["ontvangst_id"]].naam == "J. Bakker"
    (bestand,) = stad.rijen("SELECT sealed, sha256 FROM bankbestanden")
    assert b"Bakker" not in bytes(bestand["sealed"])
    with pytest.raises(SealBroken):
        unseal(b"x" * 32, bytes(bestand["sealed"]), bytes(bestand["sha256"]))
    for tabel in ("ontvangsten", "afschriften", "stored_events", "stream_states"):
        assert "Bakker" not in str(stad.rijen(f"SELECT * FROM {tabel}"))


@pytest.mark.parametrize("stap", ["write", "plan", "verwerk"])
def test_een_klap_tussen_twee_regels_boekt_elke_regel_precies_een_keer(
    stad: Stad, stap: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Klap(BaseException):
        """Like the end of the process: nothing may catch it."""

    monkeypatch.setattr(bank, "PAGE", 3)
    stad.afschrift(VERVAL, *[storting(nummer % 2, 1_000) for nummer in range(10)])
    doel = {"write": regels, "plan": lening}.get(stap, bank)
    origineel, keer = getattr(doel, stap), 0

    def soms_kapot(*args):
        nonlocal keer
        keer += 1
        uitkomst = origineel(*args)
        if keer in (1, 3):
            raise Klap
        return uitkomst

    monkeypatch.setattr(doel, stap, soms_kapot)
    for _ in range(6):
        try:
            stad.werk()
        except Klap:
            continue
    assert standen(stad) == [("geboekt", None)] * 10
    assert [stad.namen(nummer).count("AflossingGeboekt") for nummer in (0, 1)] == [5, 5]


def test_een_regel_die_niet_geboekt_kan_worden_houdt_geen_andere_op(
    stad: Stad, monkeypatch: pytest.MonkeyPatch
) -> None:
    stad.afschrift(VERVAL, storting(0, 1_000), storting(1, 2_000), storting(0, 3_000))
    origineel = bank.verwerk

    def kapot(transaction, kader, verzoek, cause):
        if verzoek.bedrag_cent == 2_000:
            raise RuntimeError("kapot")
        return origineel(transaction, kader, verzoek, cause)

    monkeypatch.setattr(bank, "verwerk", kapot)
    stad.werk()
    assert [status for status, _ in standen(stad)] == ["geboekt", "te_duiden", "geboekt"]


def _stand(
    dag: int, begin: int, eind: int, nummer: int | None = None, *, verwerkt: bool = True
) -> Saldostand:
    dag_ = date(2025, 12, 31) + timedelta(days=dag)
    return Saldostand(
        dag=dag_, nummer=nummer, beginsaldo_cent=begin, eindsaldo_cent=eind, is_verwerkt=verwerkt
    )


@pytest.mark.parametrize(
    ("standen", "tot"),
    [
        ([], None),
        ([_stand(1, 0, 0), _stand(2, 0, 5), _stand(6, 5, 9)], 6),
        ([_stand(1, 0, 0), _stand(3, 1, 1)], 1),
        ([_stand(1, 0, 0, 4), _stand(2, 0, 0, 6)], 1),
        ([_stand(0, 0, 0, 365), _stand(2, 0, 0, 1)], 2),
        ([_stand(1, 0, 0, 365), _stand(2, 0, 0, 1)], 1),
        ([_stand(1, 0, 0), _stand(2, 0, 0, verwerkt=False), _stand(3, 0, 0)], 1),
        ([_stand(1, 0, 1, 7), _stand(2, 1, 3, 8), _stand(2, 3, 4, 9, verwerkt=False)], 1),
        ([_stand(1, 0, 1), _stand(2, 1, 3), _stand(2, 3, 1)], 2),
    ],
)
def test_een_rekening_is_compleet_tot_het_eerste_gat(
    standen: list[Saldostand], tot: int | None
) -> None:
    assert verleng(Keten(), standen).tot == (
        date(2025, 12, 31) + timedelta(days=tot) if tot is not None else None
    )


def test_een_te_korte_sleutel_wordt_geweigerd() -> None:
    with pytest.raises(ValueError, match="korter"):
        read_key(None, "YWJj", "wachtwoord")
    assert (
        read_key(None, None, "wachtwoord")
        == read_key(None, None, "wachtwoord")
        != read_key(None, None, "ander")
    )
