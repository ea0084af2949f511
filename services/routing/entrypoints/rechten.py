"""Who may read and route dossiers, and of which municipality. An external adviser talks and routes too."""

from shared.store import Store
from shared.web.rechten import Plek, Rechten, regels, voor

DOSSIER = "/routing/v1/dossiers/{dossier_id}"
LEZEN = voor("consulent", "debiteuren", "adviseur", "auditor")
CIJFERS = voor("consulent", "debiteuren", "adviseur", "auditor", "manager")
REGELS = {
    **regels(CIJFERS, "GET /routing/v1/werkvoorraad"),
    **regels(
        LEZEN,
        f"GET {DOSSIER}/routes",
        f"GET {DOSSIER}/eigenaar",
        "GET /werkvoorraad",
        "GET /dossiers/{dossier_id}",
        "GET /dossiers/{dossier_id}/eigenaar",
    ),
    **regels(
        voor("consulent", "adviseur"),
        f"POST {DOSSIER}/routekeuzes",
        f"POST {DOSSIER}/routebevestigingen",
        f"POST {DOSSIER}/gesprekken",
        f"POST {DOSSIER}/overnames",
        f"POST {DOSSIER}/sluimeringen",
        f"POST {DOSSIER}/wekkingen",
        f"POST {DOSSIER}/overdrachten",
        "POST /routing/v1/werkvoorraad/opgepakt",
        "POST /werkvoorraad/opgepakt",
        "POST /werkvoorraad/samen",
        "POST /dossiers/{dossier_id}/overnames",
        "POST /dossiers/{dossier_id}/overdrachten",
        "POST /dossiers/{dossier_id}/sluimeringen",
        "POST /dossiers/{dossier_id}/wekkingen",
        "POST /dossiers/{dossier_id}/gesprekken",
        "POST /dossiers/{dossier_id}/routebevestigingen",
        "GET /dossiers/{dossier_id}/routekeuze",
        "POST /dossiers/{dossier_id}/routekeuze",
    ),
    **regels(
        voor("consulent"),
        f"POST {DOSSIER}/toewijzingen",
        "POST /dossiers/{dossier_id}/toewijzingen",
    ),
}
# The caseload knows every dossier; one that was just decided about is first in the log.
PLEKKEN = {
    "dossier_id": Plek(
        "SELECT coalesce("
        "(SELECT gemeente FROM werkvoorraad WHERE dossier_id = gevraagd.id),"
        " (SELECT state -> 'uitkomst' ->> 'gemeente' FROM stream_states WHERE stream_id = gevraagd.id)"
        ") AS gemeente, gevraagd.id AS dossier_id FROM (SELECT %s::uuid AS id) AS gevraagd",
        "dossier",
    )
}


def make(store: Store) -> Rechten:
    return Rechten(store, REGELS, PLEKKEN)
