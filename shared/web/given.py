"""What an application was made with, such as its store, for routes that ask for it by its type."""

from typing import Any, TypeVar

from fastapi import Depends, FastAPI
from starlette.requests import Request

Kind = TypeVar("Kind")


def give(app: FastAPI, *things: object) -> None:
    """Each thing is given to whoever asks for its type."""
    app.state.given = {type(thing): thing for thing in things}


def given(kind: type[Kind]) -> Any:
    """For `Annotated[Kind, given(Kind)]`: the one that the application of this request was made with."""

    def find(request: Request) -> Kind:
        found: Kind = request.app.state.given[kind]
        return found

    return Depends(find)
