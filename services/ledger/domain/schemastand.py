"""The schedule of the besluit beside what came of it."""

from dataclasses import dataclass
from typing import Literal

from services.ledger.domain.aflosschema import Schematermijn, aflosschema
from services.ledger.domain.state import Lening

Stand = Literal["betaald", "open", "gemist", "komt nog"]


@dataclass(frozen=True)
class Schemaregel:
    """A term as it was agreed; `open_cent` is what is unpaid of it now that it fell due."""

    termijn: Schematermijn
    open_cent: int
    stand: Stand


def schemaregels(lening: Lening) -> list[Schemaregel]:
    open_termijnen = {termijn.nr: termijn for termijn in lening.vervallen}
    regels = []
    for termijn in aflosschema(lening.vraag).termijnen:
        nog_open = open_termijnen.get(termijn.nr)
        is_betaald = termijn.nr <= lening.vervallen_termijn or lening.status == "afgelost"
        stand: Stand = ("gemist" if nog_open.is_gemist else "open") if nog_open else "betaald" if is_betaald else "komt nog"
        regels.append(Schemaregel(termijn, nog_open.open_cent if nog_open else 0, stand))
    return regels
