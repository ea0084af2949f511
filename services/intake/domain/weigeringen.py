"""Why intake says no. The docstring is the sentence people read."""


class Weigering(Exception):
    """Dit verzoek kan niet."""

    def __str__(self) -> str:
        return self.__doc__ or ""


class AanmeldingBestaatNiet(Weigering):
    """Er is geen aanmelding met dit nummer."""


class AanmeldingIsIngetrokken(Weigering):
    """Deze aanmelding is ingetrokken. Doe een nieuwe aanmelding."""


class HulpvraagOntbreekt(Weigering):
    """Een aanmelding heeft ten minste één hulpvraag."""
