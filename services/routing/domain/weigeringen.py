"""Why routing says no. The docstring is the sentence people read."""

from datetime import date


class Weigering(Exception):
    """Dit verzoek kan niet."""

    def __str__(self) -> str:
        return self.__doc__ or ""


class DossierIsOnbekend(Weigering):
    """Er is geen dossier met dit nummer."""


class RoutekeuzeIsGesloten(Weigering):
    """Dit dossier is gesloten. Er is geen route te kiezen zolang het dat is."""


class RouteOntbreekt(Weigering):
    """Kies ten minste één route."""


class RouteIsDubbel(Weigering):
    """Elke route kan maar één keer worden gekozen."""


class LeidendeRouteIsNietGekozen(Weigering):
    """De leidende route is niet een van de gekozen routes."""


class InstrumentPastNietBijRoute(Weigering):
    """Een van de instrumenten hoort niet bij de route waarvoor het is gekozen."""


class GesprekOntbreekt(Weigering):
    """Er is nog geen gesprek met de ondernemer vastgelegd. Pas na een gesprek staat de route vast."""


class VoorstelOntbreekt(Weigering):
    """De regels stellen geen route voor. Kies de route met de hand."""


class VervolgLigtInVerleden(Weigering):
    """Een vervolgafspraak kan niet vóór vandaag liggen."""

    def __init__(self, vroegst: date) -> None:
        super().__init__()
        self.vroegst = vroegst


class GeenTeam(Weigering):
    """Voor deze gemeente en deze route is er geen team. Richt eerst een team in dat zulke dossiers neemt."""
