"""Several ledgers behind the same topics and bank files, each with the dossiers of its part on a database of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql

from deploy.local.city.bankbestand import Storting
from services.ledger.application.bank import duid
from shared.contracts import bbz, klok
from shared.contracts.base import Contract
from shared.kafka.outgoing import partition_of
from shared.settings import Database
from shared.transaction import Transaction
from tests.shelf import OWN_TABLES
from tests.steun.ledger.stad import Stad, krediet

PARTITIES = range(bbz.TOPIC.partitions)
# The queue of what nobody knows stands in one part.
BALIE = 0


def deel_van(dossier_id: UUID, delen: int) -> int:
    """A part holds whole partitions of the topics that are keyed by dossier, next to each other."""
    return partition_of(str(dossier_id).encode(), PARTITIES) * delen // len(PARTITIES)


@dataclass
class Delen:
    """Everybody hears the days and every bank file; of the rest each part hears what is about its own dossiers."""

    steden: list[Stad]

    @classmethod
    def nieuw(cls, new_database: Callable[[str], Database], delen: int) -> "Delen":
        return cls([Stad.nieuw(new_database("ledger")) for _ in range(delen)])

    def van(self, dossier_id: UUID) -> Stad:
        return self.steden[deel_van(dossier_id, len(self.steden))]

    def hoor(self, *contracts: Contract) -> None:
        for stad in self.steden:
            stad.hoor(*[een for een in contracts if self._hoort(stad, een)])

    def dag(self, dag: date) -> None:
        for stad in self.steden:
            stad.dag(dag)

    def afschrift(self, dag: date, *stortingen: Storting) -> None:
        for stad in self.steden:
            stad.afschrift(dag, *stortingen)
            stad.werk()
        self._verdeel_wachtrij()

    def streams(self) -> dict[UUID, list[tuple[Any, ...]]]:
        """Every fact of every stream with who caused it and when, however many ledgers hold them; no stream is in two of them."""
        gevonden: dict[UUID, list[tuple[Any, ...]]] = {}
        for stad in self.steden:
            for rij in stad.rijen("SELECT DISTINCT originator_id AS id FROM stored_events"):
                assert rij["id"] not in gevonden
                gevonden[rij["id"]] = [
                    (een.version, een.name, een.fact, een.cause.actor, een.cause.at)
                    for een in stad.store.stream(rij["id"])
                ]
        return gevonden

    def wachtrij(self) -> list[tuple[UUID, str]]:
        """What waits for a person, wherever it stands."""
        query = "SELECT ontvangst_id, reden FROM ontvangsten WHERE status = 'te_duiden'"
        return sorted(
            (rij["ontvangst_id"], rij["reden"]) for stad in self.steden for rij in stad.rijen(query)
        )

    def debiteuren(self) -> list[tuple[str, str]]:
        for stad in self.steden:
            stad.projecteer()
        return sorted(rij for stad in self.steden for rij in stad.uitgevoerd())

    def _hoort(self, stad: Stad, contract: Contract) -> bool:
        return isinstance(contract, klok.DagAangebroken) or (self.van(UUID(contract.key())) is stad)

    def _verdeel_wachtrij(self) -> None:
        """A line waits where its debt is, or else at one desk; the other parts say that it is no debt of theirs."""
        for nummer, stad in enumerate(self.steden):
            for rij in stad.rijen("SELECT * FROM ontvangsten WHERE status = 'te_duiden'"):
                if self._balie_van(rij["betalingskenmerk"]) != nummer:
                    _niet_van_ons(stad, rij["ontvangst_id"])

    def _balie_van(self, kenmerk: str | None) -> int:
        query = "SELECT 1 FROM leningen WHERE betalingskenmerk = %s"
        bekend = (nummer for nummer, een in enumerate(self.steden) if een.rijen(query, kenmerk))
        return next(bekend, BALIE)


def _niet_van_ons(stad: Stad, ontvangst_id: UUID) -> None:
    def zeg(transaction: Transaction) -> None:
        op = transaction.workday()
        duid(transaction, ontvangst_id, "geen_lening", None, "debiteuren-1", op)

    stad.store.attempt(zeg)


def verhuis(admin_url: str, van: Database, naar: Database) -> None:
    """Every table of a ledger as it is, into another empty database: the log with its order, states, positions and inbox."""
    with _als_eigenaar(admin_url, van) as oud, _als_eigenaar(admin_url, naar) as nieuw:
        nieuw.execute("SET session_replication_role = replica")
        for (tabel,) in oud.execute(OWN_TABLES).fetchall():
            naam = sql.Identifier(tabel)
            if tabel != "stored_events":
                nieuw.execute(sql.SQL("DELETE FROM {}").format(naam))
            with (
                oud.cursor().copy(sql.SQL("COPY {} TO STDOUT (FORMAT binary)").format(naam)) as uit,
                nieuw.cursor().copy(
                    sql.SQL("COPY {} FROM STDIN (FORMAT binary)").format(naam)
                ) as in_,
            ):
                for stuk in uit:
                    in_.write(stuk)
        for reeks, stand in oud.execute(
            "SELECT sequencename, last_value FROM pg_sequences WHERE last_value IS NOT NULL"
        ).fetchall():
            nieuw.execute("SELECT setval(%s::regclass, %s)", (reeks, stand))


def _als_eigenaar(admin_url: str, database: Database) -> psycopg.Connection[tuple[Any, ...]]:
    return psycopg.connect(psycopg.conninfo.make_conninfo(admin_url, dbname=database.name))


def nummers_van_een_deel(deel: int, delen: int, hoeveel: int) -> list[int]:
    """The first of the numbered credits whose dossier is in this part."""
    gevonden = (nr for nr in range(1_000) if deel_van(krediet(nr).dossier_id, delen) == deel)
    return [next(gevonden) for _ in range(hoeveel)]
