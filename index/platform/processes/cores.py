"""How many of this machine's cores this process may use: all, or its share beside others of a build."""

from __future__ import annotations

import os

_SHARED_BY = "WENBAO_SHARED_BY"  # between processes of one build: how many these are


def n_cores() -> int:
    """The cores that this process may use, one at least."""
    n = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    shared_by = os.environ.get(_SHARED_BY, "")
    return max(1, n // int(shared_by)) if shared_by.isdecimal() and int(shared_by) else n


def shared_by(n: int) -> dict[str, str]:
    """What the environment of a process says that shares the cores with others: ``n`` in all."""
    return {_SHARED_BY: str(n)}
