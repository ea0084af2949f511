"""All tests in two processes side by side: those that start the whole system, and the others. Both outcomes count."""

import subprocess
import sys

WHOLE = ("tests/failures", "tests/journeys", "tests/runtime/test_whole.py")
PYTEST = (sys.executable, "-m", "pytest", "-rs", "--durations=15")


def main() -> int:
    """0 when all passed, 1 otherwise; the tests of the whole system are shown when the others are done."""
    with subprocess.Popen([*PYTEST, *WHOLE], stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as whole:
        others = subprocess.run([*PYTEST, *(f"--ignore={path}" for path in WHOLE)], check=False)
        shown, _ = whole.communicate()
    sys.stdout.buffer.write(shown)
    return int(bool(others.returncode or whole.returncode))


if __name__ == "__main__":
    sys.exit(main())
