"""To what a payment goes: within one debt kosten, verschenen rente, hoofdsom (Awb 4:92 lid 1, BW 6:44 lid 1); over debts BW 6:43."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from shared.money import bedrag, naar_evenredigheid


class Post(NamedTuple):
    """An amount that fell (or falls) due on a day."""

    vervaldag: date
    cent: int


@dataclass(frozen=True, slots=True)
class Openstaand:
    """What is open on one debt. Postponed interest stands among `rente` with the day on which it falls due."""

    kosten_cent: int = 0
    rente: tuple[Post, ...] = ()
    hoofdsom: tuple[Post, ...] = ()

    @property
    def totaal_cent(self) -> int:
        """Everything together."""
        return self.kosten_cent + sum(post.cent for post in self.rente + self.hoofdsom)

    def vervallen_op(self, dag: date) -> "Openstaand":
        """Only what is due on or before a day (kosten are due at once)."""
        return replace(
            self, rente=_tot_en_met(self.rente, dag), hoofdsom=_tot_en_met(self.hoofdsom, dag)
        )

    def na(self, toerekening: "Toerekening") -> "Openstaand":
        """What stays open after a payment was applied."""
        return Openstaand(
            self.kosten_cent - toerekening.kosten_cent,
            _min(self.rente, toerekening.rente),
            _min(self.hoofdsom, toerekening.hoofdsom),
        )


@dataclass(frozen=True, slots=True)
class Toerekening:
    """How one payment is spread over one debt; `rest_cent` found no open amount."""

    kosten_cent: int = 0
    rente: tuple[Post, ...] = ()
    hoofdsom: tuple[Post, ...] = ()
    rest_cent: int = 0
    grondslag: str = "Awb 4:92 lid 1; BW 6:44 lid 1"

    @property
    def rente_cent(self) -> int:
        """The part that pays interest."""
        return sum(post.cent for post in self.rente)

    @property
    def hoofdsom_cent(self) -> int:
        """The part that pays principal."""
        return sum(post.cent for post in self.hoofdsom)

    @property
    def toegerekend_cent(self) -> int:
        """Everything but the rest."""
        return self.kosten_cent + self.rente_cent + self.hoofdsom_cent

    @property
    def uitleg(self) -> str:
        """The split in one Dutch sentence."""
        delen = {
            "kosten": self.kosten_cent,
            "rente": self.rente_cent,
            "aflossing": self.hoofdsom_cent,
            "nog niet toegerekend": self.rest_cent,
        }
        return verdeling_in_woorden(delen, self.grondslag)


def verdeling_in_woorden(delen: Mapping[str, int], grondslag: str) -> str:
    """What a payment came to, part by part, in one Dutch sentence."""
    genoemd = ", ".join(f"{bedrag(cent)} {naam}" for naam, cent in delen.items() if cent)
    return f"Betaling van {bedrag(sum(delen.values()))}: {genoemd or 'niets'} ({grondslag})"


@dataclass(frozen=True, slots=True)
class Schuld:
    """One debt of a debtor, as BW 6:43 weighs it: the rate makes it onerous, `ontstaan_op` old; not all of it need be due yet."""

    schuld_id: str
    ontstaan_op: date
    jaarrente_procent: Decimal
    openstaand: Openstaand = field(default_factory=Openstaand)


class SchuldIsOnbekend(ValueError):
    """The debtor pointed out a debt that is not open."""

    def __init__(self, schuld_id: str) -> None:
        super().__init__(
            f"De aangewezen schuld {schuld_id} staat niet open. Er is niets geboekt. Kies een openstaande schuld."
        )


def verdeel(bedrag_cent: int, openstaand: Openstaand) -> Toerekening:
    """Apply a payment to one debt: all kosten, then all verschenen rente (oldest first), then hoofdsom by vervaldag (Awb 4:92 lid 1)."""
    kosten = min(bedrag_cent, openstaand.kosten_cent)
    rente, rest = _vul(openstaand.rente, bedrag_cent - kosten)
    hoofdsom, rest = _vul(openstaand.hoofdsom, rest)
    return Toerekening(kosten, rente, hoofdsom, rest)


def verdeel_over(
    bedrag_cent: int, schulden: Sequence[Schuld], op: date, keuze: Sequence[str] = ()
) -> tuple[dict[str, Toerekening], int]:
    """Apply a payment to several debts; returns the split per debt that gets something, and the rest in cents.

    First what the debtor pointed out, in that order (BW 6:43 lid 1, Awb 4:92 lid 2); then BW 6:43 lid 2: what is due on `op` before what is
    not, the highest rate first, then the oldest, then in proportion. Raises SchuldIsOnbekend for a debt that is not in the list.
    """
    open_per_schuld = {schuld.schuld_id: schuld for schuld in schulden}
    verdeling: dict[str, Toerekening] = {}
    rest = bedrag_cent
    for schuld_id in keuze:
        if schuld_id not in open_per_schuld:
            raise SchuldIsOnbekend(schuld_id)
        rest = _betaal(
            rest, [open_per_schuld[schuld_id]], None, verdeling, "BW 6:43 lid 1; Awb 4:92 lid 2"
        )
    for dag in (op, None):
        for gelijken in _rangorde(schulden):
            rest = _betaal(rest, gelijken, dag, verdeling, "BW 6:43 lid 2")
    return verdeling, rest


def _rangorde(schulden: Iterable[Schuld]) -> Iterable[list[Schuld]]:
    """Groups that rank the same, the most onerous and then the oldest first."""

    def rang(schuld: Schuld) -> tuple[Decimal, date]:
        return -schuld.jaarrente_procent, schuld.ontstaan_op

    return (list(groep) for _, groep in groupby(sorted(schulden, key=rang), key=rang))


def _betaal(
    rest_cent: int,
    gelijken: Sequence[Schuld],
    op: date | None,
    verdeling: dict[str, Toerekening],
    grondslag: str,
) -> int:
    """Pay debts of the same rank in proportion to what is open; returns what is left."""
    open_delen = [_nog_open(schuld, op, verdeling) for schuld in gelijken]
    aandelen = naar_evenredigheid(
        min(rest_cent, sum(deel.totaal_cent for deel in open_delen)),
        [deel.totaal_cent for deel in open_delen],
    )
    for schuld, deel, aandeel in zip(gelijken, open_delen, aandelen, strict=True):
        if aandeel:
            verdeling[schuld.schuld_id] = _samen(
                verdeling.get(schuld.schuld_id), verdeel(aandeel, deel), grondslag
            )
    return rest_cent - sum(aandelen)


def _nog_open(schuld: Schuld, op: date | None, verdeling: dict[str, Toerekening]) -> Openstaand:
    al = verdeling.get(schuld.schuld_id)
    open_nu = schuld.openstaand.na(al) if al else schuld.openstaand
    return open_nu.vervallen_op(op) if op else open_nu


def _samen(eerder: Toerekening | None, nu: Toerekening, grondslag: str) -> Toerekening:
    if eerder is None:
        return replace(nu, grondslag=f"{nu.grondslag}; {grondslag}")
    return replace(eerder, rente=eerder.rente + nu.rente, hoofdsom=eerder.hoofdsom + nu.hoofdsom)


def _vul(posten: Iterable[Post], beschikbaar_cent: int) -> tuple[tuple[Post, ...], int]:
    gevuld = []
    for post in sorted(posten):
        deel = min(post.cent, beschikbaar_cent)
        if deel > 0:
            gevuld.append(Post(post.vervaldag, deel))
            beschikbaar_cent -= deel
    return tuple(gevuld), beschikbaar_cent


def _min(posten: Iterable[Post], betaald: Iterable[Post]) -> tuple[Post, ...]:
    """Posts less what was paid on the same due day."""
    af: dict[date, int] = {}
    for post in betaald:
        af[post.vervaldag] = af.get(post.vervaldag, 0) + post.cent
    over = []
    for post in sorted(posten):
        deel = min(post.cent, af.get(post.vervaldag, 0))
        af[post.vervaldag] = af.get(post.vervaldag, 0) - deel
        over.append(Post(post.vervaldag, post.cent - deel))
    return tuple(post for post in over if post.cent)


def _tot_en_met(posten: Iterable[Post], dag: date) -> tuple[Post, ...]:
    return tuple(post for post in posten if post.vervaldag <= dag)
