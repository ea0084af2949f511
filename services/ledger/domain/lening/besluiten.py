"""What people decide about a loan: proposed by one, where money is forgiven or claimed, and decided by another (four eyes)."""

from uuid import UUID

from services.ledger.domain.grootboek.boeking import Mutatie
from services.ledger.domain.lening import gegevens as g
from services.ledger.domain.vier_ogen.motivering import Motivering


class BesluitVoorgesteld(Mutatie):
    """The first person: what is asked and why. Nothing is booked until a second person decides."""

    besluit_id: UUID
    gegevens: g.Mutatiegegevens
    motivering: Motivering
    voorgesteld_door: str


class VoorstelVerworpen(Mutatie):
    besluit_id: UUID
    verworpen_door: str


class Besluit(Mutatie):
    """A mutation by a person. With four eyes `voorgesteld_door` is the first person; `mandaat` is that of the one who decided."""

    besluit_id: UUID
    motivering: Motivering
    besloten_door: str
    voorgesteld_door: str | None = None
    mandaat: str | None = None
    signalen: tuple[str, ...] = ()


class KostenGeboekt(Besluit):
    gegevens: g.Kosten


class BetalingGestorneerd(Besluit):
    gegevens: g.Herroeping


class MutatieGecorrigeerd(Besluit):
    gegevens: g.Herroeping


class BetaalkeuzeVastgelegd(Besluit):
    gegevens: g.Betaalkeuze


class TegoedTeruggestort(Besluit):
    gegevens: g.Terugstorting


class UitstelVerleend(Besluit):
    gegevens: g.Uitstel


class UitstelIngetrokken(Besluit):
    gegevens: g.Uitstelintrekking


class LeningOpgeeist(Besluit):
    gegevens: g.Opeising


class WettelijkeRenteVastgesteld(Besluit):
    gegevens: g.WettelijkeRente


class RenteKwijtgescholden(Besluit):
    gegevens: g.Rentekwijtschelding


class BedrijfBeeindigd(Besluit):
    gegevens: g.EindeBedrijf


class DraagkrachtVastgesteld(Besluit):
    gegevens: g.Draagkracht


class SchuldKwijtgescholden(Besluit):
    gegevens: g.Kwijtschelding


class SchuldregelingGetroffen(Besluit):
    gegevens: g.Schuldregeling


class AchterstandKwijtgescholden(Besluit):
    gegevens: g.AchterstandKwijt


class InvorderingGestaakt(Besluit):
    gegevens: g.BuitenInvordering


class InvorderingHervat(Besluit):
    gegevens: g.BuitenInvordering


class KredietOmgezet(Besluit):
    gegevens: g.Omzetting


class BorgtochtUitgewonnen(Besluit):
    gegevens: g.Borgtochtclaim


class OmNietVerklaard(Besluit):
    gegevens: g.OmNiet


BESLUITEN: dict[str, type[Besluit]] = {
    "kosten": KostenGeboekt,
    "storno": BetalingGestorneerd,
    "correctie": MutatieGecorrigeerd,
    "betaalkeuze": BetaalkeuzeVastgelegd,
    "terugstorting": TegoedTeruggestort,
    "uitstel": UitstelVerleend,
    "uitstelintrekking": UitstelIngetrokken,
    "opeising": LeningOpgeeist,
    "wettelijke_rente": WettelijkeRenteVastgesteld,
    "rentekwijtschelding": RenteKwijtgescholden,
    "einde_bedrijf": BedrijfBeeindigd,
    "draagkracht": DraagkrachtVastgesteld,
    "kwijtschelding": SchuldKwijtgescholden,
    "schuldregeling": SchuldregelingGetroffen,
    "achterstand_kwijt": AchterstandKwijtgescholden,
    "buiten_invordering": InvorderingGestaakt,
    "invordering_hervat": InvorderingHervat,
    "omzetting": KredietOmgezet,
    "om_niet": OmNietVerklaard,
    "borgtochtclaim": BorgtochtUitgewonnen,
}
