"""The dossier as all services together know it. Topics have no order among each other: each service fills fields of its own."""

from datetime import date
from typing import Any, Literal
from uuid import UUID

from services.routing.projections import schulden
from services.routing.projections.dagen import dag_van
from services.routing.projections.schulden import Lening
from services.routing.projections.stukken import Stukkenstand, vouw
from shared.begrippen import Groep, Hulpvraag, Waarde
from shared.contracts import bbz, intake, routing
from shared.contracts.base import Contract
from shared.contracts.organisatie import Rol

Aanvraagstand = Literal[
    "geopend",
    "beoordeeld",
    "geweigerd",
    "wacht_op_aanvulling",
    "verstrekt",
    "toegekend",
    "afgewezen",
    "buiten_behandeling",
    "ingetrokken",
]
TE_BESLISSEN: tuple[Aanvraagstand, ...] = (
    "geopend",
    "beoordeeld",
    "geweigerd",
    "wacht_op_aanvulling",
)
DEBITEUREN: Rol = "debiteuren"


class Aanvraag(Waarde):
    """An application at bbz; `sinds` is the day of its present stand."""

    aanvraag_id: UUID
    stand: Aanvraagstand
    sinds: date
    soort: str | None = None
    beslistermijn_tot: date | None = None
    hersteltermijn_tot: date | None = None


class Dossier(Waarde):
    """Empty fields have not been heard of yet. `opnieuw_op`: the day on which facts changed after a no, until somebody talked about it."""

    dossier_id: UUID | None = None
    gemeente: str = ""
    groep: Groep | None = None
    hulpvraag: tuple[Hulpvraag, ...] = ()
    is_spoed: bool = False
    is_groep_bekend: bool = True
    is_buiten_bbz: bool = False
    opnieuw_op: date | None = None
    ontvangen_op: date | None = None
    ingetrokken_op: date | None = None
    afgesloten_op: date | None = None
    routes: tuple[routing.Route, ...] = ()
    leidende_route: routing.Routenummer | None = None
    leidende_reden: str = ""
    gekozen_door: str = ""
    route_op: date | None = None
    geen_route_op: date | None = None
    team: str = ""
    gesproken_op: date | None = None
    vervolg_op: date | None = None
    aanvragen: tuple[Aanvraag, ...] = ()
    leningen: tuple[Lening, ...] = ()
    stukken: Stukkenstand = Stukkenstand()
    laatste_dag: date | None = None
    # Which role calls about arrears, and which takes the steps after it: the working agreements of its municipality say so.
    belt: str = DEBITEUREN
    vordert_in: str = DEBITEUREN

    @property
    def is_voorstel(self) -> bool:
        """The rules proposed these routes, and nobody confirmed them yet."""
        return bool(self.routes) and self.gekozen_door == "regels"

    @property
    def is_gesloten(self) -> bool:
        """Withdrawn or closed: nothing is done in it, but for its loans."""
        return bool(self.ingetrokken_op or self.afgesloten_op)

    @property
    def schuldcontact(self) -> Lening | None:
        """The debt about which the debt desk last called or saw the entrepreneur."""
        gebeld = [een for een in self.leningen if een.contact_op]
        return max(gebeld, key=lambda een: een.contact_op or een.bijgewerkt_op, default=None)

    @property
    def schuldafspraak_op(self) -> date | None:
        """The first day for which the debt desk and the entrepreneur agreed something."""
        return min((een.afspraak_op for een in self.leningen if een.afspraak_op), default=None)

    @property
    def saldo_cent(self) -> int:
        return sum(lening.saldo_cent for lening in self.leningen)

    @property
    def achterstand_cent(self) -> int:
        return sum(lening.achterstand_cent for lening in self.leningen)


def evolve(dossier: Dossier, event: Contract) -> Dossier:
    """The dossier after one more event; events of other dossiers must not come here."""
    dag = dag_van(event)
    laatste = max(filter(None, (dossier.laatste_dag, dag)), default=None)
    return dossier.na(**_wijziging(dossier, event, dag), laatste_dag=laatste)


def _wijziging(dossier: Dossier, event: Contract, dag: date | None) -> dict[str, Any]:
    if stukken := vouw(dossier.stukken, event):
        return {"stukken": stukken}
    if event.topic is intake.TOPIC:
        return _van_intake(dossier, event, dag)
    match event:
        case routing.RouteToegewezen():
            return {
                "gemeente": event.gemeente,
                "team": event.team,
                "routes": event.routes,
                "leidende_route": event.leidende_route,
                "leidende_reden": event.leidende_reden,
                "gekozen_door": event.gekozen_door,
                "route_op": dag,
                "geen_route_op": None,
                "ontvangen_op": event.aanmelding_ontvangen_op,
                "groep": dossier.groep or event.groep,
                "hulpvraag": dossier.hulpvraag or event.hulpvraag,
                "is_spoed": dossier.is_spoed or event.is_spoed,
            }
        case routing.GeenRouteGevonden():
            leeg = {"routes": (), "leidende_route": None, "route_op": None}
            return {**leeg, "gemeente": event.gemeente, "team": event.team, "geen_route_op": dag}
        case routing.GesprekVastgelegd():
            return {"gesproken_op": dag, "vervolg_op": event.vervolg_op, "opnieuw_op": None}
    leningen = schulden.vouw(dossier.leningen, event)
    return _van_bbz(dossier, event) | ({"leningen": leningen} if leningen else {})


def _van_intake(dossier: Dossier, event: Contract, dag: date | None) -> dict[str, Any]:
    match event:
        case intake.AanmeldingOntvangen() | intake.AanmeldingAangevuld():
            codes = {
                "gemeente": event.gemeente,
                "groep": event.groep,
                "hulpvraag": event.hulpvraag,
                "is_spoed": event.urgentie.is_spoed,
                "is_groep_bekend": event.is_groep_bekend,
                "is_buiten_bbz": event.is_buiten_bbz,
            }
            if isinstance(event, intake.AanmeldingOntvangen):
                return {**codes, "ontvangen_op": dag}
            return {**codes, "opnieuw_op": dag} if _kan_nu_anders_zijn(dossier, event) else codes
        case intake.AanmeldingIngetrokken():
            return {"ingetrokken_op": dag}
        case intake.DossierAfgesloten():
            return {"afgesloten_op": dag}
        case intake.PersoonGewist():
            return {"afgesloten_op": dossier.afgesloten_op or dag}
        case intake.DossierHeropend():
            return {"afgesloten_op": None, "ingetrokken_op": None}
        case intake.AanvraagIngediend():
            return _ingediend(dossier, event)
    return {}


def _van_bbz(dossier: Dossier, event: Contract) -> dict[str, Any]:
    match event:
        case bbz.AanvraagGeopend():
            nieuw = Aanvraag(
                aanvraag_id=event.aanvraag_id,
                stand="geopend",
                sinds=event.aanvraagdatum,
                soort=event.soort,
                beslistermijn_tot=event.beslistermijn_tot,
            )
            return {"aanvragen": _met(dossier.aanvragen, nieuw)}
        case bbz.AanvraagBeoordeeld():
            return _aanvraag(dossier, event.aanvraag_id, "beoordeeld", event.beoordeeld_op)
        case bbz.AanvullingGevraagd():
            return _aanvraag(
                dossier,
                event.aanvraag_id,
                "wacht_op_aanvulling",
                event.gevraagd_op,
                hersteltermijn_tot=event.hersteltermijn_tot,
            )
        case bbz.BeslistermijnGewijzigd():
            return _aanvraag(
                dossier,
                event.aanvraag_id,
                None,
                event.gewijzigd_op,
                beslistermijn_tot=event.beslistermijn_tot,
            )
        case bbz.AanvraagIngetrokken():
            return _aanvraag(dossier, event.aanvraag_id, "ingetrokken", event.ingetrokken_op)
        case bbz.VerstrekkingGeweigerd():
            return _aanvraag(dossier, event.aanvraag_id, "geweigerd", event.geweigerd_op)
        case bbz.AanvraagBuitenBehandelingGesteld():
            return _aanvraag(dossier, event.aanvraag_id, "buiten_behandeling", event.gesteld_op)
        case bbz.AanvraagAfgewezen():
            return _aanvraag(dossier, event.aanvraag_id, "afgewezen", event.afgewezen_op)
        case bbz.LevensonderhoudToegekend():
            return _aanvraag(dossier, event.aanvraag_id, "toegekend", event.besluitdatum)
        case bbz.KredietVerstrekt():
            return _aanvraag(dossier, event.aanvraag_id, "verstrekt", event.besluitdatum)
    return {}


def _ingediend(dossier: Dossier, event: intake.AanvraagIngediend) -> dict[str, Any]:
    """Filed, unless bbz was heard first: then more is known of it."""
    if any(een.aanvraag_id == event.aanvraag_id for een in dossier.aanvragen):
        return {"opnieuw_op": None}
    nieuw = Aanvraag(
        aanvraag_id=event.aanvraag_id,
        stand="geopend",
        sinds=event.ontvangen_op,
        soort=event.soort,
    )
    return {"aanvragen": _met(dossier.aanvragen, nieuw), "opnieuw_op": None}


def _kan_nu_anders_zijn(dossier: Dossier, event: intake.AanmeldingAangevuld) -> bool:
    """The facts changed after a no: of a decision, or because the help was outside the Bbz."""
    is_afgewezen = any(
        een.stand == "afgewezen" and een.sinds <= event.aangevuld_op for een in dossier.aanvragen
    )
    return is_afgewezen or (dossier.is_buiten_bbz and not event.is_buiten_bbz)


def _aanvraag(
    dossier: Dossier, aanvraag_id: UUID, stand: Aanvraagstand | None, dag: date, **termijnen: date
) -> dict[str, tuple[Aanvraag, ...]]:
    """An application in another stand. Without one only its term moved; then nothing is missing any more."""
    eerder = next((een for een in dossier.aanvragen if een.aanvraag_id == aanvraag_id), None)
    eerder = eerder or Aanvraag(aanvraag_id=aanvraag_id, stand="geopend", sinds=dag)
    if stand is None:
        stand = "geopend" if eerder.stand == "wacht_op_aanvulling" else eerder.stand
    return {"aanvragen": _met(dossier.aanvragen, eerder.na(stand=stand, sinds=dag, **termijnen))}


def _met(aanvragen: tuple[Aanvraag, ...], nieuw: Aanvraag) -> tuple[Aanvraag, ...]:
    return (*(een for een in aanvragen if een.aanvraag_id != nieuw.aanvraag_id), nieuw)


def dossier_van(event: Contract) -> UUID | None:
    """The dossier that an event is about; None for a day."""
    dossier_id = getattr(event, "dossier_id", None)
    return dossier_id if isinstance(dossier_id, UUID) else None
