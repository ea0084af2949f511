"""A loan and its collection ladder on paper: the loan's facts lead, the ladder follows in the same breath, as the application does it."""

from collections.abc import Callable
from datetime import date, timedelta

from services.ledger import examples
from services.ledger.domain.invordering.commands import (
    DoeHandeling,
    Handeling,
    Invorderingsverzoek,
    RegistreerVerzending,
    VolgSchuld,
)
from services.ledger.domain.invordering.decide import decide_invordering
from services.ledger.domain.invordering.events import Invorderingsfeit
from services.ledger.domain.invordering.schuldbeeld import Schuldbeeld
from services.ledger.domain.invordering.state import Traject, evolve
from services.ledger.domain.lening.commands import Leningverzoek, OpenLening
from services.ledger.domain.lening.dossier import Leningdossier
from services.ledger.domain.lening.schuldbeeld import beeld_van
from services.ledger.domain.verloop import gegevens as g
from services.ledger.domain.verloop.mutaties import Grond
from shared.begrippen import Feit
from shared.parameters import Parameterset
from shared.recht.invorderingsstappen import Stap
from tests.steun.ledger.boek import MANDATEN, PARAMETERS, Papier, dossier

DAG = timedelta(days=1)


class Ladderpapier(Papier):
    """`vandaag` is the last day that was closed; letters go out on the day they are asked, unless `post` is False."""

    def __init__(
        self,
        opening: OpenLening | None = None,
        parameters: Parameterset = PARAMETERS,
        *,
        post: bool = True,
    ) -> None:
        self.traject, self.ladder = Traject(), list[Invorderingsfeit]()
        self.parameters, self.post, self.vandaag = parameters, post, examples.open_lening().op
        self.kijk: Callable[[], None] = lambda: None
        super().__init__(opening)

    def doe(self, verzoek: Leningverzoek) -> list[Feit]:
        feiten = super().doe(verzoek)
        self.volg()
        return feiten

    @property
    def dossier(self) -> Leningdossier:
        return dossier(self.feiten, traject=self.traject)

    def tot(self, tot: date) -> None:
        """Every day up to and including this one, with the statements of the day before booked."""
        while self.vandaag < tot:
            self.vandaag += DAG
            self.dag(self.vandaag, self.vandaag - DAG)
            self.vraag(
                VolgSchuld(beeld=self.beeld, op=self.vandaag, afschriften_tot=self.vandaag - DAG)
            )
            if self.post and self.traject.opgemaakt:
                self.verstuur(self.vandaag)

    def volg(self) -> None:
        self.vraag(VolgSchuld(beeld=self.beeld, op=self.vandaag))

    def zet(self, handeling: Handeling) -> list[Feit]:
        """What a person does today; raises the refusal."""
        feiten = self.vraag(
            DoeHandeling(
                handeling=handeling, beeld=self.beeld, op=self.vandaag, mandaat=MANDATEN.mandaten[0]
            )
        )
        if self.post and self.traject.opgemaakt:
            feiten += self.verstuur(self.vandaag)
        return feiten

    def verstuur(self, op: date) -> list[Feit]:
        opgemaakt = self.traject.opgemaakt
        assert opgemaakt is not None
        return self.vraag(RegistreerVerzending(aanmaning_id=opgemaakt.aanmaning_id, op=op))

    def vraag(self, verzoek: Invorderingsverzoek) -> list[Feit]:
        feiten = decide_invordering(self.traject, verzoek, self.parameters)
        for feit in feiten:
            self.traject = evolve(self.traject, feit)
            assert isinstance(feit, Invorderingsfeit)
            self.ladder.append(feit)
        self.kijk()
        return feiten

    def besluit(self, gegevens: g.Gegevens, *, samen: bool = False) -> None:
        if not samen:
            self.doe(examples.besluit(gegevens, self.vandaag))
            return
        voorstel = examples.voorstel(gegevens, self.vandaag)
        self.doe(voorstel)
        self.doe(examples.bekrachtig(voorstel))

    def eis_op(self) -> None:
        self.besluit(g.Opeising(grond=Grond.NIET_BETAALD), samen=True)

    @property
    def beeld(self) -> Schuldbeeld:
        afspraak = self.traject.afspraak
        sinds = afspraak.gemaakt_op if afspraak and afspraak.soort == "betaling" else None
        return beeld_van(self.lening, lambda: self.feiten, sinds)

    @property
    def volgende(self) -> tuple[Stap, date] | None:
        gepland = self.traject.volgende
        return (gepland.stap, gepland.op) if gepland else None

    @property
    def namen(self) -> list[str]:
        return [type(feit).__name__ for feit in self.ladder]
