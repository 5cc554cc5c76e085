"""The reference of the command line, docs/cli.md, made of what the commands say of themselves.

``python -m tools.cli_reference`` writes it; a test fails where it is not what would be written.
"""

from __future__ import annotations

from pathlib import Path

import click

from qa.cli.main import main as wenbao

FILE = Path(__file__).parents[1] / "docs" / "cli.md"

_WIDTH = 90
_HEAD = """\
# The command line

This page is made by `python -m tools.cli_reference` of what `wenbao COMMAND --help` says.
"""


def text() -> str:
    """The whole page."""
    helps = wenbao.context_settings["help_option_names"]
    context = click.Context(wenbao, info_name="wenbao", help_option_names=helps)
    sections = [_section(context)]
    for name in wenbao.list_commands(context):
        command = wenbao.get_command(context, name)
        assert command is not None  # noqa: S101 - it was listed
        sections.append(_section(click.Context(command, parent=context, info_name=name)))
    return "\n".join([_HEAD, *sections])


def _section(context: click.Context) -> str:
    context.terminal_width = context.max_content_width = _WIDTH
    return f"## {context.command_path}\n\n```\n{context.get_help()}\n```\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8", newline="\n")
