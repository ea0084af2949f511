"""Load, decide, append: what was told about the organisation and the rows that its readers ask, in one transaction."""

from collections.abc import Iterable, Sequence
from datetime import date

from deploy.organisatie import dossiers
from deploy.organisatie.domain import ORGANISATIE, STROOM, Weigering, alles, mag_vragen
from shared.contracts.organisatie import DossierAfgeschermd, Organisatiegebeurtenis
from shared.facts import Cause
from shared.handle import Command
from shared.organisatie.nu import LEZER
from shared.organisatie.rijen import hoor
from shared.transaction import Transaction


def vertel(
    transaction: Transaction, gevraagd: Iterable[Organisatiegebeurtenis], cause: Cause
) -> list[Organisatiegebeurtenis]:
    """Everything that follows, or nothing when one of them is refused; raises Weigering."""
    feiten = list(alles(transaction.load(STROOM, ORGANISATIE), gevraagd))
    transaction.append(STROOM, ORGANISATIE, feiten, cause)
    for feit in feiten:
        hoor(transaction, feit)
    return feiten


def vraag(
    transaction: Transaction, gevraagd: Organisatiegebeurtenis, command: Command
) -> list[Organisatiegebeurtenis]:
    """The same for one request of a person, on the workday; before the first day nobody asks."""
    return vraag_alles(transaction, [gevraagd], command)


def vraag_alles(
    transaction: Transaction, gevraagd: Sequence[Organisatiegebeurtenis], command: Command
) -> list[Organisatiegebeurtenis]:
    """The same for what a person asks at once. Nobody gives themself anything, nor for municipalities that are not theirs."""
    organisatie = transaction.load(STROOM, ORGANISATIE)
    lezer = LEZER.get()
    for een in gevraagd:
        mag_vragen(organisatie, een, command.actor, lezer.gemeenten if lezer else None)
        if isinstance(een, DossierAfgeschermd) and not dossiers.is_bekend(
            transaction.cursor, een.dossier_id
        ):
            raise Weigering("dossier_id", "Dit dossier kennen wij niet. Kijk het nummer na.")
    return vertel(transaction, gevraagd, command.cause(transaction.workday()))


def richt_in(
    transaction: Transaction,
    gevraagd: Iterable[Organisatiegebeurtenis],
    ingericht_op: date,
    actor: str,
) -> list[Organisatiegebeurtenis]:
    """A whole file at once; it may come before the first workday."""
    dag = transaction.last_workday() or ingericht_op
    return vertel(transaction, gevraagd, Cause("inrichting", actor, dag))
