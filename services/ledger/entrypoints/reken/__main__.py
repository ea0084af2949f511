"""`python -m services.ledger.entrypoints.reken`: the same sums without the rest of the command line."""

from services.ledger.entrypoints.reken import app

app()
