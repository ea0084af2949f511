"""Who may read letters and send them again, and of which municipality."""

from shared.store import Store
from shared.web.rechten import Plek, Rechten, regels, voor

LEZEN = voor("consulent", "debiteuren", "auditor")
REGELS = {
    **regels(
        LEZEN,
        "GET /notify/v1/berichten",
        "GET /notify/v1/berichten/{bericht_id}",
        "GET /brieven",
        "GET /brieven/opmaak.css",
        "GET /brieven/{bericht_id}",
        "GET /brieven/{bericht_id}/pdf",
    ),
    **regels(
        voor("consulent", "debiteuren"),
        "POST /notify/v1/berichten/{bericht_id}/hervattingen",
        "POST /brieven/{bericht_id}/hervat",
        "POST /brieven/opnieuw",
    ),
}
PLEKKEN = {
    "bericht_id": Plek(
        "SELECT gemeente, dossier_id FROM verzendingen WHERE bericht_id = %s", "brief"
    )
}


def make(store: Store) -> Rechten:
    return Rechten(store, REGELS, PLEKKEN)
