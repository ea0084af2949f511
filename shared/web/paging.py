"""Pages of a list in an API: which one is asked, and how many rows there are in all."""

from collections.abc import Sequence
from typing import Annotated, TypeVar

from fastapi import Query, Response

Item = TypeVar("Item")
TOTAL = "X-Total-Count"
Paginanummer = Annotated[int, Query(ge=1, le=100_000)]
Paginagrootte = Annotated[int, Query(alias="pageSize", ge=1, le=500)]


def page_of(response: Response, items: Sequence[Item], page: int, page_size: int) -> list[Item]:
    """This page of a list that is here as a whole; the answer says the total."""
    response.headers[TOTAL] = str(len(items))
    return list(items[(page - 1) * page_size : page * page_size])
