"""What an API tells, in words of its own: facts and states stay private, so that they may change."""

from typing import Self

from pydantic import BaseModel, ConfigDict


class Answer(BaseModel):
    """Is read from whatever has the same fields, nested ones too."""

    model_config = ConfigDict(from_attributes=True, frozen=True)

    @classmethod
    def of(cls, known: object) -> Self:
        return cls.model_validate(known)
