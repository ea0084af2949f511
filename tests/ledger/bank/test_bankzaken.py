"""Statements that fooled the books once, with their right value: from the folder of cases, and small ones of our own that always run."""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from deploy.local.city import REKENING as IBAN
from deploy.local.city.bankbestand import Storting, bankbestand
from services.ledger.adapters.bank.aansluiting import aansluiting
from services.ledger.adapters.bank.rekeningen import (
    RekeningenKloppenNiet,
    load_rekeningen,
    read_rekeningen,
)
from services.ledger.adapters.bank.rekeningstanden import geboekt_tot
from services.ledger.application.bank import Ingelezen, lees_in
from services.ledger.domain.bank.afschrift import AfschriftKloptNiet
from services.ledger.domain.bank.rekeningenlijst import Rekening, Rekeningenlijst
from services.ledger.domain.bank.weigeringen import BestandIsAlOntvangen
from shared.recht.betalingskenmerk import betalingskenmerk
from shared.settings import Database
from tests.steun.ledger.stad import KEY, Stad, krediet, lening_id, storting

CASES = Path(__file__).parents[3].parent / "shared" / "data" / "cases"
needs_cases = pytest.mark.skipif(
    not CASES.is_dir(), reason="the files of cases are not on this machine"
)
# The loan begins a year before the statements, so that no case lies before it.
BEGIN, NU = date(2025, 9, 10), date(2026, 11, 3)
EIGEN = Rekeningenlijst.van(
    "NL02RABO0123456789", "NL13TEST0123456789", "NL24RABO0123456790", "NL24RABO0123456791", IBAN
)
KENMERK = betalingskenmerk(lening_id(0)).encode()


@pytest.fixture
def stad(new_database: Callable[[str], Database]) -> Iterator[Stad]:
    stad = Stad.nieuw(new_database("ledger"))
    stad.rekeningen = EIGEN
    stad.dag(NU - timedelta(days=3))
    stad.hoor(
        krediet(
            0,
            uitbetaald_op=BEGIN,
            eerste_vervaldag=date(2025, 10, 31),
            aanvraagdatum=BEGIN,
            besluitdatum=BEGIN,
        )
    )
    stad.dag(NU)
    yield stad
    stad.store.close()


def lees(stad: Stad, content: bytes) -> Ingelezen:
    ingelezen = lees_in(stad.store, KEY, stad.rekeningen, content, "debiteuren-1")
    stad.werk()
    return ingelezen


def case(stad: Stad, name: str) -> Ingelezen:
    """A case with the reference of a loan of ours in place of the one that belongs to nobody."""
    return lees(
        stad,
        re.sub(rb"(?<=<Ref>)\d{16}|(?<=[ >])\d{16}(?=<)", KENMERK, (CASES / name).read_bytes()),
    )


def lijnen(stad: Stad) -> list[tuple[str, int]]:
    return [
        (rij["status"], rij["bedrag_cent"])
        for rij in stad.rijen("SELECT status, bedrag_cent FROM ontvangsten ORDER BY volgorde")
    ]


def geboekt(stad: Stad) -> list[tuple[int, date]]:
    """What stands on the loan: how much, and from which day it counts."""
    return [
        (stored.fact.ontvangen_cent, stored.fact.valutadatum)
        for stored in stad.feiten(0)
        if stored.name == "AflossingGeboekt" and stored.fact.betaling_id
    ]


@needs_cases
def test_b1_een_afschrift_dat_opnieuw_is_gehaald_telt_een_keer(stad: Stad) -> None:
    eerste = case(stad, "b1_statement_first_download.xml")
    with pytest.raises(BestandIsAlOntvangen) as geweigerd:
        case(stad, "b1_statement_second_download_other_id.xml")
    assert geweigerd.value.bestand_id == eerste.bestand_id
    assert [cent for cent, _ in geboekt(stad)] == [5_000]


@needs_cases
@pytest.mark.parametrize(
    ("een", "ander", "centen"), [("b1c_s1", "b1c_s2", [100, 200]), ("b1d_s3", "b1d_s4", [300, 400])]
)
def test_b1c_b1d_een_vaste_naam_maakt_van_twee_afschriften_niet_een(
    stad: Stad, een: str, ander: str, centen: list[int]
) -> None:
    case(stad, f"{een}.xml")
    case(stad, f"{ander}.xml")
    assert sorted(cent for _, cent in lijnen(stad)) == centen
    assert {status for status, _ in lijnen(stad)} == {"geboekt"}


@needs_cases
@pytest.mark.parametrize(
    "naam",
    [
        "returned_own_payout",
        "returned_own_payout_v02",
        "return_by_code_only",
        "control_rvslind",
        "control_debit_return",
    ],
)
def test_b2_geld_dat_terugkomt_is_geen_aflossing(stad: Stad, naam: str) -> None:
    case(stad, f"b2_{naam}.xml")
    assert {status for status, _ in lijnen(stad)} == {"te_duiden"}
    assert geboekt(stad) == []
    assert all(
        "terugboeking" in rij["reden"] for rij in stad.rijen("SELECT reden FROM ontvangsten")
    )


@needs_cases
def test_b2_van_een_verzamelpost_wacht_alleen_het_deel_dat_terugkwam(stad: Stad) -> None:
    case(stad, "b2_batch_with_returned_part.xml")
    assert lijnen(stad) == [("geboekt", 1_000), ("te_duiden", 2_000)]


@needs_cases
@pytest.mark.parametrize(
    ("naam", "reden"),
    [("statement_of_a_strangers_account", "is niet van ons"), ("impossible_iban", "bestaat niet")],
)
def test_b20_een_afschrift_van_een_ander_wordt_geweigerd(stad: Stad, naam: str, reden: str) -> None:
    with pytest.raises(AfschriftKloptNiet, match=reden) as geweigerd:
        case(stad, f"b20_{naam}.xml")
    assert not re.search(r"[A-Z]{4}\d{10}", str(geweigerd.value)), (
        "no whole account number in a message"
    )
    assert stad.rijen("SELECT count(*) AS n FROM bankbestanden") == [{"n": 0}]


@needs_cases
def test_b3_een_betaling_op_zaterdag_telt_vanaf_zaterdag(stad: Stad) -> None:
    case(stad, "b3_instant_saturday.xml")
    assert geboekt(stad) == [(20_667, date(2026, 10, 31))]


# Our own: the same kinds, in every variation.
def bestand(dag: date, begin: int, *stortingen: Storting, nummer: int = 1) -> bytes:
    return bankbestand(dag, begin, stortingen, nummer)[0]


ANDERS: dict[str, Callable[[bytes], bytes]] = {
    "de naam": lambda een: re.sub(rb"<Stmt><Id>[^<]*", b"<Stmt><Id>ANDERS", een),
    "het bericht": lambda een: re.sub(rb"<MsgId>[^<]*", b"<MsgId>ANDERS", een),
    "de tijd": lambda een: een.replace(b"T22:00:00", b"T23:11:12"),
    "de opmaak": lambda een: een.replace(b"><", b">\n  <"),
    "het nummer ontbreekt": lambda een: re.sub(rb"<ElctrncSeqNb>\d+</ElctrncSeqNb>", b"", een),
    "de volgorde": lambda een: re.sub(rb"(<Ntry>.*?</Ntry>)(<Ntry>.*?</Ntry>)", rb"\2\1", een),
    "de rekening met spaties": lambda een: een.replace(IBAN.encode(), IBAN.lower().encode()),
    "de omschrijving": lambda een: een.replace(b"Rekeninghouder", b"Iemand"),
}


@pytest.mark.parametrize("wat", ANDERS)
def test_hetzelfde_afschrift_blijft_hetzelfde_wat_er_ook_omheen_verandert(
    stad: Stad, wat: str
) -> None:
    content = bestand(NU, 0, storting(0, 1_000), storting(0, 2_500))
    content = re.sub(rb">\s+<", b"><", content)
    nog_eens = ANDERS[wat](content)
    assert nog_eens != content
    lees(stad, content)
    with pytest.raises(BestandIsAlOntvangen):
        lees(stad, nog_eens)
    assert [cent for cent, _ in geboekt(stad)] == [1_000, 2_500]


def test_lege_dagen_zijn_elk_hun_eigen_afschrift_en_twee_keer_dezelfde_niet(stad: Stad) -> None:
    for terug in (2, 1):
        lees(stad, bestand(NU - timedelta(days=terug), 500, nummer=3 - terug))
    with pytest.raises(BestandIsAlOntvangen):
        lees(stad, bestand(NU - timedelta(days=1), 500, nummer=2).replace(b"<MsgId>", b"<MsgId>X"))
    assert stad.rijen("SELECT count(*) AS n FROM afschriften") == [{"n": 2}]


def test_twee_dagafschriften_die_elkaar_opheffen_zijn_er_twee(stad: Stad) -> None:
    """No number, same day, same balances and amounts: only how the bank names the lines tells them apart."""
    heen_en_weer = [Storting("a", 1_000), Storting("b", -1_000)]
    een = re.sub(rb"<ElctrncSeqNb>\d+</ElctrncSeqNb>", b"", bestand(NU, 0, *heen_en_weer))
    met = [
        re.sub(rb"(</ValDt>)", rb"\1<AcctSvcrRef>" + naam + b"</AcctSvcrRef>", een, count=1)
        for naam in (b"R-1", b"R-2", b"R-1")
    ]
    lees(stad, met[0])
    lees(stad, met[1])
    with pytest.raises(BestandIsAlOntvangen):
        lees(stad, met[2].replace(b"<MsgId>", b"<MsgId>X"))


def test_van_een_bestand_met_bekende_en_nieuwe_afschriften_komen_de_nieuwe_erbij(
    stad: Stad,
) -> None:
    eerste, tweede = (
        bestand(NU - timedelta(days=1), 0, storting(0, 1_000)),
        bestand(NU, 1_000, storting(0, 2_000), nummer=2),
    )
    bekend = lees(stad, eerste)
    (los,) = re.findall(rb"<Stmt>.*</Stmt>", tweede, re.DOTALL)
    ingelezen = lees(stad, eerste.replace(b"</Stmt>", b"</Stmt>" + los))
    assert (ingelezen.afschriften, ingelezen.regels) == (1, 1)
    assert [(een.dag, een.bestand_id) for een in ingelezen.overgeslagen] == [
        (NU - timedelta(days=1), bekend.bestand_id)
    ]
    assert [cent for cent, _ in geboekt(stad)] == [1_000, 2_000]


def test_een_regel_die_de_bank_al_gaf_wacht_op_een_mens(stad: Stad) -> None:
    """A monthly statement over days that were taken in: the lines are known, the statement is not."""

    def met_naam(content: bytes) -> bytes:
        return re.sub(rb"(</ValDt>)", rb"\1<AcctSvcrRef>BANK-77</AcctSvcrRef>", content, count=1)

    lees(stad, met_naam(bestand(NU, 0, storting(0, 1_000))))
    lees(stad, met_naam(bestand(NU, 0, storting(0, 1_000), storting(0, 50), nummer=9)))
    assert lijnen(stad) == [("geboekt", 1_000), ("te_duiden", 1_000), ("geboekt", 50)]


def test_een_gat_wordt_bij_het_inlezen_gezegd(stad: Stad) -> None:
    dag = NU - timedelta(days=10)
    assert lees(stad, bestand(dag, 0, storting(0, 1_000))).let_op == ()
    (gat,) = lees(stad, bestand(dag + timedelta(days=2), 1_700, nummer=3)).let_op
    assert "nummer 1 van 24 oktober 2026 met eindsaldo € 10,00 ontbreekt er een" in gat
    assert "nummer 3 van 26 oktober 2026, met beginsaldo € 17,00" in gat
    assert (
        lees(stad, bestand(dag + timedelta(days=1), 1_000, storting(0, 700), nummer=2)).let_op == ()
    )


def test_een_oud_afschrift_zet_de_laatste_volledige_dag_niet_terug(stad: Stad) -> None:
    stad.rekeningen = Rekeningenlijst.van(IBAN)
    lees(stad, bestand(NU - timedelta(days=2), 0, storting(0, 1_000), nummer=7))
    lees(stad, bestand(NU - timedelta(days=1), 1_000, nummer=8))
    for nummer, dag in ((1, NU - timedelta(days=60)), (30, NU - timedelta(days=2))):
        lees(stad, bestand(dag, 12_345, storting(0, 5), nummer=nummer))
        assert compleet(stad) == NU - timedelta(days=1)
    lees(stad, bestand(NU, 1_000, nummer=9))
    assert compleet(stad) == NU


def compleet(stad: Stad) -> date | None:
    with stad.store.cursor() as cursor:
        return geboekt_tot(cursor, stad.rekeningen)


@pytest.mark.parametrize(
    ("boekdag", "valutadag", "telt"),
    [(0, 0, 0), (0, -2, -2), (0, 2, 0), (0, -10, -10), (0, None, 0), (None, -1, -1)],
)
def test_een_ontvangst_telt_vanaf_de_dag_waarop_onze_rekening_is_bijgeschreven(
    stad: Stad, boekdag: int | None, valutadag: int | None, telt: int
) -> None:
    content = _met_dagen(bestand(NU, 0, storting(0, 1_000)), boekdag, valutadag)
    lees(stad, content)
    assert geboekt(stad) == [(1_000, NU + timedelta(days=telt))]


def test_een_valutadag_lang_voor_de_boekdag_wacht_op_een_mens(stad: Stad) -> None:
    lees(stad, _met_dagen(bestand(NU, 0, storting(0, 1_000)), 0, -11))
    assert lijnen(stad) == [("te_duiden", 1_000)]


def _met_dagen(content: bytes, boekdag: int | None, valutadag: int | None) -> bytes:
    for tag, dag in (("BookgDt", boekdag), ("ValDt", valutadag)):
        nieuw = (
            b"" if dag is None else f"<{tag}><Dt>{NU + timedelta(days=dag)}</Dt></{tag}>".encode()
        )
        content = re.sub(rf"<{tag}>.*?</{tag}>".encode(), nieuw, content, flags=re.DOTALL)
    return content


def test_zonder_lijst_van_rekeningen_komt_er_niets_in(stad: Stad) -> None:
    stad.rekeningen = Rekeningenlijst()
    with pytest.raises(AfschriftKloptNiet, match="geen lijst van onze rekeningen"):
        lees(stad, bestand(NU, 0))


@pytest.mark.parametrize(
    ("van", "tot", "kan"),
    [
        (NU, None, True),
        (NU + timedelta(days=1), None, False),
        (None, NU - timedelta(days=1), False),
    ],
)
def test_een_rekening_is_van_ons_in_haar_periode(
    stad: Stad, van: date | None, tot: date | None, kan: bool
) -> None:
    stad.rekeningen = Rekeningenlijst((Rekening(iban=IBAN, van=van, tot=tot),))
    if kan:
        assert lees(stad, bestand(NU, 0)).afschriften == 1
        return
    with pytest.raises(AfschriftKloptNiet, match=r"3 november 2026 niet \(meer\) van ons"):
        lees(stad, bestand(NU, 0))


A, B = "NL16DOOR9900000001", "NL13TEST0123456789"
D = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("rekeningen", "compleet", "tot"),
    [
        ((), {}, None),
        ((Rekening(iban=A),), {A: D}, D),
        ((Rekening(iban=A), Rekening(iban=B)), {A: D}, None),
        (
            (Rekening(iban=A), Rekening(iban=B)),
            {A: D, B: D - timedelta(days=3)},
            D - timedelta(days=3),
        ),
        ((Rekening(iban=A), Rekening(iban=B, van=D + timedelta(days=2))), {A: D}, D),
        (
            (Rekening(iban=A), Rekening(iban=B, van=D - timedelta(days=2))),
            {A: D},
            D - timedelta(days=3),
        ),
        (
            (Rekening(iban=A), Rekening(iban=B, tot=D - timedelta(days=9))),
            {A: D, B: D - timedelta(days=9)},
            D,
        ),
        (
            (Rekening(iban=A), Rekening(iban=B, tot=D - timedelta(days=9))),
            {A: D, B: D - timedelta(days=10)},
            D - timedelta(days=10),
        ),
        ((Rekening(iban=A, tot=D),), {A: D}, D),
    ],
)
def test_elke_rekening_telt_in_haar_periode_voor_te_laat(
    rekeningen: tuple[Rekening, ...], compleet: dict[str, date | None], tot: date | None
) -> None:
    assert Rekeningenlijst(rekeningen).bekend_tot(compleet) == tot


def test_de_lijst_komt_uit_een_bestand_of_uit_nummers(tmp_path: Path) -> None:
    eigen = tmp_path / "rekeningen.toml"
    eigen.write_text('[a]\niban = "NL16 DOOR 9900 0000 01"\ngeldig_van = 2026-01-01\n', "utf-8")
    assert read_rekeningen(str(eigen)).rekeningen == (Rekening(iban=A, van=date(2026, 1, 1)),)
    assert read_rekeningen(f"{A} {B}").ibans == (A, B)
    assert read_rekeningen(None).ibans == (IBAN,)
    eigen.write_text('[a]\niban = "x"\ngeldig_van = 2026-01-02\ngeldig_tot = 2026-01-01\n', "utf-8")
    with pytest.raises(RekeningenKloppenNiet):
        load_rekeningen(eigen)


def test_afschriften_van_voor_de_nieuwe_sleutel_kregen_die_bij_de_overgang(stad: Stad) -> None:
    lees(stad, bestand(NU, 0, storting(0, 1_000), storting(0, 250), Storting("af", -333)))
    lees(stad, bestand(NU, 917, nummer=2))
    migratie = (Path(__file__).parents[3] / "services/ledger/migrations/0007_bank.sql").read_text(
        "utf-8"
    )
    (opdracht,) = re.findall(r"UPDATE afschriften SET afdruk = .*?;", migratie, re.DOTALL)
    nu = stad.rijen("SELECT afdruk FROM afschriften ORDER BY afschrift_id")
    with stad.store.cursor() as cursor:
        cursor.execute("UPDATE afschriften SET afdruk = 'oud'")
        cursor.execute(opdracht)
    assert stad.rijen("SELECT afdruk FROM afschriften ORDER BY afschrift_id") == nu


def _versie_02(een: bytes) -> bytes:
    """The same statement as an older bank writes it."""
    een = re.sub(rb">\s+<", b"><", een).replace(b"camt.053.001.08", b"camt.053.001.02")
    een = re.sub(rb"<Sts><Cd>(\w+)</Cd></Sts>", rb"<Sts>\1</Sts>", een)
    een = re.sub(
        rb"(<TxDtls>)(<Amt [^>]*>[^<]*</Amt>)<CdtDbtInd>\w+</CdtDbtInd>",
        rb"\1<AmtDtls><TxAmt>\2</TxAmt></AmtDtls>",
        een,
    )
    return een.replace(b"<Pty>", b"").replace(b"</Pty>", b"")


def _mt940(dag: date, begin: int, nummer: int, *centen: int, teken: str = "") -> bytes:
    def saldo(cent: int) -> str:
        return f"{'D' if cent < 0 else 'C'}{dag:%y%m%d}EUR{abs(cent) // 100},{abs(cent) % 100:02}"

    def lijn(cent: int) -> str:
        kant = teken or ("C" if cent >= 0 else "D")
        return f":61:{dag:%y%m%d}{dag:%m%d}{kant}{abs(cent) // 100},{abs(cent) % 100:02}NTRFNONREF\n:86:{KENMERK.decode()}\n"

    lijnen_ = "".join(lijn(cent) for cent in centen)
    return (
        f":20:X\n:25:{IBAN}\n:28C:{nummer:05}/001\n:60F:{saldo(begin)}\n{lijnen_}:62F:{saldo(begin + sum(centen))}\n-\n"
    ).encode()


def _zonder_nummer(een: bytes) -> bytes:
    return re.sub(rb"<ElctrncSeqNb>\d+</ElctrncSeqNb>", b"", een)


def _met_tijd(een: bytes, moment: bytes) -> bytes:
    return re.sub(
        rb"<(BookgDt|ValDt)>.*?</\1>",
        rb"<\1><DtTm>" + moment + rb"</DtTm></\1>",
        een,
        flags=re.DOTALL,
    )


def _namen(een: bytes, *namen: bytes) -> bytes:
    """The references that a bank gives to its lines."""
    volgende = iter(namen)
    return re.sub(
        rb"</ValDt>", lambda _: b"</ValDt><AcctSvcrRef>" + next(volgende) + b"</AcctSvcrRef>", een
    )


def _verzamelpost(
    dag: date, nummer: int, *delen: tuple[int, bool], omgekeerd: bool = False
) -> bytes:
    """One entry on the statement, its parts with their own sums; True: that part came back."""
    (losse,) = re.findall(
        rb"<TxDtls>.*</TxDtls>",
        re.sub(rb">\s+<", b"><", bestand(dag, 0, storting(0, 1), nummer=nummer)),
    )
    stukken = [
        losse.replace(
            b"<TxDtls>",
            f'<TxDtls><Amt Ccy="EUR">{cent / 100:.2f}</Amt><CdtDbtInd>CRDT</CdtDbtInd>'.encode(),
        ).replace(
            b"</TxDtls>",
            b"<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf></TxDtls>" if terug else b"</TxDtls>",
        )
        for cent, terug in delen
    ]
    geheel = re.sub(
        rb">\s+<",
        b"><",
        bestand(dag, 0, storting(0, sum(cent for cent, _ in delen)), nummer=nummer),
    )
    return geheel.replace(losse, b"".join(reversed(stukken) if omgekeerd else stukken))


ZOMER = date(2026, 10, 25)
TWEE = (storting(0, 1_000), storting(0, 2_500))
HETZELFDE = [("geboekt", 1_000), ("geboekt", 2_500)]
DELEN = ((1_000, False), (2_000, True), (500, False))
GESPLITST = [("geboekt", 500), ("geboekt", 1_000), ("te_duiden", 2_000)]
# Files one after another; what the lines are in the end; how many files were known already.
VERWANTEN: dict[str, tuple[list[bytes], list[tuple[str, int]], int]] = {
    "camt en dan mt940": (
        [bestand(NU, 0, *TWEE, nummer=21), _mt940(NU, 0, 21, 1_000, 2_500)],
        HETZELFDE,
        1,
    ),
    "mt940 en dan camt in andere volgorde": (
        [_mt940(NU, 0, 21, 2_500, 1_000), bestand(NU, 0, *TWEE, nummer=21)],
        HETZELFDE,
        1,
    ),
    "versie 08 en dan 02": (
        [bestand(NU, 0, *TWEE), _versie_02(bestand(NU, 0, *TWEE))],
        HETZELFDE,
        1,
    ),
    "versie 02 alleen": ([_versie_02(bestand(NU, 0, *TWEE))], HETZELFDE, 0),
    "verzamelpost met een deel terug, 08": ([_verzamelpost(NU, 1, *DELEN)], GESPLITST, 0),
    "verzamelpost met een deel terug, 02": (
        [_versie_02(_verzamelpost(NU, 1, *DELEN))],
        GESPLITST,
        0,
    ),
    "verzamelpost, delen in andere volgorde": (
        [_verzamelpost(NU, 1, *DELEN), _versie_02(_verzamelpost(NU, 1, *DELEN, omgekeerd=True))],
        GESPLITST,
        1,
    ),
    "roodstand": (
        [bestand(NU, -10_000, *TWEE), bestand(NU, -6_500, Storting("af", -900), nummer=2)],
        [("te_duiden", -900), *HETZELFDE],
        0,
    ),
    "roodstand wordt tegoed, twee keer": (
        [_mt940(NU, -1_500, 1, 1_000, 2_500), bestand(NU, -1_500, *TWEE)],
        HETZELFDE,
        1,
    ),
    "twee gelijke betalingen, elk haar referentie": (
        [_namen(bestand(NU, 0, storting(0, 700), storting(0, 700)), b"R-1", b"R-2")],
        [("geboekt", 700)] * 2,
        0,
    ),
    "twee gelijke betalingen met een referentie": (
        [_namen(bestand(NU, 0, storting(0, 700), storting(0, 700)), b"R-1", b"R-1")],
        [("geboekt", 700)] * 2,
        0,
    ),
    "twee gelijke betalingen zonder referentie": (
        [bestand(NU, 0, storting(0, 700), storting(0, 700))],
        [("geboekt", 700)] * 2,
        0,
    ),
    "twee gelijke dagen achter elkaar": (
        [
            bestand(NU - timedelta(days=1), 0, storting(0, 700)),
            bestand(NU, 700, storting(0, 700), nummer=2),
        ],
        [("geboekt", 700)] * 2,
        0,
    ),
    "de bank draait een bijschrijving terug en dat weer terug": (
        [
            bestand(NU, 0, storting(0, 700)),
            bestand(NU, 700, storting(0, -700, is_terugboeking=True), nummer=2),
            bestand(NU, 0, storting(0, 700, is_terugboeking=True), nummer=3),
        ],
        [("geboekt", 700), ("te_duiden", -700), ("te_duiden", 700)],
        0,
    ),
    "het uur dat twee keer komt": (
        [
            _met_tijd(bestand(ZOMER, 0, *TWEE), b"2026-10-25T02:30:00+02:00"),
            bestand(ZOMER, 0, *TWEE),
        ],
        HETZELFDE,
        1,
    ),
    "een afschrift dat nog eens komt met meer erop": (
        [bestand(NU, 0, storting(0, 700)), bestand(NU, 0, storting(0, 700), storting(0, 300))],
        [("geboekt", 700), ("te_duiden", 300), ("te_duiden", 700)],
        0,
    ),
    "een afschrift dat nog eens komt over meer dagen": (
        [
            bestand(NU - timedelta(days=1), 0, storting(0, 700)),
            bestand(NU, 0, storting(0, 700), storting(0, 300)),
        ],
        [("geboekt", 700), ("te_duiden", 300), ("te_duiden", 700)],
        0,
    ),
    "een afschrift zonder nummer dat nog eens komt met meer erop": (
        [
            _zonder_nummer(bestand(NU, 0, storting(0, 700))),
            _zonder_nummer(bestand(NU, 0, storting(0, 700), storting(0, 300))),
        ],
        [("geboekt", 700), ("te_duiden", 300), ("te_duiden", 700)],
        0,
    ),
    "hetzelfde nummer een jaar later, met hetzelfde beginsaldo": (
        [bestand(NU - timedelta(days=365), 0, storting(0, 700)), bestand(NU, 0, storting(0, 300))],
        [("geboekt", 300), ("geboekt", 700)],
        0,
    ),
    "een lege dag en dan een dag met hetzelfde nummer": (
        [bestand(NU - timedelta(days=1), 0, nummer=1), bestand(NU, 0, storting(0, 300))],
        [("geboekt", 300)],
        0,
    ),
}


@pytest.mark.parametrize("wat", VERWANTEN)
def test_elke_euro_staat_er_een_keer_hoe_een_bank_haar_ook_schrijft(stad: Stad, wat: str) -> None:
    bestanden, regels, bekend = VERWANTEN[wat]
    geweigerd = 0
    for content in bestanden:
        try:
            lees(stad, content)
        except BestandIsAlOntvangen:
            geweigerd += 1
        assert aansluiting(stad.store).is_gelijk, (
            "the sum of the lines is what is booked, waits, goes back or was set aside"
        )
    assert (sorted(lijnen(stad)), geweigerd) == (sorted(regels), bekend)
    assert sorted(cent for cent, _ in geboekt(stad)) == sorted(
        cent for status, cent in regels if status == "geboekt"
    )


def _eigen_rekening(nummer: int) -> str:
    bban = f"TEST{nummer:010d}"
    return f"NL{98 - int(''.join(str(int(teken, 36)) for teken in bban + 'NL00')) % 97:02d}{bban}"


SCHRIJFWIJZEN: tuple[Callable[[date, int, int, list[int]], bytes], ...] = (
    lambda dag, begin, nummer, centen: bestand(
        dag, begin, *(storting(0, cent) for cent in centen), nummer=nummer
    ),
    lambda dag, begin, nummer, centen: _versie_02(
        bestand(dag, begin, *(storting(0, cent) for cent in centen), nummer=nummer)
    ),
    lambda dag, begin, nummer, centen: _zonder_nummer(
        bestand(dag, begin, *(storting(0, cent) for cent in centen), nummer=nummer)
    ),
    lambda dag, begin, nummer, centen: _mt940(dag, begin, nummer, *centen),
)


def test_in_welke_volgorde_en_schrijfwijze_de_dagen_ook_komen_elke_euro_telt_een_keer(
    stad: Stad,
) -> None:
    """Three days of ten accounts, each day in one to three ways of writing, all files shuffled."""
    ibans, toeval = [_eigen_rekening(nummer) for nummer in range(10)], Random(7)
    stad.rekeningen = Rekeningenlijst.van(*ibans)
    bestanden, betaald = list[bytes](), list[int]()
    for iban in ibans:
        saldo, wijzen = (
            toeval.choice([0, -5_000, 12_345]),
            toeval.choices(SCHRIJFWIJZEN, k=toeval.randint(1, 3)),
        )
        for nummer, dag in enumerate(
            (NU - timedelta(days=3), NU - timedelta(days=2), NU - timedelta(days=1)), 1
        ):
            centen = toeval.choices([700, 700, 1_000, 250], k=toeval.randint(0, 3))
            for wijze in wijzen:
                anders_om = toeval.sample(centen, len(centen))
                bestanden.append(
                    wijze(dag, saldo, nummer, anders_om).replace(IBAN.encode(), iban.encode())
                )
            saldo, betaald = saldo + sum(centen), betaald + centen
    toeval.shuffle(bestanden)
    for content in bestanden:
        with suppress(BestandIsAlOntvangen):
            lees(stad, content)
    assert sorted(lijnen(stad)) == sorted(("geboekt", cent) for cent in betaald)
    assert aansluiting(stad.store).is_gelijk
