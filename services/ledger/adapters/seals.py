"""Sealing of bank files: AES-256-GCM under a key that is never in the database."""

import base64
import os
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE_BYTES = 12
SECRET_BYTES = 32


class SealBroken(Exception):
    """Sealed bytes that this key does not open: another key, or changed bytes."""


def seal(key: bytes, content: bytes, label: bytes) -> bytes:
    """Sealed bytes that only open with the same key and label."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, content, label)


def unseal(key: bytes, sealed: bytes, label: bytes) -> bytes:
    """The content; raises SealBroken."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], label)
    except InvalidTag as error:
        raise SealBroken("sealed with another key, or changed") from error


def read_key(file: str | None, encoded: str | None, password: str) -> bytes:
    """From a file of raw bytes, else base64 from the environment, else derived from the service's own password, which a demo has anyway.

    Raises ValueError for a key that is too short.
    """
    if file or encoded:
        secret = Path(file).read_bytes() if file else base64.b64decode(encoded or "", validate=True)
        if len(secret) < SECRET_BYTES:
            raise ValueError(f"De sleutel van de bankbestanden is korter dan {SECRET_BYTES} bytes.")
    else:
        secret = password.encode()
    return HKDF(algorithm=hashes.SHA256(), length=SECRET_BYTES, salt=None, info=b"doorstart: seal bank files").derive(secret)
