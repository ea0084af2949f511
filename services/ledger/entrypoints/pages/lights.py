"""The light of a debtor, as every page shows it."""

from typing import Any

from shared.web.dutch import bedrag
from shared.web.lights import Licht, Stand

# Nobody is asked for money while collection stands still.
VRAAGT = (Stand.ACHTERSTAND, Stand.AFSPRAAK, Stand.LET_OP)


def licht_van(row: dict[str, Any]) -> Licht:
    """The light of a debtor with its story. A receipt first pays everything that fell due, also what is not missed yet (Awb 4:92)."""
    gevraagd = row["vervallen_cent"] - min(0, row["tegoed_cent"])
    wanneer = f"er {bedrag(gevraagd)} binnen is" if row["licht"] in VRAAGT and gevraagd else ""
    return Licht(
        Stand(row["licht"]),
        row["reden"],
        row["sinds"] if row["licht"] != Stand.BIJ else None,
        wanneer,
    )
