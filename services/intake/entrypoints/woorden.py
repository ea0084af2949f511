"""Codes of an application as people read them."""

from services.intake.domain.aanvraag.state import Stand
from shared.begrippen import Aanvraagsoort

SOORT: dict[Aanvraagsoort, str] = {
    "bedrijfskapitaal": "Bedrijfskapitaal",
    "levensonderhoud": "Levensonderhoud",
}
SOORT_UITLEG: dict[Aanvraagsoort, str] = {
    "bedrijfskapitaal": "Geld voor het bedrijf, zoals een starterskrediet of een voorbereidingskrediet.",
    "levensonderhoud": "Geld om van te leven, of meer maanden na een eerdere toekenning.",
}
STAND: dict[Stand, str] = {
    "loopt": "loopt",
    "verstrekt": "krediet verstrekt",
    "toegekend": "toegekend",
    "afgewezen": "afgewezen",
    "ingetrokken": "ingetrokken",
}
LABELS = {
    "soort": "Soort aanvraag",
    "ontvangen_op": "Dag van ontvangst",
    "gevraagd": "Gevraagd bedrag",
    "gevraagde_maanden": "Aantal maanden",
    "bestemming": "Bestemming",
}
