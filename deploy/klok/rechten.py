"""Who may move the day: whoever runs the system, and in the demo anybody."""

from shared.store import Store
from shared.web.rechten import MEDEWERKERS, Rechten, regels, voor

REGELS = {
    **regels(voor(*MEDEWERKERS, demo=True), "GET /klok", "GET /klok/v1/dagen/laatste"),
    **regels(voor("beheer", demo=True), "POST /klok", "POST /klok/v1/dagen"),
}


def make(store: Store) -> Rechten:
    return Rechten(store, REGELS, {})
