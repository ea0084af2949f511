"""The command line `doorstart`. A new verb is one line here and a file of its own; a call loads only the verb that it names."""

import sys
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Annotated, Any

import typer

from deploy.local.system.failures import CannotStart

# Each verb: the module that has it, the function or group there, and what the overview says of it; verbs with a space belong to the
# group before it.
VERBS: Mapping[str, tuple[str, str, str]] = {
    "demo": (".commands.start", "demo", "Start alles met een verzonnen stad."),
    "up": (
        ".commands.start",
        "up",
        "Start alles zonder verzonnen stad.",
    ),
    "stop": (".commands.stop", "stop", "Stop alles wat draait."),
    "status": (".commands.status", "status", "Vertel wat er draait."),
    "migrate": (".commands.migrate", "migrate", "Breng de databases op orde."),
    "klok": (".commands.klok", "klok", "Laat dagen voorbijgaan."),
    "organisatie": (
        ".commands.organisatie",
        "app",
        "Vertel wie hier werkt en wie wat mag besluiten.",
    ),
    "events": (".commands.events", "app", "Luister naar gebeurtenissen."),
    "lag": (".commands.lag", "lag", "Vertel hoe ver elk onderdeel achterloopt."),
    "geparkeerd": (
        ".commands.geparkeerd",
        "app",
        "Bekijk wat op een beheerder wacht, en geef het vrij.",
    ),
    "instroom": (".commands.instroom", "instroom", "Toon wat er per uur binnenkomt."),
    "wis": (".commands.wis", "wis", "Wis de gegevens van een persoon, met twee personen."),
    "inzage": (".commands.inzage", "inzage", "Toon wie een dossier opende."),
    "ledger": (
        ".commands.ledger",
        "app",
        "Reken de boeken na, voor accountant en Rijk.",
    ),
    "ledger herbouw": (".commands.herbouw", "herbouw", ""),
    "ledger journaal": (".commands.books", "journaal", ""),
    "ledger sisa": (".commands.figures", "sisa", ""),
    "ledger rijk": (".commands.figures", "rijk", ""),
    "ledger bdfs": (".commands.figures", "bdfs", ""),
    "reken": (
        "services.ledger.entrypoints.reken",
        "app",
        "Reken een som van de wet na, zonder server.",
    ),
    "parameters": (
        ".commands.parameters",
        "app",
        "Toon de bedragen en termijnen van de wet op een dag.",
    ),
}


def make_app(named: str | None) -> typer.Typer:
    """The command line with the verb that is named, or with all of them when it is none of ours (a mistake)."""
    app = _empty()
    for verb in (verb for verb in VERBS if " " not in verb):
        if named not in VERBS or verb == named:
            _add(app, verb)
    return app


def overview() -> typer.Typer:
    """The command line for who asks what there is: no verb is loaded."""
    app = _empty()
    for verb, (_, _, what) in VERBS.items():
        if " " not in verb:
            app.command(verb, help=what)(options)
    return app


def _empty() -> typer.Typer:
    app = typer.Typer(
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        help="Voorbeeld: doorstart demo\n\nStart, stop en bekijk Doorstart.",
    )
    app.callback()(options)
    return app


def options(
    debug: Annotated[
        bool, typer.Option("--debug", help="Toon bij een fout ook waar in het programma.")
    ] = False,
) -> None:
    """Options of every verb; `main` looks at `--debug` itself, because a failure can come before this runs."""


def _add(app: typer.Typer, verb: str) -> None:
    found = _load(verb)
    if isinstance(found, typer.Typer):
        app.add_typer(found, name=verb)
    else:
        app.command(verb)(found)


@cache
def _load(verb: str) -> Any:
    module, name, _ = VERBS[verb]
    found = getattr(import_module(module, __package__), name)
    for under in (longer for longer in VERBS if longer.startswith(f"{verb} ")):
        found.command(under.removeprefix(f"{verb} "))(_load(under))
    return found


def main() -> None:
    """Entry of the command: expected failures in three parts, a stack trace only with `--debug`."""
    try:
        named = next((word for word in sys.argv[1:] if not word.startswith("-")), None)
        (make_app(named) if named else overview())()
    except CannotStart as problem:
        if "--debug" in sys.argv:
            raise
        from deploy.local.commands.screen import err, failure_text  # noqa: PLC0415 -- keeps every verb fast
        from deploy.local.system.state import Failure  # noqa: PLC0415 -- the same

        err.print(failure_text(Failure(problem.what, problem.kept, list(problem.now))))
        sys.exit(1)


if __name__ == "__main__":
    main()
