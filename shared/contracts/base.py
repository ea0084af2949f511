"""What every published event has in common: its name, its version, its topic and its key."""

import re
from dataclasses import dataclass
from typing import ClassVar, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict


@dataclass(frozen=True)
class Topic:
    """A Kafka topic. The number of partitions is fixed at birth: another number would break the order of every key."""

    name: str
    partitions: int = 12


class Contract(BaseModel):
    """A published event. Fields are only ever added, with a default; anything else is a new version beside this one."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    topic: ClassVar[Topic]
    sleutel: ClassVar[str] = "dossier_id"
    versie: ClassVar[int] = 1

    @classmethod
    def event_type(cls) -> str:
        """`KredietVerstrekt` gives `nl.bbz.krediet-verstrekt.v1`: derived, never typed."""
        words = re.findall(r"[A-Z][a-z0-9]*", cls.__name__)
        return f"nl.bbz.{'-'.join(word.lower() for word in words)}.v{cls.versie}"

    def key(self) -> str:
        """The id within which order matters."""
        return str(getattr(self, self.sleutel))


Groep = Literal["gevestigd", "starter", "ouder", "beeindigend", "marginaal", "binnenvaart"]
Kanaal = Literal["web", "telefoon", "balie", "netwerk", "doorverwijzing"]
Hulpvraag = Literal[
    "levensonderhoud", "bedrijfskapitaal", "schulden", "bedrijf_versterken", "bedrijf_starten", "bedrijf_beeindigen", "werk_in_loondienst"
]
Regeling = Literal["bbz", "tozo"]
Methode = Literal["lineair", "annuitair", "renteloos"]
Dagtelling = Literal["maand", "30e_360", "act_365", "act_360", "act_act_isda"]
Instrument = Literal[
    "bbz_krediet", "bbz_levensonderhoud", "schuldhulpverlening", "ondernemersadvies", "coaching", "voorbereiding_starter",
    "stopbegeleiding", "mobiliteitsteam",
]  # fmt: skip


class Urgentie(BaseModel):
    """Answers to the urgency questions; codes only, never free text."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    dreigende_ontruiming: bool = False
    dreigende_afsluiting: bool = False
    beslag_gelegd: bool = False
    geen_inkomen: bool = False

    @property
    def is_spoed(self) -> bool:
        return self.dreigende_ontruiming or self.dreigende_afsluiting or self.beslag_gelegd


DossierId = UUID
