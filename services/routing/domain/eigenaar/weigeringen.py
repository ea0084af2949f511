"""Why nobody gets a dossier like that. The docstring is the sentence people read."""

from datetime import date

from services.routing.domain.weigeringen import Weigering
from shared.dates import voluit


class Eigenaarsweigering(Weigering):
    """Dit kan niet met dit dossier."""


class DossierIsToegewezen(Eigenaarsweigering):
    """Dit dossier is intussen van iemand anders."""

    def __init__(self, naam: str | None) -> None:
        self.naam = naam

    def __str__(self) -> str:
        wie = f"van {self.naam}" if self.naam else "van niemand"
        return f"Dit dossier is intussen {wie}. Er is niets veranderd."


class BehandelenMagNiet(Eigenaarsweigering):
    """U heeft vandaag geen rol waarmee u dossiers van deze gemeente behandelt."""


class MedewerkerBehandeltNiet(Eigenaarsweigering):
    """Deze medewerker behandelt vandaag geen dossiers van deze gemeente. Kies iemand anders."""


class ToewijzenMagNiet(Eigenaarsweigering):
    """Alleen iemand van het team van dit dossier, of wie het team leidt, wijst het aan een ander toe."""


class OverdragenMagNiet(Eigenaarsweigering):
    """Alleen de eigenaar, wie waarneemt of wie het team leidt, draagt een dossier over."""


class OpvolgerIsEigenaar(Eigenaarsweigering):
    """Dit dossier is al van deze medewerker."""


class DossierRust(Eigenaarsweigering):
    """Dit dossier is afgesloten. Er is niets meer te doen."""


class SluimerdagIsVoorbij(Eigenaarsweigering):
    """Kies een dag die nog komt."""


class TermijnGaatVoor(Eigenaarsweigering):
    """Er verstrijkt eerder een termijn."""

    def __init__(self, termijn: date) -> None:
        self.termijn = termijn

    def __str__(self) -> str:
        return f"De termijn van {voluit(self.termijn)} gaat voor. Laat het dossier hoogstens tot die dag sluimeren."


class TermijnIsVoorbij(Eigenaarsweigering):
    """De termijn van dit dossier is vandaag of al voorbij. Het kan niet sluimeren."""


class SluimerdagIsTeVer(Eigenaarsweigering):
    """Deze dag is te ver weg."""

    def __init__(self, laatste: date) -> None:
        self.laatste = laatste

    def __str__(self) -> str:
        return f"Laat een dossier hoogstens tot en met {voluit(self.laatste)} sluimeren."
