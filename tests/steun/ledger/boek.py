"""A loan on paper for tests: give it requests, ask for facts and balances. No store, no clock."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from uuid import UUID

from services.ledger import examples
from services.ledger.domain.grootboek.boeking import Mutatie
from services.ledger.domain.invordering.state import Traject
from services.ledger.domain.lening.commands import Leningverzoek, OpenLening
from services.ledger.domain.lening.decide import decide
from services.ledger.domain.lening.dossier import Leningdossier
from services.ledger.domain.lening.state import Lening, evolve
from shared.begrippen import Feit
from shared.parameter_files import load_parameters
from shared.recht.mandaat import Mandaat, Mandaatregister
from shared.recht.verjaring import Stuiting
from tests.recht.boeken import rekeningsaldi

PARAMETERS = load_parameters()
MANDATEN = Mandaatregister(
    (
        Mandaat(
            mandaat_id="M-1",
            houder="teamleider-1",
            gemeenten=("GM9901",),
            geldig_van=date(2023, 1, 1),
        ),
        Mandaat(
            mandaat_id="M-2",
            houder="consulent-2",
            gemeenten=("GM9901",),
            tot_cent=100_000,
            geldig_van=date(2023, 1, 1),
        ),
    )
)


def dossier(
    feiten: Sequence[Feit], gestuit: Sequence[Stuiting] = (), traject: Traject | None = None
) -> Leningdossier:
    """All that a decision can ask for."""
    return Leningdossier(PARAMETERS, MANDATEN, feiten, gestuit, traject or Traject())


class Papier:
    def __init__(self, opening: OpenLening | None = None) -> None:
        self.lening, self.feiten = Lening(), list[Feit]()
        self.betaling = 0
        self.doe(opening or examples.open_lening())

    def doe(self, verzoek: Leningverzoek) -> list[Feit]:
        nieuw = decide(self.lening, verzoek, self.dossier)
        for feit in nieuw:
            self.lening = evolve(self.lening, feit)
        self.feiten += nieuw
        return nieuw

    @property
    def dossier(self) -> Leningdossier:
        return dossier(self.feiten)

    def vouw(self) -> None:
        """The loan once more, from its facts."""
        self.lening = Lening()
        for feit in self.feiten:
            self.lening = evolve(self.lening, feit)

    def dag(self, dag: date, tot: date | None = None) -> list[Feit]:
        return self.doe(examples.sluit_dag(dag, tot))

    def dagen(self, van: date, tot: date) -> None:
        """Every day, with the statements of the day before booked."""
        while van <= tot:
            self.dag(van, van - timedelta(days=1))
            van += timedelta(days=1)

    def betaal(self, cent: int, op: date, geboekt: date | None = None) -> list[Feit]:
        self.betaling += 1
        verzoek = examples.boek_betaling(cent, op, betaling_id=UUID(int=self.betaling))
        return self.doe(verzoek.model_copy(update={"op": geboekt or op}))

    def van(self, soort: type[Mutatie]) -> list[Mutatie]:
        return [feit for feit in self.feiten if isinstance(feit, soort)]


def namen(feiten: Iterable[Feit]) -> list[str]:
    return [type(feit).__name__ for feit in feiten]


def rekeningen(papier: Papier) -> dict[str, int]:
    """Sum per kind of account over all facts, without the cohort."""
    regels = [
        regel for feit in papier.feiten if isinstance(feit, Mutatie) for regel in feit.boekregels
    ]
    return {code.rpartition(":")[2]: cent for code, cent in rekeningsaldi(regels).items()}
