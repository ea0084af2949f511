"""The API for the books as one text, for auditors and other bookkeeping programs."""

from collections.abc import Iterator
from typing import Annotated
from uuid import UUID

from fastapi import Query
from starlette.responses import StreamingResponse

from services.ledger.adapters.inzage import Inzage
from services.ledger.adapters.verantwoording.boekingen import journaalposten
from services.ledger.domain.verantwoording.journaal import Vorm, journaal
from shared.velden import Dag
from shared.web.api import Api

TEXT = "text/plain; charset=utf-8"


# Lines that leave together: a line at a time would cost more than making it.
CHUNK = 1_000


def add(api: Api, inzage: Inzage) -> None:
    @api.get(
        "/journaal",
        summary="Alle boekingen als journaal voor hledger of beancount",
        response_class=StreamingResponse,
        responses={
            200: {
                "content": {"text/plain": {"schema": {"type": "string"}}},
                "description": "Het journaal",
            }
        },
    )
    def journal(
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
