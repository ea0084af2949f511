"""What one mutation does to a loan, and how a rule says no."""

from dataclasses import dataclass

from services.ledger.domain.boekregels import Regeling
from services.ledger.domain.doorrekening import mutaties as m
from services.ledger.domain.doorrekening.leningstand import Lening, Posting, Stand


class MutatieKanNiet(ValueError):
    """A rule forbids this mutation; nothing changes and the reason stays in the books."""


@dataclass(frozen=True, slots=True)
class Verwerkt:
    """The stand after a mutation, what was posted, and what a caseworker must look at."""

    stand: Stand
    postings: tuple[Posting, ...] = ()
    signalen: tuple[str, ...] = ()


def alleen_bbz(lening: Lening, artikel: str) -> None:
    if lening.regeling is Regeling.TOZO:
        raise MutatieKanNiet(f"Bbz {artikel} geldt niet voor een Tozo-lening.")


def posting_van(lening: Lening, mutatie: m.Mutatie, soort: str, cent: int, *, grondslag: str, formule: str) -> Posting:
    return Posting(soort, lening.lening_id, mutatie.valutadatum, cent, grondslag, f"{formule} ({grondslag})", (), mutatie.mutatie_id)
