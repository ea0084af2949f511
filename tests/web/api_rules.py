"""The rules of the NL API Design Rules that the author of a route can break."""

import re
from collections.abc import Iterator
from typing import Any

_CAMEL_CASE = re.compile(r"[a-z][a-zA-Z0-9]*")
_KEBAB_PATH = re.compile(r"(/([a-z0-9]+(-[a-z0-9]+)*|\{[a-zA-Z0-9_]+\}))+")


def broken_rules(document: dict[str, Any]) -> Iterator[str]:
    """What an OpenAPI document does against them, a sentence each."""
    for path, operations in document.get("paths", {}).items():
        if not _KEBAB_PATH.fullmatch(path):
            yield f"path {path} is not kebab-case or ends with a slash"
        for method, operation in operations.items():
            for parameter in operation.get("parameters", []):
                if parameter["in"] == "query" and not _CAMEL_CASE.fullmatch(parameter["name"]):
                    yield f"{method.upper()} {path}: query parameter {parameter['name']} is not camelCase"
