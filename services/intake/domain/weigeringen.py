"""Why intake says no. The docstring is the sentence people read."""

from uuid import UUID


class Weigering(Exception):
    """Dit verzoek kan niet."""

    def __str__(self) -> str:
        return self.__doc__ or ""


class AanmeldingBestaatNiet(Weigering):
    """Er is geen aanmelding met dit nummer."""


class AanmeldingIsIngetrokken(Weigering):
    """Deze aanmelding is ingetrokken. Doe een nieuwe aanmelding."""


class DossierIsGesloten(Weigering):
    """Dit dossier is afgesloten. Heropen het, of begin een vervolgdossier."""


class DossierIsAlGesloten(Weigering):
    """Dit dossier is al gesloten, misschien net door een collega. Kijk hoe het nu staat."""


class DossierIsOpen(Weigering):
    """Dit dossier is open. Er is niets te heropenen."""


class PersoonIsGewist(Weigering):
    """De gegevens van deze persoon zijn gewist. Dit dossier blijft gesloten."""


class AanvraagLooptNog(Weigering):
    """Over een aanvraag van dit dossier is nog niet beslist. Besluit eerst, of leg vast dat de aanvraag is ingetrokken."""

    def __init__(self, aanvraag_id: UUID) -> None:
        super().__init__(aanvraag_id)
        self.aanvraag_id = aanvraag_id


class HulpvraagLooptElders(Weigering):
    """Een ander open dossier van deze persoon gaat al over deze hulpvraag. Ga daar verder, of sluit dat eerst af."""

    def __init__(self, dossier_id: UUID) -> None:
        super().__init__(dossier_id)
        self.dossier_id = dossier_id


class HulpvraagOntbreekt(Weigering):
    """Een aanmelding heeft ten minste één hulpvraag."""
