"""What people and programs send about an application, and the request it becomes."""

from typing import Annotated, Any, ClassVar, get_args
from uuid import UUID

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PositiveInt,
)

from services.bbz.application import Maakt
from services.bbz.domain.begrippen import (
    Advies,
    Bijstandsvorm,
    Normbron,
    Product,
    RedenAfwijzing,
    Verlengingsgrond,
)
from services.bbz.domain.commands import (
    Aanvraagverzoek,
    BeoordeelAanvraag,
    Cent,
    KenLevensonderhoudToe,
    RegistreerAfwijzing,
    RegistreerIntrekking,
    StelBuitenBehandeling,
    VerlengBeslistermijn,
    VerstrekKrediet,
)
from services.bbz.domain.tips import Tip
from shared.begrippen import Dagtelling, Huishouden, JaNee, Methode, RedenIntrekking, Regeling
from shared.velden import Aantal, Dag, elk_een_keer


def _uit_een_veld(waarde: Any) -> Any:
    """On a page the codes stand in one hidden field."""
    return waarde.split() if isinstance(waarde, str) else waarde


Tips = Annotated[
    tuple[Tip, ...],
    Field(max_length=len(get_args(Tip)), description="Wat een volgende aanvraag beter maakt"),
    AfterValidator(elk_een_keer),
    BeforeValidator(_uit_een_veld),
]


class Formulier(BaseModel):
    """Becomes a `verzoek`; `wie` is the field of it that names who asks. Unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    verzoek: ClassVar[type[Aanvraagverzoek]]
    wie: ClassVar[str | None] = None

    def maakt(self, aanvraag_id: UUID, actor: str) -> Maakt:
        """The request, once the business day is known."""
        who = {self.wie: actor} if self.wie else {}
        return lambda op: self.verzoek.model_validate(
            {"aanvraag_id": aanvraag_id, "op": op, **who, **dict(self)}
        )


class Beoordeling(Formulier):
    verzoek = BeoordeelAanvraag
    wie = "beoordelaar"

    advies: Advies
    is_levensvatbaar: JaNee
    voorgesteld_cent: Cent | None = None


class Verstrekking(Formulier):
    verzoek = VerstrekKrediet
    wie = "ondertekenaar"

    bedrag_cent: Cent
    product: Product
    termijnen: Aantal = Field(description="Aantal maandtermijnen")
    methode: Methode = "lineair"
    dagtelling: Dagtelling = "maand"
    regeling: Regeling = "bbz"
    uitbetaald_op: Dag
    eerste_vervaldag: Dag | None = Field(
        None,
        description="Alleen als het besluit een andere dag noemt dan de laatste dag van de termijn",
    )


class Toekenning(Formulier):
    """Levensonderhoud, month by month."""

    verzoek = KenLevensonderhoudToe
    wie = "ondertekenaar"

    van: Dag = Field(description="De eerste dag van de eerste maand")
    maanden: PositiveInt = Field(le=120, description="Aantal maanden")
    maandbedrag_cent: Cent
    huishouden: Huishouden
    vorm: Bijstandsvorm = "renteloze_lening"
    eerste_boekjaarmaand: int = Field(
        1, ge=1, le=12, description="De maand waarin het boekjaar begint"
    )
    verlengingsgrond: Verlengingsgrond | None = Field(
        None, description="Alleen voor meer maanden dan gewoon"
    )
    norm_cent: Cent | None = Field(
        None, description="Alleen als de parameters de norm van een maand niet kennen; met de bron"
    )
    normbron: Normbron | None = None
    is_blijvend_onder_norm: JaNee = Field(
        default=False,
        description="Voor om niet: regelmatig inkomen, blijvend onder de norm (art. 19)",
    )
    is_vermogen_binnen_grens: JaNee = Field(
        default=False, description="Voor om niet: het vermogen blijft binnen artikel 3"
    )
    verwacht_bruto_jaarinkomen_cent: Cent | None = Field(
        None, description="Alleen voor een oudere zelfstandige (art. 25)"
    )


class Afwijzing(Formulier):
    verzoek = RegistreerAfwijzing
    wie = "ondertekenaar"

    reden: RedenAfwijzing
    tips: Tips = ()


class Intrekking(Formulier):
    """The entrepreneur takes the application back; the aanmelding goes on."""

    verzoek = RegistreerIntrekking

    reden: RedenIntrekking


class Verlenging(Formulier):
    verzoek = VerlengBeslistermijn

    weken: PositiveInt = Field(lt=10**3)


class BuitenBehandeling(Formulier):
    """What was asked did not come in in time."""

    verzoek = StelBuitenBehandeling
    wie = "ondertekenaar"


# What each address takes, on the API and on the pages.
FORMULIEREN: dict[str, type[Formulier]] = {
    "beoordelingen": Beoordeling,
    "verstrekkingen": Verstrekking,
    "toekenningen": Toekenning,
    "afwijzingen": Afwijzing,
    "intrekkingen": Intrekking,
    "verlengingen": Verlenging,
    "buitenbehandelingstellingen": BuitenBehandeling,
}
