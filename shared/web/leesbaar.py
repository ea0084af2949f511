"""What was stored as a code, as people read it: staff, municipalities, days, amounts and names of parameters inside a sentence."""

import re
from datetime import date
from decimal import Decimal

from shared.dates import voluit
from shared.money import bedrag
from shared.organisatie.nu import aanduiding, gemeenten

# What does something by itself has no name of its own: people know it as Doorstart.
ONDERDELEN = ("intake", "routing", "bbz", "ledger", "notify", "klok", "organisatie", "gateway")
SYSTEEM = "Doorstart"
_ACTOR = re.compile(r"\b([a-z]+)-([0-9]+)\b")
_GEMEENTE = re.compile(r"\bGM[0-9]{4}\b")
_DAG = re.compile(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b")
_EURO = re.compile(r"(-?[0-9]+(?:\.[0-9]{1,2})?) EUR\b")
_PROCENT = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?) procent\b")
# Codes have no accents; what people read has.
_TREMAS = (("beeindig", "beëindig"), ("geeist", "geëist"), ("financiele", "financiële"))
_CODE = re.compile(r"\b[a-z0-9]+(?:_[a-z0-9]+)+\b")
_ACHTER = re.compile(r"^(?P<naam>[^=]+?) = (?P<waarde>[^\[]+?)(?: \[(?P<bron>[^\]]+)\])?$")


def medewerker(actor_id: str | None) -> str:
    """How a worker is called on a page: `Consulent 1`; a part of the system is called Doorstart."""
    if actor_id is None:
        return "onbekend"
    if (naam := aanduiding(actor_id)) and naam != actor_id:
        return naam
    if actor_id in ONDERDELEN:
        return SYSTEEM
    found = _ACTOR.fullmatch(actor_id)
    return f"{found[1].capitalize()} {found[2]}" if found else actor_id


def woorden(code: str) -> str:
    """`max_bedrijfskapitaal_starter` as `Max bedrijfskapitaal starter`."""
    tekst = code.replace("_", " ")
    for zonder, met in _TREMAS:
        tekst = tekst.replace(zonder, met)
    return hoofdletter(tekst)


def waarde(tekst: str, eenheid: str = "") -> str:
    """`261048.00` in `EUR` as `€ 261.048,00`; other figures with a comma and their unit."""
    return leesbaar(f"{tekst} {eenheid}".strip())


def parameterwoorden(tekst: str) -> str:
    """`max_starter = 43670.00 EUR [Bbz art. 20]` as `Max starter: € 43.670,00 (Bbz art. 20)`."""
    found = _ACHTER.match(tekst)
    if found is None:
        return leesbaar(tekst)
    bron = f" ({found['bron']})" if found["bron"] else ""
    return f"{woorden(found['naam'])}: {leesbaar(found['waarde'])}{bron}"


def leesbaar(tekst: str) -> str:
    """A sentence as it was stored, with its codes in words."""
    tekst = _ACTOR.sub(lambda een: medewerker(een[0]) if aanduiding(een[0]) else een[0], tekst)
    tekst = _GEMEENTE.sub(lambda een: gemeenten().get(een[0], een[0]), tekst)
    tekst = _DAG.sub(_dag, tekst)
    tekst = _EURO.sub(lambda een: bedrag(int(Decimal(een[1]) * 100)), tekst)
    tekst = _PROCENT.sub(lambda een: f"{_komma(een[1])} %", tekst)
    return _CODE.sub(lambda een: een[0].replace("_", " "), tekst)


def _dag(found: re.Match[str]) -> str:
    try:
        return voluit(date.fromisoformat(found[0]))
    except ValueError:
        return found[0]


def _komma(getal: str) -> str:
    return format(Decimal(getal).normalize(), "f").replace(".", ",")


def hoofdletter(tekst: str) -> str:
    """The first letter as a capital, the others as they are."""
    return tekst[:1].upper() + tekst[1:]


FILTERS = {
    "hoofdletter": hoofdletter,
    "medewerker": medewerker,
    "leesbaar": leesbaar,
    "parameterwoorden": parameterwoorden,
    "waarde": waarde,
    "woorden": woorden,
}
