"""The facts of a ladder as the world sees them: that it waits for an appointment, never what was said or promised."""

from typing import Any

from services.ledger.domain.invordering import events as f
from shared.contracts import invordering as contract
from shared.contracts.base import Contract

AFSPRAAK = {
    "reden": "afspraak",
    "uitleg": "Er loopt een afspraak met de debiteur, of die is voorbij.",
}
SOORTEN = {soort.__name__: soort for soort in contract.CONTRACTS}


def publish(feit: f.Invorderingsfeit) -> Contract | None:
    """None for what is nobody else's business."""
    if isinstance(feit, f.AfspraakGemaakt):
        return contract.InvorderingGepauzeerd.model_validate(
            _velden(feit) | {**AFSPRAAK, "van": feit.op}
        )
    if isinstance(feit, f.AfspraakNagekomen | f.AfspraakGebroken):
        return contract.PauzeBeeindigd.model_validate(_velden(feit) | AFSPRAAK)
    soort = SOORTEN.get(type(feit).__name__)
    return soort.model_validate(_velden(feit)) if soort else None


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
