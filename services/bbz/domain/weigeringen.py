"""Why bbz says no. The docstring is the sentence people read; an expected refusal to grant is a fact instead."""

from datetime import date
from uuid import UUID

from services.bbz.domain.begrippen import Soort
from services.bbz.domain.toets import Toets
from shared.dates import geteld


class Weigering(Exception):
    """Dit verzoek kan niet."""

    def __str__(self) -> str:
        return self.args[0] if self.args else self.__doc__ or ""


class DagKanNiet(Weigering):
    """Deze dag kan niet."""

    def __init__(self, dichtstbij: date) -> None:
        super().__init__()
        self.dichtstbij = dichtstbij


class AanvraagBestaatNiet(Weigering):
    """Er is geen aanvraag met dit nummer."""


class AanvraagIsAfgedaan(Weigering):
    """Deze aanvraag is al toegewezen, afgewezen of ingetrokken."""


class VraagtVervolgaanvraag(Weigering):
    """Over deze aanvraag is al beslist."""

    soort: Soort

    def __init__(self, dossier_id: UUID) -> None:
        super().__init__()
        self.dossier_id = dossier_id


class KredietIsAlVerstrekt(VraagtVervolgaanvraag):
    """Op deze aanvraag is al een krediet verstrekt. Een tweede krediet vraagt een nieuwe aanvraag."""

    soort: Soort = "bedrijfskapitaal"


class LevensonderhoudIsGeenKrediet(Weigering):
    """Deze aanvraag gaat over levensonderhoud. Ken bijstand voor levensonderhoud toe, of wijs de aanvraag af."""


class BedrijfskapitaalIsGeenLevensonderhoud(Weigering):
    """Deze aanvraag gaat over bedrijfskapitaal. Verstrek een krediet, of wijs de aanvraag af."""


class LevensonderhoudIsAlToegekend(VraagtVervolgaanvraag):
    """Op deze aanvraag is al bijstand voor levensonderhoud toegekend. Meer maanden vragen een nieuwe aanvraag."""

    soort: Soort = "levensonderhoud"


class PeriodeBegintMiddenInMaand(DagKanNiet):
    """Levensonderhoud wordt per kalendermaand toegekend. Kies de eerste dag van een maand."""


class PeriodeLigtTeVer(Weigering):
    """De eerste maand ligt meer dan een jaar voor de aanvraag of meer dan een jaar na het besluit."""


class PeriodeIsAlToegekend(Weigering):
    """Voor een van deze maanden is al eerder bijstand toegekend. Kies maanden die daarna komen."""


class NormbronOntbreekt(Weigering):
    """Wie zelf een norm invult, noemt de bron. Wie een bron noemt, vult de norm in."""


class AanvraagIsNietBeoordeeld(Weigering):
    """Deze aanvraag is nog niet beoordeeld. Eerst beoordeelt een eerste persoon, daarna beslist een tweede."""


class VoorstelOntbreekt(Weigering):
    """Wie adviseert om bedrijfskapitaal toe te wijzen, stelt een bedrag voor."""


class MethodePastNietBijProduct(Weigering):
    """Deze manier van aflossen past niet bij dit product. Een renteloze lening is renteloos, een rentedragende niet."""


class UitbetalingLigtVoorBesluit(DagKanNiet):
    """De dag van uitbetaling ligt voor de dag van het besluit."""


class UitbetalingLigtTeVer(DagKanNiet):
    """De dag van uitbetaling ligt meer dan een jaar na het besluit."""


class EersteVervaldagLigtTeVroeg(Weigering):
    """De eerste vervaldag ligt voor de dag waarop de rente begint te lopen."""


class BesluitMagNiet(Weigering):
    """Somebody signs a decision without a mandate, or one they assessed themselves."""

    def __init__(self, toets: Toets) -> None:
        super().__init__(toets.uitleg)
        self.toets = toets


class BeslistermijnIsAlVerlengd(Weigering):
    """De beslistermijn is al een keer verlengd. Vaker kan niet (Bbz art. 35 lid 3)."""


class BeslistermijnIsVoorbij(Weigering):
    """De beslistermijn is al voorbij."""


class VerlengingIsTeLang(Weigering):
    """The law allows an extension of at most so many weeks."""

    def __init__(self, weken: int, hooguit: int) -> None:
        self.hooguit = hooguit
        mag = geteld(hooguit, "week")
        super().__init__(
            f"De beslistermijn kan niet met {geteld(weken, 'week')} verlengd worden. De wet staat hooguit {mag} toe."
        )


class GeenStukUitgebleven(Weigering):
    """Dit kan alleen als om stukken is gevraagd, de laatste dag voorbij is en zij niet binnen zijn (Awb 4:5 lid 1)."""


class BuitenBehandelingIsTeLaat(Weigering):
    """Dit kon tot vier weken na de laatste dag om in te leveren (Awb 4:5 lid 4). Die zijn voorbij: beslis op de aanvraag."""
