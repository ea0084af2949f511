"""What the letters say, and that their PDF can be read by everybody."""

import re
from datetime import date
from uuid import UUID

import pytest

from services.notify import examples
from services.notify.adapters.afzenders import afzender_van
from services.notify.adapters.opmaak import OpmaakMislukt, Opmaker
from services.notify.domain.brief import Afzender, Brief
from services.notify.domain.briefkeuze import brief_over
from services.notify.domain.gegevens import Gegevens, Ontvangstgegevens
from shared.parameter_files import load_parameters
from tests.steun.organisatie import ORGANISATIE

BERICHT = UUID("c35a20b9-0000-4000-8000-000000000001")
ALLE = (
    examples.HERINNERING,
    examples.TOEKENNING,
    examples.ONTVANGST,
    examples.AFWIJZING,
    examples.AANMANING,
    examples.STUKKENVERZOEK,
    examples.BUITEN_BEHANDELING,
)


def afzender(gemeente: str) -> Afzender:
    gevonden = afzender_van(ORGANISATIE, gemeente, examples.DAG)
    assert gevonden
    return gevonden


DOORSTAD = afzender("GM9901")


def brief(
    gegevens: Gegevens, datum: date = examples.DAG, naam: str = examples.GEADRESSEERDE.naam
) -> Brief:
    aan = examples.GEADRESSEERDE.model_copy(update={"naam": naam})
    return brief_over(
        gegevens,
        BERICHT,
        afzender=DOORSTAD,
        geadresseerde=aan,
        datum=datum,
        parameters=load_parameters(),
    )


def test_een_herinnering_zegt_wat_er_openstaat_hoe_te_betalen_en_wie_te_bellen() -> None:
    tekst = brief(examples.HERINNERING).tekst
    assert "U heeft uw betaling van € 212,26 voor 31 maart 2026 nog niet gedaan." in tekst
    assert "Betalingskenmerk: 7123 4567 8901 2345" in tekst
    assert f"Rekening (IBAN): {DOORSTAD.iban}" in tekst
    assert "Graag uiterlijk: 16 april 2026" in tekst
    assert DOORSTAD.telefoon in tekst
    assert "Heeft u intussen betaald?" in tekst


def test_een_herinnering_dreigt_niet_en_zegt_niets_met_rechtsgevolg() -> None:
    tekst = brief(examples.HERINNERING).tekst.lower()
    for woord in (
        "aanmaning",
        "deurwaarder",
        "dwangbevel",
        "incasso",
        "beslag",
        "boete",
        "sommeren",
        "verzuim",
        "moet u",
    ):
        assert woord not in tekst


def test_na_een_gedeeltelijke_betaling_gaat_de_herinnering_over_de_rest() -> None:
    tekst = brief(examples.HERINNERING.model_copy(update={"openstaand_cent": 11_226})).tekst
    assert "Van de € 212,26 staat nog € 112,26 open." in tekst
    assert "Bedrag: € 112,26" in tekst
    assert "nog niet gedaan" not in tekst


def test_bij_meer_gemiste_termijnen_staat_ook_het_geheel_in_de_brief() -> None:
    meer = examples.HERINNERING.model_copy(
        update={"gemiste_termijnen": 2, "achterstand_cent": 42_452}
    )
    assert "Er staan nu 2 termijnen open, samen € 424,52." in brief(meer).tekst
    assert "termijnen open" not in brief(examples.HERINNERING).tekst


def test_de_vriendelijke_datum_valt_nooit_op_een_vrije_dag() -> None:
    assert (
        "Graag uiterlijk: 28 april 2026" in brief(examples.HERINNERING, date(2026, 4, 13)).tekst
    ), "27 april is Koningsdag"


def test_een_aanmaning_zegt_de_som_de_laatste_dag_wat_er_volgt_en_wie_te_bellen() -> None:
    tekst = brief(examples.AANMANING, date(2026, 3, 23)).tekst
    assert "U heeft 3 termijnen van uw lening niet betaald. Er staat nu € 636,78 open." in tekst
    assert "Betaal uiterlijk 7 april 2026." in tekst, "W-18: two weeks end on tweede Paasdag"
    assert "Bedrag: € 636,78" in tekst
    assert "Betalingskenmerk: 7123 4567 8901 2345" in tekst
    assert "de hele lening in één keer" in tekst
    assert "De kosten daarvan betaalt u." in tekst
    assert "Voor deze aanmaning betaalt u niets extra's." in tekst
    assert DOORSTAD.telefoon in tekst


@pytest.mark.parametrize(
    ("aantal", "zin"),
    [
        (0, "Wij hebben niet op tijd ontvangen wat u moest betalen."),
        (1, "U heeft een termijn van uw lening niet betaald."),
        (2, "U heeft 2 termijnen van uw lening niet betaald."),
    ],
)
def test_een_aanmaning_telt_alleen_termijnen_die_er_zijn(aantal: int, zin: str) -> None:
    """A borgtocht that was called in, or wettelijke rente, is no term."""
    assert (
        zin
        in brief(
            examples.AANMANING.model_copy(update={"gemiste_termijnen": aantal}), date(2026, 3, 23)
        ).tekst
    )


def test_een_aanmaning_noemt_de_vergoeding_waar_die_bekend_is_en_na_opeising_het_dwangbevel() -> (
    None
):
    anders = {"vergoeding_cent": 900, "is_na_beschikking": True, "is_tweede": True}
    made = brief(examples.AANMANING.model_copy(update=anders))
    assert made.betreft == "Tweede aanmaning: betaal uw achterstand"
    for regel in (
        "Achterstand: € 636,78",
        "Kosten van deze aanmaning: € 9,00",
        "Samen te betalen: € 645,78",
        "de tweede aanmaning.",
    ):
        assert regel in made.tekst
    assert "dwangbevel" in made.tekst
    assert "niets extra's" not in made.tekst


def test_een_toekenning_zegt_bedrag_rente_termijnen_kenmerk_en_bezwaar() -> None:
    made = brief(examples.TOEKENNING)
    assert made.betreft == "Uw lening van € 24.000,00"
    for regel in (
        "Rente: 8 % per jaar",
        "Aantal maanden: 36",
        "Eerste betaling: 30 april 2026",
        "Laatste betaling: 31 maart 2029",
        "Betalingskenmerk: 7123 4567 8901 2345",
    ):
        assert regel in made.tekst
    assert "op 2 maart 2026 besloten" in made.tekst
    assert "uiterlijk 15 mei 2026 naar Gemeente Doorstad" in made.tekst, (
        "six weeks end on Hemelvaartsdag, so the day after"
    )


def test_een_lening_zonder_rente_zegt_dat() -> None:
    renteloos = examples.TOEKENNING.model_copy(
        update={"krediet": examples.KREDIET.model_copy(update={"methode": "renteloos"})}
    )
    assert "Rente: geen" in brief(renteloos).tekst
    assert "U betaalt geen rente." in brief(renteloos).tekst


def test_een_ontvangstbevestiging_noemt_het_team_en_belooft_niets() -> None:
    tekst = brief(examples.ONTVANGST).tekst
    assert "Wij hebben uw aanmelding op 2 maart 2026 ontvangen." in tekst
    assert "Uw team: Ondernemersadvies Doorstad" in tekst
    assert "U vroeg om: hulp bij schulden en geld voor uw bedrijf." in tekst
    assert "zo snel mogelijk" not in tekst
    assert (
        "zo snel mogelijk" in brief(examples.ONTVANGST.model_copy(update={"is_spoed": True})).tekst
    )
    assert "Wij hebben uw aanmelding ontvangen." in brief(Ontvangstgegevens(team="Loket")).tekst


def test_een_afwijzing_geeft_reden_grondslag_en_bezwaar() -> None:
    tekst = brief(examples.AFWIJZING).tekst
    assert examples.AFWIJZING.reden in tekst
    assert "het geld voor uw bedrijf dat u vroeg, niet krijgt" in tekst
    assert all(tip in tekst for tip in examples.AFWIJZING.tips)
    oud = examples.AFWIJZING.na(gevraagd="", tips=())
    assert "de hulp die u vroeg, niet krijgt" in brief(oud).tekst
    assert "Tips voor een nieuwe aanvraag" not in brief(oud).tekst
    assert "artikel 2 van het Bbz 2004" in tekst
    assert "bezwaar" in tekst


@pytest.mark.parametrize("gegevens", ALLE, ids=lambda gegevens: gegevens.soort)
def test_every_letter_is_tagged_pdf_ua_in_dutch_with_a_title(gegevens: Gegevens) -> None:
    made = brief(gegevens)
    pdf = Opmaker().make(made).pdf
    assert pdf.startswith(b"%PDF-1.7")
    assert re.search(rb"<pdfuaid:part>1</pdfuaid:part>", pdf), "says it is PDF/UA-1"
    assert b"/StructTreeRoot" in pdf
    assert re.search(rb"/Marked true", pdf)
    assert re.search(rb"/Lang ?\(nl-NL\)", pdf)
    assert b"/DisplayDocTitle true" in pdf
    assert Opmaker().make(made).pdf == pdf, "the same letter gives the same bytes"


@pytest.mark.parametrize("gegevens", ALLE, ids=lambda gegevens: gegevens.soort)
def test_html_says_the_same_as_the_content_object(gegevens: Gegevens) -> None:
    made = brief(gegevens)
    html = Opmaker().make(made).html.decode().replace("\u00a0", " ").replace("&#39;", "'")
    for deel in made.delen:
        for zin in (
            deel.kop,
            *deel.alineas,
            *deel.slot,
            *(regel.waarde for regel in deel.overzicht),
        ):
            assert zin in html
    assert 'datetime="2026-04-02"' in html


@pytest.mark.parametrize(
    "naam",
    [
        "<script>alert(1)</script>",
        "#panic() *x* $1$",
        '"]); #read("/etc/passwd")',
        "Şeyma Ångström-Łukasz",
    ],
)
def test_a_name_is_text_and_never_markup(naam: str) -> None:
    stuk = Opmaker().make(brief(examples.HERINNERING, naam=naam))
    assert b"<script>" not in stuk.html
    assert stuk.pdf.startswith(b"%PDF")


def test_a_character_that_no_font_has_is_told_instead_of_printed_as_a_box() -> None:
    with pytest.raises(OpmaakMislukt):
        Opmaker().make(brief(examples.HERINNERING, naam="𓀀"))


def test_every_municipality_that_we_work_for_has_a_sender() -> None:
    for code, gemeente in ORGANISATIE.gemeenten.items():
        assert afzender(code).gemeente == gemeente.naam
    assert afzender_van(ORGANISATIE, "GM0001", examples.DAG) is None
