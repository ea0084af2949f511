"""The facts of a ladder as the world sees them: that somebody spoke and agreed on a day, as codes; never what was said or the sum."""

from typing import Any

from services.ledger.domain.invordering import events as f
from shared.contracts import invordering as contract
from shared.contracts.base import Contract

AFSPRAAK = {
    "reden": "afspraak",
    "uitleg": "Er loopt een afspraak met de debiteur, of die is voorbij.",
}
SOORTEN = {soort.__name__: soort for soort in contract.CONTRACTS}


def publish(feit: f.Invorderingsfeit, door: str) -> Contract:
    """Every fact of the ladder: each may move the next step, and another desk does what it last heard. `door` is who caused it."""
    match feit:
        case f.AfspraakGemaakt():
            erbij = {"van": feit.op, "afspraak_op": feit.afspraak.op, "door": door}
            return contract.InvorderingGepauzeerd.model_validate(_van_afspraak(feit) | erbij)
        case f.AfspraakNagekomen() | f.AfspraakGebroken():
            gehouden = isinstance(feit, f.AfspraakNagekomen)
            return contract.PauzeBeeindigd.model_validate(
                _van_afspraak(feit) | {"is_nagekomen": gehouden}
            )
    return SOORTEN[type(feit).__name__].model_validate(_velden(feit) | {"door": door})


def _van_afspraak(
    feit: f.AfspraakGemaakt | f.AfspraakNagekomen | f.AfspraakGebroken,
) -> dict[str, Any]:
    return _velden(feit) | AFSPRAAK | {"afspraak": feit.afspraak.soort}


def _velden(feit: f.Invorderingsfeit) -> dict[str, Any]:
    """A contract takes the fields it has of the same name; of a pause also its reason and days."""
    gepland = feit.volgende
    velden = feit.model_dump(exclude={"volgende", "pauze"})
    if isinstance(feit, f.InvorderingGepauzeerd | f.PauzeBeeindigd):
        velden |= feit.pauze.model_dump(include={"reden", "van", "tot"})
    return velden | {
        "volgende_stap": gepland.stap if gepland else None,
        "volgende_stap_op": gepland.op if gepland else None,
    }
