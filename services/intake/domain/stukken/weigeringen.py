"""Why a request about papers is refused. The docstring is the sentence people read."""

from datetime import date

from services.intake.domain.weigeringen import Weigering


class StukBestaatNiet(Weigering):
    """Er is geen stuk met dit nummer."""


class UitvraagBestaatNiet(Weigering):
    """Er is geen vraag om stukken met dit nummer."""


class GeenStukGekozen(Weigering):
    """Kies minstens één stuk om te vragen."""


class WaarvoorOntbreekt(Weigering):
    """Kies waarvoor de stukken nodig zijn: een aanvraag of een route."""


class UitvraagLooptAl(Weigering):
    """Er loopt al een vraag om stukken hiervoor. Wacht tot die compleet is, of laat haar vervallen en vraag alles in één keer."""


class GeslotenDossierVraagtNiets(Weigering):
    """Dit dossier is gesloten: er zijn geen stukken meer voor nodig. Heropen het dossier eerst als dat niet klopt."""


class GeslotenDossierNeemtNietsAan(Weigering):
    """Dit dossier is gesloten. Alleen het loket kan er nog een stuk bij doen."""


class HersteltermijnLigtTeVroeg(Weigering):
    """De laatste dag om de stukken in te leveren ligt niet na vandaag."""

    def __init__(self, vroegst: date) -> None:
        super().__init__()
        self.vroegst = vroegst


class HersteltermijnOntbreekt(Weigering):
    """De vraag waar dit stuk bij hoorde, was al compleet. Noem een nieuwe laatste dag: wij vragen het stuk dan opnieuw."""


class StukIsAlDubbel(Weigering):
    """Dit bestand is er al. Er is niets bij gekomen."""


class StukIsAfgedaan(Weigering):
    """Dit stuk is al afgewezen of vervallen."""


class AanvraagLooptNiet(Weigering):
    """Over deze aanvraag is al besloten, of zij hoort niet bij dit dossier. Er zijn geen stukken meer voor nodig."""
