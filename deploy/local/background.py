"""The supervisor of a detached start: `python -m deploy.local.background demo|leeg|up`, with its state folder in `DOORSTART_STATE`."""

import asyncio
import sys

from deploy.local.after_start import DEMO_STEPS
from deploy.local.folders import state_folder
from deploy.local.running import AlreadyRuns, run


def main(verb: str) -> int:
    """Run until stopped; returns the exit code."""
    try:
        return asyncio.run(run(state_folder(), verb != "up", DEMO_STEPS if verb == "demo" else ()))
    except AlreadyRuns:
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
