"""Load, decide, append: one transaction for the facts, the register and the answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import get_args
from uuid import UUID, uuid4

from psycopg import Cursor
from psycopg.rows import DictRow
from pydantic import BaseModel

from services.intake.adapters import aanvragen, personen
from services.intake.adapters.register import Inschrijving, Persoonsgegevens, Register
from services.intake.domain.aanvraag import decide as aanvraag
from services.intake.domain.aanvraag.commands import DienAanvraagIn
from services.intake.domain.aanvraag.state import Aanvraag, Aanvraagbeeld
from services.intake.domain.aanvraag.state import evolve as evolve_aanvraag
from services.intake.domain.commands import (
    Aanmeldingsverzoek,
    CorrigeerPersoonsgegevens,
    HeropenDossier,
    RegistreerAanmelding,
    RegistreerAanvulling,
    SluitDossier,
)
from services.intake.domain.decide import decide
from services.intake.domain.state import Aanmelding, evolve
from shared.begrippen import Feit, Groep, Hulpvraag, Kanaal, Persoonsveld, RedenCorrectie, Urgentie
from shared.facts import Cause, Stream
from shared.handle import Command
from shared.store import Store
from shared.transaction import Transaction

AANVRAAG = Stream(Aanvraag(), evolve_aanvraag, shape="aanvraag.1")
AANMELDING = Stream(Aanmelding(), evolve, shape="aanmelding.2")


class Aangeboden(BaseModel):
    """A request for help as it was offered, already in good form: codes for the facts, the rest for the register.

    `persoon_id` is who asks, where that is known without a BSN; `voorganger` the dossier that it follows.
    """

    gemeente: str
    kanaal: Kanaal
    groep: Groep
    hulpvraag: tuple[Hulpvraag, ...]
    urgentie: Urgentie
    gegevens: Persoonsgegevens
    is_groep_bekend: bool = True
    is_buiten_bbz: bool = False
    voorganger: UUID | None = None
    persoon_id: UUID | None = None


@dataclass(frozen=True)
class Aangenomen:
    dossier_id: UUID


@dataclass(frozen=True)
class DubbeleAanmelding:
    """The same person has an open dossier about this; `dossier_id` is that first one."""

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
    ) -> list[Feit]:
        """Decides on a request about an existing dossier; raises the refusal."""
        dossier_id, cursor = verzoek.dossier_id, transaction.cursor
        persoon_id = personen.persoon_van(cursor, dossier_id)
        state = transaction.load(AANMELDING, dossier_id)
        if persoon_id:
            verzoek = _met_wat_loopt(cursor, persoon_id, state, verzoek)
        facts = decide(state, verzoek)
        transaction.append(
            AANMELDING,
            dossier_id,
            facts,
            command.cause(verzoek.op, correlation_id=str(dossier_id)),
        )
        if facts and persoon_id:
            _houd_bij(cursor, persoon_id, dossier_id, transaction.load(AANMELDING, dossier_id))
        return facts

    def dien_aanvraag_in(
        self, transaction: Transaction, verzoek: DienAanvraagIn, command: Command
    ) -> None:
        """Records an application; raises the refusal."""
        personen.persoon_van(transaction.cursor, verzoek.dossier_id)
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
        """Puts right what the register says of a person, in every dossier of them; what is already so changes nothing.

        Raises the refusal, GegevensZijnGewist.
        """
        cursor = transaction.cursor
        persoon_id = personen.persoon_van(cursor, dossier_id)
        rijen = personen.dossiers_van(cursor, persoon_id) if persoon_id else []
        namen = self.register.names(cursor, [rij.dossier_id for rij in rijen])
        for een in {dossier_id: None} | {een: None for een, nu in namen.items() if nu}:
            nu = namen.get(een)
            echt = {
                naam: waarde
                for naam, waarde in anders.items()
                if nu is None or getattr(nu, naam) != waarde
            }
            self.verwerk(transaction, _correctie(een, echt, reden, op), command)
            if echt:
                self.register.correct(cursor, een, echt, uitleg)

    def neem_pagina_aan(
        self,
        transaction: Transaction,
        page: Sequence[Aangeboden],
        actor: str,
        request_id: str,
        op: date,
    ) -> list[Uitkomst]:
        """Takes in several requests that came in on the day `op`; a double is answered with the first one's dossier."""
        cursor = transaction.cursor
        unknown = [item.gegevens.bsn for item in page if item.persoon_id is None]
        found = iter(self.register.persons(cursor, unknown))
        owners = [item.persoon_id or next(found) for item in page]
        lopend, laatste = (
            personen.lopend(cursor, owners),
            personen.laatste_dossiers(cursor, owners),
        )
        uitkomsten: list[Uitkomst] = []
        entries: list[Inschrijving] = []
        nieuw: list[tuple[UUID, str, UUID]] = []
        for item, persoon_id in zip(page, owners, strict=True):
            bezet = lopend[persoon_id]
            if first := next((bezet[vraag] for vraag in item.hulpvraag if vraag in bezet), None):
                uitkomsten.append(DubbeleAanmelding(first))
                continue
            dossier_id = uuid4()
            verzoek = RegistreerAanmelding(
                dossier_id=dossier_id,
                gemeente=item.gemeente,
                kanaal=item.kanaal,
                groep=item.groep,
                hulpvraag=item.hulpvraag,
                urgentie=item.urgentie,
                op=op,
                voorganger=item.voorganger or laatste.get(persoon_id),
                persoon_id=persoon_id,
                is_groep_bekend=item.is_groep_bekend,
                is_buiten_bbz=item.is_buiten_bbz,
            )
            state = transaction.load(AANMELDING, dossier_id)
            cause = Cause(request_id, actor, op, correlation_id=str(dossier_id))
            transaction.append(AANMELDING, dossier_id, decide(state, verzoek), cause)
            entries.append(Inschrijving(dossier_id, item.gemeente, op, item.gegevens, persoon_id))
            bezet.update(dict.fromkeys(item.hulpvraag, dossier_id))
            nieuw += [(persoon_id, vraag, dossier_id) for vraag in item.hulpvraag]
            laatste[persoon_id] = dossier_id
            uitkomsten.append(Aangenomen(dossier_id))
        self.register.enter(cursor, entries)
        personen.open_nieuw(cursor, nieuw)
        return uitkomsten


def _met_wat_loopt(
    cursor: Cursor[DictRow], persoon_id: UUID, state: Aanmelding, verzoek: Aanmeldingsverzoek
) -> Aanmeldingsverzoek:
    """The request with what runs elsewhere, on which its decision hangs."""
    if isinstance(verzoek, RegistreerAanvulling):
        vragen = verzoek.hulpvraag
        return verzoek.na(elders=personen.elders(cursor, persoon_id, vragen, verzoek.dossier_id))
    if isinstance(verzoek, SluitDossier):
        return verzoek.na(loopt=aanvragen.lopend_op(cursor, verzoek.dossier_id))
    if isinstance(verzoek, HeropenDossier):
        vragen = state.hulpvraag
        return verzoek.na(elders=personen.elders(cursor, persoon_id, vragen, verzoek.dossier_id))
    return verzoek


def _houd_bij(
    cursor: Cursor[DictRow], persoon_id: UUID | None, dossier_id: UUID, state: Aanmelding
) -> None:
    """What the register says of an open dossier follows its facts."""
    if state.status == "open" and persoon_id:
        personen.open_over(cursor, persoon_id, dossier_id, state.hulpvraag)
    else:
        personen.sluit(cursor, dossier_id)


def _correctie(
    dossier_id: UUID, anders: Mapping[str, str | None], reden: RedenCorrectie, op: date
) -> CorrigeerPersoonsgegevens:
    bekend = get_args(Persoonsveld)
    return CorrigeerPersoonsgegevens(
        dossier_id=dossier_id,
        velden=tuple(naam for naam in bekend if naam in anders),
        andere_velden=tuple(naam for naam in anders if naam not in bekend),
        reden=reden,
        op=op,
    )
