"""The read side: ask the published index a question.

>>> from qa import Engine                                # doctest: +SKIP
>>> Engine.open().ask("航运企业有多少家?").text          # doctest: +SKIP
"""

from qa.engine import Engine
from qa.scope import Scope
from qa.types import Answer, Citation, Highlight, HighlightKind, Hit

__all__ = ["Answer", "Citation", "Engine", "Highlight", "HighlightKind", "Hit", "Scope"]
