"""The `claimcheck` command: finds the module of a subcommand only when it is called."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from pathlib import Path

import click

from claimcheck import __version__

# Objects made before Python looks for cycles among them. A run makes millions, hardly any of them in a cycle,
# and looking after every 700, as is usual, takes a tenth of its time.
_OBJECTS_BETWEEN_LOOKS = 50_000

# Subcommand -> its line in `claimcheck --help`. Each lives in `claimcheck.cli.<name>` as `command`.
COMMANDS = {
    "check": "Check an article, claim by claim and party by party.",
    "extract": "Show the claims of an article, without verdicts.",
    "verify": "Check claims that you hand in.",
    "compare": "Set two sources, two versions of a text, or several sources side by side.",
    "export": "Turn a report into another format, with what a person decided.",
    "explain": "Say what a code or a verdict means.",
    "corpus": "Keep official documents in an indexed folder.",
    "show": "Show what was read of a document.",
    "bench": "Score verdicts against labelled data that you name.",
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they run, so that `--help` is instant."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"claimcheck.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Lists the commands from their one-line texts, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="claimcheck")
def cli() -> None:
    """Hold a news article against what the parties have officially said.

    \b
    Example:
      claimcheck check article.md --against readouts/
    """  # noqa: D301  (click takes \b for the character)


def main() -> None:
    """Runs the command; expected failures are one line on stderr and exit status 2."""
    from claimcheck.errors import ClaimcheckError

    gc.set_threshold(_OBJECTS_BETWEEN_LOOKS)
    if sys.stdout is None:  # closed by the caller, who wants no result then
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  (open to the end)
    try:
        cli(prog_name="claimcheck", standalone_mode=False)
    except ClaimcheckError as error:
        click.echo(f"claimcheck: {error}", err=True)
        sys.exit(2)
    except click.exceptions.Exit as error:
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("claimcheck: stopped", err=True)
        sys.exit(130)
    except click.ClickException as error:
        click.echo(_usage(error), err=True)
        sys.exit(error.exit_code)
    finally:
        gc.freeze()  # or Python looks through everything once more before it ends


def _usage(error: click.ClickException) -> str:
    """What is wrong with the command line, in the one-line style of all other errors."""
    message = " ".join(error.format_message().split()).rstrip(".")
    context = getattr(error, "ctx", None)
    if context is None:
        return f"claimcheck: {message}."
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.format_message()
    return f"claimcheck: {message}. See {context.command_path} --help."
