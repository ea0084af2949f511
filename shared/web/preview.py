"""A form that shows what it will do before it does it: the first time it is sent it is a question, confirmed it happens."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

TEMPLATE = "doorstart/voorbeeld.html"
CONFIRMED = "bevestigd"


@dataclass(frozen=True)
class Voorbeeld:
    """What the template shows: sentences, figures as pairs of a label and a value, and the form that does it."""

    titel: str
    adres: str
    terug: str
    waar: str
    knop: str
    zinnen: Sequence[str]
    verborgen: Mapping[str, str]
    gegevens: Sequence[tuple[str, str]] = ()


def split(values: Mapping[str, str]) -> tuple[dict[str, str], bool]:
    """What was filled in, and whether it was confirmed after it was shown."""
    return {name: value for name, value in values.items() if name != CONFIRMED}, values.get(CONFIRMED) == "ja"
