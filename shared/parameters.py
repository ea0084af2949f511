"""Parameters of the law as dated data: chosen by the date that the law names, unknown refuses (rekenregels 0).

Pure: `shared.parameter_files` loads the sets; rules only see `Parameterset`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from hashlib import sha256
from json import dumps

from shared.money import cent_uit_decimaal

ONBEKEND, GEEN, GEMEENTELIJK = "onbekend", "geen", "gemeentelijk"


class ParameterOnbekend(Exception):
    """No value with a source for this date: the computation is refused, never guessed."""

    def __init__(self, naam: str, op: date, reden: str, wie: str, kies_op: str = "") -> None:
        self.naam, self.op, self.reden, self.wie = naam, op, reden, wie
        wanneer = f"voor boekjaar {op.year}" if kies_op == "boekjaar" else f"op {op.isoformat()}"
        super().__init__(f"Berekening geweigerd: {naam} is {reden} {wanneer}. {wie}")


@dataclass(frozen=True)
class Parameter:
    """One row: a value for a period (both days inclusive) with its source and how sure we are (F, S, F/S, D, G or N)."""

    naam: str
    eenheid: str
    kies_op: str
    geldig_van: date
    geldig_tot: date | None
    waarde: str
    bron: str
    zekerheid: str
    toelichting: str
    bekend_vanaf: date
    keuze: str = ""
    laag: str = "rijk"

    @property
    def cent(self) -> int:
        """The amount in cents of a row in euro."""
        return cent_uit_decimaal(self.waarde)

    @property
    def getal(self) -> Decimal:
        """The number as it stands: a percentage, months, weeks."""
        return Decimal(self.waarde)

    @property
    def aantal(self) -> int:
        """A whole number: months, weeks, years, days."""
        return int(self.waarde)

    @property
    def deel(self) -> Fraction:
        """A percentage as an exact part of one."""
        return Fraction(self.waarde) / 100

    @property
    def datum(self) -> date:
        """The day of a row of unit datum."""
        return date.fromisoformat(self.waarde)

    @property
    def is_ja(self) -> bool:
        """The answer of a ja/nee row."""
        return self.waarde == "ja"

    @property
    def is_geen(self) -> bool:
        """Does the law say that nothing applies?"""
        return self.waarde == GEEN

    @property
    def is_afgeleid(self) -> bool:
        """Derived by reasoning: it may be used and every output says so."""
        return self.zekerheid == "D"

    @property
    def is_onbekend(self) -> bool:
        """No usable value: unknown, left to the municipality, or general knowledge without a choice that allows it."""
        return self.waarde in (ONBEKEND, GEMEENTELIJK) or (self.zekerheid == "G" and not self.keuze)

    @property
    def uitleg(self) -> str:
        """One Dutch clause for an explanation: name, value, source, and whether it is derived."""
        return f"{self.naam} = {self.waarde} {self.eenheid} [{self.bron or self.keuze}]{self.voorbehoud}"

    @property
    def voorbehoud(self) -> str:
        """What every output says of a derived value; nothing for the others."""
        return " (afgeleid, geen bron noemt deze waarde)" if self.is_afgeleid else ""

    def geldt_op(self, op: date, bekend_op: date | None) -> bool:
        """Does the row cover this day, and was it known on `bekend_op` (any day when None)?"""
        loopt = self.geldig_van <= op and (self.geldig_tot is None or op <= self.geldig_tot)
        return loopt and (bekend_op is None or self.bekend_vanaf <= bekend_op)


@dataclass(frozen=True)
class Parameterset:
    """All rows of one version of the law as we know it, with what a municipality added.

    Rows of a municipality go before those of the Rijk.
    """

    rijen: tuple[Parameter, ...]

    @cached_property
    def versie(self) -> str:
        """Id of the set: the first 16 hex digits of the SHA-256 over all rows in a fixed order."""
        regels = sorted([str(waarde) for waarde in vars(rij).values()] for rij in self.rijen)
        return sha256(dumps(regels, ensure_ascii=False).encode()).hexdigest()[:16]

    @cached_property
    def op_naam(self) -> dict[str, tuple[Parameter, ...]]:
        """The rows of every parameter, the preferred one last."""
        gevonden: dict[str, list[Parameter]] = {}
        for rij in sorted(
            self.rijen, key=lambda rij: (rij.laag != "rijk", rij.bekend_vanaf, rij.geldig_van)
        ):
            gevonden.setdefault(rij.naam, []).append(rij)
        return {naam: tuple(rijen) for naam, rijen in gevonden.items()}

    def waarde(self, naam: str, op: date, bekend_op: date | None = None) -> Parameter:
        """The row of a parameter for a day, as known on `bekend_op`.

        Raises ParameterOnbekend when there is no row, or no value that may be used.
        """
        rij = self.rij(naam, op, bekend_op)
        if rij is None or rij.is_onbekend:
            raise _onbekend(
                naam, op, rij or next(iter(self.op_naam.get(naam, ())), None), rij is not None
            )
        return rij

    def rij(self, naam: str, op: date, bekend_op: date | None = None) -> Parameter | None:
        """The row for a day whatever its value, for showing; None when there is none."""
        passend = [rij for rij in self.op_naam.get(naam, ()) if rij.geldt_op(op, bekend_op)]
        return passend[-1] if passend else None

    def is_bekend(self, naam: str, op: date, bekend_op: date | None = None) -> bool:
        """May a rule use this parameter on this day?"""
        rij = self.rij(naam, op, bekend_op)
        return rij is not None and not rij.is_onbekend

    def op(self, dag: date, bekend_op: date | None = None) -> Iterable[Parameter]:
        """The row of every parameter on a day, by name."""
        return (rij for naam in sorted(self.op_naam) if (rij := self.rij(naam, dag, bekend_op)))


def _onbekend(naam: str, op: date, rij: Parameter | None, heeft_rij: bool) -> ParameterOnbekend:
    """Why the value cannot be used, and who can supply it."""
    if rij is None:
        return ParameterOnbekend(naam, op, "geen bekende parameter", "Controleer de naam.")
    if heeft_rij and rij.waarde == GEMEENTELIJK:
        wie = "Het college stelt deze waarde zelf vast: leg haar met het besluit vast in de parameters van de gemeente."
        return ParameterOnbekend(naam, op, "niet door de gemeente vastgesteld", wie, rij.kies_op)
    reden = "niet bevestigd met een bron" if heeft_rij and rij.waarde != ONBEKEND else "onbekend"
    wie = "Vraag waarde en bron aan de parameterbeheerder van de gemeente, die ze eerst in de parameters vastlegt."
    return ParameterOnbekend(naam, op, reden, wie, rij.kies_op)
