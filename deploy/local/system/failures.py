"""Expected failures of the runtime, told in three parts."""

from collections.abc import Sequence

OWN_INFRASTRUCTURE = "Wijs uw eigen Kafka en PostgreSQL aan met DOORSTART_KAFKA, DOORSTART_POSTGRES en DOORSTART_POSTGRES_ADMIN."
MIRROR = "Gebruik een eigen mirror van Maven: DOORSTART_MAVEN_MIRROR=https://..."
CONTAINERS = "Start alles in containers: docker compose up"


class CannotStart(Exception):
    """A part cannot be brought or started: what happened, what was kept, what to do now."""

    def __init__(
        self, what: str, *, kept: str = "Uw gegevens zijn niet veranderd.", now: Sequence[str] = ()
    ) -> None:
        super().__init__(what)
        self.what = what
        self.kept = kept
        self.now = tuple(now)

    def __str__(self) -> str:
        return "\n".join([self.what, self.kept, *(f"  - {step}" for step in self.now)])
