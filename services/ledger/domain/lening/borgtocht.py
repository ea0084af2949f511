"""A borgtocht of the municipality for a bank loan: in the books without a cent, until the bank calls it in (Bbz art. 16)."""

from typing import Any

from services.ledger.domain.lening.commands import OpenLening
from services.ledger.domain.vier_ogen.weigeringen import Weigering
from shared.dates import geteld
from shared.money import bedrag
from shared.parameters import Parameterset


class BorgtochtDuurtTeLang(Weigering):
    """The law limits how long the municipality stands surety."""

    def __init__(self, hooguit: int) -> None:
        super().__init__(f"Een borgtocht duurt hooguit {geteld(hooguit, 'maand')} (Bbz art. 16).")


class BorgtochtIsAlleenBbz(Weigering):
    """Een borgtocht hoort bij het Bbz, niet bij de Tozo (Bbz art. 16)."""


class BorgtochtIsAlVastgelegd(Weigering):
    """Voor deze aanvraag staat al een borgtocht in de boeken, met een andere inhoud."""


def toets_borgtocht(verzoek: OpenLening, parameters: Parameterset) -> None:
    """Raises BorgtochtDuurtTeLang, BorgtochtIsAlleenBbz, ParameterOnbekend."""
    if verzoek.regeling != "bbz":
        raise BorgtochtIsAlleenBbz
    hooguit = parameters.waarde("looptijd_max_borgtocht", verzoek.besluitdatum).aantal
    if verzoek.termijnen > hooguit:
        raise BorgtochtDuurtTeLang(hooguit)


def zonder_uitbetaling(verzoek: OpenLening) -> dict[str, Any]:
    """What differs from the opening of a loan: nothing was paid, so nothing is booked and nothing is owed."""
    uitleg = f"Borgtocht tot {bedrag(verzoek.hoofdsom_cent)} hoofdsom van een lening bij de bank: er is nog niets betaald (Bbz art. 16)"
    return {"grondslag": "Bbz art. 16", "uitleg": uitleg, "boekregels": ()}
