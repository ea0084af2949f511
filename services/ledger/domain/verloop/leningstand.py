"""One loan as data: its conditions, what is open on a day, and one posting. Every rule of mutations takes a `Stand` and gives a new one."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from services.ledger.domain.grootboek.boekregels import Boekregel, Grootboek
from services.ledger.domain.verloop.sommen import Formule
from shared.begrippen import Groep
from shared.recht.aflosschema import Schemavraag
from shared.recht.cohort import Cohort, Regeling
from shared.recht.toerekening import Openstaand, Post, Toerekening


class Product(StrEnum):
    """What kind of loan it is; it decides which articles apply."""

    RENTEDRAGEND = "rentedragend"
    RENTELOOS = "renteloos"
    VOORBEREIDING = "voorbereidingskrediet"
    BORGTOCHT = "borgtocht"


class Uitbetaling(NamedTuple):
    """A part of the loan paid out on a day."""

    datum: date
    cent: int


@dataclass(frozen=True, slots=True)
class Leningvoorwaarden:
    """The conditions of one loan.

    `schema` is what the beschikking fixes; of a Tozo loan only hoofdsom and methode count, the text version gives the rest, unless
    `schema_staat_vast`: the conditions were worked out when the loan was opened. `groep` None: nobody wrote it down.
    """

    lening_id: str
    regeling: Regeling
    product: Product
    cohort: Cohort
    groep: Groep | None
    aanvraagdatum: date
    toekenningsdatum: date
    schema: Schemavraag
    uitbetalingen: tuple[Uitbetaling, ...]
    einddatum_besluit: date | None = None
    zekerheden: tuple[str, ...] = ()
    schema_staat_vast: bool = False
    artikel: str = "Bbz art. 15"
    vast_cent: int = 0


@dataclass(frozen=True, slots=True)
class Rentepost:
    """Interest that was booked over a term: what of it is open, what was waived, when it falls due, and on which account it stands."""

    over: date
    vervaldag: date
    geboekt_cent: int
    open_cent: int
    grootboek: Grootboek = Grootboek.RENTE
    kwijt_cent: int = 0

    @property
    def betaald_of_open_cent(self) -> int:
        """What is open or was paid of it: the rest was waived."""
        return self.geboekt_cent - self.kwijt_cent


class Gedaan(NamedTuple):
    """What can be decided once: which decision, about which day, and what it came to in cents."""

    soort: str
    op: date
    cent: int = 0


class Rentestuk(NamedTuple):
    """Days of a term with one base: from `van` up to (not including) `tot`."""

    van: date
    tot: date
    grondslag_cent: int


@dataclass(frozen=True, slots=True)
class Aanloop:
    """Interest before the first term as one posting: from `van` up to (not including) `tot`, due on the first payment date."""

    van: date
    tot: date
    maanden: int
    vervaldag: date


@dataclass(frozen=True, slots=True)
class Verleend:
    """Uitstel that was granted: terms that fall due from `van` up to (not including) `tot` ask no aflossing (Bbz art. 41)."""

    van: date
    tot: date
    maanden: int
    rente_mee: bool
    rente_vervaldag: date | None
    besluitdatum: date


@dataclass(frozen=True)
class Stand:
    """Where one loan stands after some day; all amounts in cents.

    `op_tijd_cent` is the tegoed that came on the last day of the running term: on time for it, and not early (B-2).
    """

    schema: Schemavraag
    hoofdsom_cent: int = 0
    vervallen: tuple[Post, ...] = ()
    rente: tuple[Rentepost, ...] = ()
    kosten: tuple[Post, ...] = ()
    tegoed_cent: int = 0
    op_tijd_cent: int = 0
    begonnen: int = 0
    gesloten: int = 0
    uitsteltermijnen: int = 0
    vast_cent: int = 0
    basis_cent: int = 0
    geteld: tuple[Rentestuk, ...] = ()
    geteld_tot: date | None = None
    herreken: bool = False
    uitstel: tuple[Verleend, ...] = ()
    opgeeist_op: date | None = None
    renteloos_vanaf: date | None = None
    einde_bedrijf_op: date | None = None
    buiten_invordering_op: date | None = None
    wettelijk_van: date | None = None
    wettelijk_tot: date | None = None
    wettelijk_standen: tuple[Post, ...] = ()
    uitbetaald_cent: int = 0
    omgezet: bool = False
    gedaan: tuple[Gedaan, ...] = ()
    aanloop: Aanloop | None = None
    aanloopmaanden: tuple[int, ...] = ()
    wettelijk_vast_tot: date | None = None
    wettelijk_vast_cent: int = 0
    wettelijk_betaald: tuple[Post, ...] = ()

    @property
    def kosten_cent(self) -> int:
        """Costs that are open."""
        return sum(post.cent for post in self.kosten)

    @property
    def niet_vervallen_cent(self) -> int:
        """The part of the hoofdsom that has not fallen due."""
        return self.hoofdsom_cent - sum(post.cent for post in self.vervallen)

    def rentedragend_cent(self, dag: date) -> int:
        """The base of contract interest on a day: open hoofdsom, less what a closed term asks and is still to fall due (B-2), less
        arrears under wettelijke rente (never two rates on one euro, A-8)."""
        van = self.wettelijk_van
        return self.hoofdsom_cent - sum(
            post.cent
            for post in self.vervallen
            if post.vervaldag > dag or (van and post.vervaldag < van)
        )

    def rente_open(self, *soorten: Grootboek) -> int:
        """Open interest on these accounts (all when none is named)."""
        return sum(
            post.open_cent for post in self.rente if not soorten or post.grootboek in soorten
        )

    def openstaand(self, dag: date) -> Openstaand:
        """What is due on or before a day."""
        rente = tuple(
            Post(post.vervaldag, post.open_cent)
            for post in self.rente
            if post.open_cent and post.vervaldag <= dag
        )
        return Openstaand(
            self.kosten_cent, rente, tuple(post for post in self.vervallen if post.vervaldag <= dag)
        )

    def achterstand(self, dag: date) -> int:
        """What fell due before a day and is not paid; kosten included."""
        open_nu = self.openstaand(date.fromordinal(dag.toordinal() - 1))
        return open_nu.totaal_cent

    def met(self, **anders: Any) -> "Stand":
        """As `dataclasses.replace`, at a tenth of its cost: a run makes four for every term. Raises TypeError for a name that is none."""
        if not anders.keys() <= self.__dict__.keys():
            raise TypeError(f"no fields of a stand: {anders.keys() - self.__dict__.keys()}")
        nieuw = object.__new__(Stand)
        nieuw.__dict__.update(self.__dict__)
        nieuw.__dict__.update(anders)
        return nieuw

    def na(self, toerekening: Toerekening) -> "Stand":
        """After a payment was applied to what is due."""
        over = Openstaand(0, (), self.vervallen).na(replace(toerekening, kosten_cent=0, rente=()))
        return self.met(
            kosten=zonder_oudste(self.kosten, toerekening.kosten_cent),
            rente=_betaalde_rente(self.rente, toerekening.rente),
            vervallen=over.hoofdsom,
            hoofdsom_cent=self.hoofdsom_cent - toerekening.hoofdsom_cent,
        )

    def eerder(self, soort: str) -> Gedaan | None:
        """The last decision of this kind; None when there was none."""
        return next((een for een in reversed(self.gedaan) if een.soort == soort), None)

    def doe(self, soort: str, op: date, cent: int = 0) -> "Stand":
        """Keeps that this was decided."""
        return self.met(gedaan=(*self.gedaan, Gedaan(soort, op, cent)))

    @property
    def is_leeg(self) -> bool:
        """Nothing is open, and nothing that was paid back has to return (a tegoed below zero, BW 6:203)."""
        return not (
            self.hoofdsom_cent or self.kosten_cent or self.rente_open() or self.tegoed_cent < 0
        )


@dataclass(frozen=True, slots=True)
class Posting:
    """One mutation in the books: what, since which day, on what ground, its sum (in words with `str`), and its balanced lines.

    `termijn` is the term it is about, of which it asks `aflossing_cent` on `vervaldag`; `toerekening` is how money went to what was due.
    """

    soort: str
    lening_id: str
    valutadatum: date
    bedrag_cent: int
    grondslag: str
    formule: Formule
    boekregels: tuple[Boekregel, ...] = field(default=())
    mutatie_id: str = ""
    termijn: int = 0
    aflossing_cent: int = 0
    vervaldag: date | None = None
    toerekening: Toerekening | None = None


def zonder_oudste(posten: Iterable[Post], cent: int) -> tuple[Post, ...]:
    """What is left of posts when the oldest are paid first."""
    over = []
    for post in posten:
        deel = min(post.cent, cent)
        cent -= deel
        if post.cent > deel:
            over.append(Post(post.vervaldag, post.cent - deel))
    return tuple(over)


def _betaalde_rente(posten: Iterable[Rentepost], betaald: Iterable[Post]) -> tuple[Rentepost, ...]:
    """Take what was paid off the posts of the same due day, the oldest term first."""
    af: dict[date, int] = {}
    for post in betaald:
        af[post.vervaldag] = af.get(post.vervaldag, 0) + post.cent
    over = []
    for rentepost in posten:
        deel = min(rentepost.open_cent, af.get(rentepost.vervaldag, 0))
        if deel:
            af[rentepost.vervaldag] -= deel
        over.append(replace(rentepost, open_cent=rentepost.open_cent - deel) if deel else rentepost)
    return tuple(over)


def betaald_per_rekening(voor: Stand, na: Stand) -> dict[Grootboek, int]:
    """What a payment took off every account of one loan."""
    soorten = (Grootboek.RENTE, Grootboek.UITGESTELDE_RENTE, Grootboek.WETTELIJKE_RENTE)
    verschillen = {soort: voor.rente_open(soort) - na.rente_open(soort) for soort in soorten}
    verschillen[Grootboek.KOSTEN] = voor.kosten_cent - na.kosten_cent
    verschillen[Grootboek.HOOFDSOM] = voor.hoofdsom_cent - na.hoofdsom_cent
    return {soort: cent for soort, cent in verschillen.items() if cent}
