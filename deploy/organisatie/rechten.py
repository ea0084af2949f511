"""Who may read and change the organisation: everybody who works here reads it, whoever runs the system changes it."""

from shared.store import Store
from shared.web.rechten import MEDEWERKERS, Plek, Rechten, regels, voor

API = "/organisatie/v1"
GEBIED = ("gemeenten", "loketten", "regios", "teams")
MENSEN = ("medewerkers", "vervangingen", "mandaten", "werkafspraken")
WIJZIGEN = (
    *GEBIED,
    *MENSEN,
    "vertrekken",
    "rollen",
    "rolintrekkingen",
    "mandaatintrekkingen",
)
BLADEN = ("/organisatie/medewerkers", "/organisatie/rollen", "/organisatie/mandaten")
REGELS = {
    **regels(
        voor(*MEDEWERKERS),
        *(f"GET {API}/{naam}" for naam in (*GEBIED, *MENSEN)),
        f"GET {API}/ik",
        "GET /organisatie",
        "GET /organisatie/medewerkers",
        "GET /organisatie/mandaten",
    ),
    # Who runs the system sees no dossiers, so it is the work of who gives out the dossiers.
    **regels(
        voor("manager"),
        f"POST {API}/afschermingen",
        f"POST {API}/vrijgaven",
        "GET /organisatie/afschermingen/nieuw",
        "POST /organisatie/afschermingen/nieuw",
        "POST /organisatie/afschermingen/{dossier_id}/vrijgave",
    ),
    **regels(voor("manager", "auditor"), "GET /organisatie/afschermingen"),
    # So is who does the work of whom is away.
    **regels(
        voor("beheer", "manager"),
        f"POST {API}/vervangingen",
        "GET /organisatie/vervangingen/nieuw",
        "POST /organisatie/vervangingen/nieuw",
    ),
    **regels(
        voor("beheer"),
        *(f"POST {API}/{naam}" for naam in WIJZIGEN if naam != "vervangingen"),
        *(f"{methode} {blad}/nieuw" for methode in ("GET", "POST") for blad in BLADEN),
        "POST /organisatie/rollen/{toekenning_id}/intrekking",
        "POST /organisatie/mandaten/{mandaat_id}/intrekking",
    ),
}


# Whoever gives out the work also opens what is shielded from them, so here only the municipality counts.
DOSSIER = Plek(
    "SELECT gemeente, NULL::uuid AS dossier_id FROM dossiers WHERE dossier_id = %s", "dossier"
)


def make(store: Store) -> Rechten:
    return Rechten(store, REGELS, {"dossier_id": DOSSIER})
