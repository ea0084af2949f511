"""The demo city: three municipalities, 400 invented entrepreneurs, and the fourteen months they live through by real commands."""

from datetime import date

FIRST_DAY = date(2025, 9, 1)
LAST_DAY = date(2026, 11, 2)
# The account that the letters of the demo name, of a bank that does not exist.
REKENING = "NL16DOOR9900000001"
GEMEENTEN = {"GM9901": "Doorstad", "GM9902": "Nieuwerdam", "GM9903": "Lindeveen"}
