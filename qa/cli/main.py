"""The command line: ``wenbao build read search ask facts mentions reports table …``."""

from __future__ import annotations

import contextlib
import importlib
from typing import TYPE_CHECKING, Any

import click

from index.errors import WenbaoError
from index.language.text import visible
from index.platform import shortage
from qa.cli.printing import pipes, streams
from qa.understanding.question import QuestionError

if TYPE_CHECKING:
    from collections.abc import Iterator

_LISTING = ("facts", "mentions", "reports")
_CARRYING = ("export", "kit", "merge", "unpack")
_FOLDERS = dict.fromkeys(_LISTING, "listing.") | dict.fromkeys(_CARRYING, "carrying.")
_NAMES = tuple(
    sorted(
        (
            *("ask", "build", "eval", "info", "read", "search", "serve", "table", "watch"),
            *_FOLDERS,
        )
    )
)


def _command(name: str) -> click.Command:
    command: click.Command = importlib.import_module(
        f"qa.cli.{_FOLDERS.get(name, '')}{name}"
    ).command
    return command


class _Commands(click.Group):
    """Commands whose errors are one line: exit 1 for what went wrong, 2 for wrong usage.

    Each is imported when it is named: ``serve`` alone brings libraries that take seconds.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(_NAMES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _NAMES:
            return super().get_command(ctx, cmd_name)
        return _command(cmd_name)

    def main(self, *args: Any, **extra: Any) -> Any:
        pipes.guard()
        return super().main(*args, **extra)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        with _one_line():
            return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        with _one_line():
            return super().invoke(ctx)


@contextlib.contextmanager
def _one_line() -> Iterator[None]:
    """Make errors click's, and lines that do nothing to a terminal, whatever they quote."""
    try:
        yield
    except click.ClickException as error:
        error.message = visible(error.message)  # type: ignore[misc]  # a copy would lose its usage
        raise
    except QuestionError as error:
        raise click.UsageError(visible(str(error))) from error
    except WenbaoError as error:
        raise click.ClickException(visible(str(error))) from error
    except OSError as error:
        raise click.ClickException(visible(str(shortage.of(error) or error))) from error


@click.group(
    cls=_Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="wenbao")
@click.option("--no-browser", is_flag=True, help="Without a command: do not open the browser.")
@click.pass_context
def main(ctx: click.Context, *, no_browser: bool) -> None:
    """Ask Chinese government reports a question; get the figure, quoted and cited.

    Without a command the web chat is started, as by `wenbao serve --any-port --browser`.

    Results go to stdout, all else to stderr. Exit 0: done, also for an honest "not in the
    reports"; 1: an error, told in a line; 2: wrong usage; 141: nobody reads the results any more.
    """
    if no_browser and ctx.invoked_subcommand is not None:
        raise click.UsageError("--no-browser stands alone: a command follows no browser")
    ctx.with_resource(streams.prepared())
    if ctx.invoked_subcommand is None:
        browser = "--no-browser" if no_browser else "--browser"
        serve = _command("serve")
        serve.main(["--any-port", browser], prog_name="wenbao serve", standalone_mode=False)
