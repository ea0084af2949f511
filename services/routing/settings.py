"""What routing's processes read from their environment."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args

from shared.parameter_files import load_parameters
from shared.parameters import Parameterset
from shared.settings import Common, common, setting

Runner = Literal["faust", "batch"]


class UnknownRunnerError(ValueError):
    """A setting names a runner that there is not."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"De instelling DOORSTART_ROUTING_RUNNER is {name!r}. Er is niets gestart. Kies faust of batch."
        )


@dataclass(frozen=True)
class Settings:
    """`runner` is what carries the agent: Faust, or the batch runner as the way out if Faust fails us."""

    common: Common
    runner: Runner
    parameters: Parameterset


def read() -> Settings:
    runner = setting("DOORSTART_ROUTING_RUNNER", "faust")
    if runner not in get_args(Runner):
        raise UnknownRunnerError(runner)
    overlay = setting("DOORSTART_PARAMETERS", "")
    return Settings(
        common("routing"), cast(Runner, runner), load_parameters(Path(overlay) if overlay else None)
    )
