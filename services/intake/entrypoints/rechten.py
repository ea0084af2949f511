"""Who may take in and read people and their papers, and of which municipality. Services ask names with a credential of their own."""

from shared.store import Store
from shared.web.rechten import IEDEREEN, Plek, Rechten, regels, voor

AANMELDING = "/intake/v1/aanmeldingen/{dossier_id}"
PERSOON = "/intake/v1/personen/{persoon_id}"
STUKKEN = "/stukken/{dossier_id}"
PAPIEREN = f"{AANMELDING}/stukken"
VRAGEN = f"{AANMELDING}/stukvragen"
LEZEN = voor("consulent", "debiteuren", "adviseur", "auditor")
REGELS = {
    **regels(
        LEZEN,
        f"GET {AANMELDING}",
        f"GET {AANMELDING}/aanvragen",
        "POST /intake/v1/zoekvragen",
        "GET /zoeken",
        "POST /zoeken",
        "GET /aanmeldingen",
        "GET /aanmeldingen/{dossier_id}",
        f"GET {PERSOON}",
        "GET /personen/{persoon_id}",
        "GET /stukken",
        f"GET {STUKKEN}",
        f"GET {STUKKEN}/stuk/{{stuk_id}}/bestand",
        f"GET {PAPIEREN}",
        f"GET {PAPIEREN}/{{stuk_id}}/bestand",
    ),
    **regels(
        voor("consulent", "adviseur"),
        "POST /intake/v1/aanmeldingen",
        "POST /intake/v1/dubbelen",
        "POST /aanmeldingen/nieuw",
        "POST /aanmeldingen/{dossier_id}/toevoegen",
        f"POST {AANMELDING}/aanvullingen",
        f"POST {AANMELDING}/aanvragen",
        f"POST {AANMELDING}/vervolgen",
        "GET /aanmeldingen/{dossier_id}/aanvullen",
        "POST /aanmeldingen/{dossier_id}/aanvullen",
        "GET /aanmeldingen/{dossier_id}/vervolg",
        "POST /aanmeldingen/{dossier_id}/vervolg",
        "GET /aanmeldingen/nieuw",
        "POST /aanmeldingen",
        "GET /aanmeldingen/{dossier_id}/aanvraag",
        "POST /aanmeldingen/{dossier_id}/aanvraag",
        f"POST {STUKKEN}/vragen",
        f"POST {VRAGEN}",
        f"POST {STUKKEN}/notities",
        f"POST {STUKKEN}/ontvangen",
    ),
    **regels(
        voor("consulent"),
        f"POST {PERSOON}/burgerservicenummers",
        f"POST {PERSOON}/samenvoegingen",
        "GET /personen/{persoon_id}/bsn",
        "POST /personen/{persoon_id}/bsn",
        "GET /personen/{persoon_id}/samenvoegen",
        "POST /personen/{persoon_id}/samenvoegen",
        "GET /personen/{persoon_id}/wissen",
        "POST /personen/{persoon_id}/wissen",
        "POST /personen/{persoon_id}/wissen/bevestigen",
        "POST /personen/{persoon_id}/wissen/intrekken",
        f"POST {AANMELDING}/intrekkingen",
        f"POST {AANMELDING}/afsluitingen",
        f"POST {AANMELDING}/heropeningen",
        "GET /aanmeldingen/{dossier_id}/sluiten",
        "POST /aanmeldingen/{dossier_id}/sluiten",
        "GET /aanmeldingen/{dossier_id}/heropenen",
        "POST /aanmeldingen/{dossier_id}/heropenen",
        "GET /aanmeldingen/{dossier_id}/intrekken",
        "POST /aanmeldingen/{dossier_id}/intrekken",
        f"POST {AANMELDING}/correcties",
        "GET /aanmeldingen/{dossier_id}/corrigeren",
        "POST /aanmeldingen/{dossier_id}/corrigeren",
        "POST /intake/v1/aanmeldingen-imports",
        "GET /intake/v1/aanmeldingen-imports",
        "GET /intake/v1/aanmeldingen-imports/{import_id}",
        "GET /intake/v1/aanmeldingen-imports/{import_id}/regels",
        "GET /aanmeldingen/imports",
        "POST /aanmeldingen/imports",
        "GET /aanmeldingen/imports/{import_id}",
        "GET /aanmeldingen/imports/{import_id}/geweigerd.csv",
        f"POST {STUKKEN}/vragen/{{uitvraag_id}}/vervallen",
        f"POST {STUKKEN}/stuk/{{stuk_id}}/goedkeuren",
        f"POST {STUKKEN}/stuk/{{stuk_id}}/afwijzen",
        f"POST {STUKKEN}/stuk/{{stuk_id}}/vervallen",
        f"POST {VRAGEN}/{{uitvraag_id}}/vervallenverklaringen",
        f"POST {PAPIEREN}/{{stuk_id}}/goedkeuringen",
        f"POST {PAPIEREN}/{{stuk_id}}/afwijzingen",
        f"POST {PAPIEREN}/{{stuk_id}}/vervallenverklaringen",
        f"POST {STUKKEN}/links",
        f"GET {STUKKEN}/links/{{link_id}}",
        f"POST {STUKKEN}/links/{{link_id}}/intrekken",
    ),
    # A partner helps an entrepreneur of its municipalities to hand in: it sees what is asked, and no paper.
    **regels(voor("consulent", "adviseur", "partner"), f"POST {PAPIEREN}"),
    **regels(voor(*LEZEN.rollen, "partner"), f"GET {VRAGEN}"),
    **regels(
        IEDEREEN,
        "POST /intake/v1/personen-vragen",
        "POST /intake/v1/sleutels",
        "GET /inleveren",
        "POST /inleveren",
        "GET /inleveren/{code}",
        "POST /inleveren/{code}",
    ),
}
PLEKKEN = {
    "dossier_id": Plek(
        "SELECT gemeente, dossier_id FROM dossiers WHERE dossier_id = %s", "aanmelding"
    ),
    # A person is seen by who may see one of the dossiers; the others are left out of the list.
    "persoon_id": Plek(
        "SELECT gemeente, dossier_id FROM dossiers WHERE person_id ="
        " (SELECT coalesce(opgegaan_in, person_id) FROM persons WHERE person_id = %s)",
        "persoon",
    ),
}

IN_INHOUD = {
    "aanvraag_id": Plek(
        "SELECT gemeente, dossier_id FROM aanvragen JOIN dossiers USING (dossier_id) WHERE aanvraag_id = %s",
        "aanvraag",
    ),
    "schuld_id": Plek(
        "SELECT gemeente, dossier_id FROM kenmerken JOIN dossiers USING (dossier_id) WHERE schuld_id = %s",
        "schuld",
    ),
}


def make(store: Store) -> Rechten:
    return Rechten(store, REGELS, PLEKKEN, IN_INHOUD)
