"""How a name, an address and a number of a person are written: lenient on spaces and case, strict on meaning, for API, form and file.

Each function takes what somebody typed and gives the one form that is kept; it raises ValueError with a Dutch sentence.
"""

import re
from typing import Annotated
from unicodedata import category, normalize

from pydantic import AfterValidator, StringConstraints
from stdnum import iban as iban_number
from stdnum.exceptions import ValidationError as NumberError
from stdnum.nl import bsn as bsn_number

from shared.landen import LANDEN, NEDERLAND
from shared.velden import vorm

# Letters and signs that the fonts of our letters have, beside the ASCII that people type; a test prints all of them.
_LETTERS = re.compile(r"[A-Za-zÀ-ÖØ-öø-ƀƏƒƠơƯưǀ-ǃǍ-ǜǞ-ǣǦ-ǰǴǵǸ-țȞȟȦ-ȳəḀ-ẞẠ-ỹ]")
_LEESTEKENS = frozenset(" '.,-/&()+:;!?\"#%*@_|=<>[]`~^$\\{}0123456789‘’“”–—…·°´²³½ªº€§«»¿¡×®©")
# What stays behind when somebody copies a text from a page or a document: seen by nobody, found by no search.
_ONZICHTBAAR = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff\u061c\u180e\ufe00-\ufe0f]")
_LAND = re.compile(r"\+[1-9][0-9]{6,14}")
_NEDERLANDS = re.compile(r"0[1-9][0-9]{8}")
_POSTCODE = re.compile(r"[1-9][0-9]{3}[A-Z]{2}")
_BUITENLAND = {"BE": re.compile(r"[1-9][0-9]{3}"), "DE": re.compile(r"[0-9]{5}")}
_HUISNUMMER = re.compile(r"(?:(?:t/o|bij) )?[1-9][0-9]{0,4}(?:[ /-]?[0-9A-Za-z]{1,4}){0,2}")
_EMAIL = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)
# Combinations that PostNL does not give out.
_NOOIT = frozenset({"SA", "SD", "SS"})


def schone_regel(text: str) -> str:
    """One line in one spelling: signs that nobody sees are taken out, every run of spaces is one. Control characters stay."""
    text = normalize("NFC", _ONZICHTBAAR.sub("", normalize("NFC", text)))
    return re.sub(r"[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+", " ", text).strip(" \t\r\n")


def afdrukbaar(text: str) -> str:
    """A name or a street that a letter can print; raises ValueError that names the first sign that it cannot."""
    text = schone_regel(text)
    for sign in text:
        if category(sign) in {"Cc", "Cs", "Zl", "Zp", "Cn", "Co"}:
            raise ValueError(
                "Hier staat een teken dat wij niet kunnen bewaren of afdrukken. Typ de tekst opnieuw, op één regel."
            )
        if sign not in _LEESTEKENS and not _LETTERS.fullmatch(sign):
            raise ValueError(
                f"Het teken {sign} kunnen wij niet afdrukken. Schrijf het met gewone letters, zoals op het paspoort."
            )
    return text


def naam(text: str) -> str:
    """A name, a street or a town: it holds a letter."""
    text = afdrukbaar(text)
    if not any(sign.isalpha() for sign in text):
        raise ValueError("Vul minstens één letter in.")
    return text


def handelsnaam(text: str) -> str:
    """The name of a business: it holds a letter or a figure."""
    text = afdrukbaar(text)
    if not any(sign.isalnum() for sign in text):
        raise ValueError("Vul minstens één letter of cijfer in.")
    return text


def bsn(text: str) -> str:
    """Nine figures that pass the elfproef."""
    figures = _zonder(text, " .-")
    # A spreadsheet eats the zero in front of a number; the elfproef tells whether nine figures are meant.
    if not re.fullmatch(r"[0-9]{8,9}", figures) or not bsn_number.is_valid(figures):
        raise ValueError(
            "Dit burgerservicenummer klopt niet: het zijn negen cijfers die voldoen aan de elfproef."
        )
    return figures.zfill(9)


def iban(text: str) -> str:
    """Without spaces, in capitals, with the right check digits and the length of its country."""
    try:
        return str(iban_number.validate(_zonder(text, " .-").upper()))
    except NumberError as error:
        raise ValueError("Dit IBAN klopt niet. Kijk de letters en cijfers na.") from error


def kvk_nummer(text: str) -> str:
    """Eight figures."""
    figures = _zonder(text, " .-")
    if not re.fullmatch(r"[0-9]{8}", figures):
        raise ValueError("Een KvK-nummer heeft acht cijfers.")
    return figures


def postcode(text: str) -> str:
    """`1234AB`."""
    code = _zonder(text, " ").upper()
    if not _POSTCODE.fullmatch(code) or code[4:] in _NOOIT:
        raise ValueError("Een postcode heeft vier cijfers en twee letters, zoals 1234 AB.")
    return code


def postcode_in(land: str, text: str) -> str:
    """As the country writes it: `1234AB`, `2000`, `52062`; elsewhere as it was typed, in capitals."""
    if land == NEDERLAND:
        return postcode(text)
    code = afdrukbaar(text).upper()
    if land in _BUITENLAND and not _BUITENLAND[land].fullmatch(code):
        raise ValueError(f"Deze postcode klopt niet voor {LANDEN[land]}.")
    return code


def land(text: str) -> str:
    """The code of a country that a letter can go to."""
    code = schone_regel(text).upper()
    if code not in LANDEN:
        raise ValueError("Dit land kennen wij niet. Kies een land uit de lijst.")
    return code


def huisnummer(text: str) -> str:
    """A number, with a letter or an addition: `12`, `12 b`, `12-2`, `t/o 7`."""
    number = re.sub(r"\s*([-/])\s*", r"\1", schone_regel(text))
    if not _HUISNUMMER.fullmatch(number):
        raise ValueError("Een huisnummer begint met een cijfer, zoals 12, 12 b of 12-2.")
    return number


def telefoon(text: str) -> str:
    """With the code of the country, as E.164 writes it: `+31612345678`."""
    number = re.sub(r"^(\+[1-9][0-9]{0,2}|00[1-9][0-9]{0,2})\(0\)", r"\1", _zonder(text, " .-/"))
    number = re.sub(r"^00(?=[1-9])", "+", re.sub(r"[()]", "", number))
    if _NEDERLANDS.fullmatch(number):
        number = "+31" + number[1:]
    number = re.sub(r"^\+310(?=[1-9][0-9]{8}$)", "+31", number)
    if not _LAND.fullmatch(number) or (number.startswith("+31") and len(number) != len("+31") + 9):
        raise ValueError(
            "Dit telefoonnummer klopt niet: het zijn tien cijfers, of een nummer met + en de landcode."
        )
    return number


def email(text: str) -> str:
    """Without spaces around it, the domain in small letters."""
    address = schone_regel(text)
    name, at, domain = address.rpartition("@")
    address = f"{name}{at}{domain.lower()}"
    if (
        not _EMAIL.fullmatch(address)
        or ".." in address
        or address.startswith(".")
        or name.endswith(".")
    ):
        raise ValueError("Dit e-mailadres klopt niet. Het lijkt op naam@voorbeeld.nl.")
    return address


def _zonder(text: str, signs: str) -> str:
    """Without the signs that people group a number with."""
    return re.sub(f"[{re.escape(signs)}\u2010-\u2015]", "", schone_regel(text))


_REGEL = StringConstraints(min_length=1, max_length=200)
# A text is looked at for its length first, as it was typed; what is left of it after cleaning is never longer.
Naam = Annotated[str, vorm("naam"), _REGEL, AfterValidator(naam)]
Handelsnaam = Annotated[str, vorm("handelsnaam"), _REGEL, AfterValidator(handelsnaam)]
Bsn = Annotated[str, vorm("bsn"), StringConstraints(max_length=40), AfterValidator(bsn)]
Iban = Annotated[str, vorm("iban"), StringConstraints(max_length=60), AfterValidator(iban)]
KvkNummer = Annotated[
    str, vorm("kvk-nummer"), StringConstraints(max_length=40), AfterValidator(kvk_nummer)
]
# Which form it must have hangs on the country: see `postcode_in`.
Postcodetekst = Annotated[str, vorm("postcode"), StringConstraints(max_length=20)]
Land = Annotated[str, vorm("land"), StringConstraints(max_length=20), AfterValidator(land)]
Huisnummer = Annotated[
    str, vorm("huisnummer"), StringConstraints(max_length=20), AfterValidator(huisnummer)
]
Telefoon = Annotated[
    str, vorm("telefoon"), StringConstraints(max_length=40), AfterValidator(telefoon)
]
Email = Annotated[str, vorm("emailadres"), StringConstraints(max_length=200), AfterValidator(email)]
