"""The light of a debtor, as every page shows it."""

from typing import Any

from shared.web.dutch import bedrag
from shared.web.lights import Licht, Stand

MET_ACHTERSTAND = (Stand.ACHTERSTAND, Stand.AFSPRAAK, Stand.UITSTEL)


def licht_van(row: dict[str, Any]) -> Licht:
    """The light of a debtor with its story."""
    wanneer = f"er {bedrag(row['achterstand_cent'])} binnen is" if row["licht"] in MET_ACHTERSTAND else ""
    return Licht(Stand(row["licht"]), row["reden"], row["sinds"] if row["licht"] != Stand.BIJ else None, wanneer)
