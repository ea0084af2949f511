"""A legal term of weeks and how it ends: the one place for the Algemene termijnenwet, for every service and every letter."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from shared.dates import geteld, plus_weken, werkdag_vanaf
from shared.parameters import Parameterset


@dataclass(frozen=True, slots=True)
class Termijnstap:
    """One step of the count, with the day that the term ends on after it."""

    dag: date
    uitleg: str


@dataclass(frozen=True, slots=True)
class Termijn:
    """A term: its last day, the articles it rests on, and how the day came about."""

    laatste_dag: date
    grondslag: str
    stappen: tuple[Termijnstap, ...]


@dataclass(frozen=True, slots=True)
class Termijnregel:
    """A term of so many weeks from the day after an event."""

    parameter: str
    grondslag: str


class TermijnIsOnbekend(ValueError):
    """No rule has this name."""

    def __init__(self, soort: str, bekend: Iterable[str]) -> None:
        super().__init__(
            f"De termijn '{soort}' is onbekend. Kies uit: {', '.join(sorted(bekend))}."
        )


WEKENTERMIJNEN = {
    "bezwaar": Termijnregel("bezwaartermijn", "Awb 6:7, 6:8"),
    "betaaltermijn": Termijnregel("betaaltermijn", "Awb 4:87"),
    "aanmaning": Termijnregel("aanmaningstermijn", "Awb 4:112"),
    "buiten_behandeling": Termijnregel("termijn_buiten_behandeling", "Awb 4:5 lid 4"),
    "voorschot": Termijnregel("voorschot_interval", "PW 52"),
    "ingebrekestelling": Termijnregel("dwangsom_wachttijd", "Awb 4:17"),
}


def wekentermijn(soort: str, datum: date, parameters: Parameterset) -> Termijn:
    """Last day of a simple term of weeks that starts the day after `datum` (bekendmaking, sending, receipt); raises TermijnIsOnbekend."""
    if soort not in WEKENTERMIJNEN:
        raise TermijnIsOnbekend(soort, WEKENTERMIJNEN)
    regel = WEKENTERMIJNEN[soort]
    weken = parameters.waarde(regel.parameter, datum).aantal
    eind = plus_weken(datum, weken)
    stap = Termijnstap(eind, f"{geteld(weken, 'week')} vanaf de dag na {datum} ({regel.grondslag})")
    return sluit_af(eind, weken, regel.grondslag, [stap], parameters)


def laatste_dag(datum: date, weken: int, parameters: Parameterset) -> date:
    """The last day of so many weeks that start the day after `datum`."""
    return sluit_af(plus_weken(datum, weken), weken, "", [], parameters).laatste_dag


def sluit_af(
    eind: date, weken: int, grondslag: str, stappen: list[Termijnstap], parameters: Parameterset
) -> Termijn:
    """The rule for weekends and holidays, which skips long terms (Atw 1 lid 1, 4 a)."""
    grens = parameters.waarde("termijnverlenging_grens", eind).aantal
    werkdag = werkdag_vanaf(eind)
    if weken > grens:
        stappen.append(
            Termijnstap(
                eind,
                f"langer dan {geteld(grens, 'week')}: een weekend of feestdag verschuift de dag niet (Atw 4 a)",
            )
        )
    elif werkdag != eind:
        eind = werkdag
        stappen.append(
            Termijnstap(
                eind, "een zaterdag, zondag of feestdag: de eerstvolgende werkdag (Atw 1 lid 1)"
            )
        )
    return Termijn(eind, grondslag, tuple(stappen))
