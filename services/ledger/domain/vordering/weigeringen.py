"""Why the ledger says no about a vordering. The message is the sentence people read."""

from services.ledger.domain.vier_ogen.weigeringen import Weigering


class VorderingIsOnbekend(Weigering):
    """Er is geen vordering met dit nummer."""


class VorderingIsAfgedaan(Weigering):
    """Op deze vordering staat niets meer open. Stort het bedrag terug, of wijs het toe aan een andere schuld."""


class BedragIsTeHoog(Weigering):
    """Dit is meer dan er op de vordering openstaat."""


class TegoedIsTeLaag(Weigering):
    """Dit is meer dan er op de vordering te veel is betaald. Er is niets geboekt. Stort hoogstens het tegoed terug."""


class OntvangstIsOnbekend(Weigering):
    """Deze betaling staat niet op deze vordering, of is er al afgehaald. Er is niets geboekt. Kies een betaling die hier nog staat."""


class InvorderingIsAlZo(Weigering):
    """De invordering is al gestaakt, of loopt al."""


class GeenWettelijkeRente(Weigering):
    """Over deze vordering is geen wettelijke rente verschuldigd: er is geen verzuim, of het bedrag blijft onder de drempel."""
