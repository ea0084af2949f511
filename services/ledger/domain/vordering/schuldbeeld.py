"""A vordering as the ladder sees it: what is in verzuim, the beschikking that asks it, and whether its collection was stopped."""

from datetime import date

from services.ledger.domain.invordering.begrippen import Betaalbeschikking, Pauze
from services.ledger.domain.invordering.schuldbeeld import Schuldbeeld
from services.ledger.domain.vordering.state import Vordering


def is_in_verzuim(vordering: Vordering) -> bool:
    """Cheap, for every vordering of a page: could a ladder be needed?"""
    return vordering.status == "open" and bool(vordering.in_verzuim)


def beeld_van_vordering(vordering: Vordering, ontvangen_sinds: date | None = None) -> Schuldbeeld:
    """With the receipts that count since a day. The opening was the betaalbeschikking (Awb 4:86)."""
    saldi, in_verzuim = vordering.saldi, vordering.in_verzuim
    laatste_dag = in_verzuim[0].vervaldag if in_verzuim else None
    return Schuldbeeld(
        schuldsoort="vordering",
        schuld_id=vordering.vordering_id,
        dossier_id=vordering.dossier_id,
        gemeente=vordering.gemeente,
        betalingskenmerk=vordering.betalingskenmerk,
        is_open=vordering.status == "open",
        achterstand_cent=saldi.vervallen_cent,
        schuld_cent=vordering.nog_te_betalen_cent,
        gemiste_termijnen=len(in_verzuim),
        gemiste_schematermijnen=len(in_verzuim),
        sinds=laatste_dag,
        stops=_stops(vordering),
        beschikking=Betaalbeschikking(
            besluit_id=vordering.besluit_id,
            bekendgemaakt_op=vordering.bekendgemaakt_op,
            laatste_dag=laatste_dag,
        ),
        ontvangen_cent=_ontvangen(vordering, ontvangen_sinds) if ontvangen_sinds else 0,
    )


def _stops(vordering: Vordering) -> tuple[Pauze, ...]:
    if vordering.gestaakt_op is None:
        return ()
    return (
        Pauze(reden="buiten_invordering", van=vordering.gestaakt_op, bron=vordering.gestaakt_door),
    )


def _ontvangen(vordering: Vordering, sinds: date) -> int:
    return sum(
        een.bedrag_cent for een in vordering.tellende_ontvangsten if een.valutadatum >= sinds
    )
