"""The routes of an API, a subject at a time: what people in the field call it, and what there is to ask."""

from fastapi import APIRouter
from fastapi.routing import APIRoute

from shared.web.requests import StrictRoute


class Subject(APIRouter):
    """A group of routes under one word of the field; `description` is a Dutch sentence in the document."""

    def __init__(self, name: str, description: str) -> None:
        super().__init__(
            tags=[name], route_class=StrictRoute, generate_unique_id_function=operation_id
        )
        self.name = name
        self.description = description


def operation_id(route: APIRoute) -> str:
    """`neem_besluit` as `neemBesluit`: the name of its function is the name of an operation."""
    first, *others = route.name.split("_")
    return first + "".join(other.capitalize() for other in others)
