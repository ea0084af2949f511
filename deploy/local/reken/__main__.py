"""`python -m deploy.local.reken`: the same sums without the rest of the command line."""

from deploy.local.reken import app

app()
