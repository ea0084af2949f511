"""Why notify says no. The docstring is the sentence people read."""


class Weigering(Exception):
    """Dit verzoek kan niet."""

    def __str__(self) -> str:
        return self.__doc__ or ""


class BerichtBestaatNiet(Weigering):
    """Er is geen brief met dit nummer."""


class BezorgingIsNietMislukt(Weigering):
    """Deze brief is niet mislukt. Opnieuw proberen is niet nodig."""
