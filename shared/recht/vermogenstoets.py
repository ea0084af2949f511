"""May bijstand be om niet, given the assets (Bbz art. 3)? Needed for art. 12, 19, 21 and 22."""

from dataclasses import dataclass
from datetime import date

from shared.begrippen import Groep
from shared.money import bedrag, procent
from shared.parameters import Parameter, Parameterset


@dataclass(frozen=True, slots=True)
class Vermogensuitkomst:
    """The outcome: allowed or not, which rule decided, its limit in cents where one was exceeded, and one Dutch sentence."""

    regel: str
    artikel: str
    uitleg: str
    mag_om_niet: bool
    grens_cent: int | None = None


class VermogenKloptNiet(ValueError):
    """Assets without debts cannot be less than assets minus debts."""

    def __init__(self) -> None:
        super().__init__(
            "Het totaal vermogen is kleiner dan het eigen vermogen. Totaal vermogen is zonder aftrek van schulden (Bbz art. 1 h en i)."
        )


def vermogenstoets(
    groep: Groep, eigen_cent: int, totaal_cent: int, op: date, parameters: Parameterset
) -> Vermogensuitkomst:
    """Test eigen vermogen and totaal vermogen (cents) against the limits of the year of `op`, the date of application (A-9).

    "Meer dan" is literal: at the limit is allowed (A-10). The share is compared exactly. Raises ParameterOnbekend, VermogenKloptNiet.
    """
    if totaal_cent < eigen_cent:
        raise VermogenKloptNiet
    if groep == "ouder":
        return _boven_grens(
            eigen_cent, parameters.waarde("vermogensgrens_oudere", op), "Bbz art. 3 lid 2"
        ) or _mag(
            "grens_oudere",
            f"{bedrag(eigen_cent)} is niet meer dan de grens voor oudere zelfstandigen",
            "Bbz art. 3 lid 2",
        )
    boven = parameters.waarde("vermogensgrens_om_niet_boven", op)
    return _boven_grens(eigen_cent, boven, "Bbz art. 3 lid 1 a") or _aandeeltoets(
        eigen_cent, totaal_cent, boven, op, parameters
    )


def _aandeeltoets(
    eigen_cent: int, totaal_cent: int, boven: Parameter, op: date, parameters: Parameterset
) -> Vermogensuitkomst:
    artikel = "Bbz art. 3 lid 1 b"
    aandeel = parameters.waarde("max_aandeel_eigen_vermogen", op)
    if eigen_cent <= aandeel.deel * totaal_cent:
        return _mag(
            "aandeel",
            f"{bedrag(eigen_cent)} is niet meer dan {procent(aandeel.getal)} van {bedrag(totaal_cent)}",
            artikel,
        )
    if eigen_cent == boven.cent:
        return _mag(
            "bovengrens",
            f"{bedrag(eigen_cent)} is precies de bovengrens en dus niet meer dan die grens (A-10)",
            artikel,
        )
    onder = parameters.waarde("vermogensgrens_om_niet_onder", op)
    if eigen_cent <= onder.cent:
        return _mag(
            "ondergrens",
            f"{bedrag(eigen_cent)} is niet meer dan de ondergrens van {bedrag(onder.cent)}",
            artikel,
        )
    reden = f"{bedrag(eigen_cent)} is meer dan {bedrag(onder.cent)} en meer dan {procent(aandeel.getal)} van {bedrag(totaal_cent)}"
    return _mag_niet("aandeel", onder.cent, reden, artikel)


def _boven_grens(eigen_cent: int, grens: Parameter, artikel: str) -> Vermogensuitkomst | None:
    if eigen_cent <= grens.cent:
        return None
    return _mag_niet(
        "bovengrens", grens.cent, f"{bedrag(eigen_cent)} is meer dan {bedrag(grens.cent)}", artikel
    )


def _mag(regel: str, reden: str, artikel: str) -> Vermogensuitkomst:
    return Vermogensuitkomst(regel, artikel, f"Om niet mag: {reden} ({artikel})", mag_om_niet=True)


def _mag_niet(regel: str, grens_cent: int, reden: str, artikel: str) -> Vermogensuitkomst:
    return Vermogensuitkomst(
        regel,
        artikel,
        f"Niet om niet: {reden} ({artikel})",
        mag_om_niet=False,
        grens_cent=grens_cent,
    )
