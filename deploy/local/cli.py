"""The command line `doorstart`. A new verb is one line here and a file of its own."""

import sys
from typing import Annotated

import typer

from deploy.local import parameters_cli, reken
from deploy.local.commands import books, events, figures, klok, ledger, migrate, start, status, stop
from deploy.local.failures import CannotStart
from deploy.local.screen import err, failure_text
from deploy.local.state import Failure

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Voorbeeld: doorstart demo\n\nStart, stop en bekijk Doorstart.",
)

app.command()(start.demo)
app.command()(start.up)
app.command()(stop.stop)
app.command()(status.status)
app.command()(migrate.migrate)
app.command()(klok.klok)
app.add_typer(events.app, name="events")
for verb in (books.journaal, figures.sisa, figures.rijk, figures.bdfs):
    ledger.app.command()(verb)
app.add_typer(ledger.app, name="ledger")
app.add_typer(reken.app, name="reken")
app.add_typer(parameters_cli.app, name="parameters")


@app.callback()
def options(debug: Annotated[bool, typer.Option("--debug", help="Toon bij een fout ook waar in het programma.")] = False) -> None:
    """Options of every verb; `main` looks at `--debug` itself, because a failure can come before this runs."""


def main() -> None:
    """Entry of the command: expected failures in three parts, a stack trace only with `--debug`."""
    try:
        app()
    except CannotStart as problem:
        if "--debug" in sys.argv:
            raise
        err.print(failure_text(Failure(problem.what, problem.kept, list(problem.now))))
        sys.exit(1)


if __name__ == "__main__":
    main()
