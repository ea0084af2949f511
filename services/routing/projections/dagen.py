"""On which day an event happened, whichever service tells it."""

from datetime import date

from shared.contracts.base import Contract

# The fields in which events name the day on which they happened.
DAGEN = (
    "ontvangen_op",
    "aangevuld_op",
    "ingetrokken_op",
    "afgesloten_op",
    "heropend_op",
    "samengevoegd_op",
    "gewist_op",
    "ingediend_op",
    "toegewezen_op",
    "vastgesteld_op",
    "gesproken_op",
    "aanvraagdatum",
    "beoordeeld_op",
    "besluitdatum",
    "geweigerd_op",
    "afgewezen_op",
    "gesteld_op",
    "gevraagd_op",
    "gewijzigd_op",
    "boekdatum",
    "verstuurd_op",
    "op",
    "besloten_op",
    "overgedragen_op",
    "gesluimerd_op",
    "gewekt_op",
)


def dag_van(event: Contract) -> date | None:
    """The day on which it happened: the last business day that the event names."""
    return max(
        (dag for naam in DAGEN if isinstance(dag := getattr(event, naam, None), date)), default=None
    )
