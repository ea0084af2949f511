"""What can be found of a person, and what somebody typed to find it: both as terms, of which the register keeps marks (ADR 28).

A term is a kind and a normalised text. The same text gives the same term, however it was written: accents, case, spaces and signs
between figures make no difference.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal
from unicodedata import combining, normalize
from uuid import UUID

from stdnum.nl import bsn as bsn_number

from services.intake.domain.persoonsvelden import telefoon as telefoonvorm
from shared.zoeken import Zoekvraag

Vindplaats = Literal[
    "naam",
    "bedrijf",
    "telefoon",
    "iban",
    "kvk_nummer",
    "email",
    "adres",
    "bsn",
    "dossiernummer",
    "betalingskenmerk",
]
Gegevens = Mapping[str, str | None]

# Another number asks for new marks of everything that is in the register.
VORM = 1
KORTSTE_BEGIN, LANGSTE_BEGIN, KORTSTE_EINDE, MEESTE_DELEN = 3, 12, 4, 8
# A shorter word sounds like too many others.
KORTSTE_GEHOORD = 5
# Words that so many names have that they find nothing; a name that has no other keeps them.
_TUSSENVOEGSELS = "van de der den het een ter ten te in op aan la le el al bij en von zu du da dos"
_RECHTSVORMEN = "bv nv vof cv eenmanszaak zzp the and co"
_OVERAL = frozenset(f"{_TUSSENVOEGSELS} {_RECHTSVORMEN}".split())
_BIJZONDER = str.maketrans(
    {"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ə": "e"}
)
_TEKENS = re.compile(r"['’‘`´.]")
_WOORD = re.compile(r"[^\W_]+")
_POSTCODE = re.compile(
    r"\b([1-9][0-9]{3})(\s?)([A-Za-z]{2})\b(?:\s+([1-9][0-9]{0,4})(?:-([0-9]{1,4}|[A-Za-z])|\s?([A-Za-z]))?(?![\w-]))?"
)
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{10,30}")
_GETAL = re.compile(r"\+?[0-9()./\-]*[0-9][0-9()./\-]*")
_EINDE = re.compile(r"[a-z]{0,4}[0-9]{4,}")
_KENMERK = 16
# Sounds that are written in several ways, longest first.
_KLANKEN = tuple(
    (re.compile(van), naar)
    for van, naar in (
        (r"sch(?=r)|sj|sh|sch$", "s"),
        (r"ch|kh|gh", "g"),
        (r"ph", "f"),
        (r"th|dt", "t"),
        (r"c(?=[eiy])", "s"),
        (r"ck|q|c", "k"),
        (r"x", "ks"),
        (r"v|w", "f"),
        (r"z", "s"),
        (r"d$", "t"),
        (r"b$", "p"),
        (r"^y", "j"),
        (r"ij|y|(?<!^)j(?=[^aeiou]|$)", "i"),
        (r"h", ""),
    )
)
_KORTSTE_KLANK = 3
_EENMAAL = re.compile(r"(.)\1+")


@dataclass(frozen=True)
class Zoekdeel:
    """One part of what was typed; each of its terms is enough. `heel` counts for more than `begin`, and that for more than `klank`.

    `nummers` are the bounds of the ids that begin with what was typed.
    """

    getypt: str
    heel: tuple[str, ...] = ()
    begin: tuple[str, ...] = ()
    klank: tuple[str, ...] = ()
    bsn: str | None = None
    kenmerk: str | None = None
    nummers: tuple[UUID, UUID] | None = None


def woorden(tekst: str) -> list[str]:
    """The words of a text, without accents and case."""
    plat = normalize("NFKD", tekst.casefold().translate(_BIJZONDER))
    plat = "".join(sign for sign in plat if not combining(sign))
    return _WOORD.findall(_TEKENS.sub("", plat))


def klank(woord: str) -> str:
    """How a word sounds: `Janssen`, `Jansen` and `Jnassen` alike, and `Meijer` and `Meyer`. Empty where too little is left to tell.

    In consonants, where there are enough of them.
    """
    for vorm, naar in _KLANKEN:
        woord = vorm.sub(naar, woord)
    skelet = _EENMAAL.sub(r"\1", woord[:1] + re.sub(r"[aeiou]", "", woord[1:]))
    if len(skelet) >= _KORTSTE_KLANK:
        return skelet
    woord = _EENMAAL.sub(r"\1", woord)
    return woord if len(woord) > _KORTSTE_KLANK else ""


def termen(gegevens: Gegevens) -> set[str]:
    """Every term by which this person is found; the BSN has a mark of its own."""
    gevonden = {
        term
        for veld in ("naam", "handelsnaam")
        for woord in _zinvol(woorden(gegevens.get(veld) or ""))
        for term in _van_woord(woord)
    }
    if nummer := gegevens.get("telefoon"):
        gevonden.add(f"t:{nummer}")
    if rekening := gegevens.get("iban"):
        gevonden.add(f"i:{rekening[-KORTSTE_EINDE:]}")
    if kvk := gegevens.get("kvk_nummer"):
        gevonden.add(f"n:{kvk}")
    if adres := gegevens.get("email"):
        gevonden.add(f"e:{adres.casefold()}")
    if code := _kaal(gegevens.get("postcode")).upper():
        gevonden.add(f"p:{code}")
        if nummer := _huisnummer(gegevens.get("huisnummer")):
            gevonden.add(f"a:{code}:{nummer}")
    return gevonden


def ontleed(getypt: str) -> tuple[Zoekdeel, ...]:
    """The parts of what was typed, all of which must be found; empty where there is nothing to look for."""
    vraag = Zoekvraag.of(getypt)
    tekst, kaal = vraag.tekst, _kaal(vraag.tekst).upper()
    if vraag.cijfers and len(vraag.cijfers) == _KENMERK:
        return (_van_getal(vraag.cijfers),)
    if (nummers := _nummers(tekst)) and len(kaal) > _KENMERK:
        return (Zoekdeel(kaal.casefold(), nummers=nummers),)
    if _IBAN.fullmatch(kaal):
        return (Zoekdeel(kaal, heel=(f"i:{kaal[-KORTSTE_EINDE:]}",)),)
    adressen = list(_POSTCODE.finditer(tekst))
    delen = [deel for adres in adressen if (deel := _adresdeel(adres))]
    rest = _POSTCODE.sub(lambda adres: " " if _adresdeel(adres) else adres[0], tekst)
    delen += [deel for stuk in _stukken(rest) for deel in _delen(stuk)]
    zinvol = [deel for deel in delen if deel.getypt not in _OVERAL and len(deel.getypt) > 1]
    return tuple(dict.fromkeys(zinvol or delen))[:MEESTE_DELEN]


def herkenning(gegevens: Gegevens) -> tuple[Zoekdeel, ...]:
    """What may show that somebody is known already: BSN, KvK number and telephone, each by itself; in the form that the register keeps."""
    bsn, kvk, nummer = (gegevens.get(naam) for naam in ("bsn", "kvk_nummer", "telefoon"))
    delen = (
        Zoekdeel(bsn, bsn=bsn) if bsn else None,
        Zoekdeel(kvk, heel=(f"n:{kvk}",)) if kvk else None,
        Zoekdeel(nummer, heel=(f"t:{nummer}",)) if nummer else None,
    )
    return tuple(deel for deel in delen if deel)


def vindplaatsen(deel: Zoekdeel, gegevens: Gegevens) -> set[Vindplaats]:
    """Where a part really stands in what is known of somebody; empty where only its mark looked like it."""
    return {plaats for plaats, staat_er in _plaatsen(deel, gegevens) if staat_er}


def _plaatsen(deel: Zoekdeel, gegevens: Gegevens) -> Iterator[tuple[Vindplaats, bool]]:
    kaal = deel.getypt
    yield "naam", _als_woord(deel, gegevens.get("naam"))
    yield "bedrijf", _als_woord(deel, gegevens.get("handelsnaam"))
    yield "telefoon", f"t:{gegevens.get('telefoon')}" in deel.heel
    yield "kvk_nummer", f"n:{gegevens.get('kvk_nummer')}" in deel.heel
    yield "email", f"e:{(gegevens.get('email') or '').casefold()}" in deel.heel
    yield "bsn", deel.bsn is not None and deel.bsn == gegevens.get("bsn")
    rekening = gegevens.get("iban") or ""
    yield (
        "iban",
        f"i:{rekening[-KORTSTE_EINDE:]}" in deel.heel and rekening.endswith(kaal.upper()),
    )
    yield "adres", _op_adres(deel, gegevens)


def _als_woord(deel: Zoekdeel, tekst: str | None) -> bool:
    if not (deel.begin or deel.klank or f"h:{deel.getypt}" in deel.heel):
        return False
    staat_er = woorden(tekst or "")
    return (
        deel.getypt in staat_er
        or (
            len(deel.getypt) >= KORTSTE_BEGIN
            and any(woord.startswith(deel.getypt) for woord in staat_er)
        )
        or any(f"k:{klank(woord)}" in deel.klank for woord in staat_er)
    )


def _op_adres(deel: Zoekdeel, gegevens: Gegevens) -> bool:
    code = _kaal(gegevens.get("postcode")).upper()
    if f"p:{code}" in deel.heel:
        return True
    nummer = _huisnummer(gegevens.get("huisnummer"))
    if f"a:{code}:{nummer}" not in deel.heel:
        return False
    toevoeging = deel.getypt.removeprefix(f"{code} {nummer}")
    return not toevoeging or _kaal(gegevens.get("huisnummer")).casefold().endswith(toevoeging)


def _van_woord(woord: str) -> Iterator[str]:
    yield f"h:{woord}"
    for lengte in range(KORTSTE_BEGIN, min(len(woord), LANGSTE_BEGIN) + 1):
        yield f"w:{woord[:lengte]}"
    if not woord.isdigit() and (gehoord := klank(woord)):
        yield f"k:{gehoord}"


def _zinvol(alle: list[str]) -> list[str]:
    return [woord for woord in alle if woord not in _OVERAL] or alle


def _stukken(tekst: str) -> Iterator[list[str]]:
    """What stands between spaces; figures that stand together stay together, since people write numbers in groups."""
    getal: list[str] = []
    for stuk in tekst.split():
        if _GETAL.fullmatch(stuk):
            getal.append(stuk)
            continue
        if getal:
            yield getal
            getal = []
        yield [stuk]
    if getal:
        yield getal


def _delen(stuk: list[str]) -> Iterator[Zoekdeel]:
    if not _GETAL.fullmatch(stuk[0]):
        yield from _van_tekst(stuk[0])
        return
    samen = "".join(stuk)
    if len(stuk) == 1 or _is_een_nummer(samen):
        yield _van_getal(samen)
        return
    for een in stuk:
        yield _van_getal(een)


def _van_tekst(tekst: str) -> Iterator[Zoekdeel]:
    if "@" in tekst[1:-1]:
        yield Zoekdeel(tekst.casefold(), heel=(f"e:{tekst.casefold()}",))
        return
    nummers = _nummers(tekst)
    for woord in woorden(tekst):
        heel = [f"h:{woord}"]
        if _EINDE.fullmatch(woord):
            heel.append(f"i:{woord[-KORTSTE_EINDE:]}")
        begin = (f"w:{woord[:LANGSTE_BEGIN]}",) if len(woord) >= KORTSTE_BEGIN else ()
        gehoord = klank(woord) if len(woord) >= KORTSTE_GEHOORD else ""
        yield Zoekdeel(
            woord, tuple(heel), begin, (f"k:{gehoord}",) if gehoord else (), nummers=nummers
        )


def _van_getal(getypt: str) -> Zoekdeel:
    cijfers = re.sub(r"[^0-9]", "", getypt)
    heel = [f"h:{cijfers}"]
    if nummer := _telefoon(getypt):
        heel.append(f"t:{nummer}")
    if len(cijfers) >= KORTSTE_EINDE:
        heel.append(f"i:{cijfers[-KORTSTE_EINDE:]}")
    if len(cijfers) == 8:
        heel.append(f"n:{cijfers}")
    is_bsn = 8 <= len(cijfers) <= 9 and bsn_number.is_valid(cijfers.zfill(9))
    return Zoekdeel(
        cijfers,
        tuple(heel),
        bsn=cijfers.zfill(9) if is_bsn else None,
        kenmerk=cijfers if len(cijfers) == _KENMERK else None,
        nummers=_nummers(getypt),
    )


def _adresdeel(adres: re.Match[str]) -> Zoekdeel | None:
    """Four figures, then `de`: that is no postcode, but the begin of a name."""
    cijfers, ruimte, letters, nummer, streepje, letter = adres.groups()
    if ruimte and letters.casefold() in _OVERAL:
        return None
    code = cijfers + letters.upper()
    if nummer is None:
        return Zoekdeel(code, heel=(f"p:{code}",))
    toevoeging = (streepje or letter or "").casefold()
    return Zoekdeel(f"{code} {nummer}{toevoeging}", heel=(f"a:{code}:{nummer}",))


def _nummers(tekst: str) -> tuple[UUID, UUID] | None:
    """The first and the last id that begin with what was typed: at least the eight characters that screens show."""
    kaal = re.sub(r"[^0-9a-f]", "", tekst.casefold())
    if not 8 <= len(kaal) <= 32 or len(kaal) != len(re.sub(r"[\s\-]", "", tekst)):
        return None
    return UUID(kaal.ljust(32, "0")), UUID(kaal.ljust(32, "f"))


def _is_een_nummer(getypt: str) -> bool:
    cijfers = re.sub(r"[^0-9]", "", getypt)
    return len(cijfers) in (8, 9, _KENMERK) or _telefoon(getypt) is not None


def _telefoon(getypt: str) -> str | None:
    try:
        return telefoonvorm(getypt)
    except ValueError:
        return None


def _huisnummer(tekst: str | None) -> str:
    """The figures that a house number begins with."""
    gevonden = re.search(r"[1-9][0-9]*", tekst or "")
    return gevonden[0] if gevonden else ""


def _kaal(tekst: str | None) -> str:
    return re.sub(r"[\s.\-]", "", tekst or "")
