"""Totals per municipality, year and account, and what the Rijk asks about bedrijfskapitaal: from the lines alone.

A line counts in the year of its valutadatum, so that a correction belongs to the year it is about; what was booked later than the day of
knowing is left out, so that a figure that was once handed in can always be made again (rekenregels 5).
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from services.ledger.domain.grootboek.boekregels import Boekregel, Grootboek, rekeningschema
from shared.parameters import Parameterset
from shared.recht.cohort import Cohort
from shared.recht.rijksvergoeding import TERUGNAME, Afrekenregel, Jaarcijfers, afrekening

REKENINGEN = {rekening.code: rekening for rekening in rekeningschema()}
# What a receipt lowers, what a claim adds to it, and what takes it away without money: their sum, reversed, is what came in.
AFLOSSING = (
    Grootboek.UITBETAALD,
    Grootboek.HOOFDSOM,
    Grootboek.BUITEN_INVORDERING,
    Grootboek.OM_NIET,
    Grootboek.KWIJTSCHELDING_HOOFDSOM,
    Grootboek.BORGTOCHT,
)
RENTE = (
    Grootboek.RENTE,
    Grootboek.UITGESTELDE_RENTE,
    Grootboek.WETTELIJKE_RENTE,
    Grootboek.RENTEBATEN,
    Grootboek.WETTELIJKE_RENTEBATEN,
    Grootboek.KWIJTSCHELDING_RENTE,
)
KOSTEN = (Grootboek.KOSTEN, Grootboek.KOSTENBATEN, Grootboek.KWIJTSCHELDING_OVERIG)
TERUGVORDERING = (Grootboek.TERUGVORDERING, Grootboek.TERUGVORDERINGBATEN)


class Sleutel(NamedTuple):
    """What is added up together; accounts that all cohorts share have no cohort."""

    gemeente: str
    jaar: int
    cohort: Cohort | None
    grootboek: Grootboek


Telling = Counter[Sleutel]


@dataclass(frozen=True, slots=True)
class Kapitaalcijfers:
    """One year of one cohort in one municipality, in cents. Lasten: money paid out. Baten: money received, by what it paid."""

    gemeente: str
    jaar: int
    cohort: Cohort
    lasten_cent: int
    aflossing_cent: int
    rente_cent: int
    kosten_cent: int
    terugvordering_cent: int
    om_niet_cent: int
    kwijtgescholden_cent: int

    @property
    def baten_cent(self) -> int:
        """Baten of bedrijfskapitaal: aflossing and interest; costs of collection and living costs are none (rekenregels 5)."""
        return self.aflossing_cent + self.rente_cent


def tel(telling: Telling, gemeente: str, valutadatum: date, regels: Iterable[Boekregel]) -> None:
    """Adds one booking."""
    for regel in regels:
        rekening = REKENINGEN[regel.rekening]
        telling[Sleutel(gemeente, valutadatum.year, rekening.cohort, rekening.grootboek)] += (
            regel.bedrag_cent
        )


def gemeenten(telling: Telling) -> list[str]:
    """The municipalities that have lines."""
    return sorted({sleutel.gemeente for sleutel in telling})


def kapitaalcijfers(telling: Telling, gemeente: str, jaar: int) -> tuple[Kapitaalcijfers, ...]:
    """The figures of every cohort, also when all are zero (Bbz art. 49, Tozo art. 19)."""
    return tuple(_cijfers(telling, gemeente, jaar, cohort) for cohort in Cohort)


def rijksafrekening(
    telling: Telling, gemeente: str, jaar: int, parameters: Parameterset
) -> tuple[Afrekenregel, ...]:
    """What the Rijk pays and takes back in one year, also over the lasten of the years before (W-15, W-16). Raises ParameterOnbekend."""
    regels = (
        regel
        for een in _bronjaren(telling, gemeente, jaar, parameters)
        for regel in afrekening(een, parameters)
    )
    return tuple(regel for regel in regels if regel.jaar == jaar)


def _bronjaren(
    telling: Telling, gemeente: str, jaar: int, parameters: Parameterset
) -> Iterator[Jaarcijfers]:
    """This year, and of the years whose lasten are still taken back the lasten alone."""
    langst = max(
        (
            int(naam.removeprefix(TERUGNAME))
            for naam in parameters.op_naam
            if naam.startswith(TERUGNAME)
        ),
        default=0,
    )
    for bron in range(jaar - langst, jaar + 1):
        for een in kapitaalcijfers(telling, gemeente, bron):
            if bron == jaar:
                yield Jaarcijfers(bron, een.cohort, een.lasten_cent, een.baten_cent)
            elif een.cohort is not Cohort.TOZO:
                yield Jaarcijfers(bron, een.cohort, een.lasten_cent)


def _cijfers(telling: Telling, gemeente: str, jaar: int, cohort: Cohort) -> Kapitaalcijfers:
    def som(*soorten: Grootboek) -> int:
        return sum(telling[Sleutel(gemeente, jaar, cohort, grootboek)] for grootboek in soorten)

    kwijt = (
        Grootboek.KWIJTSCHELDING_HOOFDSOM,
        Grootboek.KWIJTSCHELDING_RENTE,
        Grootboek.KWIJTSCHELDING_OVERIG,
    )
    return Kapitaalcijfers(
        gemeente,
        jaar,
        cohort,
        lasten_cent=-som(Grootboek.UITBETAALD),
        aflossing_cent=-som(*AFLOSSING),
        rente_cent=-som(*RENTE),
        kosten_cent=-som(*KOSTEN),
        terugvordering_cent=-som(*TERUGVORDERING),
        om_niet_cent=som(Grootboek.OM_NIET),
        kwijtgescholden_cent=som(*kwijt),
    )
