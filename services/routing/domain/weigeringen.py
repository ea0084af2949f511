"""Why routing says no. The docstring is the sentence people read."""

from datetime import date
from itertools import groupby

from services.routing.domain.stukken import Nodig, Soortstand
from shared.stukken import in_woorden

STANDEN: dict[Soortstand, str] = {
    "ontbreekt": "nog niet binnen",
    "afgewezen": "afgewezen, een beter stuk is er nog niet",
    "te_controleren": "binnen, nog niet gecontroleerd",
    "er_volgt_meer": "nog niet volledig binnen",
    "gecontroleerd": "gecontroleerd",
}


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


class StukkenOntbreken(Weigering):
    """Er ontbreken stukken. Pas als die er zijn en zijn gecontroleerd, staat de route vast."""

    def __init__(self, ontbreken: tuple[Nodig, ...]) -> None:
        super().__init__()
        self.ontbreken = ontbreken

    def __str__(self) -> str:
        per_route = (
            f"Voor route {route}: {'; '.join(_met_stand(een) for een in stukken)}."
            for route, stukken in groupby(self.ontbreken, lambda een: een.route)
        )
        return " ".join((super().__str__(), *per_route))


def _met_stand(een: Nodig) -> str:
    return f"{in_woorden(een.soort)} ({STANDEN[een.stand]})"


class VoorstelOntbreekt(Weigering):
    """De regels stellen geen route voor. Kies de route met de hand."""


class VervolgLigtInVerleden(Weigering):
    """Een vervolgafspraak kan niet vóór vandaag liggen."""

    def __init__(self, vroegst: date) -> None:
        super().__init__()
        self.vroegst = vroegst


class GeenTeam(Weigering):
    """Voor deze gemeente en deze route is er geen team. Richt eerst een team in dat zulke dossiers neemt."""
