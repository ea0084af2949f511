"""A form that shows what it will do before it does it: the first time it is sent it is a question, confirmed it happens."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, cast, get_args

TEMPLATE = "doorstart/voorbeeld.html"
CONFIRMED = "bevestigd"
Antwoord = Literal["", "ja", "wijzig"]


@dataclass(frozen=True)
class Voorbeeld:
    """What the template shows: sentences, amounts now and then, figures as pairs of a label and a value, and the form that does it."""

    titel: str
    adres: str
    terug: str
    waar: str
    knop: str
    zinnen: Sequence[str]
    verborgen: Mapping[str, str]
    gegevens: Sequence[tuple[str, str]] = ()
    saldi: Sequence[tuple[str, int, int]] = ()
    kan_wijzigen: bool = False


def answer_of(values: Mapping[str, str]) -> Antwoord:
    """What was said to what was shown; nothing where it was not shown yet."""
    answer = values.get(CONFIRMED, "")
    return cast(Antwoord, answer) if answer in get_args(Antwoord) else ""


def split(values: Mapping[str, str]) -> tuple[dict[str, str], bool]:
    """What was filled in, and whether it was confirmed after it was shown."""
    return {name: value for name, value in values.items() if name != CONFIRMED}, answer_of(
        values
    ) == "ja"
