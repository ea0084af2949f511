"""The delivery loop: reserved letters are made, sealed and stored, oldest first. intake down: they wait, none is passed over."""

import asyncio
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

import httpx

from services.notify.adapters.afzenders import afzender_van
from services.notify.adapters.brieven import Archiefstuk, seal_letter
from services.notify.adapters.opmaak import OpmaakMislukt, Opmaker
from services.notify.application import Notify
from services.notify.domain.brief import Afzender, Geadresseerde, Inlevercode
from services.notify.domain.briefkeuze import GEEN_CODE, brief_over
from services.notify.domain.commands import (
    AnnuleerBericht,
    Bezorgverzoek,
    RegistreerMislukking,
    RegistreerVerzending,
)
from services.notify.domain.gegevens import Stukkenverzoekgegevens
from services.notify.domain.state import Bericht
from services.notify.projections import verzendingen
from services.notify.projections.verzendingen import Verzending
from shared.again import is_to_do_again
from shared.aside import reason_of
from shared.contracts.personen import Persoon
from shared.facts import Cause
from shared.observability import Watchdog, log
from shared.organisatie.rijen import organisatie_van
from shared.parameters import ParameterOnbekend, Parameterset
from shared.personen import GegevensGewist, IntakeAntwoordtNiet, Personenvraag

PAGE = 25
IDLE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 30.0
LATER_SECONDS = 15.0


@dataclass(frozen=True)
class Delivery:
    notify: Notify
    personen: Personenvraag
    parameters: Parameterset
    opmaker: Opmaker = field(default_factory=Opmaker)
    watchdog: Watchdog = field(default_factory=Watchdog)
    later: dict[UUID, float] = field(default_factory=dict)

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop`: round after round, with a growing pause while intake or the database does not answer."""
        pause, moved_at = IDLE_SECONDS, time.monotonic()
        while not stop.is_set():
            try:
                delivered = await asyncio.to_thread(self.round)
                pause = 0.0 if delivered else IDLE_SECONDS
                moved_at = time.monotonic() if delivered or not self.later else moved_at
            except Exception as error:
                # One letter that fails is set aside; whatever else it is, letters wait and health says so.
                pause = min(max(pause, IDLE_SECONDS) * 2, LONGEST_PAUSE_SECONDS)
                log.warning(
                    "letters wait",
                    error=type(error).__name__,
                    pause_seconds=pause,
                    reason=reason_of(error),
                )
            await self._report(moved_at)
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), timeout=pause)

    def round(self) -> int:
        """Handles one page of letters on a working day; the number that found their end.

        Raises IntakeAntwoordtNiet with the rest still waiting.
        """
        today = self.notify.postdag()
        if today is None:
            return 0
        now = time.monotonic()
        waiting = self.notify.wachtend(today, PAGE + len(self.later))
        page = [
            (row, bericht) for row, bericht in waiting if self.later.get(row.bericht_id, 0.0) <= now
        ][:PAGE]
        personen = self._namen([row for row, _ in page])
        return sum(self._deliver(row, bericht, personen, today) for row, bericht in page)

    def _namen(self, page: Sequence[Verzending]) -> dict[UUID, Persoon | None]:
        """Who the letters of a page are for; asked one by one where that fails for all at once, so that one spoils only itself."""
        try:
            return self.personen.namen([row.dossier_id for row in page])
        except Exception as error:
            if _is_down(error) or len(page) == 1:
                raise
            found = self._one_by_one(page)
            if not found:
                raise
            return found

    def _one_by_one(self, page: Sequence[Verzending]) -> dict[UUID, Persoon | None]:
        found: dict[UUID, Persoon | None] = {}
        failed = []
        for row in page:
            try:
                found |= self.personen.namen([row.dossier_id])
            except Exception as error:
                if _is_down(error):
                    raise
                failed.append((row, error))
        for row, why in failed if found else ():
            self._wait(row, why)
        return found

    def _deliver(
        self,
        row: Verzending,
        bericht: Bericht,
        personen: Mapping[UUID, Persoon | None],
        today: date,
    ) -> bool:
        if self.later.get(row.bericht_id, 0.0) > time.monotonic():
            return False
        try:
            verzoek, stuk = self._outcome(row, bericht, personen, today)
            cause = Cause(
                str(bericht.aanleiding), "notify", today, correlation_id=str(row.dossier_id)
            )
            done = self.notify.verwerk(row.bericht_id, verzoek, cause, stuk)
        except Exception as error:
            if _is_down(error):
                raise
            self._wait(row, error)
            return False
        self.later.pop(row.bericht_id, None)
        return done

    def _wait(self, row: Verzending, error: Exception) -> None:
        log.error("letter waits", bericht_id=str(row.bericht_id), reason=reason_of(error))
        self.later[row.bericht_id] = time.monotonic() + LATER_SECONDS

    async def _report(self, moved_at: float) -> None:
        try:
            await asyncio.to_thread(self._tell, moved_at)
        except Exception as error:
            log.warning("could not tell how far it is", error=type(error).__name__)

    def _tell(self, moved_at: float) -> None:
        today = self.notify.postdag()
        with self.notify.store.cursor() as cursor:
            waiting = verzendingen.number_waiting(cursor, today) if today else 0
            seconds = verzendingen.age_waiting(cursor, today) if today and waiting else 0.0
        self.watchdog.report(self.notify.store, "bezorging", seconds, waiting, moved_at=moved_at)

    def _outcome(
        self,
        row: Verzending,
        bericht: Bericht,
        personen: Mapping[UUID, Persoon | None],
        today: date,
    ) -> tuple[Bezorgverzoek, Archiefstuk | None]:
        if row.dossier_id not in personen:
            return RegistreerMislukking(reden="dossier_onbekend", op=today), None
        organisatie = organisatie_van(self.notify.store)
        persoon = personen[row.dossier_id]
        afzender = afzender_van(organisatie, row.gemeente, today)
        if persoon is None:
            return AnnuleerBericht(reden="gewist", op=today), None
        if afzender is None:
            return RegistreerMislukking(reden="afzender_onbekend", op=today), None
        try:
            return RegistreerVerzending(op=today, gegevens=bericht.gegevens), self._make(
                row, bericht, afzender, persoon, today
            )
        except GegevensGewist:
            return AnnuleerBericht(reden="gewist", op=today), None
        except ParameterOnbekend:
            return RegistreerMislukking(reden="parameter_onbekend", op=today), None
        except OpmaakMislukt:
            return RegistreerMislukking(reden="opmaak_mislukt", op=today), None
        except Exception as error:
            if isinstance(error, IntakeAntwoordtNiet) or is_to_do_again(error):
                raise
            log.error(
                "letter could not be made", bericht_id=str(row.bericht_id), reason=reason_of(error)
            )
            return RegistreerMislukking(reden="opmaak_mislukt", op=today), None

    def _make(
        self, row: Verzending, bericht: Bericht, afzender: Afzender, persoon: Persoon, today: date
    ) -> Archiefstuk:
        if bericht.gegevens is None:
            raise OpmaakMislukt("a reserved letter without content")
        brief = brief_over(
            bericht.gegevens,
            row.bericht_id,
            afzender=afzender,
            geadresseerde=_addressee(persoon),
            datum=today,
            parameters=self.parameters,
            inlevercode=self._inlevercode(row, bericht),
        )
        stuk = self.opmaker.make(brief)
        return seal_letter(row.bericht_id, stuk, self.personen.nieuwe_sleutel(row.dossier_id))

    def _inlevercode(self, row: Verzending, bericht: Bericht) -> Inlevercode:
        """Asked of intake for a letter that asks for papers. The key that seals it is asked afterwards: an erasure meanwhile stops it."""
        if not isinstance(bericht.gegevens, Stukkenverzoekgegevens):
            return GEEN_CODE
        told = self.personen.nieuwe_sleutel(row.dossier_id, row.bericht_id)
        return Inlevercode(code=told.inlevercode, adres=told.inleveradres)


def _is_down(error: Exception) -> bool:
    """Whether nobody's letter can be made now: the database is away, or intake does not answer at all."""
    return is_to_do_again(error) or (
        isinstance(error, IntakeAntwoordtNiet) and isinstance(error.__cause__, httpx.HTTPError)
    )


def _addressee(persoon: Persoon) -> Geadresseerde:
    return Geadresseerde(**persoon.model_dump(include=set(Geadresseerde.model_fields)))
