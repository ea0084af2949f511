"""Help that begins with an example to copy, and wrong use that is answered in one Dutch sentence."""

from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

WRONG_USE = 2
WrongUse: type[Exception] = typer.BadParameter.__mro__[1]


def _write_help(command: Any, ctx: Any, formatter: Any) -> None:
    voorbeeld, _, uitleg = command.help.partition("\n\n")
    formatter.write(f"{' '.join(voorbeeld.split())}\n\n")
    command.format_usage(ctx, formatter)
    formatter.write_paragraph()
    with formatter.indentation():
        formatter.write_text(uitleg)
    command.format_options(ctx, formatter)


class Opdracht(TyperCommand):
    """One verb."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """The example, unbroken, before everything else."""
        _write_help(self, ctx, formatter)

    def get_short_help_str(self, limit: int = 45) -> str:
        """What the verb is about; the example is in its own help."""
        return " ".join((self.help or "").partition("\n\n")[2].split())[: limit * 4]


class Groep(TyperGroup):
    """Several verbs."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """The example, unbroken, before everything else."""
        _write_help(self, ctx, formatter)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Options of the group itself."""
        if not args:
            typer.echo(ctx.get_help())
            raise typer.Exit(WRONG_USE)
        eerste = args[0]
        try:
            return super().parse_args(ctx, args)
        except WrongUse as wrong:
            raise wrong_use(f"'{eerste}' past hier niet", ctx.command_path) from wrong

    def invoke(self, ctx: Any) -> Any:
        """The verb that was named."""
        try:
            return super().invoke(ctx)
        except WrongUse as wrong:
            wat = (
                f"'{wrong.option_name}' past hier niet"
                if hasattr(wrong, "option_name")
                else "er staat te veel of te weinig achter"
            )
            raise wrong_use(wat, ctx.command_path) from wrong

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """A name that exists."""
        if args[0] not in self.commands:
            raise wrong_use(
                f"'{args[0]}' bestaat niet, kies uit {', '.join(self.commands)}", ctx.command_path
            )
        return super().resolve_command(ctx, args)


def wrong_use(wat: str, opdracht: str) -> typer.Exit:
    """Say what is wrong and where to look; gives the exit to raise."""
    typer.echo(f"Niet gelukt: {wat}. Kijk met '{opdracht} --help' hoe het kan.", err=True)
    return typer.Exit(WRONG_USE)
