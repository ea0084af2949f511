"""The conditions for granting a credit, in the order in which they are told. The law changes, the list changes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from services.bbz.domain.beoordeling import advies, levensvatbaar, levensvatbaar_voor_bijstand
from services.bbz.domain.bijstand import vorm
from services.bbz.domain.bijstandsduur import duur
from services.bbz.domain.bijstandsnorm import norm
from services.bbz.domain.kader import Kader
from services.bbz.domain.looptijd import looptijd
from services.bbz.domain.mandaat import MANDAATGRONDSLAG, VIER_OGEN, mandaat, vier_ogen
from services.bbz.domain.maximum import maximum
from services.bbz.domain.producten import product
from services.bbz.domain.rente import rente
from services.bbz.domain.toets import Bijstandsvoorstel, Toets, Voorstel
from shared.parameters import ParameterOnbekend

Soort_contra = TypeVar("Soort_contra", bound=Voorstel, contravariant=True)


@dataclass(frozen=True)
class Voorwaarde(Generic[Soort_contra]):
    """`regel` is the stored name of the rule, `titel` what people read, `grondslag` the article when the figures are missing."""

    regel: str
    titel: str
    grondslag: str
    toets: Callable[[Soort_contra, Kader], Toets]

    def uitkomst(self, voorstel: Soort_contra, kader: Kader) -> Toets:
        """What the condition says; an unknown parameter cannot be decided on and is named."""
        try:
            return self.toets(voorstel, kader)
        except ParameterOnbekend as error:
            return Toets(
                regel=self.regel,
                grondslag=self.grondslag,
                uitkomst="niet_te_bepalen",
                uitleg=str(error),
                parameter=error.naam,
                gevraagd_cent=voorstel.bedrag_cent,
            )


TEKENEN: tuple[Voorwaarde[Voorstel], ...] = (
    Voorwaarde(
        "vier_ogen", "Een tweede persoon tekent", VIER_OGEN, lambda voorstel, _: vier_ogen(voorstel)
    ),
    Voorwaarde(
        "mandaat",
        "Het mandaat dekt het bedrag",
        MANDAATGRONDSLAG,
        lambda voorstel, kader: mandaat(voorstel, kader.mandaten),
    ),
)
ADVIES: Voorwaarde[Voorstel] = Voorwaarde(
    "advies", "Het advies is positief", "Bbz art. 2 lid 1", lambda voorstel, _: advies(voorstel)
)
VOORWAARDEN: tuple[Voorwaarde[Voorstel], ...] = (
    *TEKENEN,
    Voorwaarde(
        "product",
        "Het product past bij de groep",
        "Bbz art. 2",
        lambda voorstel, _: product(voorstel),
    ),
    ADVIES,
    Voorwaarde(
        "levensvatbaar",
        "Het bedrijf is levensvatbaar",
        "Bbz art. 1 c, 2 lid 1",
        lambda voorstel, _: levensvatbaar(voorstel),
    ),
    Voorwaarde(
        "maximum",
        "Het bedrag is niet te hoog",
        "Bbz art. 20, 24, 26, 29",
        lambda voorstel, kader: maximum(voorstel, kader.parameters, kader.eerder),
    ),
    Voorwaarde(
        "looptijd",
        "De looptijd is niet te lang",
        "Bbz art. 15 b",
        lambda voorstel, kader: looptijd(voorstel, kader.parameters),
    ),
    Voorwaarde(
        "rente",
        "De rente is bekend",
        "Bbz art. 15 a",
        lambda voorstel, kader: rente(voorstel, kader.parameters),
    ),
)
# For levensonderhoud.
BIJSTANDSVOORWAARDEN: tuple[Voorwaarde[Bijstandsvoorstel], ...] = (
    *TEKENEN,
    ADVIES,
    Voorwaarde(
        "levensvatbaar",
        "Het bedrijf is levensvatbaar",
        "Bbz art. 1 c, 2 lid 1",
        lambda voorstel, _: levensvatbaar_voor_bijstand(voorstel),
    ),
    Voorwaarde(
        "norm",
        "Het maandbedrag past binnen de norm",
        "Participatiewet art. 20-22",
        lambda voorstel, kader: norm(voorstel, kader.parameters),
    ),
    Voorwaarde(
        "duur",
        "De periode is niet te lang",
        "Bbz art. 18, 23, 25, 27",
        lambda voorstel, kader: duur(voorstel, kader.parameters, kader.eerder),
    ),
    Voorwaarde(
        "vorm",
        "De vorm past",
        "Bbz art. 11, 19",
        lambda voorstel, kader: vorm(voorstel, kader.parameters, kader.eerder),
    ),
)


def toetsing(
    voorstel: Soort_contra, kader: Kader, voorwaarden: Sequence[Voorwaarde[Soort_contra]]
) -> tuple[Toets, ...]:
    """Every condition with its outcome, in order."""
    return tuple(voorwaarde.uitkomst(voorstel, kader) for voorwaarde in voorwaarden)
