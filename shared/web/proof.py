"""How a client of ours proves itself to the provider: a signature that lives a minute (private_key_jwt, RFC 7523)."""

from authlib.oauth2.rfc7523 import private_key_jwt_sign
from joserfc.jwk import RSAKey

ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
SECONDS = 60


def signed(client: str, key: RSAKey, issuer: str) -> dict[str, str]:
    """The fields to send beside those of a grant; meant for this issuer and used once."""
    proof = private_key_jwt_sign(
        key, client, issuer, alg="PS256", header={"kid": key.kid}, expires_in=SECONDS
    )
    return {
        "client_id": client,
        "client_assertion_type": ASSERTION,
        "client_assertion": str(proof),
    }
