"""What has to be done about papers, and what waits for them: the route that somebody has to confirm."""

from collections.abc import Iterator
from functools import partial

from services.routing.domain.beloften import Beloften
from services.routing.domain.stukken import Nodig, nodig
from services.routing.projections.dossier import Dossier
from services.routing.projections.stukken import Uitvraag
from services.routing.projections.taak import Taak
from shared.stukken import in_woorden, nodig_voor_route


def is_verder(dossier: Dossier) -> bool:
    """The office worked on it before talks and routes were recorded one by one."""
    return bool(dossier.leningen) or any(
        een.stand not in ("geopend", "ingetrokken") for een in dossier.aanvragen
    )


def bevestiging(dossier: Dossier, beloften: Beloften) -> Iterator[Taak]:
    """Where another talk was agreed, the route waits for that one; after it for the papers."""
    if not _is_te_bevestigen(dossier) or dossier.gesproken_op is None:
        return
    belofte = beloften.bevestigde_route(dossier.gesproken_op)._asdict()
    ons = {"stap": "route_bevestigen", "wacht_op": "ons", "herkomst": "belofte", **belofte}
    ontbreken = ontbrekend(dossier, beloften)
    weg = [een for een in ontbreken if een.stand != "te_controleren"]
    if not ontbreken:
        yield Taak(actie="Bevestig de route die de regels voorstellen", **ons)
    elif uitvraag := _wacht_op(dossier, ontbreken):
        yield _wacht(dossier, weg, uitvraag)
    elif weg:
        actie = f"Vraag stukken en bevestig dan de route: {_op_een_rij(weg)}"
        adres = f"{waar(dossier)}?waarvoor=route-{weg[0].route}#vragen"
        yield Taak(actie=actie, adres=adres if waar(dossier) else "", **ons)
    else:
        actie = f"Controleer stukken en bevestig dan de route: {_op_een_rij(ontbreken)}"
        yield Taak(actie=actie, adres=waar(dossier), **ons)


def _wacht(dossier: Dossier, weg: list[Nodig], uitvraag: Uitvraag) -> Taak:
    return Taak(
        stap="route_bevestigen",
        actie=f"Wacht op stukken en bevestig dan de route: {_op_een_rij(weg)}",
        actie_daarna=f"Vraag na waar de stukken blijven: {_op_een_rij(weg)}",
        wacht_op="ondernemer",
        termijn=uitvraag.hersteltermijn_tot,
        herkomst="afspraak",
        grondslag="gevraagd aan de ondernemer",
        adres=waar(dossier),
    )


def stukken(dossier: Dossier, beloften: Beloften) -> Iterator[Taak]:
    """What came in is ours to look at; what was asked for a route is for the entrepreneur, what an application misses is its own task."""
    if dossier.stukken.te_bekijken:
        yield Taak(
            stap="stukken_bekijken",
            actie="Bekijk de stukken die binnenkwamen",
            wacht_op="ons",
            adres=waar(dossier),
        )
    van_de_bevestiging = _wacht_op(dossier, ontbrekend(dossier, beloften))
    for uitvraag in dossier.stukken.uitvragen:
        if uitvraag.aanvraag_id is None and uitvraag != van_de_bevestiging:
            yield Taak(
                stap="stukken",
                actie="Wacht op de gevraagde stukken",
                actie_daarna="Vraag na waar de stukken blijven",
                wacht_op="ondernemer",
                termijn=uitvraag.hersteltermijn_tot,
                herkomst="afspraak",
                grondslag="gevraagd aan de ondernemer",
                adres=waar(dossier),
            )


def nodige_stukken(dossier: Dossier, beloften: Beloften) -> tuple[Nodig, ...]:
    """What the routes of this dossier wait for, by the list of the last day that it knows of."""
    if dossier.laatste_dag is None:
        return ()
    lijst = partial(nodig_voor_route, beloften.parameters)
    routes = [route.nummer for route in dossier.routes]
    return nodig(dossier.stukken.stukken, routes, lijst, dossier.laatste_dag)


def ontbrekend(dossier: Dossier, beloften: Beloften) -> list[Nodig]:
    return [een for een in nodige_stukken(dossier, beloften) if not een.is_er]


def waar(dossier: Dossier) -> str:
    """The page of its papers."""
    return f"/stukken/{dossier.dossier_id}" if dossier.dossier_id else ""


def _is_te_bevestigen(dossier: Dossier) -> bool:
    return dossier.is_voorstel and not dossier.vervolg_op and not is_verder(dossier)


def _wacht_op(dossier: Dossier, ontbreken: list[Nodig]) -> Uitvraag | None:
    """The request for a route that the confirmation waits for; the one that ends last."""
    if not _is_te_bevestigen(dossier) or not dossier.gesproken_op:
        return None
    routes = {een.route for een in ontbreken if een.stand != "te_controleren"}
    lopend = [een for een in dossier.stukken.uitvragen if een.route in routes]
    return max(lopend, key=lambda een: een.hersteltermijn_tot, default=None)


def _op_een_rij(stukken: list[Nodig]) -> str:
    return ", ".join(dict.fromkeys(in_woorden(een.soort) for een in stukken))
