"""Measures: `python -m tests.benchmarks [--json] [--only name ...] [--size n] [--repeats n] [--plot file] [--list]`."""

import argparse
import logging
import sys
import time
from pathlib import Path

import structlog

from shared.process import spare_what_stays
from tests.benchmarks import ledger, pages, search, streams, system, workers
from tests.benchmarks.figures import Notebook, Progress, machine, plot, table
from tests.infrastructure import broker, database_server

WORKS = (*ledger.WORKS, *workers.WORKS, *streams.WORKS, *pages.WORKS, *search.WORKS, *system.WORKS)


def main() -> int:
    """0 when everything asked was measured."""
    asked = _parser().parse_args()
    logging.disable(logging.CRITICAL)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    spare_what_stays()
    works = asked.only or list(WORKS)
    progress, notes, begin = Progress(), Notebook(), time.monotonic()
    before = machine()
    try:
        _in_process(asked, works, progress, notes)
        for repeat in range(asked.repeats if set(works) & set(system.WORKS) else 0):
            progress.say(f"repeat {repeat + 1} of {asked.repeats}: a whole system")
            system.measure(
                notes, progress, [work for work in works if work in system.WORKS], asked.size
            )
    finally:
        progress.done()
        _tell(asked, notes, before, time.monotonic() - begin)
    return 0


def _tell(asked: argparse.Namespace, notes: Notebook, before: str, seconds: float) -> None:
    """What was measured so far: a crash in the last work must not lose the figures of the others."""
    figures = notes.figures()
    if asked.json:
        print("\n".join(one.line() for one in figures))
    else:
        print(f"before: {before}\nafter:  {machine()}")
        print(f"medians of {asked.repeats}, in {seconds:.0f} s\n")
        print(table(figures))
    if asked.plot:
        Path(asked.plot).parent.mkdir(parents=True, exist_ok=True)
        Path(asked.plot).write_text(plot(figures, "Share of the limit measured in the same run"))


def _in_process(
    asked: argparse.Namespace, works: list[str], progress: Progress, notes: Notebook
) -> None:
    """What needs a database, and what needs a broker beside it."""
    of_ledger = [work for work in works if work in ledger.WORKS]
    of_workers = [work for work in works if work in workers.WORKS]
    of_streams = [work for work in works if work in streams.WORKS]
    of_pages = [work for work in works if work in pages.WORKS]
    of_search = [work for work in works if work in search.WORKS]
    if not (of_ledger or of_workers or of_streams or of_pages or of_search):
        return
    with database_server() as server:
        for repeat in range(asked.repeats):
            progress.say(f"repeat {repeat + 1} of {asked.repeats}")
            if of_ledger:
                ledger.measure(server, notes, progress, of_ledger, asked.size)
            if of_pages:
                pages.measure(server, notes, progress)
            if of_search:
                search.measure(server, notes, progress)
            if of_workers:
                workers.measure(server, notes, progress, asked.size)
        if of_streams:
            with broker() as kafka:
                for _ in range(asked.repeats):
                    streams.measure(server, kafka, notes, progress, asked.size)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--json", action="store_true", help="one object a line instead of a table")
    parser.add_argument("--only", nargs="+", choices=WORKS, metavar="work", help=", ".join(WORKS))
    parser.add_argument("--size", type=int, default=3_000, help="loans, lines, aanmeldingen")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--plot", metavar="file", help="also the ratios as an SVG")
    return parser


if __name__ == "__main__":
    sys.exit(main())
