"""How many months of levensonderhoud each group may get (Bbz art. 18, 23, 25, 27; choice A-18)."""

from dataclasses import dataclass

from services.bbz.domain.begrippen import Verlengingsgrond
from services.bbz.domain.eerder import NIETS, Eerder
from services.bbz.domain.toets import Bijstandsvoorstel, Toets, Toetsuitkomst
from shared.begrippen import Groep
from shared.dates import geteld
from shared.money import bedrag
from shared.parameters import Parameterset


@dataclass(frozen=True)
class Duurregel:
    """The parameter with the ordinary months, and the one that more months come from on a ground."""

    grondslag: str
    maximum: str
    verlenging: str | None = None
    grond: Verlengingsgrond | None = None


GEVESTIGD = Duurregel(
    "Bbz art. 18",
    "levensonderhoud_max_gevestigde",
    "levensonderhoud_verlenging_gevestigde",
    "tijdelijke_oorzaak_van_buiten",
)
DUREN: dict[Groep, Duurregel] = {
    "gevestigd": GEVESTIGD,
    "marginaal": GEVESTIGD,
    "binnenvaart": GEVESTIGD,
    "starter": Duurregel("Bbz art. 23", "levensonderhoud_max_starter"),
    "beeindigend": Duurregel(
        "Bbz art. 27",
        "levensonderhoud_max_beeindigende",
        "levensonderhoud_verlenging_beeindigende",
        "verzoek_ondernemer",
    ),
}


def duur(voorstel: Bijstandsvoorstel, parameters: Parameterset, eerder: Eerder = NIETS) -> Toets:
    """The months stay within those of the group, with those that were granted before (choice C-2); raises ParameterOnbekend."""
    regel = DUREN.get(voorstel.groep)
    if regel is None:
        return _zolang_het_inkomen_reikt(voorstel, parameters)
    rij = parameters.waarde(regel.maximum, voorstel.besluitdatum)
    hooguit, uit = rij.aantal, rij.uitleg
    if voorstel.verlengingsgrond is not None:
        if regel.verlenging is None or regel.grond != voorstel.verlengingsgrond:
            return _toets(
                regel.grondslag,
                "Deze grond om te verlengen hoort niet bij deze groep.",
                voorstel,
                hooguit,
                uit,
                kan=False,
            )
        meer = parameters.waarde(regel.verlenging, voorstel.besluitdatum)
        hooguit, uit = hooguit + meer.aantal, f"{uit}; {meer.uitleg}"
    gehad = len(eerder.maanden(groep for groep, een in DUREN.items() if een == regel))
    over = max(0, hooguit - gehad)
    maanden, kan = voorstel.maanden or 0, (voorstel.maanden or 0) <= over
    uitleg = (
        f"De groep krijgt hooguit {geteld(hooguit, 'maand')}."
        if kan
        else f"{geteld(maanden, 'maand')} is meer dan {geteld(over, 'maand')}."
    )
    if gehad:
        uitleg += f" Van {geteld(hooguit, 'maand')} {'is' if gehad == 1 else 'zijn'} er {gehad} al eerder toegekend."
    return _toets(regel.grondslag, uitleg, voorstel, over, uit, kan=kan)


def _zolang_het_inkomen_reikt(voorstel: Bijstandsvoorstel, parameters: Parameterset) -> Toets:
    """An oudere gets bijstand as long as the expected bruto income is enough on average (Bbz art. 25)."""
    rij = parameters.waarde("min_bruto_jaarinkomen_oudere", voorstel.van or voorstel.besluitdatum)
    verwacht = voorstel.verwacht_bruto_jaarinkomen_cent
    toets = Toets(
        regel="duur",
        grondslag="Bbz art. 25",
        uitkomst="voldaan",
        parameter=rij.uitleg,
        gevraagd_maanden=voorstel.maanden,
        uitleg=f"Het verwachte bruto inkomen is gemiddeld ten minste {bedrag(rij.cent)} per jaar.",
    )
    if verwacht is None:
        return toets.na(
            uitkomst="nog_open", uitleg="Het verwachte bruto jaarinkomen is nog niet ingevuld."
        )
    if verwacht < rij.cent:
        uitleg = f"Het verwachte bruto inkomen van {bedrag(verwacht)} is minder dan {bedrag(rij.cent)} per jaar."
        return toets.na(uitkomst="niet_voldaan", uitleg=uitleg)
    return toets


def _toets(
    grondslag: str,
    uitleg: str,
    voorstel: Bijstandsvoorstel,
    hooguit: int,
    parameter: str,
    *,
    kan: bool,
) -> Toets:
    uitkomst: Toetsuitkomst = (
        "nog_open" if kan and voorstel.maanden is None else "voldaan" if kan else "niet_voldaan"
    )
    return Toets(
        regel="duur",
        grondslag=grondslag,
        uitkomst=uitkomst,
        uitleg=uitleg,
        parameter=parameter,
        gevraagd_maanden=voorstel.maanden,
        toegestaan_maanden=hooguit,
    )
