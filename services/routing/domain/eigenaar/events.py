"""Everything that can happen to who has a dossier. Stored for ever under these names.

A medewerker is a pseudonymous id of the organisation; why is a code, so that no fact holds a word about a person.
"""

from datetime import date
from typing import Literal
from uuid import UUID

from shared.begrippen import Feit

RedenToewijzing = Literal[
    "verdeeld",
    "niemand_beschikbaar",
    "ander_team",
    "vertrokken",
    "afgeschermd",
    "heropend",
    "opgepakt",
    "overgenomen",
    "toegewezen",
]
RedenOverdracht = Literal["ander_team", "afwezigheid", "werkdruk", "deskundigheid", "betrokkenheid"]
Overdrachtspunt = Literal[
    "gesproken_met_opvolger", "ondernemer_weet_het", "afspraken_doorgegeven", "stukken_bekeken"
]
RedenSluimer = Literal["wacht_op_ondernemer", "wacht_op_partner", "later_afgesproken", "drukte"]
RedenWekken = Literal["dag", "met_de_hand", "nieuws", "andere_eigenaar"]


class EigenaarToegewezen(Feit):
    """Who has the dossier now, of which team; `eigenaar` None: the team has it and somebody must be found. `was` had it before."""

    dossier_id: UUID
    gemeente: str
    team: str
    eigenaar: str | None
    was: str | None
    reden: RedenToewijzing
    toegewezen_op: date


class DossierOvergedragen(Feit):
    """The owner gave the dossier to a colleague; `punten` is what was done for it, both names stand in it."""

    dossier_id: UUID
    gemeente: str
    van: str
    aan: str
    reden: RedenOverdracht
    punten: tuple[Overdrachtspunt, ...]
    overgedragen_op: date


class DossierGesluimerd(Feit):
    """The dossier is out of the lists until `tot`; on that day it is back by itself."""

    dossier_id: UUID
    gemeente: str
    tot: date
    reden: RedenSluimer
    gesluimerd_op: date


class DossierGewekt(Feit):
    """The dossier is in the lists again."""

    dossier_id: UUID
    gemeente: str
    reden: RedenWekken
    gewekt_op: date


class EigenaarschapBeeindigd(Feit):
    """Nothing is to be done any more: the dossier does not count as work. Who had it is still known."""

    beeindigd_op: date


# Stored names: they never change, whatever becomes of the classes.
EIGENAARSFEITEN: dict[str, type[Feit]] = {
    "EigenaarToegewezen": EigenaarToegewezen,
    "DossierOvergedragen": DossierOvergedragen,
    "DossierGesluimerd": DossierGesluimerd,
    "DossierGewekt": DossierGewekt,
    "EigenaarschapBeeindigd": EigenaarschapBeeindigd,
}
