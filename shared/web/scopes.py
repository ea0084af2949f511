"""What a system may do: one scope for each kind of operation of each service, told in the API's own document and asked at its door."""

import re

# Names and keys of people: a right of its own (NL GOV profile for OAuth 2.0: separate scopes for what asks more trust).
PERSONEN = "doorstart:intake:personen"
_PERSONEN = re.compile(r"/intake/v\d+/(personen-vragen|sleutels|zoekvragen)")
_API = re.compile(r"/(?P<service>[a-z]+)/(?P<part>v\d+|metrics|beheer)(/.*)?")
_KINDS = {"metrics": "meten", "beheer": "beheer"}


def needed(method: str, path: str) -> str | None:
    """The scope that a system needs for this operation; None for pages, which are for people."""
    if _PERSONEN.fullmatch(path):
        return PERSONEN
    found = _API.fullmatch(path)
    if found is None:
        return None
    kind = _KINDS.get(found["part"], "lezen" if method in ("GET", "HEAD") else "schrijven")
    return f"doorstart:{found['service']}:{kind}"
