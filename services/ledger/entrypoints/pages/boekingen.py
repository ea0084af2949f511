"""The lists that stand on the page of a loan or vordering: what was booked, and what is to be paid when."""

from uuid import UUID

from fastapi import Request

from services.ledger.adapters.inzage import Inzage
from services.ledger.domain.vooruitblik.schemavergelijking import Schemadag
from services.ledger.domain.vordering.state import Vordering
from services.ledger.entrypoints.woorden.regels import nieuwste_regels
from shared.web.tables import Column, Listing, ListQuery

KOLOMMEN = (
    Column("boekdatum", "Geboekt"),
    Column("valutadatum", "Telt vanaf"),
    Column("wat", "Wat"),
    Column("uitleg", "Uitleg"),
    Column("bedrag", "Bedrag", right=True),
    Column("saldo", "Saldo", right=True),
)
SCHEMA = (
    Column("dag", "Vervaldag"),
    Column("rente", "Rente", right=True),
    Column("aflossing", "Aflossing", right=True),
    Column("afgesproken", "Afgesproken", right=True),
    Column("nu", "Nu te betalen", right=True),
    Column("stand", "Stand"),
    Column("open", "Nog open", right=True),
)
TERMIJNEN = (
    Column("nr", "Nummer"),
    Column("uiterlijk", "Uiterlijk"),
    Column("bedrag", "Bedrag", right=True),
    Column("open", "Nog open", right=True),
)
LEEG = "Er is nog niets geboekt."
GEEN_TERMIJNEN = "Er is geen termijn."


def boekingen(inzage: Inzage, request: Request, pad: str, schuld_id: UUID) -> Listing:
    """Newest first."""
    query = ListQuery.beside(request, pad, "boekingen", keep=("schema", "termijnen", "blad"))
    regels, totaal = nieuwste_regels(inzage, schuld_id, query.page_size, query.offset)
    return Listing("Boekingen, nieuwste eerst", KOLOMMEN, regels, totaal, query, LEEG)


def schema(request: Request, pad: str, dagen: list[Schemadag]) -> Listing:
    return Listing.of(
        "Termijnen",
        SCHEMA,
        dagen,
        ListQuery.beside(request, pad, "schema", keep=("boekingen", "blad")),
        GEEN_TERMIJNEN,
    )


def termijnen(request: Request, pad: str, vordering: Vordering) -> Listing:
    query = ListQuery.beside(request, pad, "termijnen", keep=("boekingen", "blad"))
    return Listing.of("Termijnen", TERMIJNEN, vordering.termijnen, query, GEEN_TERMIJNEN)
