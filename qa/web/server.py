"""The server that shows the page on an address of this machine."""

from __future__ import annotations

import contextlib
import ipaddress
import signal
import socket
from typing import TYPE_CHECKING

import gradio as gr
import uvicorn
from fastapi import FastAPI

from index.errors import SettingsError
from qa.web import assets, headers, log
from qa.web.admission import Admission
from qa.web.guard import Guard
from qa.web.library import Library
from qa.web.opening import Opening
from qa.web.page import build_page

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from qa.service import Say
    from qa.settings import Settings

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

_N_CONNECTIONS = 512  # each open page holds one
_STOP_S = 1  # for answers that are on their way; streams to open pages never end


def serve(settings: Settings, *, say: Say = print) -> bool:
    """Show the page until the process is told to stop.

    The port is open at once: while the index is being opened or built, the page shows how far it
    is, and then becomes the chat.

    Args:
        settings: what to answer from, and where to listen.
        say: is given each line to tell, the page's address among them.

    Returns:
        Whether it came to answer questions, or was about to; ``False`` where the index failed.

    Raises:
        SettingsError: the port is taken, or the host is no address of this machine.
    """
    with _listening(settings.host, settings.port) as listener:
        names = _names(settings.host, listener)
        if not names and settings.auth is None:
            say(
                f"warning: on {settings.host} everybody who can reach this machine can read the "
                "reports: set a user and a password with --auth or WENBAO_AUTH, or leave --host out"
            )
        library = Library()
        app = application(library, names=names, login=settings.auth)
        opening = Opening(library, settings, say)
        say(_address(settings.host, listener))
        opening.start()
        try:
            with log.sparing():
                _run(app, listener)
        finally:
            opening.stop()
    return library.is_ready or not library.progress.failure


def application(
    library: Library, *, names: Collection[str] = (), login: str | None = None
) -> Guard:
    """The page and the endpoints of a library as a guarded ASGI application."""
    scripts = assets.scripts()
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    page = build_page(library)
    gr.mount_gradio_app(
        app,
        page,
        path="/",
        footer_links=[],
        run_history=False,
        show_error=False,
        max_file_size=1,  # in bytes: nothing is uploaded here
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        mcp_server=True,
        theme=_theme(),
        css_paths=assets.STYLES,
        head="".join(f"<script>{script}</script>" for script in scripts),
    )
    digests = tuple(map(headers.digest, scripts))
    return Guard(Admission(app, page), names=names, login=login, scripts=digests)


def _run(app: Guard, listener: socket.socket) -> None:
    """Serve until SIGINT or SIGTERM, then end as a program that did what it was told to."""
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            ws="none",
            log_config=None,
            log_level="critical",  # the guard logs what fails
            access_log=False,
            proxy_headers=False,
            server_header=False,
            limit_concurrency=_N_CONNECTIONS,
            timeout_graceful_shutdown=_STOP_S,
        )
    )
    # Once it has stopped, uvicorn raises the signals again that it was stopped by.
    before = {sig: signal.signal(sig, _ignore) for sig in (signal.SIGINT, signal.SIGTERM)}
    try:
        server.run(sockets=[listener])
    finally:
        for sig, handler in before.items():
            signal.signal(sig, handler)


def _ignore(_signal: int, _frame: object) -> None:
    """The server has stopped already."""


def _theme() -> gr.themes.Base:
    return gr.themes.Base(
        primary_hue="red",
        neutral_hue="stone",
        radius_size="sm",
        font=[gr.themes.Font(name) for name in _FONTS],
        font_mono=[gr.themes.Font(name) for name in _MONOSPACED_FONTS],
    )


@contextlib.contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        raise SettingsError(
            f"cannot listen on {host} port {port} ({error}); choose others with --host and --port"
        ) from error
    with listener:
        yield listener


def _names(host: str, listener: socket.socket) -> frozenset[str]:
    """The names of a server that this machine alone can reach; none where others can."""
    address = listener.getsockname()[0]
    if not ipaddress.ip_address(address).is_loopback:
        return frozenset()
    return frozenset({"localhost", "127.0.0.1", "::1", address, host.lower()})


def _address(host: str, listener: socket.socket) -> str:
    """Where a browser on this machine finds the page."""
    address, port = listener.getsockname()[:2]
    if ipaddress.ip_address(address).is_unspecified:
        host = "localhost"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
