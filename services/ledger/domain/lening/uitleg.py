"""What a decision does, in one Dutch sentence with its numbers and its article."""

from collections.abc import Iterable

from services.ledger.domain.grootboek.boekregels import Boekregel
from services.ledger.domain.lening.besluiten import Besluit
from services.ledger.domain.lening.besluitsoort import Zinsdelen
from services.ledger.domain.lening.besluitsoorten import soort_van
from services.ledger.domain.verloop import mutaties as m
from shared.dates import voluit
from shared.money import bedrag

ONTVANGSTEN: dict[type[m.Mutatie], str] = {
    m.Ontvangst: "de ontvangst",
    m.ExtraAflossing: "de extra aflossing",
    m.AflossingIneens: "de aflossing ineens",
    m.Herroeping: "de storno of correctie",
}


def besluitzin(besluit: Besluit, formule: str, over: m.Mutatie | None = None) -> str:
    """The sentence of a decision with its booking: `formule` is the sum of the rule, `over` the mutation that the decision is about."""
    delen = Zinsdelen(
        gegevens=besluit.gegevens,
        op=besluit.valutadatum,
        cent=geboekt(besluit.boekregels),
        hoofdsom_cent=besluit.saldi.hoofdsom_cent,
        formule=formule,
        som=formule.rpartition(": ")[2].removesuffix(f" ({besluit.grondslag})"),
        over=over,
        genoemd=noem(over) if over else "een eerdere mutatie",
    )
    return f"{soort_van(besluit.gegevens).zin(delen)} ({besluit.grondslag})"


def noem(mutatie: m.Mutatie) -> str:
    """'de ontvangst van 2 maart 2026 (€ 700,00)'."""
    cent = getattr(_inhoud(mutatie), "bedrag_cent", None)
    return f"{_noemer(mutatie)} van {voluit(mutatie.valutadatum)}" + (
        f" ({bedrag(cent)})" if cent else ""
    )


def geboekt(regels: Iterable[Boekregel]) -> int:
    """The amount of a booking: its debet side."""
    return sum(max(0, regel.bedrag_cent) for regel in regels)


def _inhoud(mutatie: m.Mutatie) -> object:
    return mutatie.gegevens if isinstance(mutatie, m.Besluitmutatie) else mutatie


def _noemer(mutatie: m.Mutatie) -> str:
    if isinstance(mutatie, m.Besluitmutatie):
        return soort_van(mutatie.gegevens).noemer
    return ONTVANGSTEN.get(type(mutatie), "de mutatie")
