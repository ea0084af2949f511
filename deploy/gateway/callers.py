"""Whose request it is, for what one caller may ask: who holds the line, or whom our own proxy says to have called."""

import ipaddress
from collections.abc import Sequence

from starlette.requests import Request

from deploy.gateway.chosen import Network


def caller_of(request: Request, proxies: Sequence[Network] = ()) -> str:
    """From the nearest hop back as far as our own proxies go: what is before that, anybody could have written."""
    caller = request.client.host if request.client else "unknown"
    told = ",".join(request.headers.getlist("x-forwarded-for")).split(",")
    hops = [hop.strip() for hop in told if hop.strip()]
    while hops and _is_ours(caller, proxies):
        caller = hops.pop()
    return caller


def _is_ours(host: str, proxies: Sequence[Network]) -> bool:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return any(address in network for network in proxies)
