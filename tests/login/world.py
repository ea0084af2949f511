"""A city with a login: Keycloak, two gateways that share one database, the clock behind them, and browsers of people."""

import html
import itertools
import re
import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from joserfc.jwk import RSAKey
from psycopg.conninfo import make_conninfo

from deploy import migrate
from deploy.gateway import chosen, keys
from deploy.gateway.app import make_gateway
from deploy.gateway.routes import SERVICES
from deploy.keycloak.realm import account_of, realm
from deploy.local.engines import keycloak
from deploy.local.system.folders import cache_folder
from deploy.local.system.ports import LOOPBACK
from shared.settings import Database, split_address
from shared.store import Store
from shared.web import proof
from shared.web.actors import Actor
from tests.infrastructure import DatabaseServer, any_port, drop_databases, scratch_folder
from tests.infrastructure import running as process_running
from tests.steun.organisatie import ALLES_MAG
from tests.web.house import FACTS, MAKERS
from tests.web.server import free_address, running

ADMIN = ("beheerder", secrets.token_urlsafe(12))
STAFF = ("consulent-1", "auditor-1", "beheer-1", "vertrokken-1")
PARTNER = "partner-1"
# Seconds: a first start is work for a whole core for a quarter of a minute, and a machine that tests has other work.
PATIENCE = 300
# Each browser is somewhere else, as a proxy of the city would tell.
PLACES = itertools.count(1)
SCOPES = ("doorstart:klok:lezen", "doorstart:klok:schrijven", "doorstart:intake:personen")


@dataclass
class World:
    """`known` is the organisation's word for each account; tests may change it."""

    keycloak: keycloak.LocalKeycloak
    gateways: tuple[str, str]
    service: str
    database: Database
    admin_url: str
    passwords: dict[str, str]
    partner: RSAKey
    folder: Path
    known: dict[str, Actor]
    running: ExitStack

    @property
    def gateway(self) -> str:
        return self.gateways[0]

    def start(self) -> None:
        """Keycloak, until it is stopped."""
        started = process_running(
            self.keycloak.launch(), self.keycloak.answers, self.folder, PATIENCE
        )
        self.running.enter_context(started)

    def stop(self) -> None:
        """As a machine that goes down."""
        self.running.close()

    @contextmanager
    def another_gateway(self) -> Iterator[str]:
        """One that has never heard of the provider yet."""
        port = any_port()
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("DOORSTART_PUBLIC_URL", f"http://{LOOPBACK}:{port}")
            gateway = make_gateway(dict.fromkeys(SERVICES, self.service), chosen=chosen.read())
        with running(gateway, port) as url:
            yield url

    def browser(self) -> "Browser":
        return Browser(self)

    def rows(self, query: str) -> list[Any]:
        """Of the gateway's database, as its administrator sees it."""
        address = make_conninfo(self.admin_url, dbname=self.database.name)
        with psycopg.connect(address, autocommit=True) as connection:
            cursor = connection.execute(query.encode())
            return cursor.fetchall() if cursor.description else []

    def admin(self, method: str, path: str, **options: Any) -> httpx.Response:
        """What an administrator of Keycloak does."""
        name, password = ADMIN
        form = {
            "grant_type": "password",
            "client_id": "admin-cli",
            "username": name,
            "password": password,
        }
        with httpx.Client(timeout=30) as client:
            token = client.post(
                f"{self.keycloak.url}/realms/master/protocol/openid-connect/token", data=form
            ).json()["access_token"]
            return client.request(
                method,
                f"{self.keycloak.url}/admin/realms/doorstart{path}",
                headers={"Authorization": f"Bearer {token}"},
                **options,
            )

    def partner_token(self, scope: str = "doorstart:klok:lezen") -> str:
        """Client credentials, proven by a signature."""
        form = {"grant_type": "client_credentials", "scope": scope}
        answer = httpx.post(
            f"{self.keycloak.issuer}/protocol/openid-connect/token",
            data=form | proof.signed(PARTNER, self.partner, self.keycloak.issuer),
            timeout=30,
        )
        assert answer.status_code == 200, answer.text
        return str(answer.json()["access_token"])


class Browser:
    """A person's browser as far as a login needs one: cookies, forms, and following where it is sent."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.seen: list[str] = []
        self.place = f"198.51.100.{next(PLACES)}"
        self.client = httpx.Client(
            timeout=60,
            headers={
                "Accept": "text/html",
                "Sec-Fetch-Dest": "document",
                "X-Forwarded-For": f"1.2.3.4, {self.place}",
            },
            event_hooks={"response": [self._as_browsers_do]},
        )

    def _as_browsers_do(self, _answer: httpx.Response) -> None:
        """A browser sends secure cookies to this machine without TLS; Python's jar does not."""
        for cookie in self.client.cookies.jar:
            cookie.secure = False

    def open(self, address: str) -> httpx.Response:
        """A page, and on to where it sends the browser."""
        answer = self.client.get(self._whole(address))
        return self._follow(answer)

    def send(self, address: str, form: dict[str, str], **headers: str) -> httpx.Response:
        """A form of our own page."""
        own = {"Origin": self.world.gateway, "Sec-Fetch-Site": "same-origin"} | headers
        return self.client.post(self._whole(address), data=form, headers=own)

    def log_in(self, who: str, page: str = "/klok", password: str | None = None) -> httpx.Response:
        """From a page that asks for it, through the form of Keycloak, and back."""
        asked = self.open(page)
        if asked.url.port == self.world.keycloak.port:
            return self.fill_in(asked, who, password)
        return asked

    def fill_in(
        self, asked: httpx.Response, who: str, password: str | None = None
    ) -> httpx.Response:
        """The form of Keycloak."""
        form = re.search(r'<form[^>]+action="([^"]+)"', asked.text)
        assert form, asked.text[:2000]
        filled = {"username": who, "password": password or self.world.passwords[who]}
        return self._follow(self.client.post(html.unescape(form[1]), data=filled))

    def _follow(self, answer: httpx.Response) -> httpx.Response:
        self.seen.append(str(answer.request.url))
        for _ in range(12):
            if not answer.is_redirect:
                return answer
            answer = self.client.get(answer.next_request.url if answer.next_request else "")
            self.seen.append(str(answer.request.url))
        raise AssertionError(f"sent around: {self.seen}")

    def _whole(self, address: str) -> str:
        return address if address.startswith("http") else self.world.gateway + address


@contextmanager
def world_of(postgres: DatabaseServer, klok: str) -> Iterator[World]:
    """Everything but Keycloak runs; `start` starts that. `klok`: the password of the role that the whole server shares."""
    with ExitStack() as stack:
        folder = stack.enter_context(scratch_folder())
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        ports = any_port(), any_port()
        gateways = f"http://{LOOPBACK}:{ports[0]}", f"http://{LOOPBACK}:{ports[1]}"
        made = databases(stack, postgres, "gateway", klok=klok)
        passwords = {who: secrets.token_urlsafe(12) for who in STAFF}
        partner = keys.Keyring.made().client[0]
        systems = {PARTNER: ({"keys": [partner.as_dict(private=False)]}, SCOPES)}
        provider = keycloak.LocalKeycloak(
            folder / "keycloak",
            keycloak.bring(cache_folder()),
            any_port(),
            realm(gateways[0], gateways[0], passwords, systems),
            ADMIN,
        )
        provider.initialise()
        keys.write(folder / "gateway.keys", keys.Keyring.made())
        for name, value in {
            "DOORSTART_OIDC_ISSUER": provider.issuer,
            "DOORSTART_OIDC_SYSTEMEN": PARTNER,
            "DOORSTART_PUBLIC_URL": gateways[0],
            "DOORSTART_PROXIES": "127.0.0.1/32",
            "DOORSTART_GATEWAY_KEY_FILE": str(folder / "gateway.keys"),
            "DOORSTART_URL_GATEWAY": gateways[0],
            "DOORSTART_POSTGRES": postgres.host_port,
            "DOORSTART_DATABASE_GATEWAY": made["gateway"].name,
            "DOORSTART_GATEWAY_PASSWORD": made["gateway"].password,
        }.items():
            patch.setenv(name, value)
        patch.delenv("DOORSTART_DEMO", raising=False)
        known = {
            account_of(who): replace(ALLES_MAG, actor_id=who, naam=who.capitalize())
            for who in STAFF[:3]
        }
        known[f"systeem:{PARTNER}"] = replace(ALLES_MAG, actor_id=PARTNER, naam="Partner 1")
        store = Store(made["klok"], FACTS["klok"])
        with store.transaction() as transaction:
            transaction.hear_day(date(2026, 3, 2))
        service = stack.enter_context(running(MAKERS["klok"](store, known.get)))
        addresses = dict.fromkeys(SERVICES, f"http://{free_address()}") | {"klok": service}
        for port in ports:
            stack.enter_context(running(make_gateway(addresses, chosen=chosen.read()), port))
        yield World(
            provider,
            gateways,
            service,
            made["gateway"],
            postgres.admin_url,
            passwords,
            partner,
            folder,
            known,
            stack.enter_context(ExitStack()),
        )
        store.close()


def databases(
    stack: ExitStack, postgres: DatabaseServer, *names: str, **known: str
) -> dict[str, Database]:
    """Migrated and otherwise empty; gone when the stack closes. `known` are those whose role has a password already."""
    made = [
        migrate.Target(name, f"login_{name}_{secrets.token_hex(4)}", password)
        for name, password in (dict.fromkeys(names, secrets.token_urlsafe(12)) | known).items()
    ]
    migrate.migrate(postgres.admin_url, made)
    stack.callback(drop_databases, postgres, [target.database for target in made])
    return {
        target.service: Database(
            *split_address(postgres.host_port), target.database, target.role, target.password
        )
        for target in made
    }
