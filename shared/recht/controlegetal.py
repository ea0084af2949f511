"""The check of ISO 7064 that account numbers (IBAN, ISO 13616) and creditor references (RF, ISO 11649) share."""

import re

VORM = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{1,30}")


def klopt(nummer: str) -> bool:
    """Bare and in capitals: two letters, two check digits, the number itself."""
    if not VORM.fullmatch(nummer):
        return False
    return int("".join(str(int(teken, 36)) for teken in nummer[4:] + nummer[:4])) % 97 == 1
