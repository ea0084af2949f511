"""What was granted on the applications before this one: it counts against the maxima of the law (choices C-1 and C-2)."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from services.bbz.domain.begrippen import Bijstandsvorm, Product
from services.bbz.domain.events import KredietVerstrekt, LevensonderhoudToegekend
from shared.begrippen import Groep, Regeling, Waarde

VOORBEREIDING: Product = "voorbereidingskrediet"


class Eerder(Waarde):
    """The decisions of the voorganger, of the one before that, and so on: the newest first."""

    kredieten: tuple[KredietVerstrekt, ...] = ()
    bijstand: tuple[LevensonderhoudToegekend, ...] = ()

    def hoofdsom_cent(self, regeling: Regeling, product: Product) -> int:
        """What was lent already under the same maximum. A preparation has one of its own (Bbz art. 29), and so has Tozo (art. 15)."""
        return sum(
            krediet.hoofdsom_cent
            for krediet in self.kredieten
            if krediet.regeling == regeling
            and (krediet.product == VOORBEREIDING) == (product == VOORBEREIDING)
        )

    def maanden(
        self, groepen: Iterable[Groep], vorm: Bijstandsvorm | None = None
    ) -> frozenset[date]:
        """The months that were granted while the entrepreneur was of one of these groups, all or those of one form."""
        return frozenset(
            maand.maand
            for toekenning in self.bijstand
            if toekenning.groep in groepen and vorm in (None, toekenning.vorm)
            for maand in toekenning.maandbedragen
        )

    @property
    def eerste_dossier_id(self) -> UUID | None:
        """The dossier in which living costs were granted first; None where they were not."""
        if not self.bijstand:
            return None
        eerste = self.bijstand[-1]
        return eerste.eerste_dossier_id or eerste.dossier_id

    @property
    def alle_maanden(self) -> frozenset[date]:
        return frozenset(
            maand.maand for toekenning in self.bijstand for maand in toekenning.maandbedragen
        )


NIETS = Eerder()
