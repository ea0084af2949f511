"""One thing to do in a dossier, and the steps of the work."""

from datetime import date
from typing import Literal

from shared.begrippen import Waarde

Herkomst = Literal["wet", "belofte", "afspraak"]
WachtOp = Literal["ons", "collega", "ondernemer", "partner", "niemand"]
Stap = Literal[
    "routekeuze",
    "route_kiezen",
    "eerste_gesprek",
    "vervolggesprek",
    "route_bevestigen",
    "aanvraag_indienen",
    "opnieuw_bekijken",
    "beoordelen",
    "tekenen",
    "verstrekking_bekijken",
    "aanvulling",
    "buiten_behandeling",
    "stukken_bekijken",
    "stukken",
    "achterstand",
    "lening_loopt",
    "begeleiding",
    "afgesloten",
]
STAPPEN: dict[Stap, str] = {
    "routekeuze": "wacht op een route",
    "route_kiezen": "route kiezen",
    "eerste_gesprek": "eerste gesprek over het voorstel",
    "vervolggesprek": "vervolggesprek",
    "route_bevestigen": "voorstel bevestigen",
    "aanvraag_indienen": "wacht op een aanvraag",
    "opnieuw_bekijken": "na een nee opnieuw bekijken",
    "beoordelen": "aanvraag beoordelen",
    "tekenen": "besluit tekenen",
    "verstrekking_bekijken": "geweigerde verstrekking",
    "aanvulling": "wacht op aanvulling",
    "buiten_behandeling": "stukken bleven uit",
    "stukken_bekijken": "stukken bekijken",
    "stukken": "wacht op stukken",
    "achterstand": "achterstand bespreken",
    "lening_loopt": "lening loopt",
    "begeleiding": "doorverwijzen",
    "afgesloten": "afgesloten",
}


class Taak(Waarde):
    """One thing to do; `termijn` is the last day for it, `grondslag` the article or promise behind that day.

    `actie_daarna` is what we do once the day has passed for whoever we waited for.
    """

    stap: Stap
    actie: str
    actie_daarna: str = ""
    wacht_op: WachtOp
    termijn: date | None = None
    herkomst: Herkomst | None = None
    grondslag: str = ""
    adres: str = ""
