"""Whose turn a step of the ladder is: of the debt desk and the caseworker one, as the working agreements of the day have it."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from services.ledger.projections.debiteuren import STAPPEN
from shared.organisatie.staat import Organisatie
from shared.recht.invorderingsstappen import Stap

Wie = Literal["debiteurenbeheer", "consulent", "tweede_persoon", "doorstart"]
# With these somebody speaks with the debtor, or looks whether a promise was kept.
BELLEN: frozenset[Stap] = frozenset({"contact", "gesprek", "afspraak_nakijken"})
_STAP_VAN: dict[str, Stap] = {woorden: stap for stap, woorden in STAPPEN.items()}
CONSULENT_BELT, CONSULENT_IS_AAN_ZET = "De consulent belt", "De consulent is aan zet"


def wie_doet(
    organisatie: Organisatie, stap: Stap, wie: str, gemeente: str, dag: date | None
) -> str:
    """Only what is of the debt desk may be agreed otherwise: a second person and what goes by itself stay what they are."""
    if wie != "debiteurenbeheer":
        return wie
    werkstap = "debiteurenbeheer" if stap in BELLEN else "invordering"
    rol = organisatie.doet(werkstap, gemeente, dag, "debiteuren")
    return "consulent" if rol == "consulent" else wie


def met_beurt(rij: Mapping[str, Any], organisatie: Organisatie, dag: date | None) -> dict[str, Any]:
    """The row of a debtor as the debt desk reads it: what the caseworker does is told, not asked."""
    stap = _STAP_VAN.get(rij["stap"] or "")
    if stap is None or not rij["wie"]:
        return dict(rij)
    wie = wie_doet(organisatie, stap, rij["wie"], rij["gemeente"], dag)
    if wie != "consulent":
        return dict(rij)
    return {**rij, "wie": wie, "stap": CONSULENT_BELT if stap in BELLEN else CONSULENT_IS_AAN_ZET}
