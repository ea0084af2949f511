"""`doorstart stop`: end everything that a start in this folder left running."""

from deploy.local.commands.screen import err
from deploy.local.supervision.stopping import stop as stop_system
from deploy.local.system.folders import state_folder
from deploy.local.system.whereabouts import refuse_elsewhere


def stop() -> None:
    """Voorbeeld: doorstart stop

    Stopt de diensten, dan Kafka, dan PostgreSQL, ook na een crash van het startprogramma. De gegevens blijven bewaard.
    """
    refuse_elsewhere()
    ended = stop_system(state_folder())
    err.print(
        f"Gestopt: {ended} processen. Verder waar u was: doorstart demo."
        if ended
        else "Er draaide niets."
    )
