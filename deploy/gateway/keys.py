"""The gateway's own keys: one with which it tells services who somebody is, one with which it proves itself to the provider.

`python -m deploy.gateway.keys FILE` makes the file, or puts new keys before the ones that are in it; the ones before those go. With `-` it
prints new ones, for a container's variable.
Every gateway of one city has the same file.
"""

import json
import os
import secrets
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, Key, KeyParameters, KeySet, RSAKey

from shared.web.tokens import ASSERTION_SECONDS, AUDIENCE, GATEWAY

KEPT = 2


@dataclass(frozen=True)
class Keyring:
    """Keys of each kind, the one that signs today first; the others are only still believed."""

    assertions: tuple[ECKey, ...]
    client: tuple[RSAKey, ...]

    @classmethod
    def made(cls) -> "Keyring":
        """New keys."""
        name = f"{time.strftime('%Y%m%d')}-{secrets.token_hex(3)}"
        return cls(
            (ECKey.generate_key("P-256", _parameters(f"gateway-{name}", "ES256")),),
            (RSAKey.generate_key(3072, _parameters(f"client-{name}", "PS256")),),
        )

    @classmethod
    def read(cls, text: str) -> "Keyring":
        """Raises ValueError for a file that is not ours."""
        try:
            keys = KeySet.import_key_set(json.loads(text)).keys
        except (JoseError, KeyError, TypeError) as error:
            raise ValueError("no set of keys") from error
        found = cls(
            tuple(key for key in keys if isinstance(key, ECKey)),
            tuple(key for key in keys if isinstance(key, RSAKey)),
        )
        if not found.assertions or not found.client or not all(key.is_private for key in keys):
            raise ValueError("a key is missing")
        return found

    def renewed(self) -> "Keyring":
        """With new keys before these."""
        new = self.made()
        return Keyring(
            (*new.assertions, *self.assertions)[:KEPT], (*new.client, *self.client)[:KEPT]
        )

    def text(self) -> str:
        """With the secrets, for the file."""
        return json.dumps(self._document(private=True), indent=1)

    def public(self) -> dict[str, Any]:
        """For services, and for the provider where it fetches the keys of its clients."""
        return self._document(private=False)

    def assertion(self, account: str, method: str, path: str) -> str:
        """Tells one service who asks this one thing, now."""
        now = int(time.time())
        claims = {
            "iss": GATEWAY,
            "aud": AUDIENCE,
            "sub": account,
            "iat": now,
            "exp": now + ASSERTION_SECONDS,
            "jti": secrets.token_urlsafe(16),
            "htm": method,
            "htu": path,
        }
        key = self.assertions[0]
        return jwt.encode({"alg": "ES256", "kid": key.kid or ""}, claims, key, ["ES256"])

    def _document(self, *, private: bool) -> dict[str, Any]:
        keys: tuple[Key, ...] = (*self.assertions, *self.client)
        return {"keys": [key.as_dict(private=private) for key in keys]}


def _parameters(name: str, algorithm: str) -> KeyParameters:
    return {"kid": name, "use": "sig", "alg": algorithm}


def write(path: Path, keyring: Keyring) -> None:
    """Whole or not at all, and for nobody else to read."""
    new = path.with_suffix(".new")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(keyring.text())
    new.replace(path)


def main(path: Path) -> None:
    """Entry of the command."""
    if str(path) == "-":
        print(Keyring.made().text())
        return
    write(path, Keyring.read(path.read_text()).renewed() if path.exists() else Keyring.made())
    print(f"De sleutels staan in {path}. Start elke gateway opnieuw om ze te gebruiken.")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
