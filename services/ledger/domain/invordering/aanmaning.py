"""The demand that is to be sent, with its sum and its vergoeding (Awb 4:112, 4:113)."""

from uuid import uuid5

from services.ledger.domain.invordering import events as f
from services.ledger.domain.invordering.schuldbeeld import Schuldbeeld
from services.ledger.domain.invordering.stappen import Invorderingsloop
from services.ledger.domain.invordering.state import traject_id
from shared.money import bedrag
from shared.recht.aanmaning import aanmaning


def maak_aanmaning_op(loop: Invorderingsloop, beeld: Schuldbeeld) -> None:
    """A demand for everything that is overdue; its vergoeding where the amount of this day is known (Awb 4:112, 4:113)."""
    gepland = loop.traject.volgende
    if gepland is None or gepland.stap not in ("aanmaning", "tweede_aanmaning"):
        return
    nummer = loop.traject.aanmaningen + 1
    som = aanmaning(loop.op, beeld.achterstand_cent, loop.parameters)
    loop.leg_vast(
        f.AanmaningOpgemaakt,
        "Awb 4:112",
        f"Aanmaning opgemaakt voor {bedrag(beeld.achterstand_cent)}.",
        aanmaning_id=uuid5(traject_id(loop.traject.schuld_id), f"aanmaning/{nummer}"),
        nummer=nummer,
        soort=gepland.stap,
        bedrag_cent=beeld.achterstand_cent,
        vergoeding_cent=som.vergoeding_cent,
        vergoeding_uitleg=som.uitleg,
        gemiste_termijnen=beeld.gemiste_schematermijnen,
        betalingskenmerk=loop.traject.betalingskenmerk,
        is_na_beschikking=loop.traject.aanleiding == "betaalbeschikking",
    )
