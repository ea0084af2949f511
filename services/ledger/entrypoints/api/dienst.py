"""What every route of the ledger asks for: the books to look at, and what decides on them."""

from typing import Annotated

from services.ledger.adapters.inzage import Inzage
from shared.web.given import given

Dienst = Annotated[Inzage, given(Inzage)]
