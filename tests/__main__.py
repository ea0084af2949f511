"""All tests in three processes side by side: what runs the system or Faust, the ledger with the pages, and the others. All count."""

import subprocess
import sys
from contextlib import ExitStack
from tempfile import TemporaryFile

RUNNING = ("tests/failures", "tests/journeys", "tests/runtime", "tests/routing")
LEDGER = (
    *("tests/ledger", "tests/recht", "tests/simulation"),
    *("tests/browser", "tests/rechten", "tests/web"),
)
PYTEST = (sys.executable, "-m", "pytest", "-rs", "--durations=15")


def main() -> int:
    """0 when all passed, 1 otherwise; what runs beside the others is shown when they are done."""
    with ExitStack() as stack:
        beside = []
        for paths in (RUNNING, LEDGER):
            shown = stack.enter_context(TemporaryFile())
            process = subprocess.Popen([*PYTEST, *paths], stdout=shown, stderr=subprocess.STDOUT)
            beside.append((stack.enter_context(process), shown))
        rest = [*PYTEST, *(f"--ignore={path}" for path in (*RUNNING, *LEDGER))]
        outcomes = [subprocess.run(rest, check=False).returncode]
        for process, shown in beside:
            outcomes.append(process.wait())
            shown.seek(0)
            sys.stdout.buffer.write(shown.read())
            sys.stdout.flush()
    return int(any(outcomes))


if __name__ == "__main__":
    sys.exit(main())
