"""One line of contact with who owes: what the debt desk did, and the talks of the caseworker."""

from typing import Any
from uuid import UUID

from services.ledger.adapters.inzage import Inzage
from services.ledger.entrypoints.api.invordering import weergave
from shared.dates import voluit
from shared.web.leesbaar import medewerker

CONTACTEN = ("ContactGelegd", "AfspraakGemaakt", "AfspraakNagekomen", "AfspraakGebroken")
VORMEN = {
    "telefoon": "aan de telefoon",
    "op_kantoor": "op kantoor",
    "bij_de_ondernemer": "bij de ondernemer",
    "video": "via video",
}
Regel = dict[str, Any]


def alles(inzage: Inzage, schuld_id: UUID, dossier_id: UUID) -> list[Regel]:
    """Everything on the ladder with the talks of the caseworker between it, newest first."""
    return _samen(inzage, schuld_id, dossier_id, alleen=())


def lijn(inzage: Inzage, schuld_id: UUID, dossier_id: UUID) -> list[Regel]:
    """Only where somebody spoke, tried to, or agreed on something."""
    return _samen(inzage, schuld_id, dossier_id, alleen=CONTACTEN)


def _samen(
    inzage: Inzage, schuld_id: UUID, dossier_id: UUID, *, alleen: tuple[str, ...]
) -> list[Regel]:
    van_ons = [
        {
            "dag": feit.op,
            "wat": feit.uitleg,
            "wie": ", ".join(filter(None, (feit.grondslag, f"door {medewerker(feit.door)}"))),
        }
        for feit in reversed(weergave(inzage, schuld_id).tijdlijn)
        if not alleen or feit.soort in alleen
    ]
    van_de_consulent = [
        {
            "dag": een.gesproken_op,
            "wat": f"Gesprek van de consulent {VORMEN.get(een.vorm, een.vorm)}.",
            "toelichting": f"Volgende afspraak: {voluit(een.vervolg_op)}."
            if een.vervolg_op
            else "",
            "wie": f"door {medewerker(een.door)}",
            "adres": f"/dossiers/{dossier_id}",
        }
        for een in inzage.gesprekken(dossier_id)
    ]
    return sorted([*van_ons, *van_de_consulent], key=lambda regel: regel["dag"], reverse=True)
