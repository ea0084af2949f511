"""What a decision would change, before anything is recorded: balances, what is still to be paid, and the facts it would bring."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.ledger.domain.grootboek.boeking import Mutatie, Saldi
from services.ledger.domain.lening.besluiten import Besluit
from services.ledger.domain.vooruitblik.toekomst import Toekomst, toekomst
from shared.parameters import Parameterset


@dataclass(frozen=True, slots=True)
class Termijnverschil:
    """What is paid on a day now, and after the decision; None on a day on which nothing is paid."""

    dag: date
    nu_cent: int | None
    straks_cent: int | None


@dataclass(frozen=True, slots=True)
class Gevolg:
    """`feiten` are those that the decision would bring, `omvang_cent` the amount that a mandate must cover."""

    feiten: tuple[Mutatie, ...]
    saldi_oud: Saldi
    saldi_nieuw: Saldi
    nu: Toekomst
    straks: Toekomst
    omvang_cent: int

    @property
    def besluit(self) -> Besluit:
        return next(feit for feit in self.feiten if isinstance(feit, Besluit))

    @property
    def termijnen(self) -> tuple[Termijnverschil, ...]:
        """Every day on which something else is paid than without the decision."""
        return termijnverschillen(self.nu, self.straks)


def termijnverschillen(een: Toekomst, ander: Toekomst) -> tuple[Termijnverschil, ...]:
    """Every day on which the one asks something else than the other."""
    nu, straks = ({dag.dag: dag.samen_cent for dag in kant.betaaldagen} for kant in (een, ander))
    alle = (
        Termijnverschil(dag, nu.get(dag), straks.get(dag))
        for dag in sorted(nu.keys() | straks.keys())
    )
    return tuple(verschil for verschil in alle if verschil.nu_cent != verschil.straks_cent)


def gevolg(
    feiten: Sequence[Mutatie],
    nieuw: Sequence[Mutatie],
    omvang_cent: int,
    op: date,
    parameters: Parameterset,
) -> Gevolg:
    """`nieuw` are the facts of the decision, at least one."""
    nu, straks = toekomst(feiten, op, parameters), toekomst([*feiten, *nieuw], op, parameters)
    return Gevolg(tuple(nieuw), feiten[-1].saldi, nieuw[-1].saldi, nu, straks, omvang_cent)
