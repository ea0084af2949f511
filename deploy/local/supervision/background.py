"""The system behind the terminal: `python -m deploy.local.supervision.background demo|leeg|up`, its folder in `DOORSTART_STATE`."""

import asyncio
import sys

from deploy.local.supervision.after_start import steps_of
from deploy.local.supervision.running import AlreadyRuns, run
from deploy.local.system.folders import state_folder


def main(verb: str) -> int:
    """Run until stopped; returns the exit code."""
    try:
        return asyncio.run(run(state_folder(), verb != "up", steps_of(verb), city=verb == "demo"))
    except AlreadyRuns:
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
