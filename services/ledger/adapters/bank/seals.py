"""The key under which bank files are sealed; it is never in the database."""

import base64
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SECRET_BYTES = 32


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
    return HKDF(
        algorithm=hashes.SHA256(),
        length=SECRET_BYTES,
        salt=None,
        info=b"doorstart: seal bank files",
    ).derive(secret)
