"""Sealing of letters: AES-256-GCM with a key for one letter, which intake alone can unwrap."""

import base64
from dataclasses import dataclass

from shared.contracts.personen import Sleutel
from shared.seals import seal, unseal


@dataclass(frozen=True)
class Zegel:
    """Seals and opens what belongs to one letter; `part` keeps one part from being taken for another."""

    key: bytes
    bericht: bytes

    @classmethod
    def of(cls, sleutel: Sleutel, bericht: bytes) -> "Zegel":
        return cls(base64.b64decode(sleutel.sleutel), bericht)

    def seal(self, content: bytes, part: bytes) -> bytes:
        return seal(self.key, content, self.bericht + part)

    def open(self, sealed: bytes, part: bytes) -> bytes:
        """The content; raises SealBroken."""
        return unseal(self.key, sealed, self.bericht + part)
