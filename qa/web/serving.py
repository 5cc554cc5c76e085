"""The server that shows the page on an address of this machine."""

from __future__ import annotations

import contextlib
import errno
import ipaddress
import signal
import socket
import threading
from typing import TYPE_CHECKING

import gradio as gr
from fastapi import FastAPI

from index.errors import SettingsError, WenbaoError
from qa import service
from qa.evaluation.feedback import Feedback
from qa.public_address import LOOPBACK, PublicAddress, networks
from qa.web.adding.desk import Desk
from qa.web.adding.holdings import Holdings
from qa.web.http import connections, headers, log, offline
from qa.web.http.entrance import Entrance, PublicPath
from qa.web.http.guard import Guard
from qa.web.http.permission import Permission
from qa.web.http.proxies import Proxies
from qa.web.library import Library
from qa.web.opening import Opening
from qa.web.operating.health import Health
from qa.web.operating.watch import Watch
from qa.web.originals import answers
from qa.web.originals.shelf import Shelf
from qa.web.pages import assets
from qa.web.pages.page import build_page
from qa.web.requests.admission import Admission

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    import uvicorn

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


def serve(
    settings: Settings,
    *,
    say: Say = print,
    follows: bool = True,
    open_page: Callable[[str], object] | None = None,
    any_port: bool = False,
) -> bool:
    """Show the page until the process is told to stop.

    The port is open at once: while the index is being opened or built, the page shows how far it
    is, and then becomes the chat.

    Args:
        settings: what to answer from, and where to listen.
        say: is given each line to tell, the page's address among them.
        follows: whether the index is built anew whenever its corpus changes.
        open_page: is given the page's address once it answers there; nothing is by default.
        any_port: whether another port will do where that one is taken.

    Returns:
        Whether it came to answer questions, or was about to; ``False`` where the index failed.

    Raises:
        SettingsError: the port is taken, or the host is no address of this machine.
    """
    public = PublicAddress.parse(settings.public_url) if settings.public_url else None
    library = Library()
    watch = Watch(settings, say, library.condition)
    library.journal, say = watch.journal, watch.say
    with _listening(settings.host, settings.port, any_port=any_port) as listener:
        names = _names(settings.host, listener, public)
        is_local = _is_loopback(listener.getsockname()[0])
        if not is_local and settings.auth is None:
            say(
                f"warning: on {settings.host} everybody who can reach this machine can read the "
                "reports: set a user and a password with --auth or WENBAO_AUTH, or leave --host out"
            )
        proxies = _proxies(settings)
        permission = Permission(
            is_for_all=settings.allow_upload, is_behind_others=public is not None or bool(proxies)
        )
        holdings = _holdings(library, settings) if follows and not settings.read_only else None
        guard = application(
            library,
            names=names,
            public=public,
            login=settings.auth,
            holdings=holdings,
            permission=permission,
            feedback=Feedback(settings.beside / "feedback"),
            is_queued=not settings.read_only,
        )
        entrance = Entrance(
            guard, proxies=proxies, public=public, names=names, user_header=settings.user_header
        )
        app = Health(
            entrance,
            library.condition,
            holds_back=settings.read_only,
            told=watch.responded,
        )
        opening = Opening(library, settings, say, follows=follows)
        address = _address(settings.host, listener)
        say(address)
        if public is not None:
            say(f"public address: {public}")
            if is_local and settings.auth is None:
                say(
                    "warning: everybody who can reach it can read the reports: have a password "
                    "asked for there, or set one with --auth or WENBAO_AUTH"
                )
        opening.start()
        if open_page is not None:  # a connection waits until it is accepted
            threading.Thread(target=open_page, args=(address,), daemon=True).start()
        try:
            with log.sparing(watch.formatter), watch.telling():
                _run(connections.configured(app, proxies=proxies), listener)
        finally:
            opening.stop()
            if holdings is not None:
                holdings.close()
    return library.is_ready or not library.progress.failure


def application(
    library: Library,
    *,
    names: Collection[str] = (),
    public: PublicAddress | None = None,
    login: str | None = None,
    holdings: Holdings | None = None,
    permission: Permission | None = None,
    feedback: Feedback | None = None,
    is_queued: bool = True,
) -> Guard:
    """The page and the endpoints of a library as a guarded ASGI application.

    Args:
        library: what is asked.
        names: the only hosts that it is asked for, as the guard has them.
        public: another address at which it is asked.
        login: ``user:password`` that each request has to bring.
        holdings: what takes in reports that are added; where there is none, none are.
        permission: who may add some; where it is not given, whoever sits at this machine.
        feedback: where it is kept what visitors think of answers; beside the user's own index by
            default.
        is_queued: as of ``build_page``.
    """
    permission = permission or Permission()
    scripts = assets.scripts()
    shelf = Shelf()
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=shelf.lifespan)
    app.add_middleware(PublicPath)
    app.router.routes += answers.routes(library, shelf)
    with offline.environment():
        may_add = permission.holds if holdings else None
        page = build_page(library, feedback, may_add, shelf, is_queued=is_queued)
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
    desk = Desk(Admission(app, page), holdings, permission)
    return Guard(desk, names=names, public=public, login=login, scripts=digests)


def _holdings(library: Library, settings: Settings) -> Holdings | None:
    """What takes reports in; a bundle does not."""
    if not settings.is_folder:
        return None
    holdings = Holdings(library, settings.cache)
    with contextlib.suppress(WenbaoError):  # which opening tells
        holdings.sweep(service.corpus(settings))
    return holdings


def _proxies(settings: Settings) -> Proxies:
    if settings.trusted_proxies is not None:
        return Proxies(networks(settings.trusted_proxies))
    return Proxies(LOOPBACK if settings.public_url else ())


def _run(config: uvicorn.Config, listener: socket.socket) -> None:
    """Serve until SIGINT or SIGTERM, then end as a program that did what it was told to."""
    server = connections.Server(config)
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
def _listening(host: str, port: int, *, any_port: bool = False) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        try:
            listener = socket.create_server((host, port), family=family)
        except OSError as error:
            if not any_port or error.errno != errno.EADDRINUSE:
                raise
            listener = socket.create_server((host, 0), family=family)
    except (OSError, OverflowError) as error:
        raise SettingsError(
            f"cannot listen on {host} port {port} ({error}); choose others with --host and --port"
        ) from error
    with listener:
        yield listener


def _names(host: str, listener: socket.socket, public: PublicAddress | None) -> frozenset[str]:
    """This machine's own names; none, for any, where others can reach it by whatever they like."""
    address = listener.getsockname()[0]
    if public is None and not _is_loopback(address):
        return frozenset()
    return frozenset({"localhost", "127.0.0.1", "::1", address, host.lower()})


def _is_loopback(address: str) -> bool:
    return ipaddress.ip_address(address).is_loopback


def _address(host: str, listener: socket.socket) -> str:
    """Where a browser on this machine finds the page."""
    address, port = listener.getsockname()[:2]
    if ipaddress.ip_address(address).is_unspecified:
        host = "localhost"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
