"""Sealing: AES-256-GCM under a label, so that one sealed thing is never taken for another."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12


class SealBroken(Exception):
    """Sealed bytes that this key does not open: another key, another label, or changed bytes."""


def seal(key: bytes, content: bytes, label: bytes) -> bytes:
    """Sealed bytes that only open with the same key of 32 bytes and the same label."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, content, label)


def unseal(key: bytes, sealed: bytes, label: bytes) -> bytes:
    """The content; raises SealBroken."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], label)
    except InvalidTag as error:
        raise SealBroken("sealed with another key, or changed") from error
