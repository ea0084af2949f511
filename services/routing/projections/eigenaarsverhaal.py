"""How the timeline tells who had a dossier, in Dutch."""

from collections.abc import Mapping
from typing import Any

from services.routing.domain.eigenaar.events import (
    Overdrachtspunt,
    RedenOverdracht,
    RedenSluimer,
    RedenToewijzing,
    RedenWekken,
)
from shared.contracts import routing
from shared.contracts.base import Contract
from shared.dates import voluit
from shared.organisatie.staat import Organisatie

# About who has a dossier, not about the entrepreneur: these change nothing in it, and nobody waits less long for them.
OVER_DE_EIGENAAR = (
    routing.EigenaarToegewezen,
    routing.DossierOvergedragen,
    routing.DossierGesluimerd,
    routing.DossierGewekt,
)
TOEWIJZINGEN: dict[RedenToewijzing, str] = {
    "verdeeld": "Volgens de regel: wie van het team het minste werk heeft.",
    "niemand_beschikbaar": "Niemand van het team is beschikbaar.",
    "ander_team": "Het dossier ging naar een ander team.",
    "vertrokken": "De eigenaar werkt hier niet meer.",
    "afgeschermd": "Het dossier is afgeschermd: de eigenaar mag het niet meer zien.",
    "heropend": "Het dossier is heropend.",
    "opgepakt": "Zelf opgepakt.",
    "overgenomen": "Overgenomen van een collega.",
    "toegewezen": "Toegewezen door een collega.",
}
OVERDRACHTEN: dict[RedenOverdracht, str] = {
    "ander_team": "het werk is van een ander team",
    "afwezigheid": "afwezigheid",
    "werkdruk": "te veel werk",
    "deskundigheid": "er is andere kennis nodig",
    "betrokkenheid": "de ondernemer is een bekende",
}
PUNTEN: dict[Overdrachtspunt, str] = {
    "gesproken_met_opvolger": "gesproken met de opvolger",
    "ondernemer_weet_het": "de ondernemer weet het",
    "afspraken_doorgegeven": "lopende afspraken doorgegeven",
    "stukken_bekeken": "stukken samen bekeken",
}
SLUIMERREDENEN: dict[RedenSluimer, str] = {
    "wacht_op_ondernemer": "de ondernemer is aan zet",
    "wacht_op_partner": "een partner is aan zet",
    "later_afgesproken": "zo afgesproken met de ondernemer",
    "drukte": "ander werk gaat voor",
}
WEKREDENEN: dict[RedenWekken, str] = {
    "dag": "De dag is er.",
    "met_de_hand": "Door een collega.",
    "nieuws": "De ondernemer gaf iets door.",
    "andere_eigenaar": "Het dossier kreeg een andere eigenaar.",
}
VANZELF = "routing, volgens de regels"


def naam(organisatie: Organisatie, medewerker_id: str) -> str:
    """How people call a colleague."""
    gevonden = organisatie.medewerker(medewerker_id)
    return gevonden.aanduiding if gevonden else medewerker_id


def vertel(event: Contract, organisatie: Organisatie) -> tuple[str, str, str]:
    """What happened, more about it, and who did it."""
    match event:
        case routing.EigenaarToegewezen():
            wat = (
                f"Eigenaar: {naam(organisatie, event.eigenaar)}"
                if event.eigenaar
                else "Geen eigenaar"
            )
            meer = [_woorden(TOEWIJZINGEN, event.reden), f"Team: {event.team}."]
            if event.was and event.was != event.eigenaar:
                meer.append(f"Eerst: {naam(organisatie, event.was)}.")
            return wat, " ".join(meer), _door(organisatie, event.toegewezen_door)
        case routing.DossierOvergedragen():
            van, aan = naam(organisatie, event.van), naam(organisatie, event.aan)
            gedaan = ", ".join(_woorden(PUNTEN, punt) for punt in event.punten)
            reden = f"Reden: {_woorden(OVERDRACHTEN, event.reden)}."
            return (
                f"Overgedragen van {van} aan {aan}",
                f"{reden} Gedaan: {gedaan}." if gedaan else reden,
                _door(organisatie, event.overgedragen_door),
            )
        case routing.DossierGesluimerd():
            return (
                f"Sluimert tot {voluit(event.tot)}",
                f"Reden: {_woorden(SLUIMERREDENEN, event.reden)}.",
                _door(organisatie, event.gesluimerd_door),
            )
        case routing.DossierGewekt():
            return "Weer wakker", _woorden(WEKREDENEN, event.reden), "routing"
    raise TypeError(f"{type(event).__name__} is not about who has a dossier")


def _woorden(lijst: Mapping[Any, str], code: str) -> str:
    """A code of a newer version is told as it is."""
    return lijst.get(code, code.replace("_", " "))


def _door(organisatie: Organisatie, wie: str) -> str:
    return VANZELF if wie == "routing" else naam(organisatie, wie)
