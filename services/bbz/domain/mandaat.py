"""Who may sign for the college, up to which amount, for which municipality, until when (Awb 10:3)."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from services.bbz.domain.toets import Toets, Toetsuitkomst, Voorstel
from shared.begrippen import Waarde
from shared.dates import voluit
from shared.money import bedrag

MANDAATGRONDSLAG = "Awb art. 10:3"
VIER_OGEN = "vierogenprincipe (mandaatregeling)"


class Mandaat(Waarde):
    """`tot_cent` None: no limit of its own, the maximum of the law stays. Both days are inclusive."""

    mandaat_id: str
    houder: str
    gemeenten: tuple[str, ...]
    tot_cent: int | None
    geldig_van: date
    geldig_tot: date | None

    def geldt(self, houder: str, gemeente: str, op: date) -> bool:
        loopt = self.geldig_van <= op and (self.geldig_tot is None or op <= self.geldig_tot)
        return loopt and self.houder == houder and gemeente in self.gemeenten

    def dekt(self, cent: int) -> bool:
        return self.tot_cent is None or cent <= self.tot_cent


@dataclass(frozen=True)
class Mandaatregister:
    """The dated register of mandates."""

    mandaten: tuple[Mandaat, ...]

    def ruimste(self, houder: str, gemeente: str, op: date) -> Mandaat | None:
        """The widest mandate somebody has on a day in a municipality; None without any."""
        geldig = [mandaat for mandaat in self.mandaten if mandaat.geldt(houder, gemeente, op)]
        return max(geldig, key=lambda mandaat: (mandaat.tot_cent is None, mandaat.tot_cent or 0), default=None)

    def kenmerk(self, houder: str, gemeente: str, op: date) -> str:
        """The id of that mandate, for the decision that rests on it; raises LookupError without any."""
        if (gevonden := self.ruimste(houder, gemeente, op)) is None:
            raise LookupError(f"{houder} has no mandate for {gemeente} on {op}")
        return gevonden.mandaat_id


def vier_ogen(voorstel: Voorstel) -> Toets:
    """Who assessed does not sign: a second person looks at it."""
    toets = partial(Toets, regel="vier_ogen", grondslag=VIER_OGEN)
    if voorstel.beoordelaar is None:
        return toets(uitkomst="nog_open", uitleg="Er is nog geen beoordeling door een eerste persoon.")
    if voorstel.beoordelaar == voorstel.ondertekenaar:
        uitleg = f"{voorstel.ondertekenaar} beoordeelde deze aanvraag zelf. Een tweede persoon moet tekenen."
        return toets(uitkomst="niet_voldaan", uitleg=uitleg)
    return toets(uitkomst="voldaan", uitleg=f"{voorstel.beoordelaar} beoordeelde, {voorstel.ondertekenaar} tekent.")


def mandaat(voorstel: Voorstel, register: Mandaatregister) -> Toets:
    """The signer has a mandate for this municipality on this day that covers the amount (Awb 10:3)."""
    toets = partial(Toets, regel="mandaat", grondslag=MANDAATGRONDSLAG, gevraagd_cent=voorstel.bedrag_cent)
    gevonden = register.ruimste(voorstel.ondertekenaar, voorstel.gemeente, voorstel.besluitdatum)
    if gevonden is None:
        uitleg = f"{voorstel.ondertekenaar} heeft op {voluit(voorstel.besluitdatum)} geen mandaat om voor {voorstel.gemeente} te tekenen."
        return toets(uitkomst="niet_voldaan", uitleg=uitleg, toegestaan_cent=0)
    grens = "geldt zonder eigen grens" if gevonden.tot_cent is None else f"geldt tot en met {bedrag(gevonden.tot_cent)}"
    uitleg = f"Mandaat {gevonden.mandaat_id} van {voorstel.ondertekenaar} {grens}."
    if voorstel.bedrag_cent is None:
        return toets(uitkomst="nog_open", uitleg=uitleg, toegestaan_cent=gevonden.tot_cent)
    uitkomst: Toetsuitkomst = "voldaan" if gevonden.dekt(voorstel.bedrag_cent) else "niet_voldaan"
    return toets(uitkomst=uitkomst, uitleg=uitleg, toegestaan_cent=gevonden.tot_cent)
