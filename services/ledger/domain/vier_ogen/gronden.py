"""The grounds on which a person can charge costs or waive: a dated list of codes, each the article itself. What is asked names one of them;
words of a person are no ground, for a ground is published and stays for ever."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

VERJARING = "Awb 4:104"
VIERDE_TRANCHE = date(2009, 7, 1)
ONVERMELD = "grond van voor de lijst"
_NUMMER = r"\d{1,3}(?::\d{1,3})?[a-z]{0,2}(?: lid \d{1,2})?(?: [a-z])?"
_CITAAT = re.compile(
    rf"(?:Bbz|Tozo|PW|Awb|BW|Wgs)(?: oud)?(?: art\.)? {_NUMMER}(?:(?:, | en ){_NUMMER})*|rekenregels (?:[A-Z]-)?\d{{1,2}}|Awb titel 4\.4",
    re.ASCII,
)
_DELEN = re.compile(r"; |, (?=[A-Z])")
_AANDUIDING = re.compile(r"\b(?:artikel|art\.?)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Besluitgrond:
    """One ground: the code as it is stored and published, what it says, from when until when it can be used, and where that stands."""

    code: str
    woorden: str
    van: date
    bron: str
    tot: date | None = None

    def geldt_op(self, dag: date) -> bool:
        return self.van <= dag and (self.tot is None or dag <= self.tot)


GRONDEN: dict[str, Besluitgrond] = {
    grond.code: grond
    for grond in (
        Besluitgrond(
            "Awb 4:113", "Vergoeding voor een aanmaning", VIERDE_TRANCHE, "Awb 4:113 lid 1"
        ),
        Besluitgrond("Awb 4:120", "Kosten van een dwangbevel", VIERDE_TRANCHE, "Awb 4:120"),
        Besluitgrond(
            "BW 6:96",
            "Kosten om buiten de rechter om te innen",
            date(1992, 1, 1),
            "BW 6:96 lid 2 c",
        ),
        Besluitgrond(VERJARING, "De vordering is verjaard", VIERDE_TRANCHE, "Awb 4:104"),
        Besluitgrond("Awb 7:11", "Uitkomst van een bezwaar", date(1994, 1, 1), "Awb 7:11"),
        Besluitgrond(
            "PW art. 58",
            "Het college ziet af van terugvordering",
            date(2015, 1, 1),
            "PW art. 58 lid 7 en 8",
        ),
        Besluitgrond(
            "Toeslagengedupeerden",
            "Gedupeerde van de toeslagen",
            date(2020, 1, 1),
            "Wet hersteloperatie toeslagen",
        ),
        Besluitgrond(
            "beleid van de gemeente",
            "Beleid van de gemeente",
            date(2004, 1, 1),
            "besluit met mandaat; rekenregels 4",
        ),
        Besluitgrond("Bbz art. 29", "Het bedrijf is niet gestart", date(2004, 1, 1), "Bbz art. 29"),
        Besluitgrond(
            "Bbz oud art. 21",
            "Om niet volgens het oude artikel 21 lid 1",
            date(2004, 1, 1),
            "Bbz art. 21 van voor 2020",
        ),
    )
}


def _kaal(tekst: str) -> str:
    return " ".join(_AANDUIDING.sub("", tekst).lower().split())


_OP_KAAL = {_kaal(code): code for code in GRONDEN}


def _code(tekst: Any) -> Any:
    """`art. 4:113 Awb` is no code, `awb 4:113` and `Awb art. 4:113` are: the same letters, however they are typed."""
    return (
        _OP_KAAL.get(_kaal(tekst), tekst) if isinstance(tekst, str) and len(tekst) <= 60 else tekst
    )


Kostengrond = Annotated[Literal["Awb 4:113", "Awb 4:120", "BW 6:96"], BeforeValidator(_code)]
Kwijtscheldingsgrond = Annotated[
    Literal["beleid van de gemeente", "Toeslagengedupeerden", "PW art. 58", "Awb 7:11"],
    BeforeValidator(_code),
]
Achterstandsgrond = Annotated[
    Literal["Toeslagengedupeerden", "Awb 4:104", "Awb 7:11", "beleid van de gemeente"],
    BeforeValidator(_code),
]
OmNietGrond = Annotated[Literal["Bbz art. 29", "Bbz oud art. 21"], BeforeValidator(_code)]


def is_openbaar(grondslag: str) -> bool:
    """Whether this ground is an article or a code of the list, and not what a person once typed."""
    return all(deel in GRONDEN or _CITAAT.fullmatch(deel) for deel in _DELEN.split(grondslag))
