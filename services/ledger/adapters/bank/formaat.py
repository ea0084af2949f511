"""Every kind of bank file that is read: camt.053 by its XML, MT940 by its tags."""

from services.ledger.adapters.bank import camt, mt940
from services.ledger.domain.bank.afschrift import Afschrift, AfschriftKloptNiet

MAX_BYTES = 20 * 2**20


def read(content: bytes) -> tuple[str, tuple[Afschrift, ...]]:
    """Format and statements of a bank file, checked; raises AfschriftKloptNiet with a Dutch sentence."""
    if len(content) > MAX_BYTES:
        raise AfschriftKloptNiet(f"Het bestand is groter dan {MAX_BYTES // 2**20} MB.")
    return mt940.read(content) if mt940.is_mt940(content) else camt.read(content)
