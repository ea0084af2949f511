"""Who is at the keyboard: who logged in, or in the demo, and only on the machine itself, any medewerker."""

import ipaddress
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from fastapi import Depends, Header
from starlette.requests import Request

from shared.organisatie.staat import Organisatie
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


# Where it is noted what the organisation is for this request: its state, and the workday.
STAFF = "doorstart.organisatie"
# Where it is noted that the actor was chosen in the demo, so that there is nobody to log out.
CHOSEN = "doorstart.gekozen"
# Where it is noted whom one may be instead, for who has no organisation of its own.
CHOICES = "doorstart.keuzes"


@dataclass(frozen=True)
class Actor:
    """A pseudonymous medewerker, with the municipalities of each role on the workday."""

    actor_id: str
    naam: str
    bevoegdheden: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def rollen(self) -> frozenset[str]:
        """Every role, wherever it is."""
        return frozenset(self.bevoegdheden)

    @property
    def gemeenten(self) -> frozenset[str]:
        """Every municipality, in whatever role."""
        return self.gemeenten_met(self.bevoegdheden)

    def gemeenten_met(self, rollen: Iterable[str]) -> frozenset[str]:
        """The municipalities for which this actor has one of these roles."""
        return frozenset().union(*(self.bevoegdheden.get(rol, ()) for rol in rollen))


# Somebody without any role: in the demo before the organisation was told, and on pages of problems.
NIEMAND = Actor("niemand", "Niemand")


def actor_of(organisatie: Organisatie, medewerker_id: str, dag: date | None) -> Actor | None:
    """Who this is on the workday; None for somebody who does not work here (any more)."""
    medewerker = organisatie.medewerker(medewerker_id)
    if medewerker is None or not organisatie.is_in_dienst(medewerker_id, dag):
        return None
    bevoegd = organisatie.bevoegdheden(medewerker_id, dag).items()
    return Actor(medewerker_id, medewerker.aanduiding, {str(rol): waar for rol, waar in bevoegd})


def staff(organisatie: Organisatie, dag: date | None) -> tuple[Actor, ...]:
    """Everybody who works here on the workday, as the role switcher of the demo offers them."""
    found = (actor_of(organisatie, medewerker_id, dag) for medewerker_id in organisatie.medewerkers)
    return tuple(actor for actor in found if actor)


def choices(request: Request) -> tuple[Actor, ...]:
    """Whom one may be on this page: in the demo everybody, else nobody."""
    if (told := request.scope.get(CHOICES)) is not None:
        return tuple(told)
    known = request.scope.get(STAFF)
    return staff(*known) if known and is_demo(request) else ()


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


def logged_in(request: Request) -> Actor | None:
    """Who showed a token that was checked, or was chosen in the demo; None for everybody else."""
    found: Actor | None = request.scope.get(ACTOR)
    return found


def is_logged_in(request: Request) -> bool:
    """Whether there is somebody to log out."""
    is_by_token = ACTOR in request.scope and CHOSEN not in request.scope
    return is_by_token or SESSION in request.scope


def chosen(request: Request) -> Actor:
    """Whose pages these are: who logged in, or who is chosen in the demo; nobody where that is not known."""
    return logged_in(request) or NIEMAND


# Not in the documents: outside the demo it does nothing.
Named = Annotated[str | None, Header(alias=HEADER, max_length=60, include_in_schema=False)]


def current_actor(request: Request, _named: Named = None) -> Actor:
    """Who acts; raises a 401 Probleem where nobody does."""
    if actor := logged_in(request):
        return actor
    raise standard_problem(401)


Acting = Annotated[Actor, Depends(current_actor)]


def unknown_role(names: Iterable[str]) -> Probleem:
    """The name itself is not told back: it may be anything."""
    return Probleem(
        403,
        "rol-onbekend",
        "Deze rol kennen wij niet",
        f"Uw verzoek noemt een rol ({HEADER}) die niet bestaat.",
        "Kies bovenaan de pagina een rol."
        + (f" Of noem een van deze: {', '.join(names)}." if names else ""),
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
