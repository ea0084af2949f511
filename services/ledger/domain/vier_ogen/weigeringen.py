"""Why the ledger says no about a decision of two persons. The message is the sentence people read."""


class Weigering(Exception):
    """Dit verzoek kan niet."""

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else self.__doc__ or ""


class BesluitnummerIsVergeven(Weigering):
    """Dit nummer hoort al bij een ander besluit, voorstel of verzoek. Wat er staat, is niet veranderd."""


class BesluitVraagtTweedePersoon(Weigering):
    """Hier wordt geld kwijtgescholden, opgeeist of teruggegeven. Doe een voorstel; een tweede persoon met mandaat besluit."""


class VoorstelIsOnbekend(Weigering):
    """Dit voorstel bestaat niet, of er is al over besloten."""


class VoorstelIsVanUzelf(Weigering):
    """U deed dit voorstel zelf. Een tweede persoon moet besluiten."""


class MandaatOntbreekt(Weigering):
    """U heeft vandaag geen mandaat voor dit bedrag in deze gemeente (Awb art. 10:3). Leg het voor aan wie dat wel heeft."""


class GrondGeldtNiet(Weigering):
    """Deze grond gold nog niet, of niet meer, op de dag waarover u beslist. Kies een andere grond."""
