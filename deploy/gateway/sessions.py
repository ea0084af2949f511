"""Who is logged in, in a database of the gateway's own: known after a restart, to every gateway, and ended at once (ADR 27)."""

import hashlib
import json
import secrets
from dataclasses import asdict, dataclass
from typing import Any

from psycopg import AsyncConnection
from psycopg.rows import DictRow, dict_row
from psycopg_pool import AsyncConnectionPool

from deploy.gateway.chosen import Rules
from shared.seals import SealBroken, seal, unseal
from shared.settings import Database

Pool = AsyncConnectionPool[AsyncConnection[DictRow]]
# A session is noted as seen at most once in this time: a page is one write, not ten.
SEEN = "60 seconds"


@dataclass(frozen=True)
class Tokens:
    """What the provider gave. `sub` is the account; the id token is for saying goodbye, the refresh token for asking again."""

    sub: str
    sid: str | None
    id_token: str
    refresh_token: str | None


@dataclass(frozen=True)
class Session:
    """Somebody who is logged in; `secret` is what the browser holds. `is_due`: this request asks the provider again."""

    secret: str
    tokens: Tokens
    is_due: bool = False


@dataclass(frozen=True)
class Begun:
    """A login that was begun: what its end is checked with, and the own page to go back to."""

    nonce: str
    verifier: str
    back: str


class Sessions:
    """Opened when the gateway starts; every question raises psycopg.Error or PoolTimeout when the database does not answer."""

    def __init__(self, database: Database, issuer: str) -> None:
        self._pool: Pool = AsyncConnectionPool(
            database.conninfo,
            min_size=1,
            max_size=8,
            timeout=2.0,
            open=False,
            kwargs={"autocommit": True, "row_factory": dict_row, "connect_timeout": 2},
        )
        self._issuer = issuer

    async def open(self) -> None:
        """Does not wait for the database: the gateway answers without."""
        await self._pool.open()

    async def close(self) -> None:
        await self._pool.close()

    async def begin_login(self, browser: str, state: str, begun: Begun, rules: Rules) -> None:
        """Notes a login; what was begun too long ago goes."""
        sealed = _sealed(state, asdict(begun))
        async with self._pool.connection() as connection:
            await connection.execute(
                "DELETE FROM begonnen_logins WHERE begonnen_op < now() - %s", (rules.to_log_in,)
            )
            await connection.execute(
                "INSERT INTO begonnen_logins (state, browser, verzegeld) VALUES (%s, %s, %s)",
                (_hash("state", state), _hash("browser", browser), sealed),
            )

    async def end_login(self, browser: str, state: str, rules: Rules) -> Begun | None:
        """What was begun with this state in this browser, once; None when there is nothing, or no more."""
        async with self._pool.connection() as connection:
            cursor = await connection.execute(
                "DELETE FROM begonnen_logins WHERE state = %s AND browser = %s"
                " RETURNING verzegeld, begonnen_op > now() - %s AS in_time",
                (_hash("state", state), _hash("browser", browser), rules.to_log_in),
            )
            row = await cursor.fetchone()
        opened = _opened(state, row["verzegeld"]) if row and row["in_time"] else None
        return Begun(**opened) if opened else None

    async def begin(self, tokens: Tokens, rules: Rules) -> Session:
        """A new session with a secret of its own; sessions that have ended go."""
        session = Session(secrets.token_urlsafe(32), tokens)
        async with self._pool.connection() as connection:
            await connection.execute(
                "DELETE FROM sessies WHERE begonnen_op < now() - %s OR gezien_op < now() - %s",
                (rules.most, rules.idle),
            )
            await connection.execute(
                "INSERT INTO sessies (sessie, account, bij_aanbieder, verzegeld) VALUES (%s, %s, %s, %s)",
                (
                    _hash("sessie", session.secret),
                    self._account(tokens.sub),
                    self._at_provider(tokens.sid),
                    _sealed(session.secret, asdict(tokens)),
                ),
            )
        return session

    async def find(self, secret: str, rules: Rules) -> Session | None:
        """The session that a browser holds, unless it ended; says at most once in a while that the provider must be asked."""
        name = _hash("sessie", secret)
        async with self._pool.connection() as connection:
            cursor = await connection.execute(
                "SELECT verzegeld, gezien_op < now() - %s::interval AS unseen,"
                " nagevraagd_op < now() - %s AS due FROM sessies WHERE sessie = %s"
                " AND begonnen_op > now() - %s AND gezien_op > now() - %s",
                (SEEN, rules.asked_again, name, rules.most, rules.idle),
            )
            row = await cursor.fetchone()
            if row is None or (opened := _opened(secret, row["verzegeld"])) is None:
                return None
            if row["unseen"]:
                await connection.execute(
                    "UPDATE sessies SET gezien_op = now() WHERE sessie = %s", (name,)
                )
            is_due = row["due"] and await self._claimed(connection, name, rules)
        return Session(secret, Tokens(**opened), is_due)

    async def keep(self, session: Session, tokens: Tokens) -> None:
        """What the provider gave when it was asked again."""
        async with self._pool.connection() as connection:
            await connection.execute(
                "UPDATE sessies SET verzegeld = %s WHERE sessie = %s",
                (_sealed(session.secret, asdict(tokens)), _hash("sessie", session.secret)),
            )

    async def end(self, secret: str) -> None:
        """This browser's session."""
        await self._end("sessie = %s", _hash("sessie", secret))

    async def end_account(self, sub: str) -> int:
        """Every session of an account, in every browser; returns how many there were."""
        return await self._end("account = %s", self._account(sub))

    async def hear_logout(self, message: str, sub: str | None, sid: str | None) -> bool:
        """What the provider says has ended: a session of its own, or all of an account. False when the message was heard before."""
        async with self._pool.connection() as connection:
            await connection.execute(
                "DELETE FROM afmeldingen WHERE gehoord_op < now() - interval '1 day'"
            )
            cursor = await connection.execute(
                "INSERT INTO afmeldingen (bericht) VALUES (%s) ON CONFLICT DO NOTHING RETURNING 1",
                (_hash("bericht", message),),
            )
            if await cursor.fetchone() is None:
                return False
        if sid:
            await self._end("bij_aanbieder = %s", self._at_provider(sid))
        elif sub:
            await self.end_account(sub)
        return True

    def told(self, sub: str) -> str:
        """How the log names an account: the same every time, and nobody's number."""
        return self._account(sub).hex()[:12]

    async def _claimed(
        self, connection: AsyncConnection[DictRow], name: bytes, rules: Rules
    ) -> bool:
        """Of several requests at once one asks the provider."""
        cursor = await connection.execute(
            "UPDATE sessies SET nagevraagd_op = now() WHERE sessie = %s AND nagevraagd_op < now() - %s RETURNING 1",
            (name, rules.asked_again),
        )
        return await cursor.fetchone() is not None

    async def _end(self, which: str, value: bytes | None) -> int:
        async with self._pool.connection() as connection:
            cursor = await connection.execute(f"DELETE FROM sessies WHERE {which}", (value,))
            return cursor.rowcount

    def _account(self, sub: str) -> bytes:
        return _hash("account", f"{self._issuer}\n{sub}")

    def _at_provider(self, sid: str | None) -> bytes | None:
        return _hash("sid", f"{self._issuer}\n{sid}") if sid else None


def _hash(label: str, value: str) -> bytes:
    return hashlib.sha256(f"doorstart {label}\n{value}".encode()).digest()


def _sealed(secret: str, content: dict[str, Any]) -> bytes:
    return seal(_hash("zegel", secret), json.dumps(content).encode(), b"gateway")


def _opened(secret: str, sealed: bytes) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = json.loads(unseal(_hash("zegel", secret), sealed, b"gateway"))
    except (SealBroken, ValueError):
        return None
    return found
