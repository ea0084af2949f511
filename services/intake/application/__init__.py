"""Load, decide, append: one transaction for the facts, the register and the answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import get_args
from uuid import UUID, uuid4

from pydantic import BaseModel

from services.intake.adapters import aanvragen
from services.intake.adapters.register import Inschrijving, Persoonsgegevens, Register
from services.intake.domain.aanvraag import decide as aanvraag
from services.intake.domain.aanvraag.commands import DienAanvraagIn
from services.intake.domain.aanvraag.state import Aanvraag, Aanvraagbeeld
from services.intake.domain.aanvraag.state import evolve as evolve_aanvraag
from services.intake.domain.commands import (
    Aanmeldingsverzoek,
    CorrigeerPersoonsgegevens,
    RegistreerAanmelding,
    RegistreerIntrekking,
)
from services.intake.domain.decide import decide
from services.intake.domain.state import Aanmelding, evolve
from shared.begrippen import Groep, Hulpvraag, Kanaal, Persoonsveld, RedenCorrectie, Urgentie
from shared.facts import Cause, Stream
from shared.handle import Command
from shared.store import Store
from shared.transaction import Transaction

AANMELDING = Stream(Aanmelding(), evolve, shape="aanmelding.1")
AANVRAAG = Stream(Aanvraag(), evolve_aanvraag, shape="aanvraag.1")


class Aangeboden(BaseModel):
    """A request for help as it was offered, already in good form: codes for the facts, the rest for the register."""

    gemeente: str
    kanaal: Kanaal
    groep: Groep
    hulpvraag: tuple[Hulpvraag, ...]
    urgentie: Urgentie
    gegevens: Persoonsgegevens


@dataclass(frozen=True)
class Aangenomen:
    dossier_id: UUID


@dataclass(frozen=True)
class DubbeleAanmelding:
    """The same person has an open request; `dossier_id` is that first one."""

    dossier_id: UUID


Uitkomst = Aangenomen | DubbeleAanmelding


@dataclass(frozen=True)
class Intake:
    store: Store
    register: Register

    def neem_een_aan(
        self, transaction: Transaction, aangeboden: Aangeboden, command: Command
    ) -> Uitkomst:
        """Takes in one request."""
        return self.neem_pagina_aan(
            transaction, [aangeboden], command.actor, command.command_id, transaction.workday()
        )[0]

    def verwerk(
        self, transaction: Transaction, verzoek: Aanmeldingsverzoek, command: Command
    ) -> None:
        """Decides on a request about an existing dossier; raises the refusal."""
        state = transaction.load(AANMELDING, verzoek.dossier_id)
        facts = decide(state, verzoek)
        transaction.append(
            AANMELDING,
            verzoek.dossier_id,
            facts,
            command.cause(verzoek.op, correlation_id=str(verzoek.dossier_id)),
        )
        if facts and isinstance(verzoek, RegistreerIntrekking):
            self.register.close(transaction.cursor, verzoek.dossier_id)

    def dien_aanvraag_in(
        self, transaction: Transaction, verzoek: DienAanvraagIn, command: Command
    ) -> None:
        """Records an application; raises the refusal."""
        aanvragen.vergrendel(transaction.cursor, verzoek.dossier_id)
        transaction.load(AANVRAAG, verzoek.aanvraag_id)
        for feit in aanvraag.decide(self.aanvraagbeeld(transaction, verzoek.dossier_id), verzoek):
            transaction.append(
                AANVRAAG,
                verzoek.aanvraag_id,
                [feit],
                command.cause(verzoek.op, correlation_id=str(verzoek.dossier_id)),
            )
            aanvragen.voeg_toe(transaction.cursor, feit)

    def aanvraagbeeld(self, transaction: Transaction, dossier_id: UUID) -> Aanvraagbeeld:
        """What a new application on this dossier is judged by."""
        return Aanvraagbeeld(
            aanmelding=transaction.load(AANMELDING, dossier_id),
            bekend=aanvragen.van_persoon(transaction.cursor, dossier_id),
        )

    def corrigeer(
        self,
        transaction: Transaction,
        dossier_id: UUID,
        anders: Mapping[str, str | None],
        reden: RedenCorrectie,
        uitleg: str,
        op: date,
        command: Command,
    ) -> None:
        """Puts right what the register says of a person; what is already so changes nothing. Raises the refusal, GegevensZijnGewist."""
        nu = self.register.names(transaction.cursor, [dossier_id]).get(dossier_id)
        echt = {
            naam: waarde
            for naam, waarde in anders.items()
            if nu is None or getattr(nu, naam) != waarde
        }
        velden = tuple(naam for naam in get_args(Persoonsveld) if naam in echt)
        self.verwerk(
            transaction,
            CorrigeerPersoonsgegevens(dossier_id=dossier_id, velden=velden, reden=reden, op=op),
            command,
        )
        if echt:
            self.register.correct(transaction.cursor, dossier_id, echt, uitleg)

    def neem_pagina_aan(
        self,
        transaction: Transaction,
        page: Sequence[Aangeboden],
        actor: str,
        request_id: str,
        op: date,
    ) -> list[Uitkomst]:
        """Takes in several requests that came in on the day `op`; a double is answered with the first one's dossier."""
        taken = self.register.open_dossiers(
            transaction.cursor, [item.gegevens.bsn for item in page]
        )
        uitkomsten: list[Uitkomst] = []
        entries: list[Inschrijving] = []
        for item in page:
            if first := taken.get(item.gegevens.bsn):
                uitkomsten.append(DubbeleAanmelding(first))
                continue
            dossier_id = taken[item.gegevens.bsn] = uuid4()
            verzoek = RegistreerAanmelding(
                dossier_id=dossier_id,
                gemeente=item.gemeente,
                kanaal=item.kanaal,
                groep=item.groep,
                hulpvraag=item.hulpvraag,
                urgentie=item.urgentie,
                op=op,
            )
            state = transaction.load(AANMELDING, dossier_id)
            cause = Cause(request_id, actor, op, correlation_id=str(dossier_id))
            transaction.append(AANMELDING, dossier_id, decide(state, verzoek), cause)
            entries.append(Inschrijving(dossier_id, item.gemeente, op, item.gegevens))
            uitkomsten.append(Aangenomen(dossier_id))
        self.register.enter(transaction.cursor, entries)
        return uitkomsten
