"""Stop a system: services first, then Kafka, then PostgreSQL; whoever started them and whatever became of it."""

from pathlib import Path
from signal import Signals

from deploy.local.system.parts import INFRASTRUCTURE
from deploy.local.system.processes import end
from deploy.local.system.state import PartState, State, read_state, write_state

SERVICE_PATIENCE_S = 10.0
INFRASTRUCTURE_PATIENCE_S = 30.0
SUPERVISOR_PATIENCE_S = 90.0


def stop(folder: Path) -> int:
    """Stop the supervisor and every process it noted down; returns how many were still running."""
    state = read_state(folder)
    alive = sum(1 for part in state.parts if part.running and part.running.process())
    if state.supervisor:
        end([(state.supervisor, Signals.SIGTERM)], SUPERVISOR_PATIENCE_S)
    state = read_state(folder)
    end_parts(state.parts)
    mark_stopped(state)
    if state.parts:
        write_state(folder, state)
    return alive


def end_parts(parts: list[PartState]) -> None:
    """End the processes of these parts in the order in which they need each other; returns when all have ended."""
    services = [part for part in parts if part.name not in INFRASTRUCTURE]
    kafka, postgres = (
        [part for part in parts if part.name == name] for name in ("kafka", "postgres")
    )
    for group, patience in (
        (services, SERVICE_PATIENCE_S),
        (kafka, INFRASTRUCTURE_PATIENCE_S),
        (postgres, INFRASTRUCTURE_PATIENCE_S),
    ):
        end([(part.running, Signals(part.stop_signal)) for part in group if part.running], patience)


def mark_stopped(state: State) -> None:
    """Note that nothing runs any more; ports and addresses stay for the next start."""
    state.pid = state.created = None
    state.ready = False
    state.progress = None
    for part in state.parts:
        part.pid = part.created = None
        part.state = "stopped"
