"""When a claim expires: five years after the betaaltermijn, a new term after a stuiting, longer by uitstel (Awb 4:104-4:111)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from shared.dates import hele_maanden, plus_maanden
from shared.parameters import Parameterset
from shared.recht.termijnen import Termijn, Termijnstap
from shared.velden import Dag

Stuitingsoort = Literal[
    "aanmaning",
    "verrekening",
    "dwangbevel",
    "tenuitvoerlegging",
    "erkenning",
    "daad_van_rechtsvervolging",
    "betaling",
]
Verlengingsoort = Literal["uitstel", "surseance", "faillissement", "wsnp"]
GRONDSLAG = "Awb 4:104, 4:110, 4:111"


@dataclass(frozen=True, slots=True)
class Stuiting:
    """An act that starts the term anew: aanmaning, verrekening, dwangbevel, acknowledgement (Awb 4:105, 4:106)."""

    dag: Dag
    soort: Stuitingsoort = "aanmaning"


@dataclass(frozen=True, slots=True)
class Verlenging:
    """Time of uitstel, surseance, faillissement or Wsnp, from `van` up to (not including) `tot` (Awb 4:111)."""

    van: Dag
    tot: Dag
    soort: Verlengingsoort = "uitstel"


class VerlengingLooptTerug(ValueError):
    """Uitstel, surseance, faillissement or Wsnp ends on or after its first day."""

    def __init__(self, van: date, tot: date) -> None:
        super().__init__(
            f"De verlenging van {van} tot {tot} loopt terug. Geef 'tot' op of na 'van'."
        )


class VorderingIsAlVerjaard(ValueError):
    """A stuiting after the last day starts nothing."""

    def __init__(self, dag: date, laatste_dag: date) -> None:
        super().__init__(
            f"De stuiting van {dag} komt te laat: de vordering verjaarde na {laatste_dag}. Er begint geen nieuwe termijn."
        )


def verjaring(
    einde_betaaltermijn: date,
    parameters: Parameterset,
    stuitingen: Iterable[Stuiting] = (),
    verlengingen: Iterable[Verlenging] = (),
) -> Termijn:
    """Last day on which a claim can be collected; raises VorderingIsAlVerjaard when a stuiting comes after the term it should stop.

    `einde_betaaltermijn` is the last day to pay (of an instalment: its vervaldag). Years, so no working-day rule (Atw 4 a). A stuiting
    before the term runs stops nothing. Raises VerlengingLooptTerug.
    """
    uitstellen = sorted(verlengingen, key=lambda een: een.van)
    for uitstel in uitstellen:
        if uitstel.tot < uitstel.van:
            raise VerlengingLooptTerug(uitstel.van, uitstel.tot)
    jaren = parameters.waarde("verjaringstermijn", einde_betaaltermijn).aantal
    begin, stappen = (
        einde_betaaltermijn,
        [
            Termijnstap(
                _jaren_later(einde_betaaltermijn, jaren),
                f"{jaren} jaar na {einde_betaaltermijn} (Awb 4:104)",
            )
        ],
    )
    eind = _verlengd(begin, stappen[0].dag, uitstellen, stappen)
    for stuiting in sorted(stuitingen, key=lambda een: een.dag):
        if stuiting.dag > eind:
            raise VorderingIsAlVerjaard(stuiting.dag, eind)
        if stuiting.dag <= einde_betaaltermijn:
            stappen.append(
                Termijnstap(
                    eind,
                    f"{stuiting.soort} op {stuiting.dag} stuit niets: de termijn loopt nog niet (Awb 4:104)",
                )
            )
            continue
        nieuw = min(
            jaren, parameters.waarde("verjaringstermijn_na_stuiting_max", stuiting.dag).aantal
        )
        begin, eind = stuiting.dag, _jaren_later(stuiting.dag, nieuw)
        stappen.append(
            Termijnstap(
                eind,
                f"gestuit door {stuiting.soort} op {stuiting.dag}: nieuwe termijn van {nieuw} jaar vanaf de volgende dag (Awb 4:110)",
            )
        )
        eind = _verlengd(begin, eind, uitstellen, stappen)
    return Termijn(eind, GRONDSLAG, tuple(stappen))


def is_verjaard(
    einde_betaaltermijn: date,
    op: date,
    parameters: Parameterset,
    stuitingen: Iterable[Stuiting] = (),
    verlengingen: Iterable[Verlenging] = (),
) -> bool:
    """Was the last day over before `op`? A stuiting that came too late, or is still to come, keeps nothing alive."""
    gestuit = [een for een in stuitingen if een.dag <= op]
    try:
        return verjaring(einde_betaaltermijn, parameters, gestuit, verlengingen).laatste_dag < op
    except VorderingIsAlVerjaard:
        return True


def _jaren_later(dag: date, jaren: int) -> date:
    return plus_maanden(dag, 12 * jaren)


def _verlengd(
    begin: date, eind: date, verlengingen: Iterable[Verlenging], stappen: list[Termijnstap]
) -> date:
    """Move the end by the part of every extension that lies in the term: whole months as months, the rest as days."""
    bereikt = begin + timedelta(days=1)
    for verlenging in verlengingen:
        van = max(verlenging.van, bereikt)
        if van >= verlenging.tot or van > eind:
            continue
        maanden = hele_maanden(van, verlenging.tot)
        rest = (verlenging.tot - plus_maanden(van, maanden)).days
        eind = plus_maanden(eind, maanden) + timedelta(days=rest)
        bereikt = verlenging.tot
        stappen.append(
            Termijnstap(
                eind, f"verlengd met {verlenging.soort} van {van} tot {verlenging.tot} (Awb 4:111)"
            )
        )
    return eind
