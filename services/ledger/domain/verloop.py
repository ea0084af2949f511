"""Facts that follow from each other within one decision: each sees the loan after the one before, and carries its balances."""

from dataclasses import dataclass, field
from typing import Any

from services.ledger.domain.events import LeningAfgelost, Mutatie
from services.ledger.domain.state import Lening, evolve
from services.ledger.domain.termijnbedrag import rente_loopt
from shared.begrippen import Feit


@dataclass
class Verloop:
    lening: Lening
    feiten: list[Feit] = field(default_factory=list)

    def leg_vast(self, feit: Mutatie) -> None:
        self.lening = evolve(self.lening, feit)
        self.feiten.append(feit.model_copy(update={"saldi": self.lening.saldi}))

    def mutatie(self, **verder: Any) -> dict[str, Any]:
        """What every fact of this loan repeats."""
        return {
            "dossier_id": self.lening.dossier_id, "gemeente": self.lening.gemeente, "parameterset": self.lening.parameterset, **verder,
        }  # fmt: skip


def sluit_af(verloop: Verloop, laatste: Mutatie) -> None:
    """A loan of which nothing is open and nothing will come is afgelost; what was paid too much stays visible as tegoed."""
    lening = verloop.lening
    if lening.status == "lopend" and not lening.open_termijnen and not lening.kosten_cent and not rente_loopt(lening):
        verloop.leg_vast(
            LeningAfgelost(
                **verloop.mutatie(
                    boekdatum=laatste.boekdatum, valutadatum=laatste.valutadatum, grondslag="Bbz art. 39",
                    uitleg="Er staat niets meer open: de lening is afgelost.",
                )
            )
        )  # fmt: skip
