"""The papers of a dossier as far as a route waits for them: which came in, and whether somebody looked at them."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Literal
from uuid import UUID

from shared.begrippen import Waarde

Stukstand = Literal["ontvangen", "gecontroleerd", "afgewezen", "vervallen"]
Soortstand = Literal["ontbreekt", "afgewezen", "te_controleren", "er_volgt_meer", "gecontroleerd"]
RedenZonderStukken = Literal["spoed", "stukken_bestaan_niet", "anders_ingezien", "niet_nodig"]
# The kinds that the dated list names for a route on a day.
Stukkenlijst = Callable[[int, date], tuple[str, ...]]


class Stuk(Waarde):
    """One file; `soort` is a code of intake, and new ones may come. `is_laatste`: no more files of this kind follow."""

    stuk_id: UUID
    soort: str
    stand: Stukstand
    is_laatste: bool = True


class Nodig(Waarde):
    """One kind of paper that a route waits for, and how it is with it."""

    route: int
    soort: str
    stand: Soortstand

    @property
    def is_er(self) -> bool:
        """All that came in of this kind was looked at and is good."""
        return self.stand == "gecontroleerd"


def met(stukken: tuple[Stuk, ...], nieuw: Stuk) -> tuple[Stuk, ...]:
    """The papers after one was told again; what is said at its receipt alone stays."""
    eerder = next((een for een in stukken if een.stuk_id == nieuw.stuk_id), None)
    if eerder is None:
        return (*stukken, nieuw)
    nu = eerder.na(stand=nieuw.stand)
    return tuple(nu if een is eerder else een for een in stukken)


def nodig(
    stukken: tuple[Stuk, ...], routes: Iterable[int], lijst: Stukkenlijst, op: date
) -> tuple[Nodig, ...]:
    """What these routes wait for on a day, each kind with its stand."""
    return tuple(
        Nodig(route=route, soort=soort, stand=stand_van(stukken, soort))
        for route in routes
        for soort in lijst(route, op)
    )


def stand_van(stukken: tuple[Stuk, ...], soort: str) -> Soortstand:
    """How it is with one kind of paper: a file that was refused or thrown away is none."""
    van_soort = [een for een in stukken if een.soort == soort]
    tellen = [een for een in van_soort if een.stand in ("ontvangen", "gecontroleerd")]
    if not tellen:
        is_afgewezen = any(een.stand == "afgewezen" for een in van_soort)
        return "afgewezen" if is_afgewezen else "ontbreekt"
    if any(een.stand == "ontvangen" for een in tellen):
        return "te_controleren"
    return "gecontroleerd" if any(een.is_laatste for een in tellen) else "er_volgt_meer"
