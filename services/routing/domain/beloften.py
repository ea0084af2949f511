"""What we promise an entrepreneur where the law sets no term: dated policy in `parameters/beloften.toml`, not law."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from shared.dates import DAG, geteld, werkdag_vanaf
from shared.parameters import Parameterset
from shared.recht.termijnen import wekentermijn


class Belofte(NamedTuple):
    """The last day of a promise, and the promise in words."""

    termijn: date
    grondslag: str


def werkdagen_na(dag: date, aantal: int) -> date:
    """The day so many working days later."""
    for _ in range(aantal):
        dag = werkdag_vanaf(dag + DAG)
    return dag


@dataclass(frozen=True)
class Beloften:
    parameters: Parameterset

    def eerste_gesprek(self, ontvangen_op: date, is_spoed: bool) -> Belofte:
        """The first talk: on the same working day where it is urgent."""
        if is_spoed:
            return Belofte(werkdag_vanaf(ontvangen_op), "bij spoed dezelfde werkdag contact")
        return self._binnen("belofte_gesprek", ontvangen_op, "een gesprek")

    def route_met_de_hand(self, vastgesteld_op: date) -> Belofte:
        """A route where no rule fits."""
        return self._binnen("belofte_route", vastgesteld_op, "een route")

    def bevestigde_route(self, gesproken_op: date) -> Belofte:
        """The route after the talk: confirmed, or another one."""
        return self._binnen("belofte_route", gesproken_op, "een route")

    def navraag_naar_aanvraag(self, route_op: date) -> Belofte:
        """The last day on which we wait for an application before we ask."""
        aantal = self.parameters.waarde("belofte_navraag_aanvraag", route_op).aantal
        return Belofte(
            route_op + aantal * DAG,
            f"na {geteld(aantal, 'dag')} zonder aanvraag vragen wij het na",
        )

    def contact_over_achterstand(self, gemist_op: date) -> Belofte:
        return self._binnen(
            "belofte_contact_achterstand", gemist_op, "contact na een gemiste betaling"
        )

    def buiten_behandeling(self, hersteltermijn_tot: date) -> Belofte:
        """No promise but the law: the last day to leave an application unhandled."""
        termijn = wekentermijn("buiten_behandeling", hersteltermijn_tot, self.parameters)
        return Belofte(termijn.laatste_dag, "Awb artikel 4:5 lid 4")

    def _binnen(self, naam: str, vanaf: date, wat: str) -> Belofte:
        aantal = self.parameters.waarde(naam, vanaf).aantal
        return Belofte(werkdagen_na(vanaf, aantal), f"binnen {geteld(aantal, 'werkdag')} {wat}")
