"""Which settings there are: a name that nobody reads is told at the start, with the one that was probably meant."""

import difflib
import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

TABLE = Path(__file__).with_name("settings.toml")
SERVICES = ("INTAKE", "ROUTING", "BBZ", "LEDGER", "NOTIFY", "KLOK", "ORGANISATIE", "GATEWAY")


@dataclass(frozen=True)
class Setting:
    """`name` may hold `<SERVICE>`; the other three are for people."""

    name: str
    meaning: str
    default: str
    readers: str

    @property
    def names(self) -> tuple[str, ...]:
        """The names that it stands for."""
        return tuple(dict.fromkeys(self.name.replace("<SERVICE>", service) for service in SERVICES))


def groups() -> dict[str, list[Setting]]:
    """Every setting, by heading."""
    table = tomllib.loads(TABLE.read_text())["group"]
    return {
        group["title"]: [Setting(name, *row) for name, row in group["settings"].items()]
        for group in table
    }


def unknown_settings(environment: Mapping[str, str] = os.environ) -> Iterator[str]:
    """A Dutch sentence for each name that looks like ours and is not."""
    own = [name for name in environment if name.startswith("DOORSTART_")]
    known = (
        {name for settings in groups().values() for setting in settings for name in setting.names}
        if own
        else set()
    )
    for name in sorted(set(own) - known):
        meant = difflib.get_close_matches(name, sorted(known), 1, cutoff=0.8)
        yield f"De instelling {name} bestaat niet en wordt niet gebruikt." + (
            f" Bedoelt u {meant[0]}?" if meant else ""
        )
