"""Which rule does what to one loan; a refusal raises MutatieKanNiet."""

from collections.abc import Callable

from services.ledger.domain.verloop import mutaties as m
from services.ledger.domain.verloop.geldverkeer import (
    aflossing_ineens,
    betaling,
    extra_aflossing,
    ontvangst,
)
from services.ledger.domain.verloop.leningstand import Leningvoorwaarden, Stand
from services.ledger.domain.verloop.termijnloop import tel_tot
from services.ledger.domain.verloop.verwerkt import MutatieKanNiet, Verwerkt
from shared.dates import voluit
from shared.parameters import Parameterset


def verwerk(
    lening: Leningvoorwaarden, stand: Stand, mutatie: m.Mutatie, parameters: Parameterset
) -> Verwerkt:
    """Apply one mutation to one loan on its valutadatum; raises MutatieKanNiet, ParameterOnbekend."""
    regel = ONTVANGSTEN.get(type(mutatie)) or _regel(mutatie)
    if mutatie.valutadatum < lening.toekenningsdatum and type(mutatie) not in ONTVANGSTEN:
        raise MutatieKanNiet(_te_vroeg(lening, mutatie))
    return regel(lening, tel_tot(lening, stand, mutatie.valutadatum), mutatie, parameters)


def _regel(mutatie: m.Mutatie) -> Callable[..., Verwerkt]:
    """A decision brings its own."""
    if isinstance(mutatie, m.Besluitmutatie) and mutatie.regel:
        return mutatie.regel
    raise TypeError(f"{type(mutatie).__name__} has no rule")


def _te_vroeg(lening: Leningvoorwaarden, mutatie: m.Mutatie) -> str:
    van, op = voluit(lening.toekenningsdatum), voluit(mutatie.valutadatum)
    return f"De lening is toegekend op {van}. Dit telt vanaf {op}: toen was er nog geen lening. Kijk de dag na."


# Money counts from the day on which our account was credited, whatever it was for (Awb 4:89 lid 3).
ONTVANGSTEN: dict[type[m.Mutatie], Callable[..., Verwerkt]] = {
    m.Betaling: betaling,
    m.Ontvangst: ontvangst,
    m.ExtraAflossing: extra_aflossing,
    m.AflossingIneens: aflossing_ineens,
}
