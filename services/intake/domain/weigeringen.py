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


class LigtElders(Weigering):
    """Iets van dezelfde persoon staat dit in de weg."""

    def __init__(self, nummer: UUID | None) -> None:
        """`nummer` is None where who asks may not see it: then it is elsewhere, and no more is told."""
        super().__init__(nummer)
        self.nummer = nummer


class HulpvraagLooptElders(LigtElders):
    """Een ander open dossier van deze persoon gaat al over deze hulpvraag. Ga daar verder, of sluit dat eerst af."""


class PersoonBestaatNiet(Weigering):
    """Er is geen persoon met dit nummer."""


class WissenWachtAl(Weigering):
    """Er is al gevraagd om deze persoon te wissen. Een collega moet dat bevestigen of intrekken."""


class GeenWisvoorstel(Weigering):
    """Er is niets meer te bevestigen: het voorstel is ingetrokken, of een collega was eerder."""


class WissenVraagtTweede(Weigering):
    """Wie het wissen voorstelt, kan het niet zelf bevestigen. Vraag een collega."""


class SchuldStaatOpen(Weigering):
    """Er staat nog een schuld open. De gemeente moet die kunnen innen en hoeft niet te wissen (AVG artikel 17 lid 3 onder b)."""


class PersoonIsZichzelf(Weigering):
    """Dit is dezelfde persoon. Er is niets samen te voegen."""


class VerschillendeBsn(Weigering):
    """Deze twee hebben elk een ander burgerservicenummer. Herstel eerst het BSN dat niet klopt."""


class BsnHoortBijAnder(LigtElders):
    """Dit burgerservicenummer hoort al bij een persoon in het register. Kijk of het dezelfde is, en voeg ze dan samen."""


class HulpvraagOntbreekt(Weigering):
    """Een aanmelding heeft ten minste één hulpvraag."""
