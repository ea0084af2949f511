"""The keys of personal data: a master key outside the database, a key for each person inside it."""

import base64
import hmac as message_code
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from shared.seals import seal, unseal


@dataclass(frozen=True)
class MasterKey:
    """Wraps the keys of persons, marks BSNs and the terms by which people are found; never stored beside what it protects."""

    wrapping: bytes
    marking: bytes
    finding: bytes

    @classmethod
    def from_secret(cls, secret: bytes) -> "MasterKey":
        """A key for each purpose out of one secret of at least 32 bytes; raises ValueError for a shorter one."""
        if len(secret) < 32:
            raise ValueError("De hoofdsleutel is korter dan 32 bytes.")
        return cls(
            _derive(secret, b"doorstart: wrap keys of persons"),
            _derive(secret, b"doorstart: mark BSNs"),
            _derive(secret, b"doorstart: find persons"),
        )

    def new_person_key(self, person_id: bytes) -> tuple[bytes, bytes]:
        """A fresh key and the same key wrapped, for storage."""
        key = secrets.token_bytes(32)
        return key, seal(self.wrapping, key, person_id)

    def unwrap(self, wrapped: bytes, person_id: bytes) -> bytes:
        return unseal(self.wrapping, wrapped, person_id)

    def mark(self, bsn: str) -> bytes:
        """The same for the same BSN; without the key nobody can try all BSNs."""
        mac = hmac.HMAC(self.marking, hashes.SHA256())
        mac.update(bsn.encode())
        return mac.finalize()

    def term(self, term: str) -> int:
        """The mark of something that a person is found by: 32 bits, so that it fits an integer of the database (ADR 28).

        Another term may have the same mark: what was found is compared with what is sealed.
        """
        mark = message_code.digest(self.finding, term.encode(), "sha256")[:4]
        return int.from_bytes(mark, "big", signed=True)


def read_master_key(file: str | None, encoded: str | None) -> MasterKey:
    """From a file of raw bytes, else from base64 in the environment; raises ValueError when there is neither."""
    if file:
        return MasterKey.from_secret(Path(file).read_bytes())
    if encoded:
        return MasterKey.from_secret(base64.b64decode(encoded, validate=True))
    raise ValueError(
        "Er is geen hoofdsleutel: zet DOORSTART_MASTER_KEY_FILE of DOORSTART_MASTER_KEY."
    )


def _derive(secret: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=purpose).derive(secret)
