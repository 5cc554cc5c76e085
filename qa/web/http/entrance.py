"""What comes in from elsewhere, told as this server sees it: who asks, by which address and path.

A server before this one asks for others, by its own address, maybe with a path before this
server's own, maybe under this machine's name in place of its own. ``Entrance`` stands before the
guard, so that its limits are for who really asks; ``PublicPath`` behind it, so that Gradio knows
the address that its page and its links are for.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from starlette.datastructures import Headers
from starlette.responses import Response

from qa.public_address import split_host
from qa.web.http import headers as policy
from qa.web.http.permission import FORWARDED
from qa.web.http.rate_limits import USER, who_asks
from qa.web.http.refusals import refused

if TYPE_CHECKING:
    from collections.abc import Collection

    from starlette.types import ASGIApp, Receive, Scope, Send

    from qa.public_address import PublicAddress
    from qa.web.http.proxies import Proxies

N_OPEN = 128  # requests of a client that are being answered; an open page is one or two

_SCHEMES = frozenset({"http", "https"})
_READING = frozenset({"GET", "HEAD"})
_MOVED, _TOO_MANY = 308, 429
# Gradio would take the public address from these, whoever wrote them.
_TOLD = (b"forwarded", b"x-forwarded-", b"x-real-ip", b"x-gradio-server", b"via")


class Entrance:
    """An ASGI application before the guard.

    Args:
        app: the guard.
        proxies: servers before this one, whose word for whom they ask is taken.
        public: the address at which they are asked.
        names: this machine's own names, by which a server before this one may ask too.
        user_header: the header in which such servers name who asks, who then has limits of his own.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        proxies: Proxies,
        public: PublicAddress | None = None,
        names: Collection[str] = (),
        user_header: str | None = None,
    ) -> None:
        self.app = app
        self._user_header = (user_header or "").lower()
        self._proxies = proxies
        self._public = public
        self._names = frozenset(names)
        self._n_open = Counter[str]()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        self._read(scope)
        path, public = scope["path"], self._public
        if public is not None and path and path == public.prefix and scope["method"] in _READING:
            # The page's files are beside it: without the slash they were beside its folder.
            query = scope["query_string"].decode("ascii", "replace")
            place = f"{path}/?{query}" if query else f"{path}/"
            moved = Response(None, _MOVED, policy.security() | {"Location": place})
            await moved(scope, receive, send)
            return
        if public is not None and public.prefix and path.startswith(f"{public.prefix}/"):
            scope["path"] = path.removeprefix(public.prefix)
            scope["root_path"] = public.prefix
        await self._let_in(scope, receive, send)

    def _read(self, scope: Scope) -> None:
        """Put in the scope what a server before this one told, and leave nothing of it behind."""
        given = Headers(scope=scope)
        peer, host = str((scope.get("client") or ("",))[0]), given.get("host", "")
        forwarded = given.getlist("x-forwarded-for")
        scheme = given.get("x-forwarded-proto", "").strip()
        is_told = peer in self._proxies and (bool(forwarded) or bool(scheme))
        if is_told:
            scope["client"] = (self._proxies.client(peer, forwarded), 0)
            scope["scheme"] = scheme if scheme in _SCHEMES else scope["scheme"]
        user = (
            self._proxies.user(peer, given.getlist(self._user_header)) if self._user_header else ""
        )
        if user:
            scope[USER] = user
        kept = [(name, value) for name, value in scope["headers"] if not self._is_told(name)]
        scope[FORWARDED] = len(kept) < len(scope["headers"])
        scope["headers"] = kept
        public = self._public
        if public is None:
            return
        is_own = split_host(host)[0] in self._names
        if public.is_asked(host) or (is_told and is_own):
            scope["scheme"] = public.scheme
            scope["root_path"] = public.prefix
            scope["headers"] = [each for each in scope["headers"] if each[0] != b"host"]
            scope["headers"].insert(0, (b"host", public.netloc.encode()))

    def _is_told(self, name: bytes) -> bool:
        """Whether a header is for this server alone, also as some servers before it write it."""
        written = name.replace(b"_", b"-")
        return written.startswith(_TOLD) or written == self._user_header.encode()

    async def _let_in(self, scope: Scope, receive: Receive, send: Send) -> None:
        client = who_asks(scope)
        if self._n_open[client] >= N_OPEN:
            line = "too many requests are open: close some pages"
            refusal = refused(_TOO_MANY, line, policy.security() | {"Retry-After": "5"})
            await refusal(scope, receive, send)
            return
        self._n_open[client] += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self._n_open[client] -= 1
            if not self._n_open[client]:
                del self._n_open[client]


class PublicPath:
    """An ASGI middleware behind the guard: the path as it is at the public address."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a request on."""
        if scope["type"] == "http" and scope.get("root_path"):
            scope["path"] = scope["root_path"] + scope["path"]
        await self.app(scope, receive, send)
