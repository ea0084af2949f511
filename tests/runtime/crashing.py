"""A supervisor of two children, in a process of its own that a test can kill."""

import asyncio
import sys
from pathlib import Path

from tests.runtime.test_supervisor import child, make


async def main(folder: Path) -> None:
    await make(folder, child("web"), child("stubborn", "stubborn")).start()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
