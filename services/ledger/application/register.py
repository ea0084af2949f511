"""What is recorded beside a loan: one request, one transaction with the loan as it stands; and what the register says about a decision."""

from functools import partial
from uuid import UUID, uuid5

from services.ledger.adapters.kader import Kader
from services.ledger.adapters.log import LENING, REGISTER
from services.ledger.adapters.register import medeschuldenaren
from services.ledger.domain.lening.commands import (
    BekrachtigVoorstel,
    DoeVoorstel,
    Leningverzoek,
    NeemBesluit,
)
from services.ledger.domain.lening.decide import decide
from services.ledger.domain.lening.state import Lening
from services.ledger.domain.register.commands import Registerverzoek, WeigerVerzoek
from services.ledger.domain.register.decide import decide_register, toets_schuldregeling
from services.ledger.domain.register.state import Leningregister
from services.ledger.domain.verloop.gegevens import Gegevens, Schuldregeling
from shared.begrippen import Feit
from shared.handle import Command
from shared.store import Store
from shared.transaction import Transaction


def register_id(lening_id: UUID) -> UUID:
    """The stream of a loan's register."""
    return uuid5(lening_id, "register")


def leg_vast(
    transaction: Transaction, kader: Kader, verzoek: Registerverzoek, command: Command
) -> list[Feit]:
    """What a person records beside a loan, on the business day; raises the refusal."""
    stream_id = register_id(verzoek.lening_id)
    lening, register = (
        transaction.load(LENING, verzoek.lening_id),
        transaction.load(REGISTER, stream_id),
    )
    feiten = decide_register(
        lening, register, verzoek, lambda: _proef(transaction, kader, lening, verzoek)
    )
    transaction.append(REGISTER, stream_id, feiten, command.cause(verzoek.op))
    medeschuldenaren.write(
        transaction.cursor,
        verzoek.lening_id,
        transaction.load(REGISTER, stream_id).medeschuldenaren,
    )
    return feiten


def lees(store: Store, lening_id: UUID) -> Leningregister:
    """The register of a loan; empty when nothing was recorded."""
    with store.transaction() as transaction:
        return transaction.load(REGISTER, register_id(lening_id))


def toets(transaction: Transaction, verzoek: Leningverzoek) -> None:
    """What the register forbids about a decision on a loan: to waive its secured part (Bbz art. 42)."""
    if not isinstance(verzoek, NeemBesluit | BekrachtigVoorstel):
        return
    lening = transaction.load(LENING, verzoek.lening_id)
    gegevens = _gegevens(lening, verzoek)
    if isinstance(gegevens, Schuldregeling):
        register = transaction.load(REGISTER, register_id(verzoek.lening_id))
        toets_schuldregeling(register, lening, gegevens.bedrag_cent, verzoek.op)


def _gegevens(lening: Lening, verzoek: NeemBesluit | BekrachtigVoorstel) -> Gegevens | None:
    if isinstance(verzoek, NeemBesluit):
        return verzoek.gegevens
    return next(
        (een.gegevens for een in lening.voorstellen if een.besluit_id == verzoek.besluit_id), None
    )


def _proef(
    transaction: Transaction, kader: Kader, lening: Lening, verzoek: Registerverzoek
) -> list[Feit]:
    """What the rules would do with a request that is refused; nothing of it is stored."""
    if not isinstance(verzoek, WeigerVerzoek):
        return []
    vraag = DoeVoorstel(
        lening_id=verzoek.lening_id,
        besluit_id=verzoek.verzoek_id,
        gegevens=verzoek.gegevens,
        motivering="verzoek_debiteur",
        valutadatum=verzoek.op,
        op=verzoek.op,
        actor=verzoek.actor,
    )
    return kader.decide(transaction, verzoek.lening_id, partial(decide, lening, vraag))
