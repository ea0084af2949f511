"""The words of the collection ladder: its steps, who takes them, pauses, appointments, and a step with its day."""

from datetime import date
from typing import Literal
from uuid import UUID

from shared.begrippen import Waarde
from shared.recht.invorderingsstappen import Stap

Schuldsoort = Literal["lening", "vordering"]
Trajectaanleiding = Literal["gemiste_termijn", "betaalbeschikking"]
Wie = Literal["debiteurenbeheer", "tweede_persoon", "doorstart"]
Contactwijze = Literal["telefoon", "bezoek", "op_kantoor", "video", "brief", "mail"]
Contactuitkomst = Literal["bereikt", "niet_bereikt"]
Afspraaksoort = Literal["gesprek", "betaling"]
Pauzereden = Literal[
    "uitstel",
    "buiten_invordering",
    "schuldregeling",
    "moratorium",
    "faillissement",
    "bezwaar",
    "onderzoek",
]
RedenOvergeslagen = Literal[
    "al_gesproken", "niet_bereikbaar", "niet_zinvol", "beleid_gemeente", "spoed"
]
RedenBeeindigd = Literal["ingelopen", "afgelost", "opgeeist", "beschikking_vervallen"]
RedenIngetrokken = Literal["beeindigd", "gepauzeerd"]
Ontvanger = Literal["deurwaarder", "andere_gemeente", "juridische_zaken"]


class GeplandeStap(Waarde):
    """What is next and on which day; the law forbids it before `niet_voor`."""

    stap: Stap
    op: date
    wie: Wie
    uitleg: str
    niet_voor: date | None = None


class Betaalbeschikking(Waarde):
    """A decision that asks a sum: opeising of a loan, or terugvordering (Awb 4:86). `laatste_dag`: the decision itself names the day."""

    besluit_id: UUID
    bekendgemaakt_op: date
    laatste_dag: date | None = None


class Pauze(Waarde):
    """The ladder stands still from `van` up to (not including) `tot`. `bron` is the besluit in the books; None: a person paused."""

    reden: Pauzereden
    van: date
    tot: date | None = None
    bron: UUID | None = None

    def loopt(self, dag: date) -> bool:
        return self.van <= dag and (self.tot is None or dag < self.tot)


class Afspraak(Waarde):
    """A conversation on a day, or a sum that will be paid on or before it. The ladder waits for it."""

    soort: Afspraaksoort
    op: date
    bedrag_cent: int | None = None
    gemaakt_op: date
