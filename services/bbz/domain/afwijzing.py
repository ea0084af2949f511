"""An application is refused by a decision: on an article, in plain words, by a second person with a mandate."""

from dataclasses import dataclass

from services.bbz.domain.begrippen import RedenAfwijzing
from services.bbz.domain.commands import RegistreerAfwijzing
from services.bbz.domain.events import AanvraagAfgewezen, Aanvraagfeit
from services.bbz.domain.kader import Kader
from services.bbz.domain.state import Aanvraag
from services.bbz.domain.verstrekking import voorstel
from services.bbz.domain.voorwaarden import TEKENEN, toetsing
from services.bbz.domain.weigeringen import AanvraagIsNietBeoordeeld, BesluitMagNiet


@dataclass(frozen=True)
class Afwijzingsgrond:
    """The article, and the sentence that the letter uses."""

    grondslag: str
    uitleg: str


GRONDEN: dict[RedenAfwijzing, Afwijzingsgrond] = {
    "niet_levensvatbaar": Afwijzingsgrond(
        "Bbz art. 2 lid 1", "Het bedrijf is naar verwachting niet levensvatbaar."
    ),
    "geen_zelfstandige": Afwijzingsgrond(
        "Bbz art. 1 b", "U bent geen zelfstandige zoals het Bbz dat bedoelt."
    ),
    "beeindigt_bedrijf": Afwijzingsgrond(
        "Bbz art. 2 lid 2", "Wie met het bedrijf stopt, krijgt geen bedrijfskapitaal."
    ),
    "te_veel_vermogen": Afwijzingsgrond("Bbz art. 3", "Uw eigen vermogen is hoger dan de grens."),
    "andere_voorziening": Afwijzingsgrond(
        "Participatiewet art. 15", "U kunt een beroep doen op een andere voorziening."
    ),
}


def wijs_af(state: Aanvraag, verzoek: RegistreerAfwijzing, kader: Kader) -> list[Aanvraagfeit]:
    eerder = state.afwijzing
    if eerder and (eerder.reden, eerder.tips, eerder.ondertekenaar) == (
        verzoek.reden,
        verzoek.tips,
        verzoek.ondertekenaar,
    ):
        return []
    state.moet_lopen()
    if state.beoordeling is None:
        raise AanvraagIsNietBeoordeeld
    zonder_bedrag = voorstel(state, verzoek.ondertekenaar, verzoek.op).na(bedrag_cent=0)
    for toets in toetsing(zonder_bedrag, kader, TEKENEN):
        if not toets.is_voldaan:
            raise BesluitMagNiet(toets)
    mandaat = kader.mandaten.kenmerk(verzoek.ondertekenaar, state.kern.gemeente, verzoek.op)
    grond = GRONDEN[verzoek.reden]
    return [
        AanvraagAfgewezen(
            dossier_id=state.kern.dossier_id,
            gemeente=state.kern.gemeente,
            reden=verzoek.reden,
            grondslag=grond.grondslag,
            uitleg=grond.uitleg,
            ondertekenaar=verzoek.ondertekenaar,
            mandaat=mandaat,
            afgewezen_op=verzoek.op,
            soort=state.kern.soort,
            tips=verzoek.tips,
        )
    ]
