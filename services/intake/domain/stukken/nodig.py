"""Which papers are needed, by when, and how large one may be: dated policy in `parameters/stukken.toml`, not law."""

from dataclasses import dataclass
from datetime import date, timedelta

from shared.begrippen import Groep
from shared.dates import werkdag_vanaf
from shared.parameters import Parameterset
from shared.stukken import Stuksoort, nodig_volgens, nodig_voor_route

MEBIBYTE = 2**20


@dataclass(frozen=True)
class Nodig:
    """What the parameters of a day say; every question raises ParameterOnbekend where they do not know it."""

    parameters: Parameterset

    def voor_route(self, route: int, op: date) -> tuple[Stuksoort, ...]:
        return nodig_voor_route(self.parameters, route, op)

    def voor_aanvraag(self, soort: str, groep: Groep, op: date) -> tuple[Stuksoort, ...]:
        """For an application of this kind (bedrijfskapitaal, levensonderhoud); a starter has a plan instead of past years."""
        gewoon = self._codes(f"stukken_{soort}", op)
        if groep != "starter":
            return gewoon
        niet = self._codes("stukken_niet_van_starter", op)
        eigen = self._codes("stukken_starter", op)
        return tuple(dict.fromkeys([*(code for code in gewoon if code not in niet), *eigen]))

    def hersteltermijn_tot(self, op: date) -> date:
        """The last day that we offer; a weekend or holiday moves it to a working day."""
        dagen = self.parameters.waarde("stukken_hersteltermijn", op).aantal
        return werkdag_vanaf(op + timedelta(days=dagen))

    def link_geldig_tot(self, op: date) -> date:
        return op + timedelta(days=self.parameters.waarde("stukken_inleverlink", op).aantal)

    def grootste_bestand(self, op: date) -> int:
        """In bytes."""
        return self.parameters.waarde("stukken_grootste_bestand", op).aantal * MEBIBYTE

    def _codes(self, naam: str, op: date) -> tuple[Stuksoort, ...]:
        return nodig_volgens(self.parameters, naam, op)
