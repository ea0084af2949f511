"""Why the ledger says no about a vaststelling. The message is the sentence people read."""

from datetime import date

from services.ledger.domain.vier_ogen.weigeringen import Weigering
from shared.dates import voluit
from shared.money import bedrag


class VaststellingIsOnbekend(Weigering):
    """Er is geen vaststelling met dit nummer."""


class VaststellingIsGedaan(Weigering):
    """Over dit boekjaar is al besloten. Een wijziging vraagt een nieuw besluit, bijvoorbeeld op bezwaar."""


class BoekjaarLooptNog(Weigering):
    """After the boekjaar comes the vaststelling (Bbz art. 12 lid 1)."""

    def __init__(self, laatste_dag: date) -> None:
        super().__init__(
            f"Het boekjaar loopt tot en met {voluit(laatste_dag)}. Daarna kan de vaststelling (Bbz art. 12 lid 1)."
        )


class JaargegevensOntbreken(Weigering):
    """De gegevens van dit boekjaar zijn nog niet vastgelegd. Vul eerst inkomen, norm en vermogen in."""


class JaargegevensZonderBron(Weigering):
    """Wie zelf een jaarnorm of een vermogen boven de grens invult, noemt de bron. Wie een bron noemt, vult het bedrag in."""


class TerugvorderingVraagtBesluit(Weigering):
    """What can be reclaimed is reclaimed, or not, by a decision with a reason (Bbz art. 12 lid 2 c, A-23)."""

    def __init__(self, cent: int) -> None:
        super().__init__(
            f"{bedrag(cent)} kan worden teruggevorderd. Kies of dat gebeurt, met een motivering (Bbz art. 12 lid 2 c)."
        )


class HerzieningVraagtMinder(Weigering):
    """Dit vraagt minder terug dan het eerdere besluit. Gebruik de gegevens van toen, of scheld het verschil kwijt op de vordering."""


class VaststellingIsVeranderd(Weigering):
    """De uitkomst is vandaag een andere dan in het voorstel. Doe een nieuw voorstel."""
