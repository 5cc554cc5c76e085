"""Whether a passage gives a reason: where it says why, or a sentence says in a clause of its own what for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.language.lexicon import alternation
from qa.understanding.concepts import folded

if TYPE_CHECKING:
    from index.types import Passage

_REASON = re.compile(rf"因(?![此素地])|{alternation('gives_reason')}|为[了]|使.{{0,20}}更")
_PURPOSE = re.compile(
    rf"[,;](?:以?便|{alternation('gives_purpose')})|[,;]推[动].{{0,20}}更|"  # …,让群众放心
    rf"(?:^|[,;])(?:{alternation('gives_ground')})|(?:{alternation('gives_urgency')})"
)


def gives_reason(passage: Passage, sentence: int) -> bool:
    """Whether any sentence of a passage says why, or the one that is nearest to a question says what for."""
    if any(_REASON.search(folded(each.text)) for each in passage.sentences):
        return True
    return _PURPOSE.search(folded(passage.sentences[sentence].text)) is not None
