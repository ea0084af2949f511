"""What routing does with what others say."""

from datetime import date
from typing import Any

from services.routing.domain.commands import (
    BepaalRoute,
    HeropenDossier,
    HerzieRoute,
    NoteerStuk,
    Routeverzoek,
    SluitDossier,
    SluitRoutekeuze,
)
from services.routing.domain.stukken import Stukstand
from shared.contracts import intake, klok
from shared.contracts.base import Contract


def nieuwe_dag(event: Contract) -> date | None:
    return event.dag if isinstance(event, klok.DagAangebroken) else None


def is_nieuws(event: Contract) -> bool:
    """Whether the entrepreneur told something that who has the dossier must look at."""
    return isinstance(
        event, intake.AanmeldingAangevuld | intake.AanvraagIngediend | intake.StukOntvangen
    )


def verzoek_na(event: Contract, werkdag: date | None) -> Routeverzoek | None:
    """What an event of intake asks of us. It is dated on the last day we heard, unless the event is of a later one."""
    match event:
        case intake.AanmeldingOntvangen():
            return BepaalRoute(
                dossier_id=event.dossier_id,
                gemeente=event.gemeente,
                groep=event.groep,
                hulpvraag=event.hulpvraag,
                urgentie=event.urgentie,
                is_groep_bekend=event.is_groep_bekend,
                is_buiten_bbz=event.is_buiten_bbz,
                voorganger=event.voorganger,
                ontvangen_op=event.ontvangen_op,
                op=_laatste(werkdag, event.ontvangen_op),
            )
        case intake.AanmeldingAangevuld():
            return HerzieRoute(
                dossier_id=event.dossier_id,
                groep=event.groep,
                hulpvraag=event.hulpvraag,
                urgentie=event.urgentie,
                is_groep_bekend=event.is_groep_bekend,
                is_buiten_bbz=event.is_buiten_bbz,
                op=_laatste(werkdag, event.aangevuld_op),
            )
        case intake.AanmeldingIngetrokken():
            return SluitRoutekeuze(
                dossier_id=event.dossier_id,
                reden=event.reden,
                op=_laatste(werkdag, event.ingetrokken_op),
            )
        case intake.DossierAfgesloten():
            return SluitDossier(
                dossier_id=event.dossier_id,
                reden=event.reden,
                op=_laatste(werkdag, event.afgesloten_op),
            )
        case intake.PersoonGewist():
            return SluitDossier(
                dossier_id=event.dossier_id, reden="gewist", op=_laatste(werkdag, event.gewist_op)
            )
        case intake.DossierHeropend():
            return HeropenDossier(
                dossier_id=event.dossier_id, op=_laatste(werkdag, event.heropend_op)
            )
    return _stuk(event, werkdag)


def _stuk(event: Contract, werkdag: date | None) -> NoteerStuk | None:
    """What was told of a paper; a request that lapses is about none."""
    if isinstance(event, intake.StukOntvangen):
        gehoord = _noteer(event, "ontvangen", _laatste(werkdag, event.ontvangen_op))
        return gehoord.na(is_laatste=event.is_laatste)
    if isinstance(event, intake.StukGecontroleerd):
        return _noteer(event, "gecontroleerd", _laatste(werkdag, event.gecontroleerd_op))
    if isinstance(event, intake.StukAfgewezen):
        return _noteer(event, "afgewezen", _laatste(werkdag, event.afgewezen_op))
    if isinstance(event, intake.StukVervallen) and event.stuk_id:
        return _noteer(event, "vervallen", _laatste(werkdag, event.vervallen_op))
    return None


def _noteer(event: Any, stand: Stukstand, op: date) -> NoteerStuk:
    return NoteerStuk(
        dossier_id=event.dossier_id,
        stuk_id=event.stuk_id,
        soort=event.soort,
        stand=stand,
        op=op,
    )


def _laatste(werkdag: date | None, dag: date) -> date:
    return max(werkdag, dag) if werkdag else dag
