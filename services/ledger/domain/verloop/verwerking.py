"""Which rule does what to one loan; a refusal raises MutatieKanNiet."""

from collections.abc import Callable

from services.ledger.domain.verloop import mutaties as m
from services.ledger.domain.verloop.achterstand import achterstand_kwijt
from services.ledger.domain.verloop.bedrijfseinde import draagkracht, einde_bedrijf
from services.ledger.domain.verloop.geldverkeer import (
    aflossing_ineens,
    betaling,
    extra_aflossing,
    kosten,
    ontvangst,
    terugstorting,
)
from services.ledger.domain.verloop.kredietwending import borgtocht, omzetting
from services.ledger.domain.verloop.kwijtschelding import kwijtschelding, om_niet, schuldregeling
from services.ledger.domain.verloop.leningstand import Leningvoorwaarden, Stand
from services.ledger.domain.verloop.rentekwijtschelding import rentekwijtschelding
from services.ledger.domain.verloop.termijnloop import tel_tot
from services.ledger.domain.verloop.verwerkt import MutatieKanNiet, Verwerkt
from services.ledger.domain.verloop.verzuim import (
    buiten_invordering,
    opeising,
    start_wettelijke_rente,
)
from shared.dates import voluit
from shared.parameters import Parameterset

# Money counts from the day on which our account was credited, whatever it was for (Awb 4:89 lid 3).
ONTVANGSTEN = (m.Betaling, m.Ontvangst, m.ExtraAflossing, m.AflossingIneens)


def verwerk(
    lening: Leningvoorwaarden, stand: Stand, mutatie: m.Mutatie, parameters: Parameterset
) -> Verwerkt:
    """Apply one mutation to one loan on its valutadatum; raises MutatieKanNiet, ParameterOnbekend."""
    regel = REGELS[type(mutatie)]
    if mutatie.valutadatum < lening.toekenningsdatum and not isinstance(mutatie, ONTVANGSTEN):
        raise MutatieKanNiet(_te_vroeg(lening, mutatie))
    return regel(lening, tel_tot(lening, stand, mutatie.valutadatum), mutatie, parameters)


def _te_vroeg(lening: Leningvoorwaarden, mutatie: m.Mutatie) -> str:
    van, op = voluit(lening.toekenningsdatum), voluit(mutatie.valutadatum)
    return f"De lening is toegekend op {van}. Dit telt vanaf {op}: toen was er nog geen lening. Kijk de dag na."


REGELS: dict[type[m.Mutatie], Callable[..., Verwerkt]] = {
    m.Betaling: betaling,
    m.Ontvangst: ontvangst,
    m.ExtraAflossing: extra_aflossing,
    m.AflossingIneens: aflossing_ineens,
    m.Kosten: kosten,
    m.Terugstorting: terugstorting,
    m.Opeising: opeising,
    m.BeschikkingWettelijkeRente: start_wettelijke_rente,
    m.EindeBedrijf: einde_bedrijf,
    m.Draagkracht: draagkracht,
    m.BuitenInvordering: buiten_invordering,
    m.Omzetting: omzetting,
    m.Borgtochtclaim: borgtocht,
    m.Rentekwijtschelding: rentekwijtschelding,
    m.Kwijtschelding: lambda lening, stand, mutatie, _: Verwerkt(
        *kwijtschelding(lening, stand, mutatie)
    ),
    m.AchterstandKwijt: achterstand_kwijt,
    m.Schuldregeling: lambda lening, stand, mutatie, _: Verwerkt(
        *schuldregeling(lening, stand, mutatie)
    ),
    m.OmNiet: lambda lening, stand, mutatie, parameters: Verwerkt(
        *om_niet(lening, stand, mutatie, parameters)
    ),
}
