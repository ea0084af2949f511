"""Who may read and change loans, and of which municipality. Bank lines and the books are of all municipalities together."""

from shared.store import Store
from shared.web.rechten import Plek, Rechten, regels, voor

LENING = "/ledger/v1/leningen/{lening_id}"
VORDERING = "/ledger/v1/vorderingen/{vordering_id}"
VASTSTELLING = "/ledger/v1/vaststellingen/{vaststelling_id}"
ONTVANGST = "/ledger/v1/ontvangsten/{ontvangst_id}"
ZEKERHEID = f"{LENING}/zekerheden/{{zekerheid_id}}"
DOEN = voor("consulent", "debiteuren")
LEZEN = voor("consulent", "debiteuren", "auditor")
CIJFERS = voor("consulent", "debiteuren", "auditor", "manager")
BANK = voor("consulent", "debiteuren", "auditor", alle_gemeenten=True)
REGELS = {
    **regels(CIJFERS, "GET /ledger/v1/leningen", "GET /ledger/v1/debiteuren"),
    **regels(
        voor("consulent", "debiteuren", "auditor", "manager", alle_gemeenten=True),
        "GET /ledger/v1/journaal",
    ),
    **regels(
        voor("consulent", "debiteuren", "adviseur", "auditor", "manager", "beheer"),
        "GET /parameters",
    ),
    **regels(
        LEZEN,
        f"GET {LENING}",
        f"GET {LENING}/regels",
        f"GET {LENING}/voorstellen",
        f"GET {LENING}/standen",
        f"GET {LENING}/register",
        f"GET {LENING}/invordering",
        f"POST {LENING}/doorrekeningen",
        "GET /ledger/v1/voorstellen",
        "GET /ledger/v1/vaststellingen",
        f"GET {VASTSTELLING}",
        f"GET {VORDERING}",
        f"GET {VORDERING}/regels",
        f"GET {VORDERING}/invordering",
        "GET /debiteuren",
        "GET /debiteuren/voorstellen",
        "GET /leningen/{lening_id}",
        "GET /leningen/{lening_id}/voorstellen/{besluit_id}",
        "GET /leningen/{lening_id}/doorrekenen",
        "GET /leningen/{lening_id}/standen",
        "GET /leningen/{lening_id}/register",
        "GET /leningen/{schuld_id}/invordering",
        "GET /vorderingen/{vordering_id}",
        "GET /vorderingen/{schuld_id}/invordering",
        "GET /vaststellingen",
        "GET /vaststellingen/{vaststelling_id}",
    ),
    **regels(
        DOEN,
        f"POST {LENING}/besluiten",
        f"POST {LENING}/voorstellen",
        f"POST {LENING}/voorstellen/{{besluit_id}}/bekrachtigingen",
        f"POST {LENING}/voorstellen/{{besluit_id}}/verwerpingen",
        f"POST {LENING}/weigeringen",
        f"POST {LENING}/zekerheden",
        f"POST {ZEKERHEID}/taxaties",
        f"POST {ZEKERHEID}/vervallingen",
        f"POST {LENING}/medeschuldenaren",
        f"POST {LENING}/medeschuldenaren/{{medeschuldenaar_id}}/ontslagen",
        "POST /ledger/v1/borgtochten",
        f"POST {LENING}/invordering/handelingen",
        f"POST {VORDERING}/invordering/handelingen",
        f"POST {VORDERING}/besluiten",
        f"POST {VORDERING}/voorstellen",
        f"POST {VORDERING}/voorstellen/{{besluit_id}}/bekrachtigingen",
        f"POST {VORDERING}/voorstellen/{{besluit_id}}/verwerpingen",
        f"POST {VASTSTELLING}/jaargegevens",
        f"POST {VASTSTELLING}/voorstellen",
        f"POST {VASTSTELLING}/bekrachtigingen",
        f"POST {VASTSTELLING}/verwerpingen",
        "POST /vaststellingen/{vaststelling_id}/{handeling}",
        "POST /vorderingen/{vordering_id}/besluiten",
        "POST /vorderingen/{vordering_id}/voorstellen/{besluit_id}",
        "GET /leningen/{lening_id}/besluiten/{code}",
        "POST /leningen/{lening_id}/besluiten/{code}",
        "POST /leningen/{lening_id}/voorstellen/{besluit_id}",
        "POST /leningen/{lening_id}/register/{formulier}",
        "POST /leningen/{schuld_id}/invordering/{formulier}",
        "POST /vorderingen/{schuld_id}/invordering/{formulier}",
    ),
    **regels(
        BANK,
        "GET /ledger/v1/bankafschriften",
        "GET /ledger/v1/rekeningen",
        "GET /ledger/v1/ontvangsten",
        "GET /ledger/v1/ontvangsten/besloten",
        f"POST {ONTVANGST}/voorbeelden",
        "GET /bank",
        "GET /bank/bestanden",
        "GET /bank/besloten",
    ),
    **regels(
        voor("debiteuren", alle_gemeenten=True),
        "POST /ledger/v1/bankafschriften",
        f"POST {ONTVANGST}/terugzettingen",
        f"POST {ONTVANGST}/toewijzingen",
        "POST /bank",
        "POST /bank/besloten/{ontvangst_id}",
        "POST /bank/ontvangsten/{ontvangst_id}",
    ),
}
SCHULD = Plek(
    "SELECT state ->> 'gemeente' AS gemeente, (state ->> 'dossier_id')::uuid AS dossier_id"
    " FROM stream_states WHERE stream_id = %s",
    "schuld",
)
PLEKKEN = {
    "lening_id": SCHULD,
    "vordering_id": SCHULD,
    "schuld_id": SCHULD,
    "vaststelling_id": Plek(
        "SELECT state -> 'opening' ->> 'gemeente' AS gemeente,"
        " (state -> 'opening' ->> 'dossier_id')::uuid AS dossier_id"
        " FROM stream_states WHERE stream_id = %s",
        "vaststelling",
    ),
}

# A dossier or an application has no debt before the ledger heard of one: then any municipality may be its own.
IN_INHOUD = {
    "dossier_id": Plek(
        "SELECT DISTINCT gemeente, dossier_id FROM (SELECT gemeente, dossier_id FROM debiteuren"
        " UNION ALL SELECT gemeente, dossier_id FROM vaststellingen) AS bekend WHERE dossier_id = %s",
        "dossier",
    ),
    "aanvraag_id": Plek(
        "SELECT DISTINCT gemeente, dossier_id FROM vaststellingen WHERE aanvraag_id = %s",
        "aanvraag",
    ),
}


def make(store: Store) -> Rechten:
    return Rechten(store, REGELS, PLEKKEN, IN_INHOUD)
