"""The fields of a person: every lenient form gives the one that is kept, every wrong one is refused; all that is kept can be printed."""

import unicodedata
from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from deploy.local.city import GEMEENTEN
from services.intake.domain import persoonsvelden as velden
from services.intake.domain.persoonsvelden import (
    bsn,
    email,
    handelsnaam,
    huisnummer,
    iban,
    kvk_nummer,
    naam,
    postcode,
    telefoon,
)
from services.notify.adapters.afzenders import afzender_van
from services.notify.adapters.opmaak import Opmaker
from services.notify.domain.brief import Brief, Deel, Geadresseerde
from tests.steun.organisatie import ORGANISATIE

Lezer = Callable[[str], str]
GOED: list[tuple[Lezer, str, str]] = [
    (postcode, "1234 ab", "1234AB"),
    (postcode, " 1234AB ", "1234AB"),
    (postcode, "1234\u00a0Ab", "1234AB"),
    (postcode, "12 34 ab", "1234AB"),
    (kvk_nummer, "9000 0001", "90000001"),
    (kvk_nummer, "90.00.00.01", "90000001"),
    (kvk_nummer, " 01234567\u200b", "01234567"),
    (bsn, "9999 90 019", "999990019"),
    (bsn, "999.990.019", "999990019"),
    (bsn, "10000008", "010000008"),
    (iban, "nl91 abna 0417 1643 00", "NL91ABNA0417164300"),
    (iban, "NL91-ABNA-0417-1643-00", "NL91ABNA0417164300"),
    (telefoon, "06 1234 5678", "+31612345678"),
    (telefoon, "06-12345678", "+31612345678"),
    (telefoon, "(010) 123 45 67", "+31101234567"),
    (telefoon, "+31 6 12345678", "+31612345678"),
    (telefoon, "0031612345678", "+31612345678"),
    (telefoon, "+31 (0)6 12345678", "+31612345678"),
    (telefoon, "+32 475 12 34 56", "+32475123456"),
    (telefoon, "+310612345678", "+31612345678"),
    (email, " Jan@Voorbeeld.NL ", "Jan@voorbeeld.nl"),
    (email, "a.b+c@sub.voorbeeld.example", "a.b+c@sub.voorbeeld.example"),
    (huisnummer, " 12 b ", "12 b"),
    (huisnummer, "12b", "12b"),
    (huisnummer, "12 - 2", "12-2"),
    (huisnummer, "12 III", "12 III"),
    (huisnummer, "1  bis", "1 bis"),
    (huisnummer, "t/o 7", "t/o 7"),
    (naam, "  Noor   van der\u00a0Heijden-Öztürk ", "Noor van der Heijden-Öztürk"),
    (naam, "Zoe\u0308", "Zoë"),
    (naam, "’t Hoen", "’t Hoen"),
    (naam, "Jan\u200bsen", "Jansen"),
    (naam, "\ufeffŁukasz Šimić", "Łukasz Šimić"),
    (naam, "Hoog\u00adstraat", "Hoogstraat"),
    (handelsnaam, "4You & Co.", "4You & Co."),
    (handelsnaam, "2000", "2000"),
]
FOUT: list[tuple[Lezer, str]] = [
    (postcode, "0234 AB"),
    (postcode, "1234"),
    (postcode, "1234 A1"),
    (postcode, "1234 SS"),
    (postcode, "1234ABC"),
    (postcode, "１２３４AB"),
    (kvk_nummer, "1234567"),
    (kvk_nummer, "123456789"),
    (kvk_nummer, "1234567a"),
    (kvk_nummer, "٠١٢٣٤٥٦٧"),
    (kvk_nummer, "-"),
    (bsn, "999990018"),
    (bsn, "000000000"),
    (bsn, "1"),
    (bsn, "12345"),
    (bsn, "abcdefghi"),
    (bsn, ""),
    (iban, "NL91ABNA0417164301"),
    (iban, "NL91"),
    (iban, "XX91ABNA0417164300"),
    (telefoon, "((((((---"),
    (telefoon, "+"),
    (telefoon, "12345"),
    (telefoon, "06 1234 567"),
    (telefoon, "06 1234 56789"),
    (telefoon, "bel mij"),
    (telefoon, "0000000000"),
    (telefoon, "+31 6 1234"),
    (telefoon, "      "),
    (telefoon, "+1234567890123456"),
    (email, "a@b"),
    (email, "a b@c.nl"),
    (email, "a@@c.nl"),
    (email, "@c.nl"),
    (email, "a@c..nl"),
    (email, "a@-c.nl"),
    (email, "a@c.nl, b@c.nl"),
    (huisnummer, "b"),
    (huisnummer, "-"),
    (huisnummer, "0"),
    (huisnummer, "12 naast de kerk"),
    (huisnummer, "1/2/3/4"),
    (huisnummer, "."),
    (naam, " . "),
    (naam, "---"),
    (naam, "\u200b"),
    (naam, "12"),
    (naam, "Jan\x00"),
    (naam, "Jan\nPiet"),
    (naam, "Jan\u2028Piet"),
    (naam, "Jan 😀"),
    (naam, "محمد"),
    (naam, "王小明"),
    (naam, "Ωmega"),
    (naam, "a\u202eb"),
    (naam, "J\u0338an"),
    (naam, "\ud800"),
    (handelsnaam, "!!!"),
    (handelsnaam, "\x07bel"),
    (handelsnaam, "Snackbar 🍟"),
]


@pytest.mark.parametrize(("lees", "getypt", "bewaard"), GOED)
def test_what_is_meant_is_kept_in_one_form(lees: Lezer, getypt: str, bewaard: str) -> None:
    assert lees(getypt) == bewaard


@pytest.mark.parametrize(("lees", "getypt"), FOUT)
def test_what_means_nothing_is_refused_with_a_sentence(lees: Lezer, getypt: str) -> None:
    with pytest.raises(ValueError, match=r"[a-z]{3}.*\.$"):
        lees(getypt)


LEZERS = (bsn, email, handelsnaam, huisnummer, iban, kvk_nummer, naam, postcode, telefoon)


@settings(max_examples=300)
@given(
    lees=st.sampled_from(LEZERS),
    getypt=st.one_of(
        st.text(max_size=20),
        st.sampled_from([getypt for _, getypt, _ in GOED]),
        st.from_regex(
            r"[+0-9 ()/.-]{6,16}|[1-9][0-9]{3} ?[A-Za-z]{2}|[1-9][0-9]{0,3}[ /-]?[a-z0-9]{0,3}",
            fullmatch=True,
        ),
    ),
)
@example(lees=naam, getypt="a\u200b\u0308")
@example(lees=naam, getypt="\u200b a")
@example(lees=huisnummer, getypt="1 -  a")
def test_reading_twice_changes_nothing(lees: Lezer, getypt: str) -> None:
    try:
        once = lees(getypt)
    except ValueError:
        return
    assert lees(once) == once
    assert once == once.strip() == unicodedata.normalize("NFC", once)


def kept() -> list[str]:
    """Every sign that a name may hold."""
    signs = []
    for number in range(0x20, 0x2200):
        sign = chr(number)
        try:
            if sign in velden.handelsnaam(f"a{sign}a"):
                signs.append(sign)
        except ValueError:
            continue
    return signs


def test_every_sign_that_is_kept_can_be_printed_in_small_and_in_capitals() -> None:
    signs = kept()
    assert len(signs) > 600
    everything = " ".join(signs)
    wie = Geadresseerde(
        naam=everything,
        handelsnaam=everything,
        straat=everything,
        huisnummer="1",
        postcode="1234AB",
        plaats=everything,
    )
    brief = Brief(
        afzender=afzender_van(ORGANISATIE, "GM9901", date(2026, 3, 2)),
        geadresseerde=wie,
        datum=date(2026, 3, 2),
        kenmerk=str(uuid4())[:8],
        betreft="Alle letters",
        delen=(Deel(alineas=(everything,)),),
    )
    assert Opmaker().make(brief).pdf.startswith(b"%PDF")


def test_the_people_of_the_demo_live_where_its_organisation_works() -> None:
    assert ORGANISATIE.namen() == GEMEENTEN
