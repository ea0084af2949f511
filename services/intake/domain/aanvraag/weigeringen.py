"""Why intake does not record an application."""

from uuid import UUID

from services.intake.domain.weigeringen import Weigering
from shared.begrippen import Aanvraagsoort


class OntvangstLigtInToekomst(Weigering):
    """Een aanvraag kan niet later zijn ontvangen dan vandaag."""


class OntvangstLigtTeVerTerug(Weigering):
    """Deze dag van ontvangst ligt meer dan een jaar terug. Kijk de datum na."""


class OntvangstLigtVoorVoorganger(Weigering):
    """Deze dag van ontvangst ligt vóór die van de vorige aanvraag. Kijk de datum na."""


class GroepIsOnbekend(Weigering):
    """De groep van deze ondernemer is nog niet bekend. Vul die eerst aan: daarvan hangt af wat kan. De dag van ontvangst blijft gelden."""


class HulpIsBuitenBbz(Weigering):
    """Dit dossier gaat over hulp buiten het Bbz: er is niets aan te vragen. Vul de aanmelding aan als dat anders is geworden."""


class VraagPastNietBijSoort(Weigering):
    """Een bestemming hoort bij bedrijfskapitaal, een aantal maanden bij levensonderhoud."""


class TipIsOnbekend(Weigering):
    """Een van de tips hoort niet bij de vorige aanvraag."""


class AanvraagLooptAl(Weigering):
    """One application of a kind at a time; `aanvraag_id` is the one that runs, None where who asks may not see it."""

    def __init__(self, soort: Aanvraagsoort, aanvraag_id: UUID | None) -> None:
        super().__init__(soort, aanvraag_id)
        self.soort, self.aanvraag_id = soort, aanvraag_id

    def __str__(self) -> str:
        return f"Er loopt al een aanvraag om {self.soort} van deze persoon."
