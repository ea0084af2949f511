"""What happens to a person as a whole: two turn out to be one, a BSN becomes known, everything is erased."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.intake.adapters import personen
from services.intake.adapters.register import GegevensZijnGewist
from services.intake.adapters.wissen import Spoor, Wisser
from services.intake.application import AANMELDING, Intake
from services.intake.domain.commands import (
    CorrigeerPersoonsgegevens,
    VoegPersoonSamen,
    WisPersoon,
)
from services.intake.domain.decide import decide
from services.intake.domain.weigeringen import (
    AanmeldingBestaatNiet,
    BsnHoortBijAnder,
    HulpvraagLooptElders,
    PersoonIsZichzelf,
    VerschillendeBsn,
)
from shared.begrippen import RedenCorrectie
from shared.facts import Cause
from shared.handle import Command
from shared.transaction import Transaction


@dataclass(frozen=True)
class Personen:
    intake: Intake

    def voeg_samen(
        self, transaction: Transaction, blijft: UUID, gaat_op: UUID, op: date, command: Command
    ) -> None:
        """The dossiers of `gaat_op` go on under `blijft`; raises the refusal.

        Nothing is sealed anew: what was sealed with the key of the one stays so, and both keys go together when they are erased.
        """
        cursor, register = transaction.cursor, self.intake.register
        if blijft == gaat_op:
            raise PersoonIsZichzelf
        personen.vergrendel(cursor, [blijft, gaat_op])
        dossiers = [rij.dossier_id for rij in personen.dossiers_van(cursor, gaat_op)]
        namen = register.names(
            cursor, [*dossiers, *(rij.dossier_id for rij in personen.dossiers_van(cursor, blijft))]
        )
        if not dossiers or len(namen) == len(dossiers):
            raise AanmeldingBestaatNiet
        if not all(namen.values()):
            raise GegevensZijnGewist
        if len({een.bsn for een in namen.values() if een and een.bsn}) > 1:
            raise VerschillendeBsn
        lopend = personen.lopend(cursor, [blijft, gaat_op])
        if dubbel := lopend[blijft].keys() & lopend[gaat_op].keys():
            raise HulpvraagLooptElders(lopend[blijft][min(dubbel)])
        for dossier_id in dossiers:
            self.intake.verwerk(
                transaction,
                VoegPersoonSamen(
                    dossier_id=dossier_id, persoon_id=blijft, was_persoon_id=gaat_op, op=op
                ),
                command,
            )
        personen.verhuis(cursor, gaat_op, blijft)

    def zet_bsn(
        self,
        transaction: Transaction,
        dossier_id: UUID,
        bsn: str,
        reden: RedenCorrectie,
        op: date,
        command: Command,
    ) -> None:
        """The BSN that was not known, or another; raises BsnHoortBijAnder with a dossier of who has it already."""
        cursor, register = transaction.cursor, self.intake.register
        houder = register.holder(cursor, bsn)
        persoon_id = personen.persoon_van(cursor, dossier_id)
        if persoon_id is None:
            raise AanmeldingBestaatNiet
        rijen = personen.dossiers_van(cursor, persoon_id)
        namen = register.names(cursor, [rij.dossier_id for rij in rijen])
        if not any(namen.values()):
            raise GegevensZijnGewist
        if houder not in (None, persoon_id) and (
            andere := personen.dossiers_van(cursor, houder or persoon_id)
        ):
            raise BsnHoortBijAnder(andere[0].dossier_id)
        register.mark_person(cursor, persoon_id, bsn)
        anders = [een for een, nu in namen.items() if nu and nu.bsn != bsn]
        for een in anders:
            verzoek = CorrigeerPersoonsgegevens(
                dossier_id=een, velden=(), andere_velden=("bsn",), reden=reden, op=op
            )
            self.intake.verwerk(transaction, verzoek, command)
            register.correct(cursor, een, {"bsn": bsn}, "")

    def wis(
        self,
        transaction: Transaction,
        spoor: Spoor,
        door: str,
        tweede: str,
        reden: str,
        op: date,
    ) -> bool:
        """Everything of this person goes, and all services hear it; True when there was a key. Raises ErLooptEenImport."""
        wisser = Wisser(self.intake.register)
        was_er = wisser.wis(transaction.cursor, spoor, door, tweede, reden, op)
        cause = Cause(f"wissing van {spoor.dossier_id}", door, op)
        self._zeg(transaction, spoor.dossiers, op, cause)
        return was_er

    def _zeg(
        self, transaction: Transaction, dossiers: Sequence[UUID], op: date, cause: Cause
    ) -> None:
        transaction.prefetch(AANMELDING, dossiers)
        for dossier_id in dossiers:
            state = transaction.load(AANMELDING, dossier_id)
            if state.status != "onbekend":
                feiten = decide(state, WisPersoon(dossier_id=dossier_id, op=op))
                transaction.append(AANMELDING, dossier_id, feiten, cause)
