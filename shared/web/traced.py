"""Every request is of a trace: the one its caller tells of (W3C Trace Context), else a new one that begins here."""

import re
import secrets

from starlette.types import ASGIApp, Receive, Scope, Send

from shared.observability import caused

_NAME = b"traceparent"
_TRACEPARENT = re.compile(rb"00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}")


class Traced:
    """What is logged, stored and forwarded while a request is answered is of its trace."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        told = [value for name, value in scope["headers"] if name == _NAME]
        is_one = len(told) == 1 and _TRACEPARENT.fullmatch(told[0])
        trace = told[0] if is_one else _new()
        others = [(name, value) for name, value in scope["headers"] if name != _NAME]
        with caused(None, trace.decode()):
            await self.app({**scope, "headers": [*others, (_NAME, trace)]}, receive, send)


def _new() -> bytes:
    return f"00-{secrets.token_hex(16)}-{secrets.token_hex(8)}-01".encode()
