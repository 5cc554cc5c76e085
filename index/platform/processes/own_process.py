"""Modules of ours that run in a process of their own: a library there may end it, and is held to limits."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import index

_resource: Any
try:
    import resource as _resource
except ImportError:  # Windows has no such limits
    _resource = None


def command(module: str) -> tuple[str, ...]:
    """What runs a module of this program."""
    return (sys.executable, "-m", module)


def environment(**others: str) -> dict[str, str]:
    """The environment in which it is found, from whatever folder."""
    path = os.pathsep.join(
        [str(Path(*index.__path__).parent), *filter(None, [os.environ.get("PYTHONPATH")])]
    )
    return os.environ | {"PYTHONPATH": path} | others


def limit_memory(n_bytes: int) -> None:
    """Hold this process to so many bytes, where the system can, or to fewer if it is already."""
    if _resource is not None:
        _limit(_resource.RLIMIT_AS, n_bytes)


def limit_processor(seconds: int) -> None:
    """Hold this process to so many seconds of processors, as ``limit_memory`` does to bytes."""
    if _resource is not None:
        _limit(_resource.RLIMIT_CPU, seconds)


def _limit(what: int, most: int) -> None:
    hard = _resource.getrlimit(what)[1]
    least = most if hard == _resource.RLIM_INFINITY else min(most, hard)
    _resource.setrlimit(what, (least, hard))
