"""Decisions that take something back: it never counted (Awb 4:89 lid 3, rekenregels A-22)."""

from services.ledger.domain.lening.besluiten import Besluit
from services.ledger.domain.lening.besluitsoort import Artikel, Besluitsoort, Formulier, Zinsdelen
from services.ledger.domain.lening.nu_niet import geen_ontvangst
from services.ledger.domain.verloop import gegevens as g
from services.ledger.domain.verloop import mutaties as m


class BetalingGestorneerd(Besluit):
    gegevens: g.Herroeping


class MutatieGecorrigeerd(Besluit):
    gegevens: g.Herroeping


def _herroeping(een: Zinsdelen) -> str:
    over, gegevens = een.over, een.gegevens
    if over and m.bron(over.mutatie_id) != gegevens.van:
        return f"Hersteld als vergissing: de keuze bij {een.genoemd} telt niet meer mee"
    if isinstance(over, m.Herroeping):
        return f"Hersteld als vergissing: {een.genoemd} telt niet meer mee. Wat daardoor was teruggedraaid, telt weer"
    if gegevens.soort == "storno":
        return f"De bank draaide {een.genoemd} terug: dit geld telt niet meer mee"
    return f"Hersteld als vergissing: {een.genoemd} telt niet meer mee"


HERSTELLEN = (
    Besluitsoort(
        naam="storno",
        gegevens=g.Herroeping,
        kenmerk={"soort": "storno"},
        feit=BetalingGestorneerd,
        vastgelegd="Betaling gestorneerd",
        noemer="de storno of correctie",
        artikel=Artikel.elke("Awb 4:89 lid 3"),
        na_aflossing=True,
        zin=_herroeping,
        formulier=Formulier(
            titel="Storno van een ontvangst",
            artikel="Awb 4:89 lid 3",
            wat="De bank draaide een betaling terug.",
            motivering="storno_bank",
            nu_niet=geen_ontvangst,
        ),
    ),
    Besluitsoort(
        naam="correctie",
        gegevens=g.Herroeping,
        kenmerk={"soort": "correctie"},
        feit=MutatieGecorrigeerd,
        vastgelegd="Mutatie gecorrigeerd",
        noemer="de storno of correctie",
        artikel=Artikel.elke("rekenregels A-22"),
        na_aflossing=True,
        zin=_herroeping,
        formulier=Formulier(
            titel="Een mutatie herstellen",
            artikel="rekenregels A-22",
            wat="Een eerdere boeking was een vergissing.",
            motivering="vergissing",
        ),
    ),
)
