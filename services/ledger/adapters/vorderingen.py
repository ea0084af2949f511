"""Load, decide, append for vaststellingen and vorderingen, inside a transaction; and when a day has something to do for a vordering."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from psycopg import Cursor
from psycopg.rows import DictRow

from services.ledger.adapters.kader import Kader
from services.ledger.adapters.log import VASTSTELLING, VORDERING
from services.ledger.domain.decide_vaststelling import decide_vaststelling
from services.ledger.domain.decide_vordering import te_vinden_termijnen
from services.ledger.domain.decide_vorderingen import decide_vordering
from services.ledger.domain.vaststellingsdossier import Vaststellingsdossier
from services.ledger.domain.vaststellingsfeiten import LevensonderhoudVastgesteld, Vaststellingsfeit
from services.ledger.domain.vaststellingsverzoeken import Vaststellingsverzoek
from services.ledger.domain.vordering import Vordering
from services.ledger.domain.vorderingsfeiten import Vorderingsbesluit, Vorderingsmutatie
from services.ledger.domain.vorderingsopening import te_openen_vorderingen
from services.ledger.domain.vorderingsverzoeken import Vorderingsverzoek
from services.ledger.domain.weigeringen import VorderingIsOnbekend
from shared.store import Cause, Store, Transaction


def verwerk_vaststelling(transaction: Transaction, kader: Kader, verzoek: Vaststellingsverzoek, cause: Cause) -> list[Vaststellingsfeit]:
    """Decides on one request; what must be paid back is opened as vordering in the same transaction. Raises the refusal."""
    dossier = transaction.load(VASTSTELLING, verzoek.vaststelling_id)
    feiten = decide_vaststelling(dossier, verzoek, kader.parameters, kader.mandaten)
    for feit in feiten:
        besluit = feit if isinstance(feit, LevensonderhoudVastgesteld) else None
        waarom = replace(cause, mandate=besluit.mandaat) if besluit else cause
        transaction.append(VASTSTELLING, verzoek.vaststelling_id, [feit], waarom)
        for openen in te_openen_vorderingen(besluit, kader.parameters) if besluit else ():
            verwerk_vordering(transaction, kader, openen, waarom)
    return feiten


def verwerk_vordering(transaction: Transaction, kader: Kader, verzoek: Vorderingsverzoek, cause: Cause) -> list[Vorderingsmutatie]:
    """Decides on one request and writes when the vordering is next in need of something. Raises the refusal."""
    voor = transaction.load(VORDERING, verzoek.vordering_id)
    feiten = decide_vordering(voor, verzoek, kader.parameters, kader.mandaten)
    mandaat = next((feit.mandaat for feit in feiten if isinstance(feit, Vorderingsbesluit)), cause.mandate)
    transaction.append(VORDERING, verzoek.vordering_id, feiten, replace(cause, mandate=mandaat))
    _plan(transaction.cursor, transaction.load(VORDERING, verzoek.vordering_id))
    return feiten


def onder(cursor: Cursor[DictRow], ids: Sequence[UUID]) -> frozenset[UUID]:
    """Those of the ids that are vorderingen."""
    cursor.execute("SELECT lening_id FROM leningen WHERE soort = 'vordering' AND lening_id = ANY(%s)", (list(ids),))
    return frozenset(rij["lening_id"] for rij in cursor.fetchall())


def _plan(cursor: Cursor[DictRow], vordering: Vordering) -> None:
    """Verzuim can be found once statements are booked beyond the first vervaldag that is still open."""
    na_afschrift = min((termijn.vervaldag for termijn in te_vinden_termijnen(vordering)), default=None)
    cursor.execute(
        "INSERT INTO leningen (lening_id, betalingskenmerk, na_afschrift, soort) VALUES (%s, %s, %s, 'vordering')"
        " ON CONFLICT (lening_id) DO UPDATE SET na_afschrift = excluded.na_afschrift",
        (vordering.vordering_id, vordering.betalingskenmerk, na_afschrift),
    )


def vraag_vaststelling(transaction: Transaction, kader: Kader, verzoek: Vaststellingsverzoek, cause: Cause) -> Vaststellingsdossier:
    """What a person asks about a vaststelling, on the business day; the case after it. Raises the refusal."""
    verwerk_vaststelling(transaction, kader, verzoek, cause)
    return transaction.load(VASTSTELLING, verzoek.vaststelling_id)


def vaststelling(store: Store, vaststelling_id: UUID) -> Vaststellingsdossier:
    """Raises VaststellingIsOnbekend."""
    with store.transaction() as transaction:
        dossier = transaction.load(VASTSTELLING, vaststelling_id)
    _ = dossier.kern
    return dossier


def vordering(store: Store, vordering_id: UUID) -> Vordering:
    """Raises VorderingIsOnbekend."""
    with store.transaction() as transaction:
        gevonden = transaction.load(VORDERING, vordering_id)
    if gevonden.status == "onbekend":
        raise VorderingIsOnbekend
    return gevonden
