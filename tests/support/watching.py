"""The running app, watched from inside: what it opens and looks up, and how much it keeps.

Run as a script it is the app of ``serving.py``. It writes each file that it opens, and each name or
address that it asks the system for, to the file that AUDIT names; and at SIGUSR1 it prints how
much it keeps. Where BROKEN is set, its encoder fails, with that as the reason, at each question that
holds FAULT.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.support import serving

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType

    from index.model.encoder import Vectors
    from tests.support.serving import App

WATCHED = Path(__file__)
EVENTS = ("open", "socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "os.listdir")
COUNTS = "COUNTS "
FAULT = "故障"


def counts(app: App) -> dict[str, int]:
    """How much a watched app keeps now."""
    app.process.send_signal(signal.SIGUSR1)
    kept: dict[str, int] = json.loads(app.await_line(COUNTS).removeprefix(COUNTS))
    return kept


def _audit(path: str) -> None:
    log = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND)

    def write(event: str, arguments: tuple[Any, ...]) -> None:
        if event in EVENTS:
            line = json.dumps([event, *(repr(each)[:200] for each in arguments)])
            os.write(log, line.encode() + b"\n")

    sys.addaudithook(write)


def _print_counts(_signal: int, _frame: FrameType | None) -> None:
    gc.unfreeze()  # what the app has put out of the sight of the collector
    gc.collect()
    kept: dict[str, int] = {}
    for each in gc.get_objects():
        kind = type(each).__name__
        if isinstance(each, asyncio.Task):
            kept["tasks"] = kept.get("tasks", 0) + (not each.done())
        elif kind == "Queue" and hasattr(each, "pending_messages_per_session"):
            kept |= _of_queue(each)
        elif kind == "StateHolder":
            kept["states"] = kept.get("states", 0) + len(each.session_data)
        elif kind == "App" and hasattr(each, "iterators"):
            kept["iterators"] = len(each.iterators) + len(each.iterators_to_reset)
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    kept["memory"] = pages * os.sysconf("SC_PAGE_SIZE")
    # Not by print: the signal may come while the program itself is printing.
    os.write(sys.stdout.fileno(), f"{COUNTS}{json.dumps(kept)}\n".encode())


def _of_queue(queue: Any) -> dict[str, int]:
    messages = queue.pending_messages_per_session
    return {
        "sessions": len({*messages, *queue.pending_event_ids_session}),
        "messages": sum(each.qsize() for each in messages.values()),
        "waiting": sum(map(len, queue.pending_event_ids_session.values())),
        "analytics": len(queue.event_analytics),
        "names": sum(map(len, {*messages, *queue.pending_event_ids_session})),
    }


def _break(reason: str) -> None:
    from tests.support.hash_encoder import HashEncoder

    encode = HashEncoder.encode_questions

    def fail(encoder: HashEncoder, texts: Sequence[str]) -> Vectors:
        if any(FAULT in text for text in texts):
            raise RuntimeError(reason)
        return encode(encoder, texts)

    HashEncoder.encode_questions = fail  # type: ignore[assignment, method-assign]  # it is to fail


if __name__ == "__main__":
    sys.path[:0] = [str(serving.ROOT)]
    if os.environ.get("AUDIT"):
        _audit(os.environ["AUDIT"])
    if os.environ.get("BROKEN"):
        _break(os.environ["BROKEN"])
    signal.signal(signal.SIGUSR1, _print_counts)
    serving.main()
