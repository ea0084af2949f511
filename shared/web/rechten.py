"""Who may use which address of a service, and for which municipality: one table a service, looked at before a route runs.

What is of another municipality, or of a colleague who named who may see it, answers exactly as what does not exist: the route is asked
for an id that nobody has.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from uuid import UUID

from fastapi.routing import APIRoute
from psycopg.rows import DictRow
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from shared.observability import log
from shared.organisatie.nu import LEZER, Lezer
from shared.organisatie.staat import Organisatie
from shared.store import Store
from shared.transaction import Transaction
from shared.web.actors import STAFF, Actor, current_actor, is_demo
from shared.web.inhoud import Seen
from shared.web.problems import Probleem, standard_problem

# Where it is noted which table counts for a request.
RECHTEN = "doorstart.rechten"
ONBEKEND = UUID("00000000-0000-4000-8000-000000000000")
MEDEWERKERS = ("consulent", "debiteuren", "auditor", "beheer", "manager", "adviseur")


@dataclass(frozen=True)
class Recht:
    """Who may use an address. `alle_gemeenten`: only who has the role for every municipality, for what cannot be told apart.

    `iedereen`: the address looks itself at who asks (a code, the credential of a service). `demo`: in the demo anybody may.
    """

    rollen: frozenset[str] = frozenset()
    alle_gemeenten: bool = False
    iedereen: bool = False
    demo: bool = False


IEDEREEN = Recht(iedereen=True)
# What waits for an operator, in every service: it holds no person.
_GEPARKEERD = re.compile(r"/[a-z]+/beheer/geparkeerd")


def voor(*rollen: str, alle_gemeenten: bool = False, demo: bool = False) -> Recht:
    return Recht(frozenset(rollen), alle_gemeenten, demo=demo)


GEPARKEERD = {"GET": voor("beheer", "manager"), "POST": voor("beheer")}


def regels(recht: Recht, *adressen: str) -> dict[str, Recht]:
    """The same right for several addresses, such as `GET /aanvragen/{aanvraag_id}`."""
    return dict.fromkeys(adressen, recht)


@dataclass(frozen=True)
class Plek:
    """Where a thing in an address belongs: `vraag` is SQL that tells `gemeente` and `dossier_id` of the id `%s`."""

    vraag: str
    soort: str

    @property
    def vraag_van_meer(self) -> str:
        """The same for many ids at once: `gezocht` is the id that a row is of."""
        van = self.vraag.replace("%s", "ids.gezocht")
        return f"SELECT ids.gezocht, plek.* FROM unnest(%s::uuid[]) AS ids(gezocht), LATERAL ({van}) AS plek"


@dataclass(frozen=True)
class Rechten:
    """The table of one service: its addresses, and how the municipality of each thing in an address is found.

    `in_inhoud`: of things that only stand in what a request says.
    """

    store: Store
    regels: Mapping[str, Recht]
    plekken: Mapping[str, Plek]
    in_inhoud: Mapping[str, Plek] = field(default_factory=dict)

    def van(self, method: str, address: str) -> Recht | None:
        """The right of a route; None where none was declared: then nobody may."""
        method = "GET" if method == "HEAD" else method
        if _GEPARKEERD.fullmatch(address):
            return GEPARKEERD[method]
        return self.regels.get(f"{method} {address}")

    def bekijk(self, request: Request, lezer: Lezer) -> Lezer:
        """Looks up each thing in the address; what the reader may not see becomes what nobody has.

        Returns the reader with the dossiers of what may be seen.
        """
        things = [
            (name, plek)
            for name, plek in self.plekken.items()
            if _is_id(request.path_params.get(name))
        ]
        if not things:
            return lezer
        geopend = set[UUID]()
        with self.store.transaction(notify=False) as transaction:
            for name, plek in things:
                geopend |= self._bekijk(transaction, request, name, plek, lezer)
        return replace(lezer, geopend=frozenset(geopend))

    def elders(self, ids: Collection[UUID], lezer: Lezer) -> frozenset[UUID]:
        """Those of these ids, of whatever kind, that the reader may not see."""
        gezien, er_is = set[UUID](), set[UUID]()
        with self.store.transaction(notify=False) as transaction:
            for plek in dict.fromkeys([*self.plekken.values(), *self.in_inhoud.values()]):
                transaction.cursor.execute(plek.vraag_van_meer, (list(ids),))
                for row in transaction.cursor.fetchall():
                    if row["gemeente"]:
                        er_is.add(row["gezocht"])
                        if lezer.mag_zien(row["gemeente"], row["dossier_id"]):
                            gezien.add(row["gezocht"])
        return frozenset(er_is - gezien)

    def _bekijk(
        self, transaction: Transaction, request: Request, name: str, plek: Plek, lezer: Lezer
    ) -> set[UUID]:
        transaction.cursor.execute(plek.vraag, (request.path_params[name],))
        rows = [row for row in transaction.cursor.fetchall() if row["gemeente"]]
        mine = [row for row in rows if lezer.mag_zien(row["gemeente"], row["dossier_id"])]
        if rows and not mine:
            request.path_params[name] = str(ONBEKEND)
        if request.method == "GET":
            for row in mine:
                _schrijf_inzage(transaction, row, current_actor(request), plek.soort)
        return {row["dossier_id"] for row in mine}


def _schrijf_inzage(transaction: Transaction, row: DictRow, actor: Actor, wat: str) -> None:
    """Who opened what of which dossier, in which role: rows that nobody changes. What is done to it stands in the facts."""
    rollen = [rol for rol, waar in actor.bevoegdheden.items() if row["gemeente"] in waar]
    transaction.cursor.execute(
        "INSERT INTO inzage (dossier_id, medewerker_id, rol, wat, werkdag) VALUES (%s, %s, %s, %s, %s)",
        (row["dossier_id"], actor.actor_id, ", ".join(rollen), wat, transaction.last_workday()),
    )


async def admit(request: Request, route: APIRoute) -> Lezer | None:
    """Who reads here; None where no table counts. Raises a Probleem for who may not."""
    rechten: Rechten | None = request.scope.get(RECHTEN)
    if rechten is None:
        return None
    address = request.scope.get("root_path", "") + route.path
    recht = rechten.van(request.method, address)
    if recht is None:
        log.error("an address without a rule is closed", address=address, method=request.method)
        raise standard_problem(403)
    if recht.iedereen:
        return None
    actor = current_actor(request)
    organisatie: Organisatie = request.scope[STAFF][0]
    rollen = frozenset(_rollen(recht, actor, request))
    gemeenten = actor.gemeenten_met(rollen)
    if not gemeenten or (recht.alle_gemeenten and gemeenten < organisatie.gemeenten.keys()):
        raise may_not(recht, actor)
    lezer = Lezer(
        actor.actor_id,
        gemeenten,
        organisatie.afgeschermd_voor(actor.actor_id),
        ", ".join(sorted(rollen & actor.rollen)),
        address,
    )
    return await run_in_threadpool(rechten.bekijk, request, lezer)


async def as_seen(request: Request, lezer: Lezer | None) -> Request:
    """The request with, for what its reader may not see, ids that nobody has."""
    rechten: Rechten | None = request.scope.get(RECHTEN)
    if lezer is None or rechten is None:
        return request
    seen = Seen(request, partial(rechten.elders, lezer=lezer))
    await seen.look()
    return seen


@contextmanager
def reading(lezer: Lezer | None) -> Iterator[None]:
    """Lists that are asked inside are the reader's."""
    token = LEZER.set(lezer)
    try:
        yield
    finally:
        LEZER.reset(token)


def _rollen(recht: Recht, actor: Actor, request: Request) -> Iterable[str]:
    return actor.rollen if recht.demo and is_demo(request) else recht.rollen


def may_not(recht: Recht, actor: Actor) -> Probleem:
    """The 403 for a role that does not do this work; it says which roles do."""
    wie = " of ".join(ROLNAMEN[rol] for rol in ROLNAMEN if rol in recht.rollen)
    waar = " voor alle gemeenten samen" if recht.alle_gemeenten else ""
    return Probleem(
        403,
        "rol-mag-niet",
        "Dit hoort niet bij uw rol",
        f"U werkt als {actor.naam}. Dit is werk van een {wie}{waar}.",
        "Vraag een collega met die rol, of vraag uw beheerder om de rol.",
    )


ROLNAMEN = {
    "consulent": "consulent",
    "debiteuren": "debiteurenbeheerder",
    "adviseur": "externe adviseur",
    "manager": "manager",
    "auditor": "auditor",
    "beheer": "beheerder",
    "partner": "partner",
}


def _is_id(text: object) -> bool:
    try:
        UUID(str(text))
    except ValueError:
        return False
    return True
