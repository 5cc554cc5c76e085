"""The server that shows the page on an address of this machine."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING

import gradio as gr

from index.errors import SettingsError
from qa.web.library import Library
from qa.web.page import I18N, build_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from qa.engine import Engine

_FONTS = (
    "system-ui",
    "PingFang SC",
    "Hiragino Sans GB",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "sans-serif",
)
_MONOSPACED_FONTS = ("ui-monospace", "Menlo", "Consolas", "monospace")
_HEAD = """<script>
document.documentElement.lang = /^(zh|en)/.test(navigator.language) ? navigator.language : "zh-CN";
</script>"""
_STYLE = Path(__file__).with_name("style.css")


def serve(
    engine: Engine, *, host: str, port: int, announce: Callable[[str], object] = print
) -> None:
    """Show the page of ``engine`` until the process is told to stop.

    Args:
        engine: who answers.
        host: the address to listen on.
        port: the port to listen on; 0 takes any free one.
        announce: is given the page's address once it can be opened.

    Raises:
        SettingsError: the port is taken, or the host is no address of this machine.
    """
    port = _usable_port(host, port)
    _keep_local_requests_local()
    engine.search("问报")  # the first question loads dictionaries: not while a visitor waits
    page = build_page(Library(engine))
    _, address, _ = page.launch(
        server_name=host,
        server_port=port,
        theme=_theme(),
        css_paths=_STYLE,
        head=_HEAD,
        i18n=I18N,
        quiet=True,
        prevent_thread_lock=True,
        inbrowser=False,
        share=False,
        show_error=False,
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        strict_cors=True,
        mcp_server=False,
        ssr_mode=False,
        pwa=False,
        max_file_size=1,  # in bytes: nothing is uploaded here
    )
    announce(address)
    page.block_thread()


def _theme() -> gr.themes.Base:
    return gr.themes.Base(
        primary_hue="red",
        neutral_hue="stone",
        radius_size="sm",
        font=[gr.themes.Font(name) for name in _FONTS],
        font_mono=[gr.themes.Font(name) for name in _MONOSPACED_FONTS],
    )


def _usable_port(host: str, port: int) -> int:
    """Bind the port for a moment, for Gradio's own check is of the loopback address only."""
    try:
        with socket.create_server((host, port)) as probe:
            return int(probe.getsockname()[1])
    except (OSError, OverflowError) as error:
        raise SettingsError(
            f"cannot listen on {host} port {port} ({error}); choose others with --host and --port"
        ) from error


def _keep_local_requests_local() -> None:
    """Gradio asks its own server whether it has started: not through the user's proxy."""
    for name in ("NO_PROXY", "no_proxy"):
        hosts = [os.environ[name]] if os.environ.get(name) else []
        os.environ[name] = ",".join([*hosts, "127.0.0.1", "localhost"])
