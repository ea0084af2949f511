"""MT940 as the four banks write it: the same lines as camt.053 would give, and what cannot be read is refused as a whole."""

import re
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deploy.local.city import REKENING as IBAN
from deploy.local.city.bankbestand import Storting, bankbestand
from services.ledger.adapters.bank.formaat import read
from services.ledger.application.bank import lees_in
from services.ledger.domain.bank.afschrift import AfschriftKloptNiet, Bankregel
from services.ledger.domain.bank.kenmerkkeuze import zoek
from services.ledger.domain.bank.rekeningenlijst import Rekeningenlijst
from services.ledger.domain.bank.weigeringen import BestandIsAlOntvangen
from shared.money import bedrag
from shared.recht.betalingskenmerk import betalingskenmerk
from shared.settings import Database
from tests.steun.ledger.stad import KEY, Stad, krediet, lening_id

KENMERK = betalingskenmerk(lening_id(0))
DAG = date(2026, 2, 28)


def bestand(
    *regels: tuple[str, str],
    begin: int = 0,
    eind: int | None = None,
    rekening: str = "NL71BNGH0285005591",
    nummer: str = "00021/001",
) -> str:
    """A statement; each line is field 61 behind the dates, and field 86."""
    som = sum(
        (1 if re.match("C|RD", veld) else -1)
        * int(re.search(r"\d+,\d\d", veld).group().replace(",", ""))
        for veld, _ in regels
    )  # type: ignore[union-attr]
    lijnen = "".join(f":61:2602280228{veld}\n:86:{tekst}\n" for veld, tekst in regels)
    return (
        f":20:AFSCHRIFT\n:25:{rekening}\n:28C:{nummer}\n:60F:{_saldo(begin)}\n{lijnen}"
        f":62F:{_saldo(begin + som if eind is None else eind)}\n:64:C260228EUR1,00\n:86:/SUM/0/0/0,00/0,00/\n-\n"
    )


def _saldo(cent: int) -> str:
    euro, rest = divmod(abs(cent), 100)
    return f"{'D' if cent < 0 else 'C'}260228EUR{euro},{rest:02}"


def regel(veld: str, tekst: str, **anders: str) -> Bankregel:
    _, (afschrift,) = read(bestand((veld, tekst), **anders).encode())  # type: ignore[arg-type]
    return afschrift.regels[0]


GEKNIPT = f"{KENMERK[:9]}\n{KENMERK[9:]}"
BANKEN = {
    "bng": f"NL20INGB0001234567               Aflossing {KENMERK[:4]} {KENMERK[4:8]} {KENMERK[8:12]} {KENMERK[12:]} A. Tester",
    "bng, over de regel": f"NL20INGB0001234567 Aflossing {GEKNIPT} A. Tester",
    "ing": f"/EREF/NOTPROVIDED//CNTP/NL20INGB0001234567/INGBNL2A/A. Tester///REMI/STRD/CUR/{KENMERK}/",
    "ing, over de regel": f"/EREF/NOTPROVIDED//CNTP/NL20INGB0001234567/INGBNL2A/A. Tester///REMI/USTD//leni\nng {GEKNIPT}/",
    "abn": f"/TRTP/SEPA OVERBOEKING/IBAN/NL20INGB0001234567/BIC/INGBNL2A\n/NAME/A/REMI/Issuer: CUR Ref: {KENMERK}/EREF/NOTPROVIDE\nD",
    "rabo": f"/EREF/NOTPROVIDED/ORDP//NAME/A. Tester/REMI//CDTRREFTP//CD/SCOR/ISSR/CUR/CDTRREF/{GEKNIPT}/ISDT/2026-02-28",
    "in EREF": f"/EREF/{KENMERK}//CNTP/NL20INGB0001234567/INGBNL2A/A. Tester///REMI/USTD//dank/",
}


@pytest.mark.parametrize("bank", BANKEN)
def test_een_regel_van_elke_bank_zegt_wat_en_waarvoor(bank: str) -> None:
    gelezen = regel("C70,00NTRFEREF//B-1", BANKEN[bank])
    assert (gelezen.bedrag_cent, gelezen.dag, zoek(gelezen).kenmerk) == (7_000, DAG, KENMERK)
    assert not gelezen.is_terugboeking


TERUG = {
    "ing RTI": ("C1,57NRTIEREF//B-1\n/TRCD/00190/", f"/RTRN/MS03//EREF/1//REMI/USTD//{KENMERK}/"),
    "alleen de code van ing": (
        "C1,57NTRFEREF//B-1\n/TRCD/00190/",
        f"/EREF/1//REMI/USTD//{KENMERK}/",
    ),
    "abn N657": ("C1,01N657NONREF", f"/TRTP/SEPA OVERBOEKING/REMI/{KENMERK}"),
    "abn in woorden": ("C1,01N654NONREF", f"/TRTP/SEPA TERUGBOEKING/NAME/A/REMI/{KENMERK}"),
    "reden in RTRN": ("C1,01N654NONREF", f"/RTRN/AC04/REMI/{KENMERK}"),
    "incasso teruggeboekt": (
        "D1,01N654NONREF",
        f"/RTYP/SEPA Incasso Terugboeking/RTRN/\nAC01/REMI/{KENMERK}",
    ),
    "omgekeerde afschrijving": ("RD1,01NTRFNONREF", KENMERK),
    "omgekeerde bijschrijving": ("RC1,01NTRFNONREF", KENMERK),
}


@pytest.mark.parametrize("soort", TERUG)
def test_geld_dat_terugkwam_wordt_herkend(soort: str) -> None:
    assert regel(*TERUG[soort]).is_terugboeking


def test_de_reden_van_de_bank_gaat_mee() -> None:
    assert (
        regel(*TERUG["reden in RTRN"]).redencode
        == regel("C1,00NTRFX", "/RTRN/ AC04/").redencode
        == "AC04"
    )


def test_een_omgekeerde_bijschrijving_gaat_eraf() -> None:
    assert (regel("RC1,01NTRFX", "x").bedrag_cent, regel("RD1,01NTRFX", "x").bedrag_cent) == (
        -101,
        101,
    )


@pytest.mark.parametrize("zijde", ["C", "D", "RC", "RD"])
def test_een_kleine_letter_zegt_dezelfde_zijde(zijde: str) -> None:
    groot = bestand((f"{zijde}1,01NTRFX", "x"))
    klein = groot.replace(f"0228{zijde}1", f"0228{zijde.lower()}1")
    assert klein != groot
    assert read(klein.encode()) == read(groot.encode())


def test_een_betaling_van_zaterdag_telt_vanaf_zaterdag() -> None:
    _, (afschrift,) = read(
        bestand(("C1,00NTRFX", "x")).replace(":61:2602280228", ":61:2602210223").encode()
    )
    assert afschrift.regels[0].dag == date(2026, 2, 21)
    _, (afschrift,) = read(
        bestand(("C1,00NTRFX", "x")).replace(":61:2602280228", ":61:2601021231").encode()
    )
    assert afschrift.regels[0].dag == date(2025, 12, 31), (
        "booked before the new year, with a value day in it"
    )


@pytest.mark.parametrize(
    ("oud", "nieuw", "reden"),
    [
        (":61:260228", ":61:260230", "datum"),
        (":61:2602280228", ":61:2602280230", "datum"),
        ("0228C1", "0228x1", "Bij regel 1 .* erbij of eraf"),
        (":62F:C260228EUR1,00", ":62F:C260228EUR2,00", "saldo"),
        (":62F:", ":62M:", "niet compleet"),
        (":62F:", ":99F:", "eindsaldo"),
        (":60F:", ":60X:", "geen camt|beginsaldo"),
        ("EUR", "USD", "USD"),
        (":61:260228", ":61:2602", "zonder datum"),
        ("C1,00NTRF", "CNTRF", "erbij of eraf"),
        ("1,00", "1,005", "decimalen|saldo|verplichte"),
        (":25:NL71BNGH0285005591\n", "", "verplichte"),
    ],
)
def test_wat_niet_klopt_wordt_als_geheel_geweigerd(oud: str, nieuw: str, reden: str) -> None:
    goed = bestand(("C1,00NTRFX", "x"))
    assert oud in goed
    with pytest.raises(AfschriftKloptNiet, match=reden):
        read(goed.replace(oud, nieuw).encode())


def test_bladzijden_van_een_afschrift_horen_bij_elkaar() -> None:
    een = bestand(("C1,00NTRFX", "x")).replace(":62F:", ":62M:")
    twee = bestand(("C2,00NTRFX", "y"), begin=100, nummer="00021/002").replace(":60F:", ":60M:")
    _, (afschrift,) = read((een + twee).encode())
    assert (afschrift.beginsaldo_cent, afschrift.eindsaldo_cent, afschrift.nummer) == (0, 300, 21)
    assert [(line.post, line.bedrag_cent) for line in afschrift.regels] == [(1, 100), (2, 200)]
    with pytest.raises(AfschriftKloptNiet, match="sluiten niet"):
        read((een + bestand(("C2,00NTRFX", "y"), begin=99).replace(":60F:", ":60M:")).encode())


@pytest.mark.parametrize("codering", ["utf-8", "latin-1", "utf-8-sig"])
def test_een_naam_met_een_accent_houdt_geen_bestand_tegen(codering: str) -> None:
    _, (afschrift,) = read(
        bestand(("C1,00NTRFX", "/NAME/A. Café/REMI/dank")).replace("\n", "\r\n").encode(codering)
    )
    assert afschrift.regels[0].naam == "A. Café"


@given(st.text(alphabet=":6128C60F2,0DNTRF/\n-EUR ", max_size=120))
def test_geen_tekst_breekt_de_lezer(rommel: str) -> None:
    goed = bestand(("C1,00NTRFX", "x"))
    for content in (
        f":20:X\n:60F:{rommel}",
        goed.replace("x\n", f"{rommel}\n"),
        goed.replace(":62F:", f"{rommel}\n:62F:"),
    ):
        try:
            read(content.encode())
        except AfschriftKloptNiet:
            continue


@pytest.fixture
def stad(new_database: Callable[[str], Database]) -> Iterator[Stad]:
    stad = Stad.nieuw(new_database("ledger"))
    stad.dag(date(2026, 1, 12))
    stad.hoor(krediet(0))
    stad.dag(DAG)
    yield stad
    stad.store.close()


def test_hetzelfde_afschrift_in_een_ander_formaat_is_hetzelfde(stad: Stad) -> None:
    camt, eind = bankbestand(DAG, 0, [Storting(KENMERK, 7_000), Storting(KENMERK, 500)], 21)
    oud = bestand(("C70,00NTRFX//1", KENMERK), ("C5,00NTRFX//2", KENMERK), rekening=IBAN)
    assert bedrag(eind) == "€ 75,00"
    eerste = lees_in(stad.store, KEY, stad.rekeningen, oud.encode(), "debiteuren-1")
    with pytest.raises(BestandIsAlOntvangen) as geweigerd:
        lees_in(stad.store, KEY, stad.rekeningen, camt, "debiteuren-1")
    assert geweigerd.value.bestand_id == eerste.bestand_id
    stad.werk()
    assert stad.namen(0).count("AflossingGeboekt") == 2


def test_een_rekening_zonder_iban_wordt_herkend_aan_haar_nummer(stad: Stad) -> None:
    eigen = Rekeningenlijst.van("NL02ABNA0123456789")
    ingelezen = lees_in(
        stad.store,
        KEY,
        eigen,
        bestand(("C1,00NTRFX", "x"), rekening="123456789").encode(),
        "debiteuren-1",
    )
    assert ingelezen.regels == 1
    assert [rij["iban"] for rij in stad.rijen("SELECT iban FROM afschriften")] == [
        "NL02ABNA0123456789"
    ]
    with pytest.raises(AfschriftKloptNiet, match="bestaat niet"):
        lees_in(
            stad.store,
            KEY,
            eigen,
            bestand(("C2,00NTRFX", "x"), rekening="987654321").encode(),
            "debiteuren-1",
        )


def test_wie_betaalde_is_op_de_pagina_te_lezen() -> None:
    gelezen = regel("C70,00NTRFEREF//B-1", BANKEN["ing"])
    assert (gelezen.naam, gelezen.tegenrekening) == ("A. Tester", "NL20INGB0001234567")
