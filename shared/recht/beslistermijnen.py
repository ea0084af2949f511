"""Last days of legal terms, each with its steps: Bbz art. 35 and 38, Awb 4:5, 4:13-4:17, 4:87, 4:112, 6:7, 7:10, Algemene termijnenwet."""

from dataclasses import dataclass
from datetime import date, timedelta

from shared.dates import geteld, plus_maanden, plus_weken
from shared.parameters import Parameterset
from shared.recht.termijnen import (
    Termijn,
    TermijnIsOnbekend,
    Termijnregel,
    Termijnstap,
    sluit_af,
    wekentermijn,
)


@dataclass(frozen=True, slots=True)
class Opschorting:
    """A time that does not count: `van` is the day of the request, `tot` the day it was met or its term ended unused (Awb 4:15)."""

    van: date
    tot: date

    @property
    def dagen(self) -> frozenset[date]:
        """From the day after the request until (not including) the day it was met."""
        return frozenset(
            self.van + timedelta(days=nummer) for nummer in range(1, (self.tot - self.van).days)
        )


class VerlengingIsTeLang(ValueError):
    """The law allows one extension of at most so many weeks."""

    def __init__(self, weken: int, hooguit: int) -> None:
        mag = geteld(hooguit, "week")
        super().__init__(
            f"De termijn kan niet met {geteld(weken, 'week')} verlengd worden. De wet staat hooguit {mag} toe, één keer."
        )


class OpschortingLooptTerug(ValueError):
    """A suspension ends on the day of the request at the earliest."""

    def __init__(self, van: date, tot: date) -> None:
        super().__init__(
            f"De opschorting van {van} tot {tot} loopt terug. Geef 'tot' op of na 'van'."
        )


class OpschortingValtBuitenTermijn(ValueError):
    """A suspension that ended before the term began, or starts after it ended, suspends nothing."""

    def __init__(self, van: date, laatste_dag: date) -> None:
        super().__init__(
            f"De opschorting van {van} ligt niet binnen de termijn, die tot en met {laatste_dag} loopt. Controleer de datum."
        )


BESLISTERMIJNEN = {
    "beslistermijn": (
        Termijnregel("beslistermijn_bbz", "Bbz art. 35 lid 2"),
        "beslistermijn_bbz_verlenging",
    ),
    "beslistermijn_overig": (Termijnregel("beslistermijn_overig", "Awb 4:13"), None),
    "beslistermijn_bezwaar": (
        Termijnregel("beslistermijn_bezwaar", "Awb 7:10"),
        "beslistermijn_bezwaar_verdaging",
    ),
    "beslistermijn_bezwaar_commissie": (
        Termijnregel("beslistermijn_bezwaar_commissie", "Awb 7:10"),
        "beslistermijn_bezwaar_verdaging",
    ),
}
DWANGSOMTRAP = "dwangsom_dag_"


def beslistermijn(
    datum: date,
    parameters: Parameterset,
    soort: str = "beslistermijn",
    verlenging_weken: int = 0,
    opschortingen: tuple[Opschorting, ...] = (),
) -> Termijn:
    """Last day to decide: the term from the day after `datum` (receipt, or the end of the bezwaar term), one extension, suspensions.

    Suspended days count once where they overlap, and only after `datum` (Awb 4:15). Raises VerlengingIsTeLang,
    OpschortingLooptTerug, OpschortingValtBuitenTermijn, TermijnIsOnbekend.
    """
    if soort not in BESLISTERMIJNEN:
        raise TermijnIsOnbekend(soort, BESLISTERMIJNEN)
    regel, parameter_verlenging = BESLISTERMIJNEN[soort]
    weken = parameters.waarde(regel.parameter, datum).aantal
    eind = plus_weken(datum, weken)
    stappen = [
        Termijnstap(eind, f"{geteld(weken, 'week')} vanaf de dag na {datum} ({regel.grondslag})")
    ]
    hooguit = (
        parameters.waarde(parameter_verlenging, datum).aantal
        if verlenging_weken and parameter_verlenging
        else 0
    )
    if verlenging_weken not in range(hooguit + 1):
        raise VerlengingIsTeLang(verlenging_weken, hooguit)
    if verlenging_weken:
        eind = plus_weken(eind, verlenging_weken)
        stappen.append(Termijnstap(eind, f"verlengd met {geteld(verlenging_weken, 'week')}"))
    eind = _opgeschort(datum, eind, opschortingen, stappen)
    return sluit_af(eind, weken + verlenging_weken, regel.grondslag, stappen, parameters)


def jaarstukkentermijn(laatste_dag_boekjaar: date, parameters: Parameterset) -> Termijn:
    """Last day to hand in the administration of a boekjaar (Bbz art. 38 lid 2); too long a term to move to a working day (Atw 4 a)."""
    maanden = parameters.waarde("jaarstukken_termijn", laatste_dag_boekjaar).aantal
    eind = plus_maanden(laatste_dag_boekjaar + timedelta(days=1), maanden) - timedelta(days=1)
    stap = Termijnstap(
        eind,
        f"{geteld(maanden, 'maand')} na het boekjaar dat eindigt op {laatste_dag_boekjaar} (Bbz art. 38 lid 2)",
    )
    return Termijn(eind, "Bbz art. 38 lid 2", (stap,))


def dwangsomtermijn(ingebrekestelling: date, parameters: Parameterset) -> Termijn:
    """Last day on which a dwangsom runs when no decision comes after an ingebrekestelling (Awb 4:17).

    The amount has parameters of its own.
    """
    wachten = wekentermijn("ingebrekestelling", ingebrekestelling, parameters)
    dagen = parameters.waarde("dwangsom_max", ingebrekestelling).aantal
    eind = wachten.laatste_dag + timedelta(days=dagen)
    stap = Termijnstap(
        eind,
        f"dwangsom vanaf {wachten.laatste_dag + timedelta(days=1)}, hooguit {geteld(dagen, 'dag')} (Awb 4:17 lid 1)",
    )
    return Termijn(eind, "Awb 4:17", (*wachten.stappen, stap))


def dwangsom_cent(ingebrekestelling: date, dagen: int, parameters: Parameterset) -> int:
    """The dwangsom over so many days, in cents (Awb 4:17 lid 2); raises ParameterOnbekend where the amounts are unknown."""
    hooguit = parameters.waarde("dwangsom_max", ingebrekestelling).aantal
    totaal = 0
    for eerste, laatste, naam in sorted(
        _trap(naam) for naam in parameters.op_naam if naam.startswith(DWANGSOMTRAP)
    ):
        dagen_in_trap = max(0, min(dagen, hooguit, laatste) - eerste + 1)
        if dagen_in_trap:
            totaal += dagen_in_trap * parameters.waarde(naam, ingebrekestelling).cent
    return totaal


def _trap(naam: str) -> tuple[int, int, str]:
    """First and last day of an amount, as its parameter is named: dwangsom_dag_1_14."""
    eerste, laatste = naam.removeprefix(DWANGSOMTRAP).split("_")
    return int(eerste), int(laatste), naam


def _opgeschort(
    datum: date, eind: date, opschortingen: tuple[Opschorting, ...], stappen: list[Termijnstap]
) -> date:
    """Move the end by every suspended day after `datum`, once."""
    gehad: frozenset[date] = frozenset()
    for opschorting in sorted(opschortingen, key=lambda een: een.van):
        if opschorting.tot < opschorting.van:
            raise OpschortingLooptTerug(opschorting.van, opschorting.tot)
        if opschorting.van > eind or opschorting.tot <= datum:
            raise OpschortingValtBuitenTermijn(opschorting.van, eind)
        nieuw = frozenset(dag for dag in opschorting.dagen if dag > datum) - gehad
        gehad |= nieuw
        eind += timedelta(days=len(nieuw))
        stappen.append(
            Termijnstap(
                eind,
                f"opgeschort na {opschorting.van} tot {opschorting.tot}: {geteld(len(nieuw), 'dag')} (Awb 4:15)",
            )
        )
    return eind
