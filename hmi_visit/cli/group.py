"""The command `hmi-visit` itself: its options, its commands found when called, and what an unknown word means."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TypeAlias

import click
from click.shell_completion import CompletionItem

from hmi_visit import __version__
from hmi_visit.cli import COMMANDS
from hmi_visit.cli.streams import tolerate
from hmi_visit.where import Place, visits_folder

Opener: TypeAlias = Callable[[Path, Path | None], int]
"""Opens the program in the terminal on a folder of visits or on one visit; its exit status."""


@dataclass(slots=True)
class Shell:
    """What every command is given: where the visits are, and the way into the terminal."""

    opener: Opener
    visits: str | None = None

    @property
    def folder(self) -> Place:
        """The folder of visits, and why it is that one."""
        return visits_folder(self.visits)

    def find(self, named: str) -> Path:
        """The visit file that was named on the command line; it may not be there."""
        from hmi_visit.visit.folder import find_visit

        return find_visit(named, self.folder.path)


class Doors(click.Group):
    """A group that imports a command when it is called, and takes an unknown first word for a visit to open."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The commands in the order of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """A command by its name, or None."""
        if cmd_name not in COMMANDS:
            return None
        command = getattr(import_module(f"hmi_visit.cli.{COMMANDS[cmd_name]}"), f"{cmd_name}_command")
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command and its arguments; a word that is no command is a visit, unless it looks like a slip."""
        word = args[0]
        if word in COMMANDS or word.startswith("-"):
            return super().resolve_command(ctx, args)
        if not ctx.resilient_parsing and not ctx.obj.find(word).exists():
            from hmi_visit.problems import did_you_mean

            if near := did_you_mean(word, list(COMMANDS)):
                ctx.fail(f"there is no command and no visit {word}; {near}")
        return "open", self.get_command(ctx, "open"), args

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Commands, options and visits that begin so."""
        from hmi_visit.cli.completing import complete_visit

        return [*super().shell_complete(ctx, incomplete), *complete_visit(ctx, None, incomplete)]


@click.group(
    cls=Doors,
    invoke_without_command=True,
    subcommand_metavar="[VISIT | COMMAND ...]",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option("--visits", metavar="DIR", help="The folder of visits; hmi-visit paths says which it is without this.")
@click.version_option(__version__, message="hmi-visit %(version)s")
@click.pass_context
def hmi_visit(ctx: click.Context, visits: str | None) -> None:
    """A school inspector's monitoring visit, from the keyboard to the letter in Word.

    Without a command it opens the folder of visits in the terminal, or the one VISIT that is named: a path, or a
    name in that folder with or without .sqlite. The commands do the same work from a script, or for a person who
    does not use a full-screen program. Where a file is taken, - is standard input or output.

    \b
    Exit status: 0 done; 1 it could not be done, and one line on standard error says what and where;
                 2 the command line makes no sense.

    \b
    Completion of commands, visits, forms and fields by the Tab key, once for each shell:
      bash  echo 'eval "$(_HMI_VISIT_COMPLETE=bash_source hmi-visit)"' >> ~/.bashrc
      zsh   echo 'eval "$(_HMI_VISIT_COMPLETE=zsh_source hmi-visit)"' >> ~/.zshrc
      fish  _HMI_VISIT_COMPLETE=fish_source hmi-visit > ~/.config/fish/completions/hmi-visit.fish

    \b
    Example: a first look, with nothing of your own
      hmi-visit demo
    """
    ctx.obj.visits = visits
    if ctx.invoked_subcommand is None:
        ctx.exit(ctx.obj.opener(ctx.obj.folder.path, None))


def run(words: Sequence[str], opener: Opener) -> int:
    """Run a command line; its exit status. Raises a Problem where it could not be done."""
    tolerate()
    try:
        hmi_visit.main(list(words), prog_name="hmi-visit", obj=Shell(opener))
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else int(done.code is not None)
