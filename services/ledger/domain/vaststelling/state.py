"""The vaststelling of one boekjaar, as its facts make it."""

from datetime import date, timedelta
from typing import Literal
from uuid import UUID

from services.ledger.domain.vaststelling.events import (
    Herziening,
    Jaargegevens,
    JaargegevensVastgelegd,
    LevensonderhoudVastgesteld,
    VaststellingAangevuld,
    VaststellingGeopend,
    VaststellingsvoorstelVerworpen,
    VaststellingVoorgesteld,
)
from services.ledger.domain.vaststelling.weigeringen import VaststellingIsOnbekend
from services.ledger.domain.vier_ogen.motivering import Motivering
from shared.begrippen import Feit, Waarde
from shared.dates import plus_maanden
from shared.parameters import Parameterset
from shared.recht.vaststelling import Vaststelling, alternatieven, vaststelling
from shared.recht.vaststellingsvraag import Bijstandsmaand, Vaststellingsvraag, Vermogensbron

Stand = Literal["onbekend", "wacht_op_gegevens", "te_beoordelen", "te_tekenen", "vastgesteld"]
BRONNEN = {
    "vermogensonderzoek": "het vermogensonderzoek",
    "aanslag_inkomstenbelasting": "de aanslag inkomstenbelasting",
}


class Voorstelkenmerk(Waarde):
    """A proposal as it was asked."""

    voorstel_id: UUID
    terugvorderen: bool | None
    motivering: Motivering
    voorgesteld_door: str


class Vaststellingsdossier(Waarde):
    """`gegevens` are the last figures; `voorstel` waits for a second person; `gedaan` are all proposals that were ever made.

    `aanvullingen` are months of other applications; `eerdere` are decisions that were made before the last of those.
    """

    opening: VaststellingGeopend | None = None
    gegevens: JaargegevensVastgelegd | None = None
    voorstel: VaststellingVoorgesteld | None = None
    besluit: LevensonderhoudVastgesteld | None = None
    gedaan: tuple[Voorstelkenmerk, ...] = ()
    aanvullingen: tuple[VaststellingAangevuld, ...] = ()
    eerdere: tuple[LevensonderhoudVastgesteld, ...] = ()

    @property
    def kern(self) -> VaststellingGeopend:
        """What the case was opened with; raises VaststellingIsOnbekend."""
        if self.opening is None:
            raise VaststellingIsOnbekend
        return self.opening

    @property
    def stand(self) -> Stand:
        if self.opening is None:
            return "onbekend"
        if self.besluit:
            return "vastgesteld"
        if self.voorstel:
            return "te_tekenen"
        return "te_beoordelen" if self.gegevens else "wacht_op_gegevens"

    @property
    def laatste_dag(self) -> date:
        """The last day of the boekjaar (Bbz art. 1 d)."""
        return plus_maanden(self.kern.boekjaar_begin, 12) - timedelta(days=1)

    @property
    def aanvragen(self) -> tuple[UUID, ...]:
        """The applications that brought months of this boekjaar."""
        return (self.kern.aanvraag_id, *(een.aanvraag_id for een in self.aanvullingen))

    @property
    def maanden(self) -> tuple[Bijstandsmaand, ...]:
        """All months of the boekjaar with what every application brought in it."""
        per_maand: dict[date, int] = {}
        for maand in (
            *self.kern.maanden,
            *(maand for een in self.aanvullingen for maand in een.maanden),
        ):
            per_maand[maand.maand] = per_maand.get(maand.maand, 0) + maand.bedrag_cent
        return tuple(Bijstandsmaand(maand, cent) for maand, cent in sorted(per_maand.items()))

    @property
    def herziet(self) -> Herziening | None:
        """The last decision that no longer holds all months; None for the first vaststelling."""
        if not self.eerdere:
            return None
        laatste = self.eerdere[-1]
        return Herziening(
            nummer=len(self.eerdere),
            besloten_op=laatste.besloten_op,
            terug_cent=laatste.uitkomst.terug_cent,
            renteloze_lening_cent=laatste.uitkomst.renteloze_lening_cent,
            extra_cent=laatste.uitkomst.extra_cent,
        )

    @property
    def verstrekt_cent(self) -> int:
        bijzonder = self.gegevens.gegevens.bijzondere_bijstand_cent if self.gegevens else 0
        return sum(maand.bedrag_cent for maand in self.maanden) + bijzonder

    def bereken(
        self,
        gegevens: Jaargegevens,
        op: date,
        parameters: Parameterset,
        terugvorderen: bool | None = None,
    ) -> Vaststelling:
        """The outcome for these figures on a day; raises VaststellingKanNiet, VermogenKloptNiet, ParameterOnbekend."""
        return vaststelling(self._vraag(gegevens, op, terugvorderen), parameters)

    def anders(
        self,
        gegevens: Jaargegevens,
        op: date,
        parameters: Parameterset,
        terugvorderen: bool | None = None,
    ) -> dict[str, Vaststelling]:
        """What every other choice that the law leaves open would give (A-5, A-24, the "kan" decision)."""
        return alternatieven(self._vraag(gegevens, op, terugvorderen), parameters)

    def _vraag(
        self, gegevens: Jaargegevens, op: date, terugvorderen: bool | None
    ) -> Vaststellingsvraag:
        boven, bron = gegevens.vermogen_boven_grens_cent, gegevens.vermogensbron
        return Vaststellingsvraag(
            boekjaar_begin=self.kern.boekjaar_begin,
            aanvraagdatum=self.kern.aanvraagdatum,
            besluitdatum=op,
            groep=self.kern.groep,
            maanden=self.maanden,
            bijzondere_bijstand_cent=gegevens.bijzondere_bijstand_cent,
            netto_inkomen_cent=gegevens.netto_inkomen_cent,
            bruto_inkomen_cent=gegevens.bruto_inkomen_cent,
            correctie_procent=gegevens.correctie_procent,
            vereenvoudigd_bbz_cent=gegevens.vereenvoudigd_bbz_cent,
            jaarnorm_cent=gegevens.jaarnorm_cent,
            huishouden=gegevens.huishouden,
            eigen_vermogen_cent=gegevens.eigen_vermogen_cent,
            totaal_vermogen_cent=gegevens.totaal_vermogen_cent,
            vermogensbron=Vermogensbron(boven, BRONNEN[bron])
            if boven is not None and bron
            else None,
            terugvorderen=terugvorderen,
        )


def evolve(dossier: Vaststellingsdossier, feit: Feit) -> Vaststellingsdossier:
    match feit:
        case VaststellingGeopend():
            return Vaststellingsdossier(opening=feit)
        case VaststellingAangevuld():
            eerdere = (*dossier.eerdere, dossier.besluit) if dossier.besluit else dossier.eerdere
            return dossier.na(
                aanvullingen=(*dossier.aanvullingen, feit),
                eerdere=eerdere,
                besluit=None,
                voorstel=None,
            )
        case JaargegevensVastgelegd():
            return dossier.na(gegevens=feit, voorstel=None)
        case VaststellingVoorgesteld():
            kenmerk = Voorstelkenmerk(
                **{naam: getattr(feit, naam) for naam in Voorstelkenmerk.model_fields}
            )
            return dossier.na(voorstel=feit, gedaan=(*dossier.gedaan, kenmerk))
        case VaststellingsvoorstelVerworpen():
            return dossier.na(voorstel=None)
        case LevensonderhoudVastgesteld():
            return dossier.na(besluit=feit, voorstel=None)
        case _:
            raise TypeError(f"unknown fact {type(feit).__name__}")
