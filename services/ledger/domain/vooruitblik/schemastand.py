"""The schedule of the besluit beside what came of it."""

from dataclasses import dataclass
from typing import Literal

from services.ledger.domain.lening.rekenpunt import stand_van
from services.ledger.domain.lening.state import Lening
from shared.recht.aflosschema import Schematermijn, Schemavraag, aflosschema

Termijnstand = Literal["betaald", "open", "gemist", "komt nog"]


@dataclass(frozen=True)
class Schemaregel:
    """A term as it was agreed; `open_cent` is what is unpaid of it now that it fell due."""

    termijn: Schematermijn
    open_cent: int
    stand: Termijnstand


def schemaregels(lening: Lening) -> list[Schemaregel]:
    """Nothing while a voorbereidingskrediet waits for the start of the business (Bbz art. 29), nor of a borgtocht (Bbz art. 16)."""
    schema = _schema(lening)
    return [_regel(lening, termijn) for termijn in aflosschema(schema).termijnen] if schema else []


def _schema(lening: Lening) -> Schemavraag | None:
    if lening.product == "borgtocht":
        return None
    if lening.product != "voorbereidingskrediet":
        return lening.vraag
    stand = stand_van(lening.punt)
    return stand.schema if stand and stand.omgezet else None


def _regel(lening: Lening, termijn: Schematermijn) -> Schemaregel:
    nog_open = next((een for een in lening.vervallen if een.nr == termijn.nr), None)
    if nog_open:
        return Schemaregel(termijn, nog_open.open_cent, "gemist" if nog_open.is_gemist else "open")
    is_voorbij = lening.stand is not None and termijn.vervaldag <= lening.stand.gerekend_tm
    return Schemaregel(
        termijn, 0, "betaald" if is_voorbij or lening.status == "afgelost" else "komt nog"
    )
