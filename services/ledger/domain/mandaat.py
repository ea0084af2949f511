"""Who may decide for the college about a debt, up to which amount (Awb art. 10:3)."""

from dataclasses import dataclass
from datetime import date

from shared.begrippen import Waarde


class Mandaat(Waarde):
    """`tot_cent` None: no limit of its own. Both days are inclusive."""

    mandaat_id: str
    houder: str
    gemeenten: tuple[str, ...]
    tot_cent: int | None = None
    geldig_van: date
    geldig_tot: date | None = None

    def geldt(self, houder: str, gemeente: str, op: date) -> bool:
        loopt = self.geldig_van <= op and (self.geldig_tot is None or op <= self.geldig_tot)
        return loopt and self.houder == houder and gemeente in self.gemeenten


@dataclass(frozen=True)
class Mandaatregister:
    """The dated register of mandates."""

    mandaten: tuple[Mandaat, ...] = ()

    def ruimste(self, houder: str, gemeente: str, op: date) -> Mandaat | None:
        """The widest mandate somebody has on a day in a municipality; None without any."""
        geldig = [mandaat for mandaat in self.mandaten if mandaat.geldt(houder, gemeente, op)]
        return max(geldig, key=lambda mandaat: (mandaat.tot_cent is None, mandaat.tot_cent or 0), default=None)

    def voor(self, cent: int, gemeente: str, op: date) -> tuple[Mandaat, ...]:
        """Who may decide about this amount on a day in a municipality, the narrowest mandate first."""
        houders = dict.fromkeys(mandaat.houder for mandaat in self.mandaten)
        gevonden = (self.ruimste(houder, gemeente, op) for houder in houders)
        kan = [mandaat for mandaat in gevonden if mandaat and (mandaat.tot_cent is None or mandaat.tot_cent >= cent)]
        return tuple(sorted(kan, key=lambda mandaat: (mandaat.tot_cent is None, mandaat.tot_cent or 0)))
