"""What we promise an entrepreneur where the law sets no term. Promises are policy of the organisation, not law."""

from datetime import date

from shared.dates import DAG, werkdag_vanaf

# The two days are Rotterdam's: an appointment within two days of the first meeting.
GESPREK_WERKDAGEN = 2
ACHTERSTAND_WERKDAGEN = 5
PARTNER_STILTE_DAGEN = 10


def werkdagen_na(dag: date, aantal: int) -> date:
    """The day so many working days later."""
    for _ in range(aantal):
        dag = werkdag_vanaf(dag + DAG)
    return dag


def eerste_gesprek(ontvangen_op: date, is_spoed: bool) -> date:
    """The first talk: on the same working day where it is urgent, else within two working days."""
    return werkdag_vanaf(ontvangen_op) if is_spoed else werkdagen_na(ontvangen_op, GESPREK_WERKDAGEN)


def route_met_de_hand(vastgesteld_op: date) -> date:
    """A route where no rule fits: within two working days."""
    return werkdagen_na(vastgesteld_op, GESPREK_WERKDAGEN)


def navraag_bij_partner(laatste_bericht_op: date) -> date:
    """The last day on which we wait for word of a partner before we ask."""
    return laatste_bericht_op + PARTNER_STILTE_DAGEN * DAG


def contact_over_achterstand(gemist_op: date) -> date:
    """A call about arrears: within five working days."""
    return werkdagen_na(gemist_op, ACHTERSTAND_WERKDAGEN)
