"""The office's own look of letters in Word: `house`."""

from __future__ import annotations

import click

from hmi_visit.cli.group import Shell


@click.command("house", short_help="Give letters the office's own look in Word.")
@click.option("--init", is_flag=True, help="Copy the styles document out, to be changed in Word.")
@click.option("--check", is_flag=True, help="Say what the office's styles document lacks, and what stands in for it.")
@click.pass_obj
def house_command(shell: Shell, init: bool, check: bool) -> None:  # noqa: ARG001 - every command is given the shell
    """Give letters the office's own look in Word: styles, letterhead, header, footer and margins are those of one
    document, which is changed in Word. Without an option it says which document that is.

    \b
    Examples:
      hmi-visit house --init
      hmi-visit house --check
    """
    from hmi_visit.letter.office import copy_out, house_styles, lacks, program_styles

    if init:
        click.echo(copy_out())
        return
    own = house_styles()
    path = own if own.is_file() else program_styles()
    if not check:
        click.echo(f"{path}  ({'the office’s own' if path == own else 'it comes with the program'})")
        return
    found = lacks(path)
    for line in found:
        click.echo(f"{path}: {line}")
    if not found:
        click.echo(f"{path}: lacks nothing")
