"""In which form levensonderhoud is granted: provisionally as a renteloze lening, or om niet at once (Bbz art. 11, 19)."""

from functools import partial

from services.bbz.domain.eerder import NIETS, Eerder
from services.bbz.domain.toets import Bijstandsvoorstel, Toets
from shared.begrippen import Groep
from shared.dates import geteld
from shared.parameters import Parameterset

LENING, OM_NIET = "Bbz art. 11 lid 1", "Bbz art. 19"
# Art. 19 is for a gevestigde, whatever its trade or size.
GEVESTIGDEN: frozenset[Groep] = frozenset({"gevestigd", "marginaal", "binnenvaart"})


def vorm(voorstel: Bijstandsvoorstel, parameters: Parameterset, eerder: Eerder = NIETS) -> Toets:
    """A renteloze lening is always possible; om niet at once only under the conditions of art. 19, with the months so granted before.

    Raises ParameterOnbekend.
    """
    if voorstel.vorm == "renteloze_lening":
        uitleg = "De bijstand is voorlopig een renteloze lening. Na het boekjaar volgt de definitieve vaststelling (Bbz art. 12)."
        return Toets(regel="vorm", grondslag=LENING, uitkomst="voldaan", uitleg=uitleg)
    rij = parameters.waarde("levensonderhoud_direct_om_niet_max", voorstel.besluitdatum)
    over = max(0, rij.aantal - len(eerder.maanden(GEVESTIGDEN, "om_niet")))
    toets = partial(
        Toets,
        regel="vorm",
        grondslag=OM_NIET,
        parameter=rij.uitleg,
        gevraagd_maanden=voorstel.maanden,
        toegestaan_maanden=over,
    )
    if reden := _reden_tegen_om_niet(voorstel, over):
        return toets(uitkomst="niet_voldaan", uitleg=reden)
    return toets(
        uitkomst="voldaan",
        uitleg=f"Om niet kan meteen: hooguit {geteld(rij.aantal, 'maand')}, blijvend onder de norm, vermogen binnen art. 3.",
    )


def _reden_tegen_om_niet(voorstel: Bijstandsvoorstel, hooguit: int) -> str:
    if voorstel.groep not in GEVESTIGDEN:
        return "Meteen om niet kan alleen voor een gevestigde ondernemer."
    if (voorstel.maanden or 0) > hooguit:
        return f"Meteen om niet kan nog voor hooguit {geteld(hooguit, 'maand')}."
    if not voorstel.is_blijvend_onder_norm:
        return (
            "Meteen om niet kan alleen bij een regelmatig inkomen dat blijvend onder de norm ligt."
        )
    if not voorstel.is_vermogen_binnen_grens:
        return "Meteen om niet kan alleen als het vermogen binnen de grens van artikel 3 blijft."
    return ""
