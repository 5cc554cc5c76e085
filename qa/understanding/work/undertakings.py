"""Questions for what is done about a subject: 养老有什么新政策, 教育方面有什么打算.

What they ask for (政策, 打算) stands in no report that answers them, and names nothing to look for.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from index.language.lexicon import alternation

_DOING = rf"(?:{alternation('asked_kind')})*(?P<{{name}}>{alternation('doing_noun')})"
_WHICH = rf"(?:{alternation('which', 'what')}|有何|哪[几][个项条])样?的?"
_AHEAD = rf"{_WHICH}(?P<of>[^\W\d_]{{0,4}}?)(?P<ahead>{_DOING.format(name='noun_ahead')})(?![^\W\d_]{{3}})"
_BEHIND = (
    rf"(?P<behind>{_DOING.format(name='noun_behind')})"
    rf"(?:都|又|还)?(?:[是有]?(?:{_WHICH})|呢|{alternation('how_is_it')})[?。!]*$"
)
_ASKED = re.compile(rf"{_AHEAD}|{_BEHIND}")


@dataclass(frozen=True, slots=True)
class Undertaking:
    """What is asked for (政策), and the span of a folded question that asks for it (新政策)."""

    noun: str
    span: tuple[int, int]


@functools.lru_cache(maxsize=64)  # what is wanted, and what is looked for
def undertaking(folded: str) -> Undertaking | None:
    """What a folded question asks to be done about a subject; ``None`` where it asks else."""
    match = _ASKED.search(folded)
    if match is None:
        return None
    which = "ahead" if match["ahead"] else "behind"
    return Undertaking(match[f"noun_{which}"], match.span(which))
