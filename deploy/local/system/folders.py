"""Where the runtime keeps its state and its cache."""

import os
from pathlib import Path

PROJECT = Path(__file__).parents[3]


def state_folder() -> Path:
    """The one folder with all that runs here: `DOORSTART_STATE`, else `.doorstart` in the clone or the working folder."""
    if chosen := os.environ.get("DOORSTART_STATE"):
        return Path(chosen).absolute()
    home = PROJECT if (PROJECT / "pyproject.toml").exists() else Path.cwd()
    return home / ".doorstart"


def cache_folder() -> Path:
    """What may be fetched again: `DOORSTART_CACHE`, else the user's cache folder."""
    if chosen := os.environ.get("DOORSTART_CACHE"):
        return Path(chosen).absolute()
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "doorstart"
