"""The delivery loop: reserved letters are made, sealed and stored, oldest first. intake down: they wait, none is passed over."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from services.notify.adapters.brieven import Archiefstuk, seal_letter
from services.notify.adapters.opmaak import OpmaakMislukt, Opmaker
from services.notify.application import Notify
from services.notify.domain.brief import Afzender, Geadresseerde
from services.notify.domain.briefkeuze import brief_over
from services.notify.domain.commands import AnnuleerBericht, Bezorgverzoek, RegistreerMislukking, RegistreerVerzending
from services.notify.domain.state import Bericht
from services.notify.projections.verzendingen import Verzending
from shared.contracts.personen import Persoon
from shared.observability import log
from shared.parameters import ParameterOnbekend, Parameterset
from shared.personen import GegevensGewist, IntakeAntwoordtNiet, Personenvraag
from shared.store import DEPENDENCY_DOWN, Cause, StaleVersion

PAGE = 25
IDLE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 30.0


@dataclass(frozen=True)
class Delivery:
    notify: Notify
    personen: Personenvraag
    afzenders: Mapping[str, Afzender]
    parameters: Parameterset
    opmaker: Opmaker = field(default_factory=Opmaker)

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop`: round after round, with a growing pause while intake or the database does not answer."""
        pause = IDLE_SECONDS
        while not stop.is_set():
            try:
                pause = 0.0 if await asyncio.to_thread(self.round) else IDLE_SECONDS
            except (IntakeAntwoordtNiet, StaleVersion, *DEPENDENCY_DOWN) as error:
                pause = min(max(pause, IDLE_SECONDS) * 2, LONGEST_PAUSE_SECONDS)
                log.warning("letters wait", error=type(error).__name__, pause_seconds=pause)
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), timeout=pause)

    def round(self) -> int:
        """Handles one page of letters; the number that found their end. Raises IntakeAntwoordtNiet with the rest still waiting."""
        today = self.notify.werkdag()
        page = self.notify.wachtend(PAGE) if today else []
        if not page or today is None:
            return 0
        personen = self.personen.namen([row.dossier_id for row, _ in page])
        return sum(self._deliver(row, bericht, personen, max(today, row.gevraagd_op)) for row, bericht in page)

    def _deliver(self, row: Verzending, bericht: Bericht, personen: Mapping[UUID, Persoon | None], today: date) -> bool:
        verzoek, stuk = self._outcome(row, bericht, personen, today)
        cause = Cause(str(bericht.aanleiding), "notify", today, correlation_id=str(row.dossier_id))
        return self.notify.verwerk(row.bericht_id, verzoek, cause, stuk)

    def _outcome(
        self, row: Verzending, bericht: Bericht, personen: Mapping[UUID, Persoon | None], today: date
    ) -> tuple[Bezorgverzoek, Archiefstuk | None]:
        if row.dossier_id not in personen:
            return RegistreerMislukking(reden="dossier_onbekend", op=today), None
        persoon, afzender = personen[row.dossier_id], self.afzenders.get(row.gemeente)
        if persoon is None:
            return AnnuleerBericht(reden="gewist", op=today), None
        if afzender is None:
            return RegistreerMislukking(reden="afzender_onbekend", op=today), None
        try:
            return RegistreerVerzending(op=today), self._make(row, bericht, afzender, persoon, today)
        except GegevensGewist:
            return AnnuleerBericht(reden="gewist", op=today), None
        except ParameterOnbekend:
            return RegistreerMislukking(reden="parameter_onbekend", op=today), None
        except OpmaakMislukt:
            return RegistreerMislukking(reden="opmaak_mislukt", op=today), None

    def _make(self, row: Verzending, bericht: Bericht, afzender: Afzender, persoon: Persoon, today: date) -> Archiefstuk:
        if bericht.gegevens is None:
            raise OpmaakMislukt("a reserved letter without content")
        brief = brief_over(
            bericht.gegevens, row.bericht_id, afzender=afzender, geadresseerde=_addressee(persoon), datum=today, parameters=self.parameters
        )
        stuk = self.opmaker.make(brief)
        return seal_letter(row.bericht_id, stuk, self.personen.nieuwe_sleutel(row.dossier_id))


def _addressee(persoon: Persoon) -> Geadresseerde:
    return Geadresseerde(**persoon.model_dump(include=set(Geadresseerde.model_fields)))
