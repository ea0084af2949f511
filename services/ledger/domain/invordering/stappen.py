"""One decision about the ladder in the making: facts so far, and the ladder after them; every fact says what is next."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from services.ledger.domain.invordering import events as f
from services.ledger.domain.invordering.begrippen import Pauze
from services.ledger.domain.invordering.plan import volgende_stap
from services.ledger.domain.invordering.state import Traject, evolve, resterend
from shared.begrippen import Feit
from shared.dates import werkdag_vanaf
from shared.parameters import Parameterset


@dataclass
class Invorderingsloop:
    traject: Traject
    op: date
    parameters: Parameterset
    feiten: list[Feit] = field(default_factory=list)

    def leg_vast(
        self, feitsoort: type[f.Invorderingsfeit], grondslag: str, uitleg: str, /, **velden: Any
    ) -> None:
        """Adds a fact with the step that is next after it."""
        van = {
            naam: getattr(self.traject, naam)
            for naam in ("schuldsoort", "schuld_id", "dossier_id", "gemeente", "periode")
        }
        feit = feitsoort(
            **{**van, "op": self.op, "grondslag": grondslag, "uitleg": uitleg, **velden}
        )
        volgende = volgende_stap(evolve(self.traject, feit), self.op, self.parameters)
        self.feiten.append(feit.na(volgende=volgende))
        self.traject = evolve(self.traject, self.feiten[-1])

    def pauzeer(self, pauze: Pauze) -> None:
        """A demand that was not sent yet stays in the house while collection stands still (Awb 4:94 lid 2)."""
        grond = "Awb 4:94 lid 2" if pauze.reden == "uitstel" else ""
        self.leg_vast(
            f.InvorderingGepauzeerd,
            grond,
            f"De invordering staat stil: {pauze.reden.replace('_', ' ')}.",
            pauze=pauze,
        )
        self.trek_in(
            "gepauzeerd", "De aanmaning is niet verstuurd, want de invordering staat stil."
        )

    def hervat(self, pauze: Pauze) -> None:
        """The ladder goes on; terms that ran get back the days that were left (rekenregels 8)."""
        traject = self.traject
        aanmaning, betaling = (
            werkdag_vanaf(resterend(traject, tot, self.op)) if tot else None
            for tot in (traject.aanmaning_tot, traject.betaaltermijn_tot)
        )
        self.leg_vast(
            f.PauzeBeeindigd,
            "",
            f"De invordering gaat verder na {pauze.reden.replace('_', ' ')}.",
            pauze=pauze,
            aanmaning_tot=aanmaning,
            betaaltermijn_tot=betaling,
        )

    def trek_in(self, reden: str, uitleg: str) -> None:
        if opgemaakt := self.traject.opgemaakt:
            self.leg_vast(
                f.AanmaningIngetrokken, "", uitleg, aanmaning_id=opgemaakt.aanmaning_id, reden=reden
            )
