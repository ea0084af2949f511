"""`python -m deploy.keycloak`: a provider to try the login with, on this machine or in its container. Not for production.

It tells with which words Doorstart finds it, and the passwords of the staff of the demo organisation. `--build` only fetches and builds.
"""

import json
import os
import secrets
import sys
from pathlib import Path

from deploy.keycloak.realm import PARTNER, SCOPES, STAFF, realm
from deploy.local.engines import keycloak
from deploy.local.system.folders import cache_folder, state_folder
from shared.settings import setting, split_address


def main() -> None:
    """Becomes Keycloak itself, so that a signal reaches it."""
    program = keycloak.bring(cache_folder(), say=lambda told: print(told, file=sys.stderr))
    if "--build" in sys.argv:
        return
    home = state_folder() / "keycloak"
    listens, port = split_address(setting("DOORSTART_KEYCLOAK_ADDRESS", "127.0.0.1:8180"))
    public = setting("DOORSTART_PUBLIC_URL", "http://127.0.0.1:8080")
    passwords = _passwords(home)
    provider = keycloak.LocalKeycloak(
        home,
        program,
        port,
        realm(public, setting("DOORSTART_URL_GATEWAY", public), passwords, _partner()),
        listens=listens,
    )
    provider.initialise()
    print(f"DOORSTART_OIDC_ISSUER={provider.issuer}")
    print(f"DOORSTART_PUBLIC_URL={public}")
    for who, password in passwords.items():
        print(f"{who}  {password}")
    sys.stdout.flush()
    launch = provider.launch()
    os.execve(launch.command[0], launch.command, dict(launch.environment))  # noqa: S606 -- to be it


def _passwords(home: Path) -> dict[str, str]:
    """Made once for this folder: the realm is read at the first start only."""
    file = home / "passwords.json"
    if not file.exists():
        home.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(json.dumps({who: secrets.token_urlsafe(9) for who in STAFF}))
    found: dict[str, str] = json.loads(file.read_text())
    return found


def _partner() -> dict[str, tuple[dict[str, object], tuple[str, ...]]]:
    """With the public keys (JWKS) of a partner to try with, where a file is named."""
    file = os.environ.get("DOORSTART_KEYCLOAK_PARTNER_JWKS")
    return {PARTNER: (json.loads(Path(file).read_text()), SCOPES)} if file else {}


if __name__ == "__main__":
    main()
