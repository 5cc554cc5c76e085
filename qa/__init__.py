"""The read side: ask the published index a question.

>>> from qa import Engine                                # doctest: +SKIP
>>> Engine.open().ask("航运企业有多少家?").text          # doctest: +SKIP

What is named here is imported when it is first asked for: a command line that finds no memory for
it, or no file to open, can then say so.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa.engine import Engine
    from qa.retrieval.scope import Scope
    from qa.types import Answer, Citation, Highlight, HighlightKind, Hit

__all__ = ["Answer", "Citation", "Engine", "Highlight", "HighlightKind", "Hit", "Scope"]

_MODULES = {"Engine": "qa.engine", "Scope": "qa.retrieval.scope"}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_MODULES.get(name, "qa.types")), name)
