"""Answers what the page's scripts ask to add, correct and remove reports.

Before Gradio, of which nothing is needed for it: a file comes as the body of a request, as it is,
and is written as it comes. Who asks has to be allowed to, and to be a page of this server: a form or
a script of another site cannot set the header that is asked for.
"""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from starlette.datastructures import Headers
from starlette.responses import JSONResponse, Response

from index.errors import WenbaoError
from index.platform import shortage
from qa.web.adding import cards
from qa.web.adding.intake import RefusedFileError
from qa.web.http import log
from qa.web.http.refusals import RefusedRequestError, one_line, refused
from qa.web.requests import bodies
from qa.web.texts import preferred

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import ASGIApp, Receive, Scope, Send

    from qa.web.adding.holdings import Holdings
    from qa.web.http.permission import Permission
    from qa.web.texts import Texts

_PLACE = "/corpus/"
_ASKING, _ASKED = "x-wenbao", "adding"
_ANSWERED = frozenset({"add", "state", "head", "correct", "remove", "restore"})  # by ``Holdings``
_NAME = "x-file-name"  # percent-encoded UTF-8
_EARLY_S = "2"
_OWN_SITES = frozenset({"", "same-origin"})


class Desk:
    """An ASGI application before that of Gradio.

    Args:
        app: whom to ask for all else; kept as ``app``.
        holdings: what takes files in; ``None`` where there is no corpus, as of a bundle.
        permission: who may.
    """

    def __init__(self, app: ASGIApp, holdings: Holdings | None, permission: Permission) -> None:
        self.app = app
        self._holdings = holdings
        self._permission = permission

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http" or not scope["path"].startswith(_PLACE):
            await self.app(scope, receive, send)
            return
        given = Headers(scope=scope)
        texts = preferred(given.get("accept-language"))
        try:
            response = await self._answer(scope, given, receive, texts)
        except RefusedFileError as error:
            told = self._told(error.text, "", texts)
            response = _refused(error.status, str(error), told)
            if error.is_early:
                response.headers["Retry-After"] = _EARLY_S
        except RefusedRequestError as error:
            response = error.response()
        except (WenbaoError, OSError) as error:
            line = str(shortage.of(error) or error)
            told = self._told("adding_not_kept", texts.reason(one_line(line)), texts)
            response = _refused(HTTPStatus.CONFLICT, line, told)
        await response(scope, receive, send)

    async def _answer(
        self, scope: Scope, given: Headers, receive: Receive, texts: Texts
    ) -> Response:
        asked = scope["path"].removeprefix(_PLACE)
        holdings = self._holdings
        if holdings is None or asked not in _ANSWERED:
            return refused(HTTPStatus.NOT_FOUND, "there is nothing here")
        refusal = self._refusal(scope, given, texts)
        if refusal is not None:
            return refusal
        if asked == "add":
            return await self._add(holdings, given, receive)
        if asked == "state":
            return JSONResponse(await asyncio.to_thread(holdings.state, texts))
        fields = bodies.parsed(
            (await receive()).get("body", b"")
        )  # whole, as the guard has read it
        _check_texts(fields)
        answer = getattr(holdings, asked)
        return JSONResponse(await asyncio.to_thread(answer, fields, texts))

    def _refusal(self, scope: Scope, given: Headers, texts: Texts) -> Response | None:
        if given.get(_ASKING) != _ASKED or given.get("sec-fetch-site", "") not in _OWN_SITES:
            return refused(HTTPStatus.FORBIDDEN, "only this server's own page may ask this")
        if self._permission.holds(scope):
            return None
        line = "reports are added and removed on this machine only: see --allow-upload"
        return _refused(HTTPStatus.FORBIDDEN, line, self._told("adding_not_allowed", "", texts))

    @staticmethod
    async def _add(holdings: Holdings, given: Headers, receive: Receive) -> Response:
        name = unquote(given.get(_NAME, ""), errors="replace")
        length = given.get("content-length", "")
        n_bytes = int(length) if length.isascii() and length.isdecimal() else 0
        addition = await holdings.add(name, n_bytes, log.client.get(), receive)
        return JSONResponse({"id": addition.id}, HTTPStatus.ACCEPTED)

    def _told(self, text: str, reason: str, texts: Texts) -> str:
        limit = 0 if self._holdings is None else self._holdings.limits.file_bytes
        return cards.refusal(text, reason, limit, texts)


def _refused(status: int, line: str, told: str) -> Response:
    """A refusal, with what the page says of it."""
    return JSONResponse({"error": one_line(line), "told": told}, status)


def _check_texts(fields: Mapping[str, Any]) -> None:
    """Check that fields are texts, or an object of texts.

    Raises:
        RefusedRequestError: they are not.
    """
    for value in fields.values():
        held = value.values() if isinstance(value, dict) else [value]
        if not all(isinstance(each, str) for each in held):
            raise RefusedRequestError(HTTPStatus.BAD_REQUEST, "each field is a text")
