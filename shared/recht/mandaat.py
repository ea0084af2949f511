"""Who may decide for the college, up to which amount, in which municipality and until when (Awb art. 10:3)."""

from dataclasses import dataclass
from datetime import date

from shared.begrippen import Waarde


class Mandaat(Waarde):
    """`tot_cent` None: no limit of its own, what the law sets stays. Both days are inclusive."""

    mandaat_id: str
    houder: str
    gemeenten: tuple[str, ...]
    tot_cent: int | None = None
    geldig_van: date
    geldig_tot: date | None = None

    def geldt(self, houder: str, gemeente: str, op: date) -> bool:
        loopt = self.geldig_van <= op and (self.geldig_tot is None or op <= self.geldig_tot)
        return loopt and self.houder == houder and gemeente in self.gemeenten

    def dekt(self, cent: int) -> bool:
        return self.tot_cent is None or cent <= self.tot_cent


def _ruimte(mandaat: Mandaat) -> tuple[bool, int]:
    """Rises with what a mandate allows."""
    return mandaat.tot_cent is None, mandaat.tot_cent or 0


@dataclass(frozen=True)
class Mandaatregister:
    """The dated register of mandates."""

    mandaten: tuple[Mandaat, ...] = ()

    def ruimste(self, houder: str, gemeente: str, op: date) -> Mandaat | None:
        """The widest mandate somebody has on a day in a municipality; None without any."""
        return max(
            (mandaat for mandaat in self.mandaten if mandaat.geldt(houder, gemeente, op)),
            key=_ruimte,
            default=None,
        )

    def kenmerk(self, houder: str, gemeente: str, op: date) -> str:
        """The id of that mandate, for the decision that rests on it; raises LookupError without any."""
        if (gevonden := self.ruimste(houder, gemeente, op)) is None:
            raise LookupError(f"{houder} has no mandate for {gemeente} on {op}")
        return gevonden.mandaat_id

    def voor(self, cent: int, gemeente: str, op: date) -> tuple[Mandaat, ...]:
        """Who may decide about this amount on a day in a municipality, the narrowest mandate first."""
        houders = dict.fromkeys(mandaat.houder for mandaat in self.mandaten)
        gevonden = (self.ruimste(houder, gemeente, op) for houder in houders)
        return tuple(
            sorted((mandaat for mandaat in gevonden if mandaat and mandaat.dekt(cent)), key=_ruimte)
        )
