"""What people and programs send about an application, and the request it becomes."""

from datetime import date
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, PositiveInt

from services.bbz.application import Maakt
from services.bbz.domain.begrippen import Advies, Product, RedenAfwijzing
from services.bbz.domain.commands import (
    BeoordeelAanvraag,
    Cent,
    VerlengBeslistermijn,
    VerstrekKrediet,
    VerwerkAanvulling,
    VraagAanvulling,
    WijsAanvraagAf,
)
from shared.begrippen import Dagtelling, Methode, Regeling


class Formulier(BaseModel):
    """Unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def maakt(self, aanvraag_id: UUID, actor: str) -> Maakt:
        """The request, once the business day is known."""
        raise NotImplementedError


class Beoordeling(Formulier):
    advies: Advies
    is_levensvatbaar: bool
    voorgesteld_cent: Cent | None = None

    def maakt(self, aanvraag_id: UUID, actor: str) -> Maakt:
        return lambda op: BeoordeelAanvraag(aanvraag_id=aanvraag_id, op=op, beoordelaar=actor, **dict(self))


class Verstrekking(Formulier):
    bedrag_cent: Cent
    product: Product
    termijnen: PositiveInt = Field(description="Aantal maandtermijnen", lt=10**4)
    methode: Methode = "lineair"
    dagtelling: Dagtelling = "maand"
    regeling: Regeling = "bbz"
    uitbetaald_op: date
    eerste_vervaldag: date | None = Field(None, description="Alleen als het besluit een andere dag noemt dan de laatste dag van de termijn")

    def maakt(self, aanvraag_id: UUID, actor: str) -> Maakt:
        return lambda op: VerstrekKrediet(aanvraag_id=aanvraag_id, op=op, ondertekenaar=actor, **dict(self))


class Afwijzing(Formulier):
    reden: RedenAfwijzing

    def maakt(self, aanvraag_id: UUID, actor: str) -> Maakt:
        return lambda op: WijsAanvraagAf(aanvraag_id=aanvraag_id, op=op, reden=self.reden, ondertekenaar=actor)


class Verlenging(Formulier):
    weken: PositiveInt = Field(lt=10**3)

    def maakt(self, aanvraag_id: UUID, actor: str) -> Maakt:
        return lambda op: VerlengBeslistermijn(aanvraag_id=aanvraag_id, op=op, weken=self.weken)


class Aanvullingsverzoek(Formulier):
    hersteltermijn_tot: date

    def maakt(self, aanvraag_id: UUID, actor: str) -> Maakt:
        return lambda op: VraagAanvulling(aanvraag_id=aanvraag_id, op=op, hersteltermijn_tot=self.hersteltermijn_tot)


class Aanvulling(Formulier):
    """What was missing came in today."""

    def maakt(self, aanvraag_id: UUID, actor: str) -> Maakt:
        return lambda op: VerwerkAanvulling(aanvraag_id=aanvraag_id, op=op)


# What each address takes, on the API and on the pages.
FORMULIEREN: dict[str, type[Formulier]] = {
    "beoordelingen": Beoordeling,
    "verstrekkingen": Verstrekking,
    "afwijzingen": Afwijzing,
    "verlengingen": Verlenging,
    "aanvullingsverzoeken": Aanvullingsverzoek,
    "aanvullingen": Aanvulling,
}
