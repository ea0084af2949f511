"""Kinds of papers, how they are written, and which are needed: dated policy in `parameters/stukken.toml`, not law."""

from datetime import date
from typing import Literal, cast, get_args

from shared.parameters import Parameterset

Stuksoort = Literal[
    "aanvraagformulier",
    "legitimatie",
    "jaarcijfers",
    "aangifte_inkomstenbelasting",
    "aangifte_omzetbelasting",
    "bankafschriften",
    "ondernemingsplan",
    "begroting",
    "offertes",
    "uittreksel_kvk",
    "overzicht_schulden",
    "huurcontract",
    "bewijs_van_inkomen",
    "overig",
]
SOORTEN: dict[Stuksoort, str] = {
    "aanvraagformulier": "Aanvraagformulier",
    "legitimatie": "Legitimatie",
    "jaarcijfers": "Jaarcijfers",
    "aangifte_inkomstenbelasting": "Aangifte inkomstenbelasting",
    "aangifte_omzetbelasting": "Aangifte omzetbelasting (btw)",
    "bankafschriften": "Bankafschriften",
    "ondernemingsplan": "Ondernemingsplan",
    "begroting": "Begroting",
    "offertes": "Offertes",
    "uittreksel_kvk": "Uittreksel van de KvK",
    "overzicht_schulden": "Overzicht van schulden",
    "huurcontract": "Huurcontract",
    "bewijs_van_inkomen": "Bewijs van inkomen",
    "overig": "Iets anders",
}


def in_woorden(soort: str) -> str:
    """In a sentence; a kind that was not known yet as its code reads."""
    naam = SOORTEN.get(cast(Stuksoort, soort), soort.replace("_", " "))
    return naam[:1].lower() + naam[1:]


class StuksoortIsOnbekend(ValueError):
    """The parameters name a kind of paper that nobody knows."""


def nodig_volgens(parameters: Parameterset, naam: str, op: date) -> tuple[Stuksoort, ...]:
    """The kinds that a list names on a day; none for `geen`. Raises ParameterOnbekend, StuksoortIsOnbekend."""
    rij = parameters.waarde(naam, op)
    codes = () if rij.is_geen else tuple(rij.waarde.split(";"))
    if vreemd := set(codes) - set(get_args(Stuksoort)):
        raise StuksoortIsOnbekend(f"{naam}: {', '.join(sorted(vreemd))}")
    return cast(tuple[Stuksoort, ...], codes)


def nodig_voor_route(parameters: Parameterset, route: int, op: date) -> tuple[Stuksoort, ...]:
    """What has to be looked at before this route is settled. Raises ParameterOnbekend."""
    return nodig_volgens(parameters, f"stukken_route_{route}", op)
