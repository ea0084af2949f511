"""Files that came in while the scanner was away are looked at once it answers; what holds a virus goes, and is asked for again."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from services.intake.adapters.scanner import Clamd
from services.intake.application.stukken import Stukkenkast
from services.intake.domain.stukken.commands import WijsStukAf
from services.intake.domain.stukken.nodig import Nodig
from services.intake.domain.stukken.weigeringen import StukIsAfgedaan, UitvraagLooptAl
from shared.facts import Cause
from shared.observability import log
from shared.transaction import Transaction

PAUZE_SECONDEN = 15.0
BLADZIJDE = 20


@dataclass(frozen=True)
class Nascan:
    kast: Stukkenkast
    nodig: Nodig
    clamd: Clamd

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop`: round after round. Whatever fails, the files wait unopened and the next round tries again."""
        while not stop.is_set():
            try:
                await asyncio.to_thread(self.round)
            except Exception as error:
                log.warning("papers wait for the scanner", error=type(error).__name__)
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), PAUZE_SECONDEN)

    def round(self) -> int:
        """Looks at every file that nobody saw; how many found their end. Raises ScannerAntwoordtNiet."""
        gezien, na = 0, None
        while True:
            with self.kast.store.cursor() as cursor:
                bladzijde = self.kast.kluis.te_scannen(cursor, BLADZIJDE, na)
            if not bladzijde:
                return gezien
            gezien += sum(self._bekijk(dossier_id, stuk_id) for dossier_id, stuk_id in bladzijde)
            na = bladzijde[-1][1]

    def _bekijk(self, dossier_id: UUID, stuk_id: UUID) -> bool:
        with self.kast.store.cursor() as cursor:
            bestand = self.kast.kluis.open(cursor, dossier_id, stuk_id)
        if bestand is None:
            return False
        oordeel = self.clamd.oordeel(bestand.inhoud)

        def work(transaction: Transaction) -> bool:
            if oordeel == "schoon":
                self.kast.kluis.is_schoon(transaction.cursor, stuk_id)
            else:
                self._wijs_af(transaction, dossier_id, stuk_id)
            return True

        return self.kast.store.attempt(work)

    def _wijs_af(self, transaction: Transaction, dossier_id: UUID, stuk_id: UUID) -> None:
        op = transaction.workday()
        cause = Cause(f"scan/{stuk_id}", "virusscanner", op, correlation_id=str(dossier_id))
        verzoek = WijsStukAf(
            **self.kast.voor_stukken(transaction, dossier_id, op),
            **self.kast.lopende(transaction, dossier_id),
            stuk_id=stuk_id,
            reden="virus",
            uitvraag_id=uuid5(stuk_id, "virus"),
            hersteltermijn_tot=self._tot(op),
        )
        try:
            self.kast.verwerk(transaction, verzoek, cause)
        except UitvraagLooptAl:
            self.kast.verwerk(transaction, verzoek.na(hersteltermijn_tot=None), cause)
        except StukIsAfgedaan:
            log.info("a paper that nobody uses held a virus", stuk_id=str(stuk_id))
        self.kast.kluis.gooi_weg(transaction.cursor, stuk_id)

    def _tot(self, op: date) -> date:
        return self.nodig.hersteltermijn_tot(op)
