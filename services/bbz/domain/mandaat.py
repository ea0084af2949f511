"""Two conditions of every decision: a second person signs, and that person has a mandate for it (Awb 10:3)."""

from functools import partial

from services.bbz.domain.toets import Toets, Toetsuitkomst, Voorstel
from shared.dates import voluit
from shared.money import bedrag
from shared.recht.mandaat import Mandaatregister

MANDAATGRONDSLAG = "Awb art. 10:3"
VIER_OGEN = "vierogenprincipe (mandaatregeling)"


def vier_ogen(voorstel: Voorstel) -> Toets:
    """Who assessed does not sign: a second person looks at it."""
    toets = partial(Toets, regel="vier_ogen", grondslag=VIER_OGEN)
    if voorstel.beoordelaar is None:
        return toets(
            uitkomst="nog_open", uitleg="Er is nog geen beoordeling door een eerste persoon."
        )
    if voorstel.beoordelaar == voorstel.ondertekenaar:
        uitleg = f"{voorstel.ondertekenaar} beoordeelde deze aanvraag zelf. Een tweede persoon moet tekenen."
        return toets(uitkomst="niet_voldaan", uitleg=uitleg)
    return toets(
        uitkomst="voldaan",
        uitleg=f"{voorstel.beoordelaar} beoordeelde, {voorstel.ondertekenaar} tekent.",
    )


def mandaat(voorstel: Voorstel, register: Mandaatregister) -> Toets:
    """The signer has a mandate for this municipality on this day that covers the amount (Awb 10:3)."""
    toets = partial(
        Toets, regel="mandaat", grondslag=MANDAATGRONDSLAG, gevraagd_cent=voorstel.bedrag_cent
    )
    gevonden = register.ruimste(voorstel.ondertekenaar, voorstel.gemeente, voorstel.besluitdatum)
    if gevonden is None:
        uitleg = f"{voorstel.ondertekenaar} heeft op {voluit(voorstel.besluitdatum)} geen mandaat om voor {voorstel.gemeente} te tekenen."
        return toets(uitkomst="niet_voldaan", uitleg=uitleg, toegestaan_cent=0)
    grens = (
        "geldt zonder eigen grens"
        if gevonden.tot_cent is None
        else f"geldt tot en met {bedrag(gevonden.tot_cent)}"
    )
    uitleg = f"Mandaat {gevonden.mandaat_id} van {voorstel.ondertekenaar} {grens}."
    if voorstel.bedrag_cent is None:
        return toets(uitkomst="nog_open", uitleg=uitleg, toegestaan_cent=gevonden.tot_cent)
    uitkomst: Toetsuitkomst = "voldaan" if gevonden.dekt(voorstel.bedrag_cent) else "niet_voldaan"
    return toets(uitkomst=uitkomst, uitleg=uitleg, toegestaan_cent=gevonden.tot_cent)
