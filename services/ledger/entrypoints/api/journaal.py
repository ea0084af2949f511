"""The API for the books as one text, for auditors and other bookkeeping programs."""

from collections.abc import Iterator
from typing import Annotated
from uuid import UUID

from fastapi import Query
from starlette.responses import StreamingResponse

from services.ledger.adapters.verantwoording.boekingen import journaalposten
from services.ledger.domain.verantwoording.journaal import Vorm, journaal
from services.ledger.entrypoints.api.dienst import Dienst
from shared.velden import Dag
from shared.web.openapi import problems
from shared.web.subjects import Subject

JOURNAAL = Subject(
    "Journaal", "De boeken als tekst, voor wie controleert en voor andere programma's."
)
TEXT = "text/plain; charset=utf-8"
# Lines that leave together: a line at a time would cost more than making it.
CHUNK = 1_000


@JOURNAAL.get(
    "/journaal",
    summary="Alle boekingen als journaal voor hledger of beancount",
    description="Tekst, één boeking na de andere; met `leningId` alleen die lening.",
    response_class=StreamingResponse,
    responses=problems(404)
    | {
        200: {
            "content": {"text/plain": {"schema": {"type": "string"}}},
            "description": "Het journaal",
        }
    },
)
def toon_journaal(
    inzage: Dienst,
    vorm: Vorm = Vorm.HLEDGER,
    tot: Annotated[Dag | None, Query(description="Geboekt tot en met deze dag")] = None,
    lening_id: Annotated[UUID | None, Query(alias="leningId")] = None,
) -> StreamingResponse:
    if lening_id is not None:
        inzage.lening(lening_id)
    return StreamingResponse(
        _chunks(journaal(journaalposten(inzage.store, tot, lening_id), vorm)), media_type=TEXT
    )


def _chunks(lines: Iterator[str]) -> Iterator[str]:
    waiting: list[str] = []
    for line in lines:
        waiting.append(f"{line}\n")
        if len(waiting) == CHUNK:
            yield "".join(waiting)
            waiting.clear()
    yield "".join(waiting)
