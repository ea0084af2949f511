"""Tells stories until one ends badly: `python -m tests.simulation [--seeds N] [--from N] [--seed N] [--steps N] [--leave-out 1,2]`."""

import argparse
import os
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from tests.infrastructure import DatabaseServer, database_server
from tests.simulation.story import (
    LENGTH,
    PASSWORD,
    Told,
    ground,
    judge,
    quiet,
    shrink,
    stretch_of,
    tell,
)

# Seeds that one worker tells on one database.
STRETCH = 20


def main() -> int:
    """0 when all held, 1 otherwise."""
    asked = _parser().parse_args()
    quiet()
    with database_server() as server:
        if asked.mistakes:
            from tests.simulation.mistakes import find_all  # noqa: PLC0415

            return find_all(server, asked.seeds, asked.only)
        if asked.seed is not None:
            return _one(server, asked)
        return _many(server, asked)


def command(told: Told, out: frozenset[int] = frozenset()) -> str:
    """The shortest way to see it again."""
    steps = f" --steps {told.steps}" if told.steps != LENGTH else ""
    less = f" --leave-out {','.join(map(str, sorted(out)))}" if out else ""
    return f"python -m tests.simulation --seed {told.seed}{steps}{less}"


def _one(server: DatabaseServer, asked: argparse.Namespace) -> int:
    out = frozenset(int(number) for number in asked.leave_out.split(",") if number)
    with ground(server) as here:
        told = (
            tell(here, asked.seed, asked.steps, out)
            if out
            else judge(here, asked.seed, asked.steps)
        )
        print(f"{told.facts} facts, {told.struck} faults, {told.refused} refusals")
        if told.wrong is None:
            print("everything held")
            return 0
        print(told.failure, file=sys.stderr)
        if told.wrong.__cause__ and asked.trace:
            raise told.wrong
        if not out:
            print(f"shorter: {command(told, shrink(here, told))}")
    return 1


def _many(server: DatabaseServer, asked: argparse.Namespace) -> int:
    begin, done, facts, struck = time.monotonic(), 0, 0, 0
    names, bad = Counter[str](), list[Told]()
    stretches = [
        (server, PASSWORD, number, min(STRETCH, asked.begin + asked.seeds - number), asked.steps)
        for number in range(asked.begin, asked.begin + asked.seeds, STRETCH)
    ]
    with ProcessPoolExecutor(asked.workers, mp_context=get_context("spawn")) as pool:
        for stretch in pool.map(stretch_of, stretches):
            for told in stretch:
                done, facts, struck = done + 1, facts + told.facts, struck + told.struck
                names += told.names
                if told.wrong:
                    bad.append(told)
                    print(f"\n{told.failure}again: {command(told)}", file=sys.stderr)
            _bar(done, asked.seeds, facts, len(bad), begin)
    print(
        f"\n{done} seeds of {asked.steps} steps: {facts} facts of {len(names)} kinds, {struck} faults,"
        f" {len(bad)} failures in {time.monotonic() - begin:.0f} s"
    )
    return int(bool(bad))


def _bar(done: int, seeds: int, facts: int, bad: int, begin: float) -> None:
    width, seconds = 30, time.monotonic() - begin
    full = done * width // seeds
    left = seconds / done * (seeds - done)
    print(
        f"\r[{'#' * full}{'.' * (width - full)}] {done}/{seeds} seeds, {facts} facts, {bad} failures,"
        f" {left:.0f} s left ",
        end="",
        flush=True,
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--seeds", type=int, default=200, help="how many stories")
    parser.add_argument("--from", type=int, default=1, dest="begin", help="the first seed")
    parser.add_argument("--seed", type=int, help="only this story, made shorter when it fails")
    parser.add_argument("--steps", type=int, default=LENGTH)
    parser.add_argument("--leave-out", default="", help="steps of the story that are skipped")
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    parser.add_argument("--mistakes", action="store_true", help="plant every mistake, and find it")
    parser.add_argument("--only", default="", help="only this planted mistake")
    parser.add_argument("--trace", action="store_true", help="show where it was raised")
    return parser


if __name__ == "__main__":
    sys.exit(main())
