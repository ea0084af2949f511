"""What a caseworker must look at because of the register of a loan."""

from collections.abc import Iterable, Iterator
from datetime import date

from services.ledger.domain.grootboek.boeking import Mutatie
from services.ledger.domain.lening.bedrijfsbesluiten import BedrijfBeeindigd
from services.ledger.domain.lening.events import LeningAfgelost, LeningHeropend
from services.ledger.domain.lening.invorderingsbesluiten import LeningOpgeeist
from services.ledger.domain.register.state import Leningregister


def registersignalen(
    register: Leningregister, feiten: Iterable[Mutatie], dag: date
) -> tuple[str, ...]:
    """Securities that have to be called in first, or given back; by the facts of the loan up to this day."""
    return tuple(_signalen(register, [feit for feit in feiten if feit.boekdatum <= dag], dag))


def _signalen(register: Leningregister, feiten: list[Mutatie], dag: date) -> Iterator[str]:
    zekerheden = register.zekerheden_op(dag)
    if not zekerheden:
        return
    genoemd = ", ".join(dict.fromkeys(een.soort for een in zekerheden))
    einde = next(
        (feit for feit in reversed(feiten) if isinstance(feit, LeningAfgelost | LeningHeropend)),
        None,
    )
    if isinstance(einde, LeningAfgelost):
        yield f"De lening is afgelost en er zijn nog zekerheden ({genoemd}): geef ze vrij."
        return
    if any(isinstance(feit, BedrijfBeeindigd) for feit in feiten):
        blijft = "Een hypotheek op de eigen woning kan blijven (Bbz art. 43 lid 1)."
        yield f"Het bedrijf is beëindigd: roep eerst de zekerheden in ({genoemd}). {blijft}"
    elif any(isinstance(feit, LeningOpgeeist) for feit in feiten):
        yield f"De lening is opgeëist en er zijn zekerheden: {genoemd}."
    if any(een.soort == "krediethypotheek" for een in zekerheden):
        yield (
            "Bij een krediethypotheek gaat de volgorde van Bbz art. 43b lid 3 voor. Die volgorde kennen wij niet uit een bron: controleer"
            " de toerekening van elke ontvangst."
        )
