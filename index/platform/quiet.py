"""Other libraries made quiet while they are loaded or at work, and no longer.

Nothing of a program that uses wenbao is changed for good: its environment, its log.
"""

from __future__ import annotations

import contextlib
import logging
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOADING = {
    # OpenMP's threads wait for each other by spinning, and take each other's cores as soon as
    # anything else runs on them: then a build took ten times as long. Never to spin makes one that
    # runs alone half again as slow; this many turns cost it nothing. Read once, when the first
    # library that brings GNU's OpenMP is loaded (FAISS, torch).
    "GOMP_SPINCOUNT": "20000",
}
_ALWAYS = {
    # onnxruntime's wheels (1.32, also on Linux) collect how they are used, in a database in the
    # user's cache, to send it to their maker. Nothing here may want a network, and this is no
    # matter of taste that another program's setting may decide. Read when onnxruntime is loaded.
    "ORT_DISABLE_TELEMETRY": "1",
}


@contextlib.contextmanager
def loading() -> Iterator[None]:
    """Load a library in an environment that it reads once, when it is loaded."""
    lent = {name: text for name, text in _LOADING.items() if name not in os.environ} | _ALWAYS
    before = {name: os.environ.get(name) for name in lent}
    os.environ.update(lent)
    try:
        yield
    finally:
        for name, text in before.items():
            if text is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = text


@contextlib.contextmanager
def loggers(*names: str) -> Iterator[None]:
    """Let some loggers tell of errors only for a while."""
    before = {name: logging.getLogger(name).level for name in names}
    for name in names:
        logging.getLogger(name).setLevel(logging.ERROR)
    try:
        yield
    finally:
        for name, level in before.items():
            logging.getLogger(name).setLevel(level)
