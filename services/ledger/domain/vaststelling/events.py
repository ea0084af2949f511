"""Everything that can happen to the vaststelling of one boekjaar. Stored for ever under these names. Amounts are euro cents."""

from datetime import date
from typing import Literal
from uuid import UUID

from services.ledger.domain.vier_ogen.motivering import Motivering
from shared.begrippen import Feit, Groep, Waarde
from shared.recht.jaarnorm import Huishouden
from shared.recht.vaststelling import Vaststelling
from shared.recht.vaststellingsvraag import Bijstandsmaand
from shared.velden import GeheelCent, NatuurlijkCent, Procent

Inkomensbron = Literal["jaarstukken", "aangifte_inkomstenbelasting", "aanslag_inkomstenbelasting"]
Normbron = Literal["staatscourant", "uitkeringsadministratie"]
Bron = Literal["vermogensonderzoek", "aanslag_inkomstenbelasting"]


class Jaargegevens(Waarde):
    """The figures of a boekjaar, each where the parameters do not know it with its source (Bbz art. 6, 12, 13).

    One of netto and bruto income; one of jaarnorm (norms only) and huishouden; eigen and totaal vermogen, or what lies above the limit.
    """

    inkomensbron: Inkomensbron
    netto_inkomen_cent: GeheelCent | None = None
    bruto_inkomen_cent: GeheelCent | None = None
    correctie_procent: Procent | None = None
    vereenvoudigd_bbz_cent: NatuurlijkCent = 0
    jaarnorm_cent: NatuurlijkCent | None = None
    normbron: Normbron | None = None
    huishouden: Huishouden | None = None
    bijzondere_bijstand_cent: NatuurlijkCent = 0
    eigen_vermogen_cent: GeheelCent | None = None
    totaal_vermogen_cent: GeheelCent | None = None
    vermogen_boven_grens_cent: NatuurlijkCent | None = None
    vermogensbron: Bron | None = None


class Vaststellingsfeit(Feit):
    """A fact about a vaststelling carries whose it is, so that whoever reads one fact needs no other."""

    dossier_id: UUID
    gemeente: str


class VaststellingGeopend(Vaststellingsfeit):
    """A boekjaar with provisional bijstand waits for its figures; they are due on `jaarstukken_tot` (Bbz art. 38 lid 2)."""

    vaststelling_id: UUID
    aanvraag_id: UUID
    groep: Groep
    huishouden: Huishouden
    boekjaar_begin: date
    maanden: tuple[Bijstandsmaand, ...]
    aanvraagdatum: date
    jaarstukken_tot: date
    geopend_op: date


class VaststellingAangevuld(Vaststellingsfeit):
    """Another application brought months of the same boekjaar; a decision that was made without them is revised (Bbz art. 12 lid 1)."""

    aanvraag_id: UUID
    maanden: tuple[Bijstandsmaand, ...]
    aangevuld_op: date


class JaargegevensVastgelegd(Vaststellingsfeit):
    gegevens: Jaargegevens
    vastgelegd_door: str
    vastgelegd_op: date


class VaststellingVoorgesteld(Vaststellingsfeit):
    """The first person: the outcome with its sum. `terugvorderen` is the decision under the "kan" of art. 12 lid 2 c (A-23)."""

    voorstel_id: UUID
    terugvorderen: bool | None
    motivering: Motivering
    uitkomst: Vaststelling
    parameterset: str
    voorgesteld_door: str
    voorgesteld_op: date


class VaststellingsvoorstelVerworpen(Vaststellingsfeit):
    voorstel_id: UUID
    verworpen_door: str
    verworpen_op: date


class Herziening(Waarde):
    """The decision that is revised, as `nummer` counts them, and what it asked back and paid extra."""

    nummer: int
    besloten_op: date
    terug_cent: int
    renteloze_lening_cent: int
    extra_cent: int


class LevensonderhoudVastgesteld(Vaststellingsfeit):
    """The second person decided: what becomes om niet, what is paid extra, what must be paid back, what stays a renteloze lening.

    The outcome is that of all months together; with `herziet` only what differs from that decision is asked back or paid.
    """

    vaststelling_id: UUID
    aanvraag_id: UUID
    boekjaar_begin: date
    uitkomst: Vaststelling
    terugvorderen: bool | None
    motivering: Motivering
    grondslag: str
    parameterset: str
    voorgesteld_door: str
    besloten_door: str
    mandaat: str
    besloten_op: date
    herziet: Herziening | None = None

    @property
    def nog_terug_cent(self) -> int:
        """To be asked back now, also extra that proved too much (Participatiewet art. 58 lid 2)."""
        eerder = self.herziet
        if eerder is None or self.terugvorderen is False:
            return self.uitkomst.terug_cent - (eerder.terug_cent if eerder else 0)
        return max(
            0, self.uitkomst.terug_cent - eerder.terug_cent + te_veel_extra(self.uitkomst, eerder)
        )

    @property
    def nog_lening_cent(self) -> int:
        return self.uitkomst.renteloze_lening_cent - (
            self.herziet.renteloze_lening_cent if self.herziet else 0
        )

    @property
    def nog_extra_cent(self) -> int:
        """To be paid now."""
        return max(0, self.uitkomst.extra_cent - (self.herziet.extra_cent if self.herziet else 0))


def te_veel_extra(uitkomst: Vaststelling, eerder: Herziening) -> int:
    """What the earlier decision paid extra and all months together do not give."""
    return max(0, eerder.extra_cent - uitkomst.extra_cent)


# Stored names: they never change, whatever becomes of the classes.
FEITEN: dict[str, type[Feit]] = {
    "VaststellingGeopend": VaststellingGeopend,
    "VaststellingAangevuld": VaststellingAangevuld,
    "JaargegevensVastgelegd": JaargegevensVastgelegd,
    "VaststellingVoorgesteld": VaststellingVoorgesteld,
    "VaststellingsvoorstelVerworpen": VaststellingsvoorstelVerworpen,
    "LevensonderhoudVastgesteld": LevensonderhoudVastgesteld,
}
