"""Every part of the running system, as data: what it is, how it starts, what it waits for. The compose file says the same."""

import sys
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "database",
    "broker",
    "once",
    "web",
    "worker",
    "agent",
    "projector",
    "instroom",
    "relay",
    "gateway",
]

SERVICES = ("intake", "routing", "bbz", "ledger", "notify")
# What stands beside the services, with a database of its own.
BESIDE = ("klok", "organisatie")
OWNERS = (*SERVICES, *BESIDE)


@dataclass(frozen=True)
class Part:
    """One process. `service` is whose settings it gets; `wanted_port` where it would like to listen, for parts that do."""

    name: str
    kind: Kind
    module: str = ""
    processes: tuple[str, ...] = ()
    service: str = ""
    after: tuple[str, ...] = ()
    wanted_port: int | None = None
    ready_path: str = ""

    @property
    def hears(self) -> bool:
        """Whether it is a member of a group on Kafka; it is the only one of its name."""
        return (
            self.kind in ("worker", "agent", "projector", "instroom") or "worker" in self.processes
        )

    @property
    def command(self) -> tuple[str, ...]:
        """The command line of a part written in Python."""
        return (sys.executable, "-m", self.module, *self.processes)


def _web(service: str, port: int) -> Part:
    """Pages and API of a service; they need no broker."""
    path = f"/{service}/health/startup"
    return Part(
        f"{service}-web",
        "web",
        f"services.{service}.main",
        ("web",),
        service,
        ("migrations",),
        port,
        path,
    )


def _work(service: str, kind: Kind, *processes: str) -> Part:
    """Work of a service behind its pages; it starts after them, because people wait for pages."""
    return Part(
        f"{service}-{kind}",
        kind,
        f"services.{service}.main",
        processes or (kind,),
        service,
        ("topics", f"{service}-web"),
    )


PARTS: tuple[Part, ...] = (
    Part("postgres", "database", wanted_port=15432),
    Part("kafka", "broker", wanted_port=19092),
    Part("migrations", "once", "deploy.migrate", after=("postgres",)),
    Part("topics", "once", "deploy.topics", after=("kafka",)),
    Part(
        "klok",
        "web",
        "deploy.klok.main",
        ("web", "worker", "relay"),
        "klok",
        ("migrations", "topics"),
        8086,
        "/klok/health/startup",
    ),
    Part(
        "organisatie",
        "web",
        "deploy.organisatie.main",
        ("web", "worker", "relay"),
        "organisatie",
        ("migrations", "topics"),
        8087,
        "/organisatie/health/startup",
    ),
    _web("intake", 8081),
    _work("intake", "worker", "worker", "relay", "imports"),
    _web("routing", 8082),
    _work("routing", "agent"),
    _work("routing", "instroom"),
    _work("routing", "projector"),
    _work("routing", "relay"),
    _web("bbz", 8083),
    _work("bbz", "worker"),
    _work("bbz", "relay"),
    _web("ledger", 8084),
    _work("ledger", "worker"),
    _work("ledger", "projector"),
    _work("ledger", "relay"),
    _web("notify", 8085),
    _work("notify", "worker"),
    _work("notify", "relay"),
    Part(
        "gateway", "gateway", "deploy.gateway.main", wanted_port=8080, ready_path="/health/startup"
    ),
)

INFRASTRUCTURE = ("postgres", "kafka")

PAGES = {
    "start": "/",
    "consulent": "/werkvoorraad",
    "aanmeldingen": "/aanmeldingen",
    "beoordelaar": "/aanvragen",
    "debiteuren": "/debiteuren",
    "bank": "/bank",
    "brieven": "/brieven",
    "klok": "/klok",
    "organisatie": "/organisatie",
}
