"""All tests in two processes side by side: those that run the system or Faust, and the others. Both outcomes count."""

import subprocess
import sys

RUNNING = ("tests/failures", "tests/journeys", "tests/runtime", "tests/routing", "tests/plumbing")
PYTEST = (sys.executable, "-m", "pytest", "-rs", "--durations=15")


def main() -> int:
    """0 when all passed, 1 otherwise; what runs the system is shown when the others are done."""
    with subprocess.Popen(
        [*PYTEST, *RUNNING], stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as running:
        others = subprocess.run([*PYTEST, *(f"--ignore={path}" for path in RUNNING)], check=False)
        shown, _ = running.communicate()
    sys.stdout.buffer.write(shown)
    return int(bool(others.returncode or running.returncode))


if __name__ == "__main__":
    sys.exit(main())
