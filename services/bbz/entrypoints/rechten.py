"""Who may do what with applications, and for which municipality. An external adviser assesses and decides nothing."""

from shared.store import Store
from shared.web.rechten import Plek, Rechten, regels, voor

AANVRAAG = "/bbz/v1/aanvragen/{aanvraag_id}"
LEZEN = voor("consulent", "debiteuren", "adviseur", "auditor")
CIJFERS = voor("consulent", "debiteuren", "adviseur", "auditor", "manager")
REGELS = {
    **regels(CIJFERS, "GET /bbz/v1/aanvragen"),
    **regels(LEZEN, f"GET {AANVRAAG}", "GET /aanvragen", "GET /aanvragen/{aanvraag_id}"),
    **regels(
        voor("consulent"),
        f"POST {AANVRAAG}/beoordelingen",
        f"POST {AANVRAAG}/verstrekkingen",
        f"POST {AANVRAAG}/toekenningen",
        f"POST {AANVRAAG}/afwijzingen",
        f"POST {AANVRAAG}/intrekkingen",
        f"POST {AANVRAAG}/buitenbehandelingstellingen",
        f"POST {AANVRAAG}/verlengingen",
        "POST /aanvragen/{aanvraag_id}/{handeling}",
    ),
}
PLEKKEN = {
    "aanvraag_id": Plek(
        "SELECT gemeente, dossier_id FROM aanvragen WHERE aanvraag_id = %s", "aanvraag"
    )
}


def make(store: Store) -> Rechten:
    return Rechten(store, REGELS, PLEKKEN)
