"""What can be done with an application now, what comes first, and of the rest why not."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.bbz.domain.state import Aanvraag
from services.bbz.domain.toets import Toets
from services.bbz.projections.aanvragen import Aanvraagregel

TITELS = {
    "verstrekkingen": "Krediet verstrekken",
    "toekenningen": "Levensonderhoud toekennen",
    "beoordelingen": "Beoordelen",
    "afwijzingen": "Aanvraag afwijzen",
    "buitenbehandelingstellingen": "Buiten behandeling stellen",
    "verlengingen": "Beslistermijn verlengen",
    "intrekkingen": "Aanvraag intrekken",
}
TEKENT = ("verstrekkingen", "toekenningen", "afwijzingen", "buitenbehandelingstellingen")
_NIET_VOOR = {"bedrijfskapitaal": "toekenningen", "levensonderhoud": "verstrekkingen"}


@dataclass(frozen=True)
class Keuzes:
    """`kan` in the order in which they are likely; `waarom_niet` by the code of what cannot be done."""

    kan: tuple[str, ...]
    waarom_niet: dict[str, str]

    @property
    def andere(self) -> list[tuple[str, str]]:
        return [(TITELS[code], waarom) for code, waarom in self.waarom_niet.items()]

    def formulier(self, gevraagd: str) -> str:
        """The form to show: what was asked for if it can be, else what comes first."""
        return gevraagd if gevraagd in self.kan else next(iter(self.kan), "")


def keuzes(aanvraag: Aanvraag, rij: Aanvraagregel, actor: str, toetsen: Sequence[Toets]) -> Keuzes:
    """`toetsen` are the conditions as they would be if this person signed today."""
    if not rij.loopt:
        return Keuzes((), {})
    codes = [code for code in TITELS if code != _NIET_VOOR[rij.soort]]
    if aanvraag.beoordeling and aanvraag.beoordeling.advies == "afwijzen":
        codes.sort(key=lambda code: code != "afwijzingen")
    niet = {code: _waarom_niet(code, aanvraag, rij, actor, toetsen) for code in codes}
    return Keuzes(
        tuple(code for code in codes if not niet[code]),
        {code: waarom for code, waarom in niet.items() if waarom},
    )


def _waarom_niet(
    code: str, aanvraag: Aanvraag, rij: Aanvraagregel, actor: str, toetsen: Sequence[Toets]
) -> str:
    """Empty when it can be done; the rules still judge what is filled in."""
    match code:
        case "verstrekkingen" | "toekenningen" | "afwijzingen":
            return _tekenen(aanvraag, rij, actor, toetsen)
        case "verlengingen" if aanvraag.is_verlengd:
            return "De beslistermijn is al één keer verlengd. Vaker kan niet (Bbz art. 35 lid 3)."
        case "verlengingen" if aanvraag.is_verstreken:
            return "De beslistermijn is voorbij."
        case "buitenbehandelingstellingen":
            return _buiten_behandeling(aanvraag, toetsen)
    return ""


def _buiten_behandeling(aanvraag: Aanvraag, toetsen: Sequence[Toets]) -> str:
    if aanvraag.aanvulling:
        return "De ondernemer heeft nog tijd om stukken in te leveren."
    if aanvraag.uitgebleven is None or aanvraag.uitgebleven.uitvraag_id is None:
        return "Er zijn geen gevraagde stukken uitgebleven (Awb 4:5 lid 1)."
    return _geen_mandaat(toetsen)


def _geen_mandaat(toetsen: Sequence[Toets]) -> str:
    if any(toets.regel == "mandaat" and toets.toegestaan_cent == 0 for toets in toetsen):
        return "U heeft vandaag geen mandaat om in deze gemeente te tekenen (Awb art. 10:3)."
    return ""


def _tekenen(aanvraag: Aanvraag, rij: Aanvraagregel, actor: str, toetsen: Sequence[Toets]) -> str:
    """Two persons, and a mandate of any size: a smaller amount may still fit it (Awb 10:3)."""
    if rij.status != "beoordeeld" or aanvraag.beoordeling is None:
        return "Eerst beoordeelt iemand de aanvraag. Daarna beslist een ander."
    if aanvraag.beoordeling.beoordelaar == actor:
        return "U beoordeelde deze aanvraag zelf. Een ander moet tekenen."
    return _geen_mandaat(toetsen)
