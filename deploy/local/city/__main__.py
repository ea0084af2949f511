"""The city where other hands keep the parts running: `python -m deploy.local.city`, in a container of its own.

At the first start a day begins by itself. With `DOORSTART_CITY=1` the invented people live their fourteen months, and go on after a
restart; without it the first day begins and nothing else happens. The file `begun` in the state folder tells that it is done.
"""

import os
import signal
import sys
from datetime import date
from pathlib import Path

from deploy.local.city import FIRST_DAY
from deploy.local.city.demo import live, only_one_moves_the_day, tell
from deploy.local.city.office import Office
from deploy.local.system.failures import CannotStart
from deploy.local.system.folders import state_folder
from deploy.local.system.whereabouts import database_of, urls_of_environment
from deploy.setting_names import unknown_settings


def begun_file(folder: Path) -> Path:
    return folder / "begun"


def begin(folder: Path, office: Office) -> None:
    """The first day begins, unless a day did."""
    with only_one_moves_the_day(folder, print):
        if office.today() is None:
            office.begin(FIRST_DAY)


def _tell(dag: date) -> None:
    if dag.day == 1 or dag.isoweekday() == 1:
        print(f"De stad leeft: {dag}", flush=True)


def main() -> None:
    """Does its work and then waits to be stopped, so that people can type `doorstart` here."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: sys.exit(0))
    for told in unknown_settings():
        print(told, flush=True)
    urls = urls_of_environment()
    if not urls:
        sys.exit(
            "Geen adressen van de diensten. Er is niets begonnen. Zet DOORSTART_URL_INTAKE en die van de andere diensten."
        )
    folder = state_folder()
    try:
        begun_file(folder).unlink(missing_ok=True)
        kafka = os.environ.get("DOORSTART_KAFKA", "")
        tell(urls, kafka, database_of("organisatie"))
        if os.environ.get("DOORSTART_CITY") == "1":
            live(folder, urls, kafka, _tell)
        else:
            begin(folder, Office(urls))
        begun_file(folder).touch()
    except CannotStart as problem:
        sys.exit(str(problem))
    print("De stad is klaar. Gebruik hier: doorstart klok +1m", flush=True)
    while True:
        signal.pause()


if __name__ == "__main__":
    main()
