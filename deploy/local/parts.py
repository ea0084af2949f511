"""Every part of the running system, as data: what it is, how it starts, what it waits for. The compose file says the same."""

import sys
from dataclasses import dataclass
from typing import Literal

Kind = Literal["database", "broker", "once", "web", "worker", "agent", "projector", "relay", "gateway"]

SERVICES = ("intake", "routing", "bbz", "ledger", "notify")


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
    def command(self) -> tuple[str, ...]:
        """The command line of a part written in Python."""
        return (sys.executable, "-m", self.module, *self.processes)


def _service(name: str, kind: Kind, *processes: str, port: int | None = None, suffix: str | None = None) -> Part:
    module = "deploy.klok.main" if name == "klok" else f"services.{name}.main"
    path = f"/{name}/health/ready" if port else ""
    part_name = name if suffix == "" else f"{name}-{suffix or kind}"
    return Part(part_name, kind, module, processes, name, ("migrations", "topics"), port, path)


PARTS: tuple[Part, ...] = (
    Part("postgres", "database", wanted_port=15432),
    Part("kafka", "broker", wanted_port=19092),
    Part("migrations", "once", "deploy.migrate", after=("postgres",)),
    Part("topics", "once", "deploy.topics", after=("kafka",)),
    _service("klok", "web", "web", "relay", port=8086, suffix=""),
    _service("intake", "web", "web", port=8081),
    _service("intake", "worker", "worker", "relay"),
    _service("routing", "web", "web", port=8082),
    _service("routing", "agent", "agent"),
    _service("routing", "projector", "projector"),
    _service("routing", "relay", "relay"),
    _service("bbz", "web", "web", port=8083),
    _service("bbz", "worker", "worker"),
    _service("bbz", "relay", "relay"),
    _service("ledger", "web", "web", port=8084),
    _service("ledger", "worker", "worker"),
    _service("ledger", "projector", "projector"),
    _service("ledger", "relay", "relay"),
    _service("notify", "web", "web", port=8085),
    _service("notify", "worker", "worker"),
    _service("notify", "relay", "relay"),
    Part("gateway", "gateway", "deploy.gateway.main", after=("migrations", "topics"), wanted_port=8080, ready_path="/health/ready"),
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
}
