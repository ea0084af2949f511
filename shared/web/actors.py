"""Who is at the keyboard: who logged in, or in the demo, and only on the machine itself, one of six seeded actors."""

import ipaddress
import os
import re
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Header
from starlette.requests import Request

from shared.web.problems import Probleem, standard_problem

COOKIE = "doorstart_rol"
HEADER = "Doorstart-Actor"
# Where the door notes in the scope of a request who logged in; nothing that a caller sends ends up there.
ACTOR = "doorstart.actor"
# The same at the gateway, which knows the session of a browser and not who that is in the organisation.
SESSION = "doorstart.sessie"
_TOLD_BY_PROXIES = (
    "x-forwarded-for",
    "x-real-ip",
    "x-client-ip",
    "true-client-ip",
    "cf-connecting-ip",
    "x-original-forwarded-for",
)
_FORWARDED_FOR = re.compile(r'for\s*=\s*"?(?P<hop>[^";,]*)', re.IGNORECASE)


@dataclass(frozen=True)
class Actor:
    """A pseudonymous worker of the demo city."""

    actor_id: str
    naam: str


ACTORS = (
    Actor("consulent-1", "Consulent 1 (beoordeelt)"),
    Actor("consulent-2", "Consulent 2 (tekent)"),
    Actor("teamleider-1", "Teamleider (tekent hoger)"),
    Actor("debiteuren-1", "Debiteurenbeheer"),
    Actor("auditor-1", "Auditor"),
    Actor("beheer-1", "Beheer"),
)
_BY_ID = {actor.actor_id: actor for actor in ACTORS}


def demo_is_on() -> bool:
    return os.environ.get("DOORSTART_DEMO") == "1"


def is_demo(request: Request) -> bool:
    """Whether roles may be chosen freely: the demo setting is on and every hop of the request is this machine.

    What a header says can only take this away, never give it: who asks is who holds the line.
    """
    hops = [request.client.host if request.client else "", *_forwarded(request)]
    return demo_is_on() and all(_is_this_machine(hop) for hop in hops)


def is_own_name(request: Request) -> bool:
    """Whether the name that was asked for is this machine's, or a bare name between the demo's own containers."""
    name = _without_port(request.headers.get("host", ""))
    return _is_this_machine(name) or (
        "DOORSTART_DEMO_NETWORK" in os.environ and "." not in name and ":" not in name
    )


def named(request: Request) -> str | None:
    """Who the caller says to be: the header, else the role switcher; None when nobody is named."""
    return request.headers.get(HEADER, request.cookies.get(COOKIE))


def known(actor_id: str) -> Actor:
    """The seeded actor with this id; raises a 403 Probleem when nobody has it."""
    if actor_id not in _BY_ID:
        raise unknown_role()
    return _BY_ID[actor_id]


def is_unknown(request: Request) -> bool:
    """Whether somebody is named whom nobody knows: then nobody acts, and certainly not somebody else."""
    name = named(request)
    return name is not None and name not in _BY_ID


def logged_in(request: Request) -> Actor | None:
    """Who showed a token that was checked; None in the demo and before a login."""
    found: Actor | None = request.scope.get(ACTOR)
    return found


def is_logged_in(request: Request) -> bool:
    """Whether there is somebody to log out."""
    return ACTOR in request.scope or SESSION in request.scope


def chosen(request: Request) -> Actor:
    """Whose pages these are: who logged in; in the demo the actor who is named, the first one when that is nobody known."""
    return logged_in(request) or _BY_ID.get(named(request) or "", ACTORS[0])


# Not in the documents: outside the demo it does nothing.
Named = Annotated[str | None, Header(alias=HEADER, max_length=60, include_in_schema=False)]


def current_actor(request: Request, _named: Named = None) -> Actor:
    """Who acts; without a login a 401 Probleem outside the demo, 403 for a name that nobody has."""
    if actor := logged_in(request):
        return actor
    if not is_demo(request):
        raise standard_problem(401)
    return ACTORS[0] if (name := named(request)) is None else known(name)


Acting = Annotated[Actor, Depends(current_actor)]


def unknown_role() -> Probleem:
    """The name itself is not told back: it may be anything."""
    return Probleem(
        403,
        "rol-onbekend",
        "Deze rol kennen wij niet",
        f"Uw verzoek noemt een rol ({HEADER}) die niet bestaat.",
        f"Kies bovenaan de pagina een rol, of noem een van deze: {', '.join(_BY_ID)}.",
    )


def _forwarded(request: Request) -> list[str]:
    """Every address that any proxy wrote down, in every header that proxies use for it."""
    told = [
        part
        for name in _TOLD_BY_PROXIES
        for value in request.headers.getlist(name)
        for part in value.split(",")
    ]
    told += [
        found["hop"]
        for value in request.headers.getlist("forwarded")
        for found in _FORWARDED_FOR.finditer(value)
    ]
    return [_without_port(hop.strip()) for hop in told if hop.strip()]


def _without_port(hop: str) -> str:
    """`127.0.0.1:4711` and `[::1]:4711` as addresses alone."""
    if hop.startswith("["):
        return hop[1:].partition("]")[0]
    return hop.partition(":")[0] if hop.count(":") == 1 else hop


def _is_this_machine(host: str) -> bool:
    """Loopback, or the network between the demo's own containers when the compose file names one."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host == "localhost"
    own = os.environ.get("DOORSTART_DEMO_NETWORK")
    return address.is_loopback or (own is not None and address in ipaddress.ip_network(own))
