"""What the commands share: their settings, their common options, and how they speak."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from index.language.text import visible
from qa import settings
from qa.understanding.question import checked

if TYPE_CHECKING:
    from collections.abc import Callable


def with_settings(*names: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Options for the named settings; the command is given the gathered ``Settings``."""
    kinds: dict[str, tuple[Any, str]] = {
        "index": (str, "Folder of the index, an exported file, or milvus://host:port/name."),
        "corpus": (Path, "Folder of the reports; repeat it for several."),
        "model": (str, "Model: bundled, a folder, or a name on a hub."),
        "host": (str, "Address to listen on."),
        "port": (click.IntRange(0, 65535), "Port to listen on; 0 takes a free one."),
        "auth": (str, "USER:PASSWORD to ask visitors for; unseen by others as WENBAO_AUTH."),
        "public_url": (
            str,
            "Address at which a server before this one is asked: https://host/path.",
        ),
        "trusted_proxies": (str, "Addresses of such servers: 10.0.0.7,192.168.0.0/16."),
        "allow_upload": (bool, "Let all visitors add and remove reports, not only this machine."),
        "user_header": (str, "Header in which such servers name the user: limits are his own."),
        "read_only": (bool, "Ask the index as another process publishes it; build nothing."),
        "metrics": (str, "Port, or host:port, where Prometheus asks: 9464; none by default."),
        "log_format": (click.Choice(settings.LOG_FORMATS), "Lines of text, or a JSON object each."),
        "log_questions": (bool, "Log what is asked, too; needs --log-format json."),
        "top_k": (click.IntRange(1, settings.MAX_TOP_K), "How many passages."),
    }

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(command)
        def wrapped(**options: Any) -> None:
            flags = {name: options.pop(name) for name in names}
            command(settings.load(flags), **options)

        for name in reversed(names):
            kind, text = kinds[name]
            if kind is bool:
                more: dict[str, Any] = {"is_flag": True, "default": None}
            else:
                more = {"type": kind, "multiple": name == "corpus"}
            option = click.option(f"--{name.replace('_', '-')}", help=text, **more)
            wrapped = option(wrapped)
        return wrapped

    return decorate


# Checked before an index and a model are opened.
question_argument = click.argument("question", callback=lambda _ctx, _param, text: checked(text))
after_option = click.option(
    "--after",
    metavar="QUESTION",
    multiple=True,
    callback=lambda _ctx, _param, texts: tuple(map(checked, texts)),
    help="A question asked before, which this one follows up on; oldest first where repeated.",
)
explain_option = click.option(
    "--explain", is_flag=True, help="Also tell what puts each passage where it stands."
)
json_option = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")


def say(text: str) -> None:
    """Tell the user a line, beside the results."""
    click.echo(visible(text), err=True)
