"""Writes the tables of the README that are generated: keys, shell commands, kinds of field.

python scripts/readme.py            write them
python scripts/readme.py --check    exit 1 where the README differs
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import click

README = Path(__file__).parent.parent / "README.md"
_PART = re.compile(r"(<!-- (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def keys() -> str:
    """Every key and command of the terminal, by where it works."""
    from hmi_visit.tui.commands import EVERY_SET

    parts = []
    for where, commands in EVERY_SET.items():
        rows = [
            f"| {' or '.join(f'`{key}`' for key in c.binding_keys({}))} | {c.title} | {c.help} | `{c.name}` |"
            for c in commands
        ]
        parts.append(
            "\n".join((f"**{where}**\n", "| key | command | what it does | name |", "|---|---|---|---|", *rows))
        )
    return "\n\n".join(parts) + "\n"


def shell() -> str:
    """Every command of the shell, from its own help."""
    from hmi_visit.cli.group import hmi_visit as cli

    context = click.Context(cli, info_name="hmi-visit")
    rows = ["| command | what it does |", "|---|---|"]
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        if command is not None:
            inner = click.Context(command, info_name=name, parent=context)
            usage = " ".join(("hmi-visit", name, *filter(None, (_piece(p, inner) for p in command.params))))
            rows.append(f"| `{usage.replace('|', chr(92) + '|')}` | {command.get_short_help_str(200)} |")
    return "\n".join(rows) + "\n"


def _piece(parameter: click.Parameter, context: click.Context) -> str:
    """An argument or option as a usage line has it: what may be left out in brackets."""
    if isinstance(parameter, click.Option):
        name = min(parameter.opts, key=len) if parameter.name == "out" else max(parameter.opts, key=len)
        piece = name if parameter.is_flag else f"{name} {parameter.make_metavar(context)}"
        return piece if parameter.required else f"[{piece}]{'...' * parameter.multiple}"
    return parameter.make_metavar(context)


def generated(text: str) -> str:
    """The README with its tables as they should be."""
    makers = {"keys": keys, "shell": shell}
    return _PART.sub(lambda m: f"{m[1]}{makers[m[2]]()}{m[3]}", text)


def main() -> int:
    """Write the tables, or with `--check` say whether they are right."""
    text = README.read_text(encoding="utf-8")
    right = generated(text)
    if "--check" in sys.argv[1:]:
        return int(text != right)
    README.write_text(right, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
