"""A file of 100,000 requests: how long it is offered and read, and the peak of memory. `python -m tests.benchmarks.imports [lines]`."""

import resource
import secrets
import sys
import time
from datetime import date
from itertools import count, islice

from stdnum.nl import bsn

from deploy import migrate
from services.intake.adapters.importregels import examine
from services.intake.adapters.imports import Imports
from services.intake.adapters.register import Register
from services.intake.adapters.seals import MasterKey
from services.intake.application import Intake
from services.intake.domain.events import FEITEN
from services.intake.entrypoints.importer import Importer
from shared.settings import Database, split_address
from shared.store import Store
from tests.infrastructure import database_server, drop_databases

KOP = "gemeente;kanaal;groep;hulpvraag;bsn;naam;straat;huisnummer;postcode;plaats;telefoon;email;kvk_nummer"


def content(lines: int) -> bytes:
    numbers = (text for number in count(100_000_000) if bsn.is_valid(text := str(number)))
    rows = (
        f"GM9901;web;starter;bedrijf_starten;{number};Naam Proef;Dijk;{index % 99 + 1};1234 AB;Doorstad;06 0000 0000;a@b.nl;90000001"
        for index, number in enumerate(islice(numbers, lines))
    )
    return "\n".join([KOP, *rows]).encode()


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(lines: int) -> None:
    with database_server() as server:
        target = migrate.Target(
            "intake", f"import_{secrets.token_hex(4)}", secrets.token_urlsafe(12)
        )
        migrate.migrate(server.admin_url, [target])
        store = Store(
            Database(
                *split_address(server.host_port), target.database, target.role, target.password
            ),
            FEITEN,
        )
        master = MasterKey.from_secret(b"x" * 32)
        importer = Importer(Intake(store, Register(master)), Imports(master))
        offered = content(lines)
        begin = time.monotonic()
        vorm, last = examine(offered, is_csv=True)
        with store.transaction() as transaction:
            transaction.hear_day(date(2026, 3, 2))
            importer.imports.offer(
                transaction.cursor, offered, vorm, last, "consulent-1", date(2026, 3, 2)
            )
        print(
            f"offered: {len(offered) / 2**20:.1f} MiB in {time.monotonic() - begin:.1f} s, peak {peak():.0f} MiB"
        )
        del offered
        begin, before = time.monotonic(), peak()
        while importer.step():
            pass
        seconds = time.monotonic() - begin
        with store.cursor() as cursor:
            cursor.execute("SELECT aangenomen, geweigerd, dubbel FROM imports")
            print(cursor.fetchone())
        print(
            f"read: {lines / seconds:.0f} lines/s, {seconds:.0f} s, peak {peak():.0f} MiB (before it {before:.0f})"
        )
        store.close()
        drop_databases(server, [target.database])


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
