"""A payoff for which nobody gave an amount: it was what was needed as it was known when it was booked (A-2, A-22)."""

from collections.abc import Iterable
from dataclasses import replace

from services.ledger.domain.grootboek.boekregels import Grootboek
from services.ledger.domain.verloop import mutaties as m
from services.ledger.domain.verloop.kennis import bekend
from services.ledger.domain.verloop.leningstand import Leningvoorwaarden
from services.ledger.domain.verloop.verloop import verloop
from shared.parameters import Parameterset


def met_bedragen(
    leningen: Iterable[Leningvoorwaarden], mutaties: Iterable[m.Mutatie], parameters: Parameterset
) -> tuple[m.Mutatie, ...]:
    """Every payoff with its amount in cents: what became known later, such as an earlier payment, does not change what was received."""
    alle, leningen = list(mutaties), tuple(leningen)
    zonder = [een for een in alle if isinstance(een, m.AflossingIneens) and een.bedrag_cent is None]
    for een in sorted(zonder, key=lambda een: (een.boekdatum, een.valutadatum)):
        uit = verloop(
            bekend(leningen, alle, parameters, een.boekdatum, streng=True), een.valutadatum
        )
        regels = [
            regel
            for posting in uit.postings
            if posting.mutatie_id == een.mutatie_id
            for regel in posting.boekregels
        ]
        if cent := sum(
            regel.bedrag_cent for regel in regels if regel.rekening == Grootboek.BANK.value
        ):
            alle[alle.index(een)] = replace(een, bedrag_cent=cent, aanvaard=True)
    return tuple(alle)
