"""The answers to requests for files of reports, and for pictures of their pages.

A request names a report by its id, and a page by its number: nothing that it holds becomes a path.
What is no PDF is only ever saved: a browser runs what stands in a page, and these are others' pages.
"""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

from anyio import CapacityLimiter, to_thread
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from index.errors import CorpusError, NotReadyError, WenbaoError
from qa.web.http.refusals import RefusedRequestError
from qa.web.originals import file_names, shelf

if TYPE_CHECKING:
    import io
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.types import Receive, Scope, Send

    from index.types import About
    from qa.snapshot import Snapshot
    from qa.web.library import Library
    from qa.web.originals.shelf import Shelf

N_SENT = 32  # files that are sent at a time, each of which is open
_N_OPENING = 8  # threads; to compare a large file takes a while
_N_LOOKING = 16  # threads that wait for pictures, beside those of the questions
_NOT_MODIFIED, _MISSING, _FAILED, _UNAVAILABLE = 304, 404, 500, 503
_KEEPING = {"Cache-Control": "private, no-cache"}  # asked for again, and not sent again
_PDF, _OTHER = "application/pdf", "application/octet-stream"
_OPEN_FILES = "/dev/fd"  # where this process's open files have names; not on Windows


def routes(library: Library, shelf: Shelf) -> list[Route]:
    """The routes of a library's files."""
    answers = _Answers(library, shelf)
    return [
        Route("/originals/{identity}", answers.file),
        Route("/originals/{identity}/pages/{number:int}", answers.page),
    ]


class _Answers:
    def __init__(self, library: Library, shelf: Shelf) -> None:
        self._library = library
        self._shelf = shelf
        self._opening = CapacityLimiter(_N_OPENING)
        self._looking = CapacityLimiter(_N_LOOKING)
        self._sending = threading.BoundedSemaphore(N_SENT)

    async def file(self, request: Request) -> Response:
        """The file of a report: a PDF to be shown, all others to be saved."""
        return await _answered(self._file, request, self._opening)

    async def page(self, request: Request) -> Response:
        """The picture of a page of a report's file."""
        return await _answered(self._page, request, self._looking)

    def _file(self, request: Request) -> Response:
        snapshot, document = self._asked(request)
        data = self._shelf.opened(snapshot, document)
        tag = f'"{document.id}"'
        if request.headers.get("if-none-match") == tag:
            data.close()
            return Response(None, _NOT_MODIFIED, {**_KEEPING, "ETag": tag})
        return _Sent(data, document, tag, self._sending)

    def _page(self, request: Request) -> Response:
        snapshot, document = self._asked(request)
        number = int(request.path_params["number"])
        image = self._shelf.picture(snapshot, document, number)
        kept = {**_KEEPING, "ETag": f'"{document.id}-{number}"'}
        if request.headers.get("if-none-match") == kept["ETag"]:
            return Response(None, _NOT_MODIFIED, kept)
        return Response(image.data, headers=kept, media_type="image/webp")

    def _asked(self, request: Request) -> tuple[Snapshot, About]:
        """The report that a request names, and the index that it stands in."""
        snapshot = self._library.snapshot()
        about = snapshot.about(str(request.path_params["identity"]))
        if about is None:
            raise RefusedRequestError(_MISSING, "there is no report of this id")
        return snapshot, about


class _Sent(FileResponse):
    """An opened file on its way, which is the one that was compared, whatever lies there now."""

    def __init__(
        self,
        data: io.BufferedReader,
        document: About,
        tag: str,
        sending: threading.BoundedSemaphore,
    ) -> None:
        self._data = data
        self._sending = sending
        number = data.fileno()
        is_pdf = shelf.is_pdf(data.read(shelf.HEAD_BYTES))
        super().__init__(
            f"{_OPEN_FILES}/{number}" if os.path.exists(_OPEN_FILES) else data.name,  # noqa: PTH110
            headers={
                **_KEEPING,
                "ETag": tag,
                "Content-Disposition": file_names.disposition(document.path, is_shown=is_pdf),
            },
            media_type=_PDF if is_pdf else _OTHER,
            stat_result=os.fstat(number),
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it, unless too many are on their way."""
        with self._data:
            if not self._sending.acquire(blocking=False):
                line = "too many files are being fetched: ask again in a moment"
                await RefusedRequestError(_UNAVAILABLE, line).response()(scope, receive, send)
                return
            try:
                await super().__call__(scope, receive, send)
            finally:
                self._sending.release()


async def _answered(
    make: Callable[[Request], Response], request: Request, limiter: CapacityLimiter
) -> Response:
    """An answer that is made in a thread, or the line in its place."""
    try:
        return await to_thread.run_sync(make, request, limiter=limiter)
    except RefusedRequestError as error:
        return error.response()
    except WenbaoError as error:
        status = {NotReadyError: _UNAVAILABLE, CorpusError: _MISSING}.get(type(error), _FAILED)
        return RefusedRequestError(status, str(error)).response()
