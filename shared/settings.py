"""What every process reads from its environment; the only contract between the runtime and the services."""

import os
from dataclasses import dataclass


class MissingSetting(SystemExit):
    """A process was started without a value it cannot do without: it ends with a sentence instead of a stack trace."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"De instelling {name} ontbreekt. Er is niets gestart. Zet {name} in de omgeving, of gebruik `doorstart up`."
        )


def setting(name: str, default: str | None = None) -> str:
    """The value of an environment variable; raises MissingSetting when there is neither value nor default."""
    value = os.environ.get(name, default)
    if value is None:
        raise MissingSetting(name)
    return value


def split_address(address: str) -> tuple[str, int]:
    host, _, port = address.rpartition(":")
    return host, int(port)


def own_oin() -> str:
    """The OIN of the organisation that runs the system; its services take events of nobody else."""
    return setting("DOORSTART_OIN", "00000001823288444000")


def source_of(service: str, oin: str) -> str:
    """CloudEvents source: the organisation that runs the system, then the system (NL GOV profile)."""
    return f"urn:nld:oin:{oin}:systeem:doorstart-{service}"


@dataclass(frozen=True)
class Database:
    """Where a service's own database is; no service ever gets another one's."""

    host: str
    port: int
    name: str
    user: str
    password: str

    @property
    def conninfo(self) -> str:
        return f"host={self.host} port={self.port} dbname={self.name} user={self.user} password={self.password}"


@dataclass(frozen=True)
class Common:
    """Settings that all five services and the clock share; `instance` names this process among those that hear the same (ADR 11)."""

    service: str
    database: Database
    kafka: str
    prefix: str
    oin: str
    address: str
    demo: bool
    instance: str | None = None

    @property
    def source(self) -> str:
        """The CloudEvents source of what this service tells."""
        return source_of(self.service, self.oin)


def common(service: str) -> Common:
    """Reads the settings of one service from the environment; raises MissingSetting."""
    name = service.upper()
    host, port = split_address(setting("DOORSTART_POSTGRES"))
    return Common(
        service=service,
        database=Database(
            host,
            port,
            setting(f"DOORSTART_DATABASE_{name}", service),
            f"doorstart_{service}",
            setting(f"DOORSTART_{name}_PASSWORD"),
        ),
        kafka=setting("DOORSTART_KAFKA"),
        prefix=setting("DOORSTART_TOPIC_PREFIX", ""),
        oin=own_oin(),
        address=setting("DOORSTART_ADDRESS", "127.0.0.1:0"),
        demo=setting("DOORSTART_DEMO", "") == "1",
        instance=setting("DOORSTART_INSTANCE", "") or None,
    )
