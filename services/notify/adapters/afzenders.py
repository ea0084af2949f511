"""The desk in whose name a letter goes out, from what the organisation told."""

from datetime import date

from services.notify.domain.brief import Afzender
from shared.organisatie.staat import Organisatie


def afzender_van(organisatie: Organisatie, gemeente: str, dag: date) -> Afzender | None:
    """The sender of a letter of that day; None where the municipality has no desk yet."""
    loket = organisatie.afzender(gemeente, dag)
    if loket is None:
        return None
    velden = loket.model_dump(exclude={"gemeente", "naam", "vanaf"})
    return Afzender(gemeente=loket.naam, **velden)
