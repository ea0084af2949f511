"""How the timeline tells of a choice of routes: what, why, who, and which papers were not awaited."""

from shared.contracts import routing
from shared.stukken import in_woorden


def toegewezen(event: routing.RouteToegewezen) -> tuple[str, str, str, str]:
    nummers = " en ".join(f"route {route.nummer}" for route in event.routes)
    is_voorstel = event.gekozen_door == "regels"
    return (
        f"{'Voorgesteld' if is_voorstel else 'Vastgesteld'}: {nummers}",
        f"{event.leidende_reden} Team: {event.team}.{_zonder_stukken(event)}".strip(),
        "routing, volgens de regels" if is_voorstel else "een consulent",
        "",
    )


def _zonder_stukken(event: routing.RouteToegewezen) -> str:
    gemist = [soort for route in event.routes for soort in route.ontbrekende_stukken]
    stukken = ", ".join(dict.fromkeys(map(in_woorden, gemist)))
    return f" Met een reden vastgesteld zonder {stukken}." if stukken else ""
