"""The booked lines of a loan, each with the sum in words, its article, the parameters and what went into it."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from services.ledger.adapters.inzage import Inzage
from services.ledger.domain.grootboek.boeking import Mutatie
from services.ledger.entrypoints.woorden import algemeen as words
from services.ledger.entrypoints.woorden import vaststelling as vaststellingwoorden

NAMEN = words.FEITEN | vaststellingwoorden.FEITEN
Invoerwaarde = str | int | bool | None


class Boekregelweergave(BaseModel):
    """`rekening` is the stored code, `naam` says it in words; debet is positive."""

    rekening: str
    naam: str
    bedrag_cent: int


class Regelweergave(BaseModel):
    """One fact as a line. `invoer` holds what the sum was made of; a part of a part goes by `termijnen[0].cent`."""

    lening_id: UUID
    versie: int
    soort: str
    naam: str
    boekdatum: date
    valutadatum: date
    bedrag_cent: int
    hoofdsom_cent: int
    saldo_cent: int
    uitleg: str
    grondslag: str
    parameterset: str
    invoer: dict[str, Invoerwaarde]
    boekregels: list[Boekregelweergave]
    actor: str


def regels(
    inzage: Inzage, lening_id: UUID, hoogstens: int, vanaf: int
) -> tuple[list[Regelweergave], int]:
    """A page in the order in which they were booked, and how many there are; a fact that the view does not have yet follows later."""
    return _met_invoer(inzage, lening_id, *inzage.regels(lening_id, hoogstens, vanaf))


def nieuwste_regels(
    inzage: Inzage, lening_id: UUID, hoogstens: int, vanaf: int
) -> tuple[list[Regelweergave], int]:
    """The same, newest first."""
    return _met_invoer(
        inzage, lening_id, *inzage.regels(lening_id, hoogstens, vanaf, nieuwste_eerst=True)
    )


def _met_invoer(
    inzage: Inzage, lening_id: UUID, rijen: list[dict[str, Any]], totaal: int
) -> tuple[list[Regelweergave], int]:
    versies, eigen = {rij["versie"] for rij in rijen}, set(Mutatie.model_fields)
    invoer = {
        een.version: dict(_uitgespreid(een.fact.model_dump(mode="json", exclude=eigen)))
        for een in inzage.reeks(lening_id)
        if een.version in versies
    }
    return [_regel(rij, invoer[rij["versie"]]) for rij in rijen], totaal


def _uitgespreid(gegeven: Any, naam: str = "") -> Iterator[tuple[str, Invoerwaarde]]:
    """Every value under its full name: what a fact looks like inside is our own business."""
    if isinstance(gegeven, dict):
        for deel, waarde in gegeven.items():
            yield from _uitgespreid(waarde, f"{naam}.{deel}" if naam else deel)
    elif isinstance(gegeven, list):
        for nummer, waarde in enumerate(gegeven):
            yield from _uitgespreid(waarde, f"{naam}[{nummer}]")
    else:
        yield naam, gegeven


def _regel(rij: dict[str, Any], invoer: dict[str, Invoerwaarde]) -> Regelweergave:
    boekregels = [
        Boekregelweergave(**regel, naam=words.rekening(regel["rekening"]))
        for regel in rij["boekregels"]
    ]
    gezegd = {
        "uitleg": words.zin(rij["uitleg"]),
        "grondslag": words.zin(rij["grondslag"]),
        "naam": NAMEN[rij["soort"]],
    }
    return Regelweergave(**(rij | gezegd | {"invoer": invoer, "boekregels": boekregels}))
