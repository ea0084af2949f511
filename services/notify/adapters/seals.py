"""Sealing of letters: AES-256-GCM with a key for one letter, which intake alone can unwrap."""

import base64
import os
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from shared.contracts.personen import Sleutel

NONCE_BYTES = 12


class ZegelVerbroken(Exception):
    """Sealed bytes that this key does not open: another key, or changed bytes."""


@dataclass(frozen=True)
class Zegel:
    """Seals and opens what belongs to one letter; `part` keeps one part from being taken for another."""

    key: bytes
    bericht: bytes

    @classmethod
    def of(cls, sleutel: Sleutel, bericht: bytes) -> "Zegel":
        return cls(base64.b64decode(sleutel.sleutel), bericht)

    def seal(self, content: bytes, part: bytes) -> bytes:
        nonce = os.urandom(NONCE_BYTES)
        return nonce + AESGCM(self.key).encrypt(nonce, content, self.bericht + part)

    def open(self, sealed: bytes, part: bytes) -> bytes:
        """The content; raises ZegelVerbroken."""
        try:
            return AESGCM(self.key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], self.bericht + part)
        except InvalidTag as error:
            raise ZegelVerbroken("sealed with another key, or changed") from error
