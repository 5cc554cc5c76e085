"""HTTP/1.1 that leaves nothing to interpretation: what two servers may read differently is refused.

h11 itself refuses most of it. What it lets pass, as old clients wrote it, is refused here: a
server before this one might see two requests where this one sees one, or the other way round.
"""

from __future__ import annotations

import re

import h11

MAX_HEAD_BYTES = 32_768
MAX_FIELDS = 100
# A body comes in as many pieces as it likes, and then in pieces of this size on average.
FREE_PIECES = 1024
MEAN_PIECE_BYTES = 64

BAD_REQUEST, TOO_LARGE, BAD_VERSION = 400, 431, 505

_END = b"\r\n\r\n"
_N_SEEN = len(_END) - 1
_LOOSE = re.compile(rb"(?<!\r)\n|\r[^\n]|\n[ \t]|\0")  # line ends, folded lines, NUL


class StrictConnection(h11.Connection):
    """What h11 makes of the bytes of a connection; ``status`` says how a fault is answered."""

    def __init__(self) -> None:
        super().__init__(h11.SERVER, max_incomplete_event_size=MAX_HEAD_BYTES)
        self.status = BAD_REQUEST
        self._seen = b""  # the end of what came of the head
        self._is_whole = False
        self._is_loose = False
        self._n_pieces = 0
        self._n_bytes = 0

    @property
    def n_body_bytes(self) -> int:
        """How much of the body of this request has come."""
        return self._n_bytes

    def receive_data(self, data: bytes) -> None:
        """Take in bytes."""
        if self.their_state is h11.IDLE:
            self._look(data)
        super().receive_data(data)

    def start_next_cycle(self) -> None:
        """Go on to the next request, whose beginning may be here already."""
        super().start_next_cycle()
        self._seen, self._is_whole = b"", False
        self._n_pieces = self._n_bytes = 0
        self._look(self.trailing_data[0])

    def next_event(self) -> type[h11.NEED_DATA | h11.PAUSED] | h11.Event:
        """The next event.

        Raises:
            h11.RemoteProtocolError: what came is refused.
        """
        if self._is_loose:
            raise h11.RemoteProtocolError("lines of a head end with CR and LF")
        try:
            event = super().next_event()
        except h11.RemoteProtocolError as error:
            self.status = TOO_LARGE if error.error_status_hint == TOO_LARGE else BAD_REQUEST
            raise
        if isinstance(event, h11.Request):
            self._check(event)
        elif isinstance(event, h11.Data):
            self._count(event)
        return event

    def _look(self, data: bytes) -> None:
        """Look at a part of a head, once, with the few bytes before it that may belong to it."""
        if self._is_whole:
            return
        head = self._seen + data
        end = head.find(_END)
        start = 1 if len(self._seen) == _N_SEEN else 0  # what stood before it is not known
        if _LOOSE.search(head, start, len(head) if end < 0 else end):
            self._is_loose = True
        self._is_whole = end >= 0
        self._seen = head[-_N_SEEN:]

    def _check(self, request: h11.Request) -> None:
        names = [name for name, _ in request.headers]
        n_bytes = len(request.target) + sum(
            len(name) + len(value) for name, value in request.headers
        )
        is_old = request.http_version == b"1.0"
        is_chunked = b"transfer-encoding" in names
        if not is_old and request.http_version != b"1.1":
            self._refuse("HTTP/1.1 or 1.0 is spoken here", BAD_VERSION)
        if len(names) > MAX_FIELDS or n_bytes > MAX_HEAD_BYTES:
            self._refuse("the head is too large", TOO_LARGE)
        if not request.target.startswith(b"/"):
            self._refuse("the target of a request is a path")
        if is_chunked and (is_old or b"content-length" in names):
            self._refuse("the length of the body is told in one way")

    def _count(self, piece: h11.Data) -> None:
        self._n_pieces += 1
        self._n_bytes += len(piece.data)
        if self._n_pieces > FREE_PIECES + self._n_bytes // MEAN_PIECE_BYTES:
            self._refuse("the body comes in too small pieces")

    def _refuse(self, reason: str, status: int = BAD_REQUEST) -> None:
        self.status = status
        raise h11.RemoteProtocolError(reason)
